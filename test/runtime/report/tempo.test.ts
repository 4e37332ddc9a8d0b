import { describe, expect, it } from 'vitest'
import { playerTempo } from '../../../runtime/host/report/tempo.ts'
import { mulberry32 } from './simulated-session.ts'

/** Taps on all beats for which `plays` is true, `period` seconds apart. */
function taps(n: number, period: (i: number) => number, plays: (i: number) => boolean = () => true) {
  let onset = 1
  return Array.from({ length: n }, (_, index) => {
    const tap = { index, onset, place: index, written: 120 }
    onset += period(index)
    return tap
  }).filter((tap) => plays(tap.index))
}

describe("the player's tempo", () => {
  it('reads 120 from taps half a second apart', () => {
    const [run] = playerTempo(taps(20, () => 0.5))
    expect(run).toHaveLength(19)
    for (const point of run ?? []) expect(point.bpm).toBeCloseTo(120, 9)
    expect(run?.[0]?.time).toBeCloseTo(1.25, 9)
  })

  it('counts in what bpm counts, however long the beats are', () => {
    // Halves at 120 quarters a minute, and the groups of 8/8 (3+3+2).
    const groups = [1.5, 1.5, 1]
    const metres = [() => 2, (i: number) => groups[i % 3] ?? 0]
    for (const units of metres) {
      let [onset, place] = [1, 0]
      const played = Array.from({ length: 24 }, (_, index) => {
        const tap = { index, onset, place, written: 120 }
        onset += units(index) / 2
        place += units(index)
        return tap
      })
      for (const point of playerTempo(played).flat()) expect(point.bpm).toBeCloseTo(120, 9)
    }
  })

  it('counts beats, not taps: playing every second beat is not half the tempo', () => {
    const runs = playerTempo(
      taps(
        40,
        () => 0.5,
        (i) => i % 2 === 0,
      ),
    )
    expect(runs).toHaveLength(1)
    for (const point of runs.flat()) expect(point.bpm).toBeCloseTo(120, 9)
  })

  it('takes nothing of an old tempo into a new one that is written to begin', () => {
    const played = taps(40, (i) => (i < 20 ? 0.6 : 0.5)).map((tap) => ({
      ...tap,
      written: tap.index < 20 ? 100 : 120,
    }))
    const runs = playerTempo(played)
    expect(runs.map((run) => run.map(({ bpm }) => Math.round(bpm * 1e6) / 1e6))).toEqual([
      Array(20).fill(100),
      Array(19).fill(120),
    ])
  })

  it('breaks the line over a longer silence', () => {
    const runs = playerTempo(
      taps(
        40,
        () => 0.5,
        (i) => i < 12 || i > 20,
      ),
    )
    expect(runs).toHaveLength(2)
  })

  it('is not thrown by a single early tap', () => {
    const played = taps(30, () => 0.5).map((tap) =>
      tap.index === 15 ? { ...tap, onset: tap.onset - 0.12 } : tap,
    )
    for (const point of playerTempo(played).flat()) expect(point.bpm).toBeCloseTo(120, 6)
  })

  it('follows a player who speeds up', () => {
    const played = taps(60, (i) => (i < 30 ? 0.6 : 0.5))
    const run = playerTempo(played).flat()
    expect(run[5]?.bpm).toBeCloseTo(100, 6)
    expect(run[run.length - 5]?.bpm).toBeCloseTo(120, 6)
  })

  it('stays near the truth under human jitter', () => {
    const random = mulberry32(5)
    const played = taps(200, () => 0.6).map((tap) => ({ ...tap, onset: tap.onset + 0.04 * (random() - 0.5) }))
    for (const point of playerTempo(played).flat()) expect(Math.abs(point.bpm - 100)).toBeLessThan(4)
  })

  it('draws nothing from too few taps or from taps that do not move forward', () => {
    expect(playerTempo([])).toEqual([])
    expect(playerTempo(taps(3, () => 0.5))).toEqual([])
    expect(playerTempo(taps(9, () => 0))).toEqual([])
  })
})

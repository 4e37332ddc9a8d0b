import { describe, expect, it } from 'vitest'
import { tapping } from '../../../bench/tapping.ts'
import { createPolicy } from '../../../runtime/create-policy.ts'
import { HUMANS, type Human } from '../../../runtime/player/humans.ts'
import { type PlayerMove, playScript } from '../../../runtime/player/scripted.ts'
import { median } from '../../../runtime/session/robust-line.ts'
import { clickPolicy, ZONES } from '../fixtures.ts'

/** A click that does not answer, so that what is measured is the player. */
const DEAF = clickPolicy({ zones: [() => ({ ...ZONES, snap: { ms: 500, beats: 0 } })] })

function play(script: readonly PlayerMove[], bars: number, seed = 1, definition = DEAF) {
  const set = createPolicy(definition).start({ seed })
  playScript(set, script, { bars, beatsPerBar: 4, seed })
  return set.end()
}

function deviations(script: readonly PlayerMove[], bars: number, seed = 1): readonly number[] {
  const { beats, onset_times: onsets } = play(script, bars, seed)
  // Every onset against its nearest beat: those that no beat took count too.
  const times = beats.filter(({ n }) => n >= 1).map(({ time }) => time)
  return onsets.map((onset) => {
    const off = times.map((time) => onset - time)
    return 1000 * off.reduce((best, d) => (Math.abs(d) < Math.abs(best) ? d : best), Number.POSITIVE_INFINITY)
  })
}

describe('a scripted player', () => {
  it('plays on every beat of the music, and only there', () => {
    const log = play([{ k: 'steady' }], 8)
    expect(log.onset_times).toHaveLength(32)
    expect(log.beats.filter(({ n, onset }) => n >= 1 && n <= 32 && onset === null)).toEqual([])
    expect(Math.max(...deviations([{ k: 'steady' }], 8).map(Math.abs))).toBeLessThan(1e-6)
  })

  it('is refused where nobody plays like that: a test of it would be one of a steady player', () => {
    // @ts-expect-error: tests are not all written in TypeScript
    expect(() => play([{ k: 'hurries', ms: 40 }], 2)).toThrow('no player that hurries')
    // @ts-expect-error: the same
    expect(() => play([{ k: 'simulated', who: 'novise' }], 2)).toThrow('novise is none of novice, ')
  })

  it('rushes and drags by what it is told', () => {
    for (const [move, ms] of [
      [{ k: 'rushes', ms: 40 }, -40],
      [{ k: 'drags', ms: 25 }, 25],
    ] as const) {
      for (const deviation of deviations([move], 4)) expect(deviation).toBeCloseTo(ms, 6)
    }
  })

  it('leaves for as long as it is told', () => {
    const log = play([{ k: 'silent', for: { amount: 2, unit: 'bars' } }], 4)
    expect(log.onset_times[0]).toBeCloseTo(2 + 4, 9)
    expect(log.onset_times).toHaveLength(8)
  })

  // [scenario.together]
  it('does several things together: silent for two bars and rushing it joins in bar 3, early', () => {
    const silent: PlayerMove = { k: 'silent', for: { amount: 2, unit: 'bars' } }
    const { onset_times: onsets } = play([silent, { k: 'rushes', ms: 40 }], 4)
    expect(onsets).toHaveLength(8)
    expect(onsets[0]).toBeCloseTo(2 + 4 - 0.04, 9)
  })

  it('gets faster in a straight line and stays there, whatever the band does', () => {
    const { onset_times: onsets } = play([{ k: 'tempo', change: 0.1, over: { amount: 4, unit: 'bars' } }], 8)
    const intervals = onsets.slice(1).map((onset, i) => onset - (onsets[i] ?? 0))
    expect(intervals[0]).toBeGreaterThan(0.49)
    expect(intervals[7]).toBeCloseTo(0.5 / 1.05, 2)
    for (const interval of intervals.slice(16)) expect(interval).toBeCloseTo(0.5 / 1.1, 9)
  })

  it('drifts: faster, slower and back, whatever the band does', () => {
    const move: PlayerMove = { k: 'drifts', change: 0.05, over: { amount: 2, unit: 'bars' } }
    const { onset_times: onsets } = play([move], 16)
    const tempi = onsets.slice(1).map((onset, i) => 60 / (onset - (onsets[i] ?? 0)))
    expect(Math.max(...tempi)).toBeCloseTo(126, 1)
    expect(Math.min(...tempi)).toBeCloseTo(114, 1)
    for (const [i, tempo] of tempi.slice(16).entries()) expect(tempo).toBeCloseTo(tempi[i] ?? 0, 6)
  })

  it('drops out and comes back, again and again', () => {
    const move: PlayerMove = {
      k: 'pauses',
      after: { amount: 1, unit: 'bars' },
      for: { amount: 2, unit: 'beats' },
    }
    const { beats } = play([move], 3)
    const heard = beats.filter(({ n, onset }) => n >= 1 && onset !== null).map(({ n }) => n)
    expect(heard).toEqual([1, 2, 3, 4, 7, 8, 9, 10])
  })

  it('plays a groove in place of a note on each beat', () => {
    const strokes = [{ at: 0 }, { at: 0.5, velocity: 0.3 }, { at: 1.75 }, { at: 3.5 }]
    const { onset_times: onsets } = play([{ k: 'groove', strokes }], 2)
    expect(onsets.map((onset) => (onset - 2) / 0.5)).toEqual(
      [0, 0.5, 1.75, 3.5, 4, 4.5, 5.75, 7.5].map((at) => expect.closeTo(at, 9)),
    )
  })

  it('counts in where the band waits for it', () => {
    const counted = clickPolicy({
      player: { zones: 0, plays: null, count: { who: 'player', amount: 4, unit: 'beats' } },
    })
    const log = play([{ k: 'steady' }], 2, 1, counted)
    expect(log.onset_times).toHaveLength(4 + 8)
    expect(log.beats.find(({ n }) => n === 1)).toMatchObject({ mode: 'snap' })
  })
})

describe.each(['novice', 'musician', 'drummer'] as const)('a simulated %s', (who: Human) => {
  const all = [1, 2, 3, 4, 5, 6].flatMap((seed) => deviations([{ k: 'simulated', who }], 64, seed))

  it('is early by habit', () => {
    expect(Math.abs(median(all) - HUMANS[who].habit)).toBeLessThan(6)
  })

  // Measured: Bååth & Madison 2012 at all intervals, Groove MIDI for drummers around 500 ms.
  it.each([
    [500, { novice: 25.6, musician: 19.5, drummer: 21 }[who], 0.08, null],
    [600, 24, 0.2, who === 'drummer' ? 0.44 : 0.43],
    [1200, 47, 0.2, 0.33],
    [1800, 92, 0.22, 0.16],
  ] as const)(
    'taps at %d ms as unevenly as people, and as like the tap before',
    (interval, sd, share, lag1) => {
      const tapped = tapping(who, interval)
      expect(Math.abs(tapped.sd / sd - 1)).toBeLessThan(share)
      if (lag1 !== null) expect(Math.abs(tapped.lag1 - lag1)).toBeLessThan(interval === 600 ? 0.05 : 0.13)
    },
  )

  it('wanders slowly or not, scatters or not, as it is told', () => {
    const even = { timekeeper: 0, motor: 0, scatter: 0, drift: 0 }
    const off = deviations([{ k: 'simulated', who, but: even }], 16)
    for (const d of off.slice(32)) expect(Math.abs(d - HUMANS[who].habit)).toBeLessThan(0.5)
  })

  it('is the same for the same seed and another for another', () => {
    const once = deviations([{ k: 'simulated', who }], 8, 1)
    expect(deviations([{ k: 'simulated', who }], 8, 1)).toEqual(once)
    expect(deviations([{ k: 'simulated', who }], 8, 2)).not.toEqual(once)
  })
})

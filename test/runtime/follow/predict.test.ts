import { describe, expect, it } from 'vitest'
import { firstBeat, predictBeats } from '../../../runtime/follow/predict.ts'
import { ZONES } from '../fixtures.ts'

const BEAT = 0.5
const RANGE = { lowBpm: 90, highBpm: 150 }
const ONE = { ...ZONES, strength: 0.5, adapt: 0.2 }

/** Beats at 120 bpm, some of them so much later. */
const played = (count: number, late: Readonly<Record<number, number>> = {}): readonly number[] =>
  Array.from({ length: count }, (_, i) => i * BEAT + (late[i] ?? 0))

describe('what the next beat is expected to be', () => {
  it('is nothing before four were heard, and then one from the mean of their intervals', () => {
    expect(predictBeats(played(4), ONE, RANGE, 1)).toEqual([])
    expect(predictBeats(played(3), ONE, RANGE, 1)).toEqual([])
    expect([firstBeat(played(3)), firstBeat([0, 0.4, 1, 1.5])]).toEqual([null, 0.5])
    expect(predictBeats(played(7), ONE, RANGE, 1)).toEqual([2, 2.5, 3])
  })

  it('moves by what the zones make of a late beat, once that was heard', () => {
    // 60 ms: half of half of it, and a fifth of that stays in the tempo.
    const [first, second, third] = predictBeats(played(7, { 4: 0.06 }), ONE, RANGE, 1)
    expect(first).toBe(2)
    expect(second).toBeCloseTo(2.5 + 0.015 + 0.003, 12)
    // That beat came 18 ms before the band's: within snap, and the tempo stays.
    expect(third).toBeCloseTo(2.518 + 0.503, 12)
  })

  it('keeps the tempo from moving by more than the limit', () => {
    const sure = { ...ONE, track: 'many', adapt: 1, limit: { ms: 2, beats: 0 } } as const
    const faster = [...played(4), ...Array.from({ length: 6 }, (_, i) => 1.5 + (i + 1) * BEAT * 0.9)]
    const predicted = predictBeats(faster, { ...sure, strength: 0 }, RANGE, 1)
    for (const [i, time] of predicted.entries())
      expect(time - (predicted[i - 1] ?? 1.5)).toBeGreaterThan(BEAT - 0.0021 * (i + 1) - 0.002)
  })

  it('takes the tempo from what competing ideas make of the beats, whatever the zones do with the phase', () => {
    const faster = Array.from({ length: 12 }, (_, i) => (i < 4 ? i * BEAT : 1.5 + (i - 3) * BEAT * 0.98))
    const still = { ...ONE, adapt: 1, strength: 0 } as const
    const last = (track: 'one' | 'many') => {
      const [one = 0, next = 0] = predictBeats(faster, { ...still, track }, RANGE, 1).slice(-2)
      return next - one
    }
    expect(last('one')).toBeCloseTo(BEAT, 12)
    expect(Math.abs(last('many') - BEAT * 0.98)).toBeLessThan(0.003)
  })

  it.each([
    // What bpm counts is the beat, or two of it are.
    [0.3, 1, 0.4],
    [0.9, 1, 2 / 3],
    [0.9, 2, 0.9],
    [0.6, 2, 0.8],
  ])('stays within the tempo range: beats of %d s, each %d of what bpm counts', (beat, units, expected) => {
    const beats = Array.from({ length: 5 }, (_, i) => i * beat)
    expect(predictBeats(beats, ONE, RANGE, units)[0]).toBeCloseTo(3 * beat + expected, 12)
  })
})

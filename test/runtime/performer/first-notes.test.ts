/** What a band makes of the first notes of somebody it does not know yet, and what is left of that. */

import { describe, expect, it } from 'vitest'
import type { PolicyDefinition } from '../../../runtime/policy.ts'
import { gaussian } from '../../../runtime/random.ts'
import { CLICK, policy, steady, ZONES } from '../fixtures.ts'
import { BEAT, FIRST, type Onset, onBeats, take, withZones, written } from './playing.ts'

const PLAYER = { expect: 'player' } as const
const LAST = 60

/** A bar of one `adapt`, and then another, perhaps with a tempo of its own. */
const thenAdapting = (adapt: number, then: number, bpm?: number) =>
  policy({
    members: [CLICK],
    sections: [
      { name: 'head', bars: 1 },
      { name: 'out', bars: 16, zones: 1, tempo: bpm === undefined ? null : () => steady(bpm) },
    ],
    definition: {
      zones: [adapt, then].map((share) => () => ({ ...ZONES, ...PLAYER, adapt: share })),
      zoneNames: ['head', 'out'],
    },
  })

/** A steady player's notes, one of them off by so many seconds. */
const slips = (n: number, off: number): readonly Onset[] =>
  onBeats(1, LAST).map((onset, i) => (i === n - 1 ? { time: onset.time + off } : onset))

/** Notes around the beats of somebody who keeps the tempo. */
const scattered = (seed: number, sd: number): readonly Onset[] =>
  onBeats(1, LAST).map(({ time }, i) => ({ time: time + sd * gaussian(seed, 0, 0, i, 0, 0) }))

/** How far the band is from where its beats are written, in milliseconds. */
function astray(onsets: readonly Onset[], at: readonly number[], adapt = 0.2): readonly number[] {
  const { beat } = take(withZones({ ...PLAYER, adapt }), onsets)
  return at.map((n) => Math.abs(1000 * (beat(n).time - written(n))))
}

/** The same of many scattered players, sorted: the nearest band first. */
const manyAstray = (sd: number, at: number, adapt: number): readonly number[] =>
  Array.from(
    { length: 100 },
    (_, seed) => astray(scattered(seed + 1, sd), [at], adapt)[0] ?? Number.NaN,
  ).sort((a, b) => a - b)

describe('the first notes', () => {
  const LATER = [10, 20, 40, LAST]

  // [bias.first-notes]
  it('one of them that was a slip is forgotten: the band does not stay where it has sent it', () => {
    for (const ms of [-30, 30]) {
      for (let n = 1; n <= 8; n++) {
        for (const left of astray(slips(n, ms / 1000), LATER)) expect(left).toBeLessThan(2)
      }
    }
    for (const ms of [-47, 47]) {
      for (let n = 2; n <= 7; n++) {
        for (const left of astray(slips(n, ms / 1000), LATER)) expect(left).toBeLessThan(3)
      }
    }
  })

  // [bias.first-notes]
  it('scattered around the beat leave the band near it: with 20 ms of scatter, half of all bands within 7 ms', () => {
    for (const adapt of [0.2, 1]) {
      const left = manyAstray(0.02, 9, adapt)
      expect(left[50]).toBeLessThan(7)
      expect(left[90]).toBeLessThan(40)
    }
  })

  // [bias.first-notes] [bias.reached]
  it('that keep another tempo are followed to it, and to their beats: 4 % within eight beats', () => {
    for (const faster of [0.96, 1.04]) {
      const onsets = Array.from({ length: 16 }, (_, i) => ({ time: FIRST + i * BEAT * faster }))
      const { beat } = take(withZones({ ...PLAYER, adapt: 1 }), onsets)
      for (let n = 9; n <= 16; n++) {
        expect(beat(n).bpm).toBeCloseTo(120 / faster, 1)
        expect(Math.abs(beat(n).time - (onsets[n - 1]?.time ?? 0))).toBeLessThan(0.015)
      }
    }
  })

  // [bias.first-notes]
  it('that drift from the first by less than snap move nothing', () => {
    const onsets = Array.from({ length: 8 }, (_, i) => ({ time: FIRST + i * (BEAT + 0.0025) }))
    const { beat } = take(withZones({ ...PLAYER, adapt: 1 }), onsets)
    for (let n = 1; n <= 9; n++) expect(beat(n).time).toBe(written(n))
  })

  // [onset.stranger] [onset.window]
  it('of who is up to an eighth faster or slower than the count are all heard', () => {
    for (const other of [0.88, 0.92, 1.08, 1.12]) {
      const onsets = Array.from({ length: 24 }, (_, i) => ({ time: FIRST + i * BEAT * other }))
      for (const adapt of [0.2, 1]) {
        const { log } = take(withZones({ ...PLAYER, adapt }), onsets)
        const heard = log.beats.filter(({ n }) => n >= 1 && n <= 24).map(({ onset }) => onset)
        expect(heard).toEqual(onsets.map(({ time }) => time))
      }
    }
  })

  /** Which of these were heard, of somebody who plays them with the band. */
  const heardOf = (definition: PolicyDefinition, times: readonly number[]): readonly boolean[] => {
    const { log } = take(
      definition,
      times.map((time) => ({ time })),
    )
    const heard = new Set(log.beats.map(({ onset }) => onset))
    return times.map((time) => heard.has(time))
  }

  // [onset.strays] [onset.stranger]
  it('that are followed by a rest: who comes back four beats later is heard, up to 4 % from the tempo of the band', () => {
    for (const other of [0.96, 0.98, 1.02, 1.04]) {
      for (const notes of [2, 3, 4]) {
        const played = (_: unknown, i: number) => i < notes || i >= notes + 4
        const times = Array.from({ length: 24 }, (_, i) => FIRST + i * BEAT * other).filter(played)
        for (const adapt of [0.2, 0.5, 1])
          expect(heardOf(withZones({ ...PLAYER, adapt }), times)).toEqual(times.map(() => true))
      }
    }
  })

  // [onset.strays]
  it('that are followed by a rest leave the window as it is on a grid: what comes a fifth of a beat late is nobody', () => {
    const times = [...onBeats(1, 3), ...onBeats(8, 8, 0.1)].map(({ time }) => time)
    expect(heardOf(withZones({ expect: 'grid' }), times).at(-1)).toBe(false)
    expect(heardOf(withZones(PLAYER), times).at(-1)).toBe(true)
  })

  // [onset.stranger]
  it('are not expected before the beat for being early once, when a section brings a tempo of its own', () => {
    for (const [bpm, off] of [
      [100, -0.05],
      [100, 0.05],
      [144, -0.045],
      [144, 0.045],
    ] as const) {
      for (const other of [0.97, 1, 1.03]) {
        const head = Array.from({ length: 4 }, (_, i) => FIRST + off + i * BEAT * other)
        const out = Array.from(
          { length: 20 },
          (_, i) => FIRST + off + 4 * BEAT * other + (i * 60 * other) / bpm,
        )
        const times = [...head, ...out]
        expect(heardOf(thenAdapting(0.5, 0.5, bpm), times)).toEqual(times.map(() => true))
      }
    }
  })

  // [bias.first-notes]
  it('move no tempo that must not adapt, and no beat', () => {
    for (const left of astray(scattered(1, 0.03), [2, 4, 6, 8], 0)) expect(left).toBe(0)
  })

  // [bias.first-notes]
  it('leave tempo and beats alone where a section must not adapt, whatever they were before', () => {
    for (const other of [0.92, 0.96, 1.04, 1.08]) {
      const onsets = Array.from({ length: 24 }, (_, i) => ({ time: FIRST + i * BEAT * other }))
      const { beat } = take(thenAdapting(0.5, 0), onsets)
      const { bpm } = beat(5)
      expect(Math.abs(bpm / 120 - 1)).toBeGreaterThan(0.02)
      for (let n = 6; n <= 8; n++) {
        expect(beat(n).bpm).toBe(bpm)
        expect(beat(n).time - beat(n - 1).time).toBeCloseTo(60 / bpm, 12)
      }
    }
  })

  // [bias.first-notes]
  it('keep what the tempo has taken of them where a section adapts less', () => {
    const onsets = Array.from({ length: 24 }, (_, i) => ({ time: FIRST + i * BEAT * 0.92 }))
    const { beat } = take(thenAdapting(1, 0.1), onsets)
    for (let n = 5; n <= 8; n++) expect(beat(n).bpm).toBeCloseTo(120 / 0.92, 6)
  })

  // [bias.first-notes]
  it('count each with the share that held on its beat', () => {
    const onsets = Array.from({ length: 7 }, (_, i) => ({ time: FIRST + i * BEAT * 0.92 }))
    const { beat } = take(thenAdapting(0.1, 0.5), onsets, onsets[5]?.time ?? 0)
    // All of 40 ms a beat is tempo. Notes two to four leave 0.9 each of the way, the fifth a half.
    expect(60 / beat(5).bpm).toBeCloseTo(BEAT - (1 - 0.9 ** 3) * 0.04, 12)
    expect(60 / beat(6).bpm).toBeCloseTo(BEAT - (1 - 0.9 ** 3 * 0.5) * 0.04, 12)
  })

  // [bias.first-notes]
  it('begin anew where a section brings a tempo of its own', () => {
    const own = 60 / 108
    const onsets = Array.from({ length: 7 }, (_, i) => ({
      time: i < 4 ? written(i + 1) : written(5) + (i - 4) * own * 0.92,
    }))
    const { beat } = take(thenAdapting(0.2, 0.2, 108), onsets)
    expect(beat(7).bpm).toBeCloseTo(108, 9)
    expect(60 / beat(8).bpm).toBeCloseTo(own - (1 - 0.8 ** 2) * own * 0.08, 12)
  })
})

import { describe, expect, it } from 'vitest'
import { HUMANS, NOTICING } from '../../runtime/player/humans.ts'
import type { PlayerModel } from '../../runtime/player/models.ts'
import { blankPage } from '../../runtime/player/page.ts'
import { learned, noisier, practised, tired } from '../../training/players/condition.ts'
import { type Person, personOf, SLIPS, TRAINING } from '../../training/players/people.ts'
import { tapperOf } from '../../training/players/tapper.ts'

/**
 * Simulated people, held against what was measured on people (open tapping data): the figures and where they come from stand in
 * runtime/player/humans.ts and training/players.
 */

const NO_SLIPS = { misses: 0, extras: 0, subdivides: 0 }

/** Of the kind, and nobody in particular. */
const typical = (kind: Person['kind']): Person => ({
  id: kind,
  kind,
  traits: { ...HUMANS[kind], notices: NOTICING, habitGrows: true },
  slips: SLIPS[kind],
  level: 0.5,
})

/** What a model plays to clicks at these times, one tap a click: asynchronies in ms, those of the first click left out. */
function asynchronies(model: PlayerModel, clicks: readonly number[]): number[] {
  const off: number[] = []
  for (const [n, time] of clicks.slice(0, -1).entries()) {
    const length = n === 0 ? (clicks[1] ?? 0) - time : time - (clicks[n - 1] ?? 0)
    const beat = { n, measure: 1, section: '', time, grid: time, bpm: 60 / length, length }
    for (const tap of model.next(beat)) off.push(1000 * (tap.time - (clicks[n + 1] ?? 0)))
  }
  return off
}

const steady = (interval: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => (n * interval) / 1000)

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

function figures(off: readonly number[]): { sd: number; lag1: number; mean: number } {
  const middle = mean(off)
  const variance = mean(off.map((d) => (d - middle) ** 2))
  const next = mean(off.slice(1).map((d, i) => (d - middle) * ((off[i] ?? 0) - middle)))
  return { sd: Math.sqrt(variance), lag1: next / variance, mean: middle }
}

/** Of many people, each for a block in the middle of a session, where practice has made nobody better or worse than on average. */
function population(interval: number, of: (person: Person) => boolean, people = 120) {
  const each = Array.from({ length: 3 * people }, (_, number) => personOf(7, number))
    .filter(of)
    .slice(0, people)
    .map((person, seed) => {
      const model = tapperOf({ ...person, slips: NO_SLIPS }, { seed, page: blankPage(4), noise: 1 })
      return figures(asynchronies(model, steady(interval, 250)).slice(110))
    })
  // SDs are averaged as they are in the tables: over people.
  return {
    sd: mean(each.map(({ sd }) => sd)),
    lag1: mean(each.map(({ lag1 }) => lag1)),
    mean: mean(each.map((one) => one.mean)),
    between: figures(each.map((one) => one.mean)).sd,
  }
}

describe('simulated people who tap to a steady click', () => {
  it.each([
    ['novice', 25.6, 0.43, -43],
    ['musician', 20.2, 0.43, -34],
    ['drummer', 21, 0.44, -11],
  ] as const)('are as uneven, as forgetful and as early as people: a %s', (kind, sd, lag1, early) => {
    const found = population(500, (person) => person.kind === kind, kind === 'drummer' ? 30 : 80)
    expect(found.sd / sd).toBeGreaterThan(0.85)
    expect(found.sd / sd).toBeLessThan(1.15)
    // Over blocks this short the estimate is low by some hundredths, for people as for these.
    expect(Math.abs(found.lag1 - lag1)).toBeLessThan(0.12)
    // Means of so many people, who differ by 22 ms.
    expect(Math.abs(found.mean - early)).toBeLessThan(3 * (22 / Math.sqrt(kind === 'drummer' ? 30 : 80)))
  })

  it('differ from each other in their habit by 22 ms', () => {
    expect(Math.abs(population(500, ({ kind }) => kind === 'novice').between - 22)).toBeLessThan(5)
  })

  it.each([
    [600, 24, 0.43, -43],
    [1200, 47, 0.33, -56],
    [1800, 92, 0.16, -57],
  ])('at %i ms between clicks', (interval, sd, lag1, early) => {
    const found = population(interval, () => true, 60)
    expect(found.sd / sd).toBeGreaterThan(0.75)
    expect(found.sd / sd).toBeLessThan(1.25)
    expect(Math.abs(found.lag1 - lag1)).toBeLessThan(0.15)
    // Of all kinds together; the measured ones were of people without training, for the most part.
    expect(Math.abs(found.mean - early)).toBeLessThan(17)
  })

  it('are the steadier the longer they have practised, as was measured', () => {
    const sds = TRAINING.map(
      (_, i) =>
        population(
          500,
          ({ kind, level }) => kind === 'musician' && Math.min(2, Math.floor((level - 0.4) * 6)) === i,
          25,
        ).sd,
    )
    for (const [i, { sd }] of TRAINING.entries()) {
      expect((sds[i] ?? 0) / sd).toBeGreaterThan(0.8)
      expect((sds[i] ?? 0) / sd).toBeLessThan(1.2)
    }
  })
})

/** What is left of a change on the beats after it, in ms, over many taps: each person beside their own twin, who hears no change. */
function response(kind: Person['kind'], change: (n: number) => number): number[] {
  const AT = 20
  const clicks = steady(500, 40)
  let later = 0
  const changed = clicks.map((time, n) => {
    if (n > AT) later += change(n - AT - 1) / 1000
    return time + later
  })
  const runs = 120
  const left = new Array<number>(8).fill(0)
  const person = { ...typical(kind), slips: NO_SLIPS }
  for (let seed = 0; seed < runs; seed++) {
    const of = (times: readonly number[]) =>
      asynchronies(tapperOf(person, { seed, page: blankPage(4), noise: 1 / practised(AT) }), times)
    const [moved, twin] = [of(changed), of(clicks)]
    for (const k of left.keys())
      left[k] = (left[k] ?? 0) - ((moved[AT + k] ?? 0) - (twin[AT + k] ?? 0)) / runs
  }
  return left
}

const MEASURED = {
  shift: [
    [49.9, 50.1],
    [3, 13],
    [-3, 3],
    [-4, 4],
  ],
  small: [
    [16, 27],
    [16, 27],
    [16, 27],
    [16, 27],
    [16, 27],
  ],
  large: [
    [47, 51],
    [44, 57],
    [18, 37],
    [0, 20],
  ],
} as const

describe.each(['novice', 'musician'] as const)('a simulated %s, when the click changes', (kind) => {
  const within = (left: readonly number[], bounds: readonly (readonly [number, number])[]): void => {
    for (const [k, [low, high]] of bounds.entries()) {
      expect(left[k], `${k} beats later, of ${left.map((one) => one.toFixed(1))}`).toBeGreaterThanOrEqual(low)
      expect(left[k], `${k} beats later, of ${left.map((one) => one.toFixed(1))}`).toBeLessThanOrEqual(high)
    }
  }
  it('makes up for a shift of 50 ms within two beats', () => {
    within(
      response(kind, (k) => (k === 0 ? 50 : 0)),
      MEASURED.shift,
    )
  })
  it('does not catch up with a tempo step of 20 ms for five beats, either way', () => {
    within(
      response(kind, () => 20),
      MEASURED.small,
    )
    within(
      response(kind, () => -20).map((one) => -one),
      MEASURED.small,
    )
  })
  it('notices a tempo step of 50 ms, and has caught up after three beats', () => {
    within(
      response(kind, () => 50),
      MEASURED.large,
    )
  })
})

describe('the condition of simulated people', () => {
  it('gets better within a session as was measured: 23.1, 21.1 and 19.9 ms in three blocks', () => {
    const blocks = [0, 1, 2].map((block) =>
      mean(Array.from({ length: 100 }, (_, beat) => 21.37 * practised(100 * block + beat))),
    )
    for (const [i, sd] of [23.1, 21.1, 19.9].entries())
      expect(Math.abs((blocks[i] ?? 0) - sd)).toBeLessThan(0.15)
    const person = typical('novice')
    const sds = [0, 1, 2].map((block) =>
      mean(
        Array.from({ length: 150 }, (_, seed) => {
          const model = tapperOf({ ...person, slips: NO_SLIPS }, { seed, page: blankPage(4), noise: 1 })
          return figures(asynchronies(model, steady(500, 300)).slice(100 * block, 100 * (block + 1))).sd
        }),
      ),
    )
    expect((sds[1] ?? 0) / (sds[0] ?? 0)).toBeCloseTo(21.1 / 23.1, 1)
    expect((sds[2] ?? 0) / (sds[0] ?? 0)).toBeCloseTo(19.9 / 23.1, 1)
  })

  it('tires only after five minutes, and not for ever', () => {
    expect([tired(0), tired(300), tired(600), tired(1e6)]).toEqual([1, 1, 1.1, 1.5])
  })

  it('learns from session to session only where that is asked for, by how well they went', () => {
    expect([learned('off', 9), learned('on', 0), learned('negative', 0)]).toEqual([1, 1, 1])
    expect(learned('on', 2)).toBeLessThan(learned('on', 1))
    expect(learned('negative', 2)).toBeGreaterThan(1)
    expect([learned('on', 1e3), learned('negative', 1e3)]).toEqual([0.7, 1.3])
  })

  it('scales all noises, and nothing else', () => {
    const { traits } = personOf(3, 3)
    const twice = noisier(traits, 2)
    expect(twice).toEqual({
      ...traits,
      timekeeper: 2 * traits.timekeeper,
      motor: 2 * traits.motor,
      scatter: 2 * traits.scatter,
      drift: 2 * traits.drift,
    })
  })
})

describe('slips of simulated people', () => {
  it('happen as often as is said: beats missed, notes too many, bars in halves of the beat', () => {
    const clicks = steady(500, 4001)
    for (const kind of ['novice', 'drummer'] as const) {
      const model = tapperOf(typical(kind), { seed: 3, page: blankPage(4), noise: 1 })
      const taps = clicks
        .slice(0, -1)
        .map((time, n) => model.next({ n, measure: 1, section: '', time, grid: time, bpm: 120, length: 0.5 }))
      const missed = taps.filter((all) => all.every(({ velocity }) => velocity !== undefined)).length / 4000
      const extra = taps.filter((all) => all.some(({ velocity }) => velocity === 0.4)).length / 4000
      const halves = taps.filter((all) => all.some(({ velocity }) => velocity === 0.5)).length / 4000
      const { misses, extras, subdivides } = SLIPS[kind]
      expect(Math.abs(missed - misses)).toBeLessThan(4 * Math.sqrt((misses + 1e-3) / 4000))
      expect(Math.abs(extra - extras * (1 - subdivides))).toBeLessThan(4 * Math.sqrt((extras + 1e-3) / 4000))
      // A whole bar at a time.
      expect(Math.abs(halves - subdivides)).toBeLessThan(4 * Math.sqrt((subdivides + 1e-3) / 1000))
    }
  })
})

import { describe, expect, it } from 'vitest'
import { gaussian, uniform } from '../../runtime/random.ts'
import { numbered, overPeople } from '../../training/estimate/people.ts'
import { studentQuantile } from '../../training/estimate/student.ts'
import { capFor } from '../../training/gate/cap.ts'
import { courseOf } from '../../training/gate/gain.ts'
import { type GateOptions, gate, shuffled } from '../../training/gate/gate.ts'

const SHIFT = 0.5
const [target, logged] = [SHIFT, 0].map((mean) => ({ mean: [mean], sigma: [1], choices: {} }))

/**
 * So many units of each person, who differ in what they earn, and by ±`differ` in what another slot does for them: half of them are better off with
 * the candidate, half are worse off, and the mean of all people there may be is `slope`.
 */
function playedBy(sizes: readonly number[], { slope = 0, differ = 0 }, seed: number) {
  const [w, r, names]: [number[], number[], string[]] = [[], [], []]
  for (const [person, size] of sizes.entries()) {
    const own = slope + (uniform(seed, 1, person, 0, 0, 1) < 0.5 ? differ : -differ)
    const level = 0.5 + 0.15 * gaussian(seed, 2, person, 0, 0, 1)
    for (let i = 0; i < size; i++) {
      const z = gaussian(seed, 3, person, i, 0, 1)
      w.push(Math.exp(SHIFT * z - (SHIFT * SHIFT) / 2))
      r.push(Math.min(1, Math.max(0, level + own * z + 0.2 * gaussian(seed, 4, person, i, 0, 1))))
      names.push(`u-${person}`)
    }
  }
  const rows = { w: Float64Array.from(w), r: Float64Array.from(r), usual: 0.5, guards: {} }
  return { ...rows, users: numbered(names) }
}

function optionsFor(units: number, seed = 1): GateOptions {
  if (target === undefined || logged === undefined) throw new Error('two laws')
  return { alpha: 0.05, leastEffective: 100, seed, capped: capFor(target, logged, units, 0.05, 0.5) }
}

const each = (people: number, size: number): readonly number[] => new Array<number>(people).fill(size)

describe('a gain is that of people', () => {
  it.each([
    ['one has nine of ten units', [900, ...each(100, 1)]],
    ['few play much', each(20, 100)],
    ['some play much', [...each(20, 50), ...each(300, 1)]],
  ] as const)('is not accepted more often than it may where half gain what half lose: %s', (_, sizes) => {
    const trials = 300
    let [accepted, refuted] = [0, 0]
    for (let seed = 0; seed < trials; seed++) {
      const rows = playedBy(sizes, { differ: 0.05 }, seed)
      const { verdict, gain } = gate(rows, optionsFor(rows.w.length, seed))
      if (verdict === 'accept') accepted++
      if (gain.upper < 0) refuted++
    }
    const most = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials)
    expect(accepted / trials).toBeLessThan(most)
    expect(refuted / trials).toBeLessThan(most)
  })

  it('costs next to nothing where people do not differ', () => {
    const rows = playedBy(each(400, 10), { slope: 0.04 }, 7)
    const how = optionsFor(4000)
    const [byPeople, byUnits] = [gate(rows, how), gate({ ...rows, users: numbered(ids(4000)) }, how)]
    expect([byPeople.verdict, byUnits.verdict]).toEqual(['accept', 'accept'])
    expect(byPeople.gain.lower).toBeGreaterThan(byUnits.gain.lower - 0.001)
    expect([byPeople.users, byUnits.users]).toEqual([400, 4000])
  })

  it('is what it was where everybody has one unit', () => {
    const rows = playedBy(each(1000, 1), { slope: 0.04 }, 8)
    const { users: _, ...unnamed } = rows
    expect(gate(rows, optionsFor(1000))).toEqual(gate(unnamed, optionsFor(1000)))
  })

  it('says that it is people who are missing, and never more than all of the reward', () => {
    const rows = playedBy([900, ...each(100, 1)], { slope: 0.05 }, 9)
    const { verdict, gain, reasons, power } = gate(rows, optionsFor(1000))
    expect(verdict).toBe('not-enough-data')
    expect(gain.lower).toBe(-1)
    expect(gain.upper).toBe(1)
    expect(power.probability).toBe(0)
    expect(reasons.join()).toContain('these 101 are too few')
  })

  it('is drawn as it is judged: the course ends where the verdict’s bounds are, over people', () => {
    for (const [sizes, byPeople] of [
      [each(20, 100), true],
      [each(1000, 1), false],
    ] as const) {
      const rows = playedBy(sizes, { differ: 0.05, slope: 0.02 }, 11)
      const how = optionsFor(rows.w.length)
      const { gain } = gate(rows, how)
      const course = courseOf({ ...rows, order: shuffled(rows.w.length, how.seed) }, how, 30)
      expect(course.lower.at(-1)).toBeCloseTo(gain.lower, 9)
      expect(course.upper.at(-1)).toBeCloseTo(gain.upper, 9)
      expect(course.byPeople).toBe(byPeople)
    }
  })

  it('of one person alone nothing is known of others', () => {
    const rows = playedBy([500], { slope: 0.05 }, 10)
    expect(gate(rows, optionsFor(500))).toMatchObject({
      verdict: 'not-enough-data',
      gain: { lower: -1, upper: 1 },
      reasons: ['of other people they say nothing: all units are of one person'],
    })
    const two = playedBy([500, 1], { slope: 0.05 }, 10)
    expect(gate(two, optionsFor(501)).reasons).toEqual([
      'of other people they say nothing: these 2 are too few, or one of them has nearly all units (they count as 1.0)',
    ])
  })
})

describe('the bound over people', () => {
  it('is Student’s over the means of people who have as many units each', () => {
    const values = Float64Array.of(0.1, 0.3, 0.2, 0.6, -0.1, 0.1)
    const means = [0.2, 0.4, 0]
    const centre = 0.2
    const error = Math.sqrt(means.reduce((sum, one) => sum + (one - centre) ** 2, 0) / 2 / 3)
    const found = overPeople(values, Uint32Array.of(0, 0, 1, 1, 2, 2), 0.05)
    expect(found?.error).toBeCloseTo(error, 12)
    expect(found?.width).toBeCloseTo(studentQuantile(0.95, 2) * error, 12)
  })

  it('is not asked for where nobody has two', () => {
    expect(overPeople(Float64Array.of(0.1, 0.2), Uint32Array.of(0, 1), 0.05)).toBeNull()
  })
})

const ids = (n: number): readonly string[] => Array.from({ length: n }, (_, i) => `u-${i}`)

import { describe, expect, it } from 'vitest'
import { intervalOf } from '../../cli/judged-report.ts'
import { gaussian, uniform } from '../../runtime/random.ts'
import { type Estimates, estimates, meanOf } from '../../training/estimate/estimators.ts'
import { overPeople, overPeopleAlways } from '../../training/estimate/people.ts'
import { studentQuantile } from '../../training/estimate/student.ts'
import { normalBelow } from '../../training/gate/normal.ts'

/** Intervals where somebody has several units: the wider counts of that over units and that over people. */

const SHIFT = 0.5
const NAMES = ['dm', 'ips', 'snips', 'dr'] as const

/** People who earn by who they are; a draw of z earns `0.04 z` more, and the candidate lies half a σ higher: 0.52. */
function played(people: number, size: number, apart: number, seed: number) {
  const n = people * size
  const users = Uint32Array.from({ length: n }, (_, i) => Math.floor(i / size))
  const z = Float64Array.from({ length: n }, (_, i) => gaussian(seed, 1, 0, i, 0, 1))
  const level = (i: number): number => 0.5 + apart * gaussian(seed, 2, users[i] ?? 0, 0, 0, 1)
  const r = z.map((one, i) => level(i) + 0.04 * one + 0.05 * gaussian(seed, 3, 0, i, 0, 1))
  const w = z.map((one) => Math.exp(SHIFT * one - (SHIFT * SHIFT) / 2))
  return { rows: { w, r, q: z.map((one) => 0.5 + 0.04 * one), v: z.map(() => 0.52) }, users }
}

const covered = (found: Estimates, name: (typeof NAMES)[number], truth: number): boolean => {
  const [low, high] = intervalOf(found[name])
  return low <= truth && truth <= high
}

describe('estimates of people who have several units', () => {
  it('cover what others would have earned in 95 of a hundred, which those over units alone do not', () => {
    const trials = 300
    const hits = { people: { ips: 0, snips: 0, dr: 0 }, units: { ips: 0, snips: 0, dr: 0 } }
    for (let seed = 0; seed < trials; seed++) {
      const { rows, users } = played(25, 40, 0.15, seed)
      const by = { people: estimates(rows, users), units: estimates(rows) }
      for (const name of ['ips', 'snips', 'dr'] as const)
        for (const whose of ['people', 'units'] as const)
          if (covered(by[whose], name, 0.52)) hits[whose][name]++
    }
    for (const name of ['ips', 'snips', 'dr'] as const) {
      expect(hits.people[name] / trials, name).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.05 * 0.95) / trials))
      expect(hits.units[name] / trials, name).toBeLessThan(0.7)
    }
  })

  it('are Student’s over the means of people who have as many units each', () => {
    const values = Float64Array.of(0.1, 0.3, 0.2, 0.6, -0.1, 0.1)
    const error = Math.sqrt([0.2, 0.4, 0].reduce((sum, one) => sum + (one - 0.2) ** 2, 0) / 2 / 3)
    const half = studentQuantile(0.975, 2) * error
    const found = meanOf(values, Uint32Array.of(0, 0, 1, 1, 2, 2))
    expect(found.people).toBeCloseTo(half, 12)
    expect(intervalOf(found)[0]).toBeCloseTo(0.2 - half, 12)
    // A bootstrap over units knows nothing of people.
    const replicates = Float64Array.from({ length: 101 }, (_, i) => 0.19 + i / 5000)
    expect(intervalOf(found, replicates)).toEqual(intervalOf(found))
  })

  it('are what they were where everybody has one', () => {
    const { rows } = played(60, 1, 0.1, 3)
    const users = Uint32Array.from({ length: 60 }, (_, i) => i)
    expect(estimates(rows, users)).toEqual(estimates(rows))
  })

  it('of one person alone say that nothing is known, and no more than all of a reward', () => {
    const { rows, users } = played(1, 200, 0.1, 4)
    const found = estimates(rows, users)
    for (const name of NAMES) {
      const [low, high] = intervalOf(found[name])
      expect(high - found[name].value, name).toBeCloseTo(1, 12)
      expect(found[name].value - low, name).toBeCloseTo(1, 12)
    }
    // Draws are independent, whosever they are.
    expect(found.meanRatio.people).toBeUndefined()
  })
})

describe('the bound over people for who looks again and again', () => {
  it('is the paper’s, by hand: so many standard errors, as far out in Student’s law', () => {
    const values = Float64Array.from({ length: 400 }, (_, i) => uniform(6, 0, 0, i, 0, 1))
    const users = Uint32Array.from(values, (_, i) => i >> 1)
    const found = overPeopleAlways(values, users, 0.05)
    // After as many people as it is made for: t ρ² = −2 ln 2α + ln(1 − 2 ln 2α).
    const far = -2 * Math.log(0.1)
    const share = far + Math.log(far + 1)
    const errors = Math.sqrt(((2 * (share + 1)) / share) * Math.log(1 + Math.sqrt(share + 1) / 0.1))
    expect(found?.freedom).toBe(199)
    expect((found?.width ?? 0) / (found?.error ?? 1)).toBeCloseTo(
      studentQuantile(normalBelow(errors), 199),
      9,
    )
  })

  it('is wider than that of one look, and narrows as people come', () => {
    const width = (people: number): number => {
      const n = 2 * people
      const users = Uint32Array.from({ length: n }, (_, i) => i >> 1)
      const values = Float64Array.from({ length: n }, (_, i) => uniform(5, 0, 0, i, 0, 1))
      const [once, always] = [overPeople(values, users, 0.05), overPeopleAlways(values, users, 0.05)]
      if (once === null || always === null) throw new Error('somebody has two')
      expect(always.width).toBeGreaterThan(once.width)
      expect(always.width).toBeLessThan(3 * once.width)
      return always.width
    }
    const widths = [20, 80, 320, 1280].map(width)
    expect(widths).toEqual(widths.toSorted((a, b) => b - a))
    expect(overPeopleAlways(Float64Array.of(1, 2), Uint32Array.of(0, 1), 0.05)).toBeNull()
  })
})

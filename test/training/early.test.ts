import { describe, expect, it } from 'vitest'
import { gaussian, uniform } from '../../runtime/random.ts'
import { numbered } from '../../training/estimate/people.ts'
import { capFor } from '../../training/gate/cap.ts'
import { courseOf } from '../../training/gate/gain.ts'
import { aboveOf, beforeLooking, type GateOptions, gate, shuffled } from '../../training/gate/gate.ts'

const SHIFT = 0.5
const law = (mean: number) => ({ mean: [mean], sigma: [1], choices: {} })
const LEAST = 100
const options = (n: number, more: Partial<GateOptions> = {}): GateOptions => ({
  alpha: 0.05,
  leastEffective: LEAST,
  seed: 1,
  capped: capFor(law(SHIFT), law(0), n, 0.05, 0.5),
  ...more,
})
const ratio = (z: number): number => Math.exp(SHIFT * z - (SHIFT * SHIFT) / 2)
const most = (trials: number): number => 0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials)

/** Units that earn by their draws, whatever the candidate: `slope` for each σ. */
function logs(n: number, slope: number, seed: number) {
  const z = Float64Array.from({ length: n }, (_, i) => gaussian(seed, 1, 0, i, 0, 1))
  const r = z.map((one, i) =>
    Math.min(1, Math.max(0, 0.5 + slope * one + 0.25 * gaussian(seed, 2, 0, i, 0, 1))),
  )
  return { w: z.map(ratio), r, usual: 0.5, guards: {} }
}

describe('before what was earned is looked at', () => {
  it('too few units say that they are, and nothing of what they earned', () => {
    const guards = { completed: { values: new Float64Array(60).fill(1), usual: 0.5, floor: -0.01 } }
    const [rich, poor] = [0.4, -0.4].map((slope) => gate({ ...logs(60, slope, 1), guards }, options(60)))
    expect(rich).toEqual(poor)
    expect(rich).toMatchObject({
      verdict: 'not-enough-data',
      looked: false,
      gain: { estimate: 0, lower: -1, upper: 1 },
      guards: { completed: { estimate: 0, lower: -1, upper: 1, floor: -0.01 } },
      power: { probability: 0 },
    })
    expect(beforeLooking(logs(200, 0, 1), LEAST)).toBeNull()
    // Draws that the candidate never makes are worth nothing of it, and no units are worth nothing of anybody.
    for (const n of [0, 500])
      expect(beforeLooking({ w: new Float64Array(n), guards: {} }, LEAST)).toMatchObject({
        verdict: 'not-enough-data',
        effective: 0,
      })
    expect(gate(logs(200, 0, 1), options(200)).looked).toBe(true)
  })

  it('what is of one person, or nearly, says nothing of others', () => {
    const rows = logs(500, 0.4, 2)
    const of = (people: readonly number[]) => ({
      ...rows,
      users: numbered(people.flatMap((size, who) => new Array<string>(size).fill(`u-${who}`))),
    })
    for (const sizes of [[500], [400, ...new Array<number>(100).fill(1)]])
      expect(gate(of(sizes), options(500))).toMatchObject({ verdict: 'not-enough-data', looked: false })
    expect(gate(of([250, 250]), options(500)).looked).toBe(true)
  })

  it('what runs already is known to gain nothing', () => {
    const rows = logs(1000, 0, 3)
    expect(gate({ ...rows, w: rows.w.map(() => 1) }, options(1000))).toMatchObject({
      verdict: 'refuse',
      looked: false,
      gain: { estimate: 0, lower: 0, upper: 0 },
    })
  })

  it.each([
    // The worst there is: then the bet is on the ratios alone, and these are what it waits by.
    ['everything', () => 1],
    ['all or nothing', (coin: number) => (coin < 0.5 ? 1 : 0)],
  ] as const)(
    'it may be asked again and again, until the units are enough: units that earn %s are accepted no more often than they may',
    (_, earned) => {
      const trials = 1500
      let [accepted, early] = [0, 0]
      for (let seed = 0; seed < trials; seed++) {
        const w = Float64Array.from({ length: 400 }, (_one, i) => ratio(gaussian(seed, 1, 0, i, 0, 1)))
        const r = w.map((_one, i) => earned(uniform(seed, 2, 0, i, 0, 1)))
        for (let n = 10; n <= 400; n += 10) {
          const rows = { w: w.subarray(0, n), r: r.subarray(0, n), usual: 0.5, guards: {} }
          const { looked, verdict } = gate(rows, options(n, { seed, capped: null }))
          if (!looked) {
            early++
            continue
          }
          // What was looked at is spent.
          if (verdict === 'accept') accepted++
          break
        }
      }
      expect(early).toBeGreaterThan(5 * trials)
      expect(accepted / trials).toBeLessThan(0.05)
    },
  )
})

describe('bounds from above', () => {
  it('share α: what is as good as what runs is not known to be worse more often than it may, however many guards', () => {
    const [trials, n] = [600, 600]
    let worse = 0
    for (let seed = 0; seed < trials; seed++) {
      const guards = Object.fromEntries(
        [1, 2, 3, 4, 5].map((which) => [
          `guard-${which}`,
          {
            values: Float64Array.from({ length: n }, (_, i) =>
              uniform(seed, 3, which, i, 0, 1) < 0.5 ? 1 : 0,
            ),
            usual: 0.5,
            floor: 0,
          },
        ]),
      )
      const { gain, guards: found } = gate({ ...logs(n, 0, seed), guards }, options(n, { seed }))
      if (gain.upper < 0 || Object.values(found).some(({ upper }) => upper < 0)) worse++
    }
    expect(worse / trials).toBeLessThan(most(trials))
  })

  it('are those of the pictures, too', () => {
    const rows = logs(2000, 0.02, 5)
    const guards = { completed: { values: rows.r, usual: 0.5, floor: -0.01 } }
    const how = options(2000)
    const { gain } = gate({ ...rows, guards }, how)
    const course = courseOf(
      { ...rows, order: shuffled(2000, how.seed) },
      { ...how, above: aboveOf(how.alpha, guards) },
      20,
    )
    expect(course.upper.at(-1)).toBeCloseTo(gain.upper, 9)
    expect(gain.upper).toBeGreaterThan(gate(rows, how).gain.upper)
    expect(gain.lower).toBe(gate(rows, how).gain.lower)
  })
})

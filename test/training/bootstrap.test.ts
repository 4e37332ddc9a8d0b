import { describe, expect, it } from 'vitest'
import { gaussian } from '../../runtime/random.ts'
import { bootstrap, POISSON_BYTES, percentiles } from '../../training/estimate/bootstrap.ts'
import { estimates, type Rows } from '../../training/estimate/estimators.ts'

function rows(n: number, seed: number): Rows {
  const column = (of: (g: (k: number) => number) => number): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => of((k) => gaussian(seed, 1, k, i, 0, 1)))
  return {
    w: column((g) => Math.exp(0.6 * g(0) - 0.18)),
    r: column((g) => 0.5 + 0.1 * g(0) + 0.2 * g(1)),
    q: column((g) => 0.5 + 0.08 * g(0)),
    v: column((g) => 0.55 + 0.05 * g(2)),
  }
}

describe('the bootstrap’s weights', () => {
  it('have mean 1 and variance 1 exactly, and are Poisson’s to a hundredth', () => {
    const moment = (power: number): number =>
      POISSON_BYTES.reduce((sum, count, k) => sum + (count / 256) * k ** power, 0)
    expect([moment(0), moment(1), moment(2)]).toEqual([1, 1, 2])
    let poisson = Math.exp(-1)
    for (const [k, count] of POISSON_BYTES.entries()) {
      expect(Math.abs(count / 256 - poisson)).toBeLessThan(0.01)
      poisson /= k + 1
    }
  })

  it('are the units’ own: what one unit says has the weights’ law', () => {
    // One unit says 1, the others 0: Σkw is its weight. Blocks of 1,024 are crossed, and bytes of a word are not alike.
    const n = 3000
    for (const unit of [0, 3, 1023, 1024, 2999]) {
      const zero = new Float64Array(n)
      const one = Float64Array.from(zero)
      one[unit] = 1
      const { ips } = bootstrap({ w: one, r: one, q: zero, v: zero }, { replicates: 4000, seed: unit })
      const mean = ips.reduce((sum, value) => sum + value * n, 0) / 4000
      const variance = ips.reduce((sum, value) => sum + (value * n - mean) ** 2, 0) / 4000
      expect(Math.abs(mean - 1)).toBeLessThan(4 / Math.sqrt(4000))
      expect(Math.abs(variance - 1)).toBeLessThan(0.2)
    }
  })

  it('are others for two units: a sum of both has twice the variance', () => {
    const n = 2048
    const zero = new Float64Array(n)
    for (const [a, b] of [
      [0, 1],
      [2, 3],
      [5, 1029],
    ] as const) {
      const both = Float64Array.from(zero)
      both[a] = 1
      both[b] = 1
      const { ips } = bootstrap({ w: both, r: both, q: zero, v: zero }, { replicates: 4000, seed: 1 })
      const mean = ips.reduce((sum, value) => sum + value * n, 0) / 4000
      const variance = ips.reduce((sum, value) => sum + (value * n - mean) ** 2, 0) / 4000
      expect(Math.abs(variance - 2)).toBeLessThan(0.3)
    }
  })
})

describe('intervals by the bootstrap', () => {
  it('are as wide as the normal law has them, for each estimator', () => {
    const all = rows(4000, 2)
    const of = estimates(all)
    const replicates = bootstrap(all, { replicates: 1000, seed: 3 })
    for (const name of ['dm', 'ips', 'snips', 'dr'] as const) {
      const [low, high] = percentiles(replicates[name], 0.95)
      expect(low).toBeLessThan(of[name].value)
      expect(high).toBeGreaterThan(of[name].value)
      // 1,000 replicates know an SD to 2.2 %; a heavy tail of w adds some.
      expect(Math.abs((high - low) / (2 * 1.96 * of[name].error) - 1)).toBeLessThan(0.12)
    }
  })

  it('cover what is true 95 times of 100: 300 times', () => {
    // E[w r] = .5 + .1 · .6
    const truth = 0.56
    let covered = 0
    for (let trial = 0; trial < 300; trial++) {
      const [low, high] = percentiles(
        bootstrap(rows(300, 100 + trial), { replicates: 200, seed: trial }).ips,
        0.95,
      )
      if (low <= truth && truth <= high) covered++
    }
    expect(covered / 300).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.05 * 0.95) / 300) - 0.01)
  })

  it('are the same for the same seed, and refuse columns that do not fit', () => {
    const all = rows(500, 4)
    expect(bootstrap(all, { replicates: 20, seed: 5 })).toEqual(bootstrap(all, { replicates: 20, seed: 5 }))
    expect(bootstrap(all, { replicates: 20, seed: 6 }).dr).not.toEqual(
      bootstrap(all, { replicates: 20, seed: 5 }).dr,
    )
    expect(() => bootstrap({ ...all, q: new Float64Array(3) }, { replicates: 20, seed: 5 })).toThrow(
      RangeError,
    )
    expect(() => bootstrap(all, { replicates: 0, seed: 5 })).toThrow('replicates')
    expect(percentiles(Float64Array.of(0, 1, 2, 3, 4), 0.5)).toEqual([1, 3])
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ask, type CmaState, createCma, stopReason, tell } from '../../training/optimise/cma.ts'
import { cmaConstants } from '../../training/optimise/cma-constants.ts'

type Function = (x: readonly number[]) => number

const sphere: Function = (x) => x.reduce((sum, v) => sum + v * v, 0)
const rosen: Function = (x) =>
  x.slice(1).reduce((sum, v, i) => sum + 100 * (v - (x[i] ?? 0) ** 2) ** 2 + (1 - (x[i] ?? 0)) ** 2, 0)
const stretched =
  (ratio: number, alone: boolean): Function =>
  (x) =>
    x.reduce((sum, v, i) => sum + (alone ? (i === 0 ? 1 : ratio) : ratio ** (i / (x.length - 1))) * v * v, 0)

/** Evaluations until a candidate is better than 1e-9; null where the search ended elsewhere. */
function evaluationsTo(f: Function, mean: readonly number[], seed: number): number | null {
  let state = createCma({ mean, sigma: 0.3, seed })
  const recent: number[] = []
  for (;;) {
    const candidates = ask(state)
    const fitness = candidates.map(f)
    state = tell(state, candidates, fitness)
    if (Math.min(...fitness) < 1e-9) return state.evaluations
    if (stopReason(state, fitness, recent) !== null) return null
    recent.push(Math.min(...fitness))
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

describe('CMA-ES', () => {
  const FIXTURE = new URL('../../../shared/data/fixtures/purecma_rosen6.json', import.meta.url)
  it.skipIf(!existsSync(FIXTURE))('follows purecma, candidate by candidate, for sixty generations', () => {
    const { n, params, generations } = JSON.parse(readFileSync(FIXTURE, 'utf8')) as {
      n: number
      params: {
        lam: number
        weights: number[]
        mueff: number
        cc: number
        cs: number
        c1: number
        cmu: number
        damps: number
        lazy_gap_evals: number
      }
      generations: {
        X: number[][]
        f: number[]
        mean: number[]
        sigma: number
        ps: number[]
        pc: number[]
        C: number[][]
      }[]
    }
    const { lam, lazy_gap_evals, ...same } = params
    let state = createCma({
      mean: new Array(n).fill(0.2),
      sigma: 0.4,
      seed: 1,
      lambda: lam,
      constants: { ...same, lazyGap: lazy_gap_evals, stepSize: 'squared-norm' },
    })
    let worst = 0
    const off = (a: readonly number[], b: readonly number[]): void => {
      for (const [i, value] of a.entries()) worst = Math.max(worst, Math.abs(value - (b[i] ?? Number.NaN)))
    }
    for (const { X, f, mean, sigma, ps, pc, C } of generations) {
      state = tell(state, X, f)
      off(state.mean, mean)
      off([state.sigma], [sigma])
      off(state.ps, ps)
      off(state.pc, pc)
      off(state.c, C.flat())
    }
    expect(generations).toHaveLength(60)
    expect(worst).toBeLessThan(1e-10)
  })

  // Medians of pycma 4.4.0 from x = .5 (the function of Rosenbrock: 0), σ = .3, active, usual population.
  it.each([
    ['sphere', 5, sphere, 0.5, 640],
    ['ellipsoid', 5, stretched(1e6, false), 0.5, 1352],
    ['cigar', 5, stretched(1e6, true), 0.5, 1600],
    ['Rosenbrock', 5, rosen, 0, 1744],
    ['sphere', 10, sphere, 0.5, 1390],
    ['ellipsoid', 10, stretched(1e6, false), 0.5, 3950],
    ['cigar', 10, stretched(1e6, true), 0.5, 3800],
    ['Rosenbrock', 10, rosen, 0, 5290],
  ])(
    'needs as many evaluations on %s in %i dimensions as the reference, within 15 %%',
    (_, n, f, from, expected) => {
      const counts = Array.from({ length: 15 }, (__, seed) =>
        evaluationsTo(f, new Array(n).fill(from), seed),
      ).flatMap((count) => count ?? [])
      // Rosenbrock's function has a second valley from four dimensions on, in which some end.
      expect(counts.length).toBeGreaterThanOrEqual(f === rosen ? 11 : 15)
      const all = median(counts)
      expect(all / expected).toBeGreaterThan(0.85)
      expect(all / expected).toBeLessThan(1.15)
    },
  )

  const trajectory = (f: Function, mean: readonly number[], generations = 40): readonly CmaState[] => {
    let state = createCma({ mean, sigma: 0.5, seed: 7 })
    return Array.from({ length: generations }, () => {
      const candidates = ask(state)
      state = tell(state, candidates, candidates.map(f))
      return state
    })
  }

  it('goes by ranks alone: any rising transform of the fitness gives the same bytes', () => {
    const start = [0.4, -1, 2]
    expect(trajectory((x) => 1e-6 * Math.atan(rosen(x) / 1e4) - 3, start)).toEqual(trajectory(rosen, start))
  })

  it('moves with the function: a shifted one is searched in the same steps', () => {
    const shift = [3, -2, 0.5]
    const here = trajectory(sphere, [1, 1, 1])
    const there = trajectory(
      (x) => sphere(x.map((v, i) => v - (shift[i] ?? 0))),
      shift.map((s) => 1 + s),
    )
    for (const [i, state] of here.entries()) {
      expect(there[i]?.sigma).toBeCloseTo(state.sigma, 9)
      for (const [k, m] of state.mean.entries()) expect(there[i]?.mean[k]).toBeCloseTo(m + (shift[k] ?? 0), 8)
    }
  })

  it('is the same bytes from the same seed, others from another, and goes on from JSON', () => {
    const whole = trajectory(rosen, [0, 0, 0, 0], 30)
    let state: CmaState = JSON.parse(JSON.stringify(trajectory(rosen, [0, 0, 0, 0], 13).at(-1)))
    for (let i = 13; i < 30; i++) {
      const candidates = ask(state)
      state = JSON.parse(JSON.stringify(tell(state, candidates, candidates.map(rosen))))
    }
    expect(state).toEqual(whole.at(-1))
    expect(ask(createCma({ mean: [0], sigma: 1, seed: 1 }))).not.toEqual(
      ask(createCma({ mean: [0], sigma: 1, seed: 2 })),
    )
  })

  it('stays positive definite when all is noise, and survives candidates that have no value', () => {
    let state = createCma({ mean: new Array(8).fill(0), sigma: 1, seed: 3 })
    for (let i = 0; i < 300; i++) {
      const candidates = ask(state)
      state = tell(
        state,
        candidates,
        candidates.map((x, k) => (k % 3 === 0 ? Number.NaN : Math.sin(1e6 * (x[0] ?? 0)))),
      )
      expect(state.d.every((axis) => axis > 0 && Number.isFinite(axis))).toBe(true)
    }
  })

  it('has weights that sum to one above, and take no more away than C can bear below', () => {
    for (const n of [1, 2, 5, 20, 50]) {
      const { weights, c1, cmu } = cmaConstants(n, 4 + Math.floor(3 * Math.log(n)) + 1)
      const positive = weights.filter((w) => w > 0).reduce((sum, w) => sum + w, 0)
      const negative = -weights.filter((w) => w < 0).reduce((sum, w) => sum + w, 0)
      expect(positive).toBeCloseTo(1, 12)
      expect(n * cmu * negative).toBeLessThanOrEqual(1 - c1 - cmu + 1e-12)
    }
  })

  it('has the constants of the tutorial: by hand, and as purecma has those that it shares', () => {
    const usual = cmaConstants(6, 9)
    const shared = {
      mueff: 2.8406104297170542,
      cc: 0.40864968827481546,
      cs: 0.349739663167155,
      c1: 0.03563118207139872,
    }
    for (const [name, value] of Object.entries(shared))
      expect(usual[name as keyof typeof shared], name).toBeCloseTo(value, 14)
    const weights = [0.49373837748434096, 0.2810968324806433, 0.15670950255807004, 0.0684552874769457]
    for (const [i, weight] of weights.entries()) expect(usual.weights[i]).toBeCloseTo(weight, 14)
    expect(usual.weights[4]).toBe(0)
    // Eq. 55 and 58, and what one candidate of each pair takes away.
    const { mueff, c1, cs } = shared
    expect(usual.cmu).toBeCloseTo((2 * (0.25 + mueff + 1 / mueff - 2)) / (8 * 8 + mueff), 14)
    expect(usual.damps).toBeCloseTo(1 + cs, 14)
    const below = usual.weights.slice(5).reduce((sum, w) => sum - w, 0)
    expect(below).toBeCloseTo(
      Math.min(1 + c1 / usual.cmu, 1 + (2 * mueff) / (mueff + 2), (1 - c1 - usual.cmu) / (6 * usual.cmu)),
      12,
    )
    // A large population damps the step.
    const large = cmaConstants(3, 100)
    expect(large.damps).toBeCloseTo(1 + 2 * (Math.sqrt((large.mueff - 1) / 4) - 1) + large.cs, 12)
    expect(large.damps).toBeGreaterThan(3)
    expect(cmaConstants(6, 9, false).weights.slice(4)).toEqual([0, 0, 0, 0, 0])
  })

  it('ends where nothing moves, all is alike, or the axes are too unlike, and says which', () => {
    const state = createCma({ mean: [0, 0], sigma: 2, seed: 1 })
    const [rough, flat] = [[1, 2, 3, 4, 5, 6], new Array<number>(6).fill(3)]
    const before = new Array<number>(10).fill(3)
    expect(stopReason(state, rough, before)).toBeNull()
    expect(stopReason({ ...state, sigma: 1.9e-11 }, rough, before)).toBe('tolx')
    expect(stopReason(state, rough, before, 2.1)).toBe('tolx')
    expect(stopReason(state, rough, before, 1.9)).toBeNull()
    // One coordinate that moves, by itself or along the path, is enough.
    expect(stopReason({ ...state, c: [1, 0, 0, 9] }, rough, before, 2.1)).toBeNull()
    expect(stopReason({ ...state, pc: [0, -1.5] }, rough, before, 2.1)).toBeNull()
    expect(stopReason(state, flat, before)).toBe('tolfun')
    expect(stopReason(state, flat, before.slice(1))).toBeNull()
    expect(stopReason({ ...state, d: [1, 1.1e7] }, rough, before)).toBe('condition')
    expect(stopReason({ ...state, d: [1, 0.9e7] }, rough, before)).toBeNull()
  })

  it('says what is wrong with its options', () => {
    expect(() => createCma({ mean: [], sigma: 1, seed: 0 })).toThrow('nothing to optimise')
    expect(() => createCma({ mean: [0], sigma: 0, seed: 0 })).toThrow('sigma must be positive')
    expect(() => createCma({ mean: [0], sigma: 1, seed: 0, lambda: 2 })).toThrow('lambda')
    const state = createCma({ mean: [0], sigma: 1, seed: 0 })
    expect(() => tell(state, [[1]], [1])).toThrow('4 candidates')
  })
})

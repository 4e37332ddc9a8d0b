/**
 * CMA-ES: a normal distribution that learns where the good candidates lie, and how they lie to each other (Hansen,
 * arXiv:1604.00772). `ask` and `tell` are pure functions of a state that is plain JSON: what is stopped goes on to the same bytes.
 *
 * It minimises. Candidates of NaN count as the worst.
 */

import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { gaussian, keyOf } from '../../runtime/random.ts'
import { type CmaConstants, cmaConstants, expectedNorm, usualPopulation } from './cma-constants.ts'

export interface CmaState {
  readonly version: 1
  readonly n: number
  readonly lambda: number
  /** Key of the random numbers: a whole number from 0 to 2^53 − 1. */
  readonly seed: number
  readonly constants: CmaConstants
  readonly generation: number
  readonly evaluations: number
  readonly mean: readonly number[]
  readonly sigma: number
  /** σ at the start: what is small is small beside it. */
  readonly sigma0: number
  readonly ps: readonly number[]
  readonly pc: readonly number[]
  /** Covariance, row by row; n × n. */
  readonly c: readonly number[]
  /** C = B diag(d²) Bᵀ as it was `decomposedAt` evaluations. */
  readonly b: readonly number[]
  readonly d: readonly number[]
  readonly decomposedAt: number
}

export interface CmaOptions {
  readonly mean: readonly number[]
  readonly sigma: number
  readonly seed: number
  readonly lambda?: number
  readonly constants?: CmaConstants
}

/** @throws RangeError on an empty mean, a σ that is not positive, or fewer than three candidates */
export function createCma({ mean, sigma, seed, lambda, constants }: CmaOptions): CmaState {
  const n = mean.length
  if (n === 0) throw new RangeError('there is nothing to optimise: the mean is empty')
  if (!(sigma > 0 && Number.isFinite(sigma))) throw new RangeError(`sigma must be positive, not ${sigma}`)
  const population = lambda ?? usualPopulation(n)
  if (!(Number.isInteger(population) && population >= 3))
    throw new RangeError(`lambda must be a whole number from 3 on, not ${population}`)
  const identity = Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0))
  return {
    version: 1,
    n,
    lambda: population,
    seed,
    constants: constants ?? cmaConstants(n, population),
    generation: 0,
    evaluations: 0,
    mean,
    sigma,
    sigma0: sigma,
    ps: new Array<number>(n).fill(0),
    pc: new Array<number>(n).fill(0),
    c: identity,
    b: identity,
    d: new Array<number>(n).fill(1),
    decomposedAt: 0,
  }
}

const STREAM = 21
const NAME = keyOf('cma')

/** The λ candidates of this generation: m + σ B D g, each g keyed by (seed, generation, candidate, dimension). */
export function ask({
  n,
  lambda,
  seed,
  generation,
  mean,
  sigma,
  b,
  d,
}: CmaState): readonly (readonly number[])[] {
  return Array.from({ length: lambda }, (_, k) => {
    const scaled = d.map((axis, i) => axis * gaussian(seed, NAME, k, generation, i, STREAM))
    return mean.map((m, row) => {
      let along = 0
      for (let i = 0; i < n; i++) along += (b[row * n + i] ?? 0) * (scaled[i] ?? 0)
      return m + sigma * along
    })
  })
}

/**
 * The state after the candidates were scored.
 *
 * @param candidates λ points, in any order
 * @param fitness of each, to be minimised
 * @throws RangeError where their numbers do not fit
 */
export function tell(
  state: CmaState,
  candidates: readonly (readonly number[])[],
  fitness: readonly number[],
): CmaState {
  const { n, lambda, constants, mean: old, sigma } = state
  if (candidates.length !== lambda || fitness.length !== lambda)
    throw new RangeError(`a generation has ${lambda} candidates, each with a fitness`)
  const { weights, mueff, cc, cs, c1, cmu } = constants
  const sorted = best(candidates, fitness)
  const evaluations = state.evaluations + lambda

  const mean = old.map((_, i) => {
    let sum = 0
    for (const [k, x] of sorted.entries()) {
      const w = weights[k] ?? 0
      if (w > 0) sum += w * (x[i] ?? 0)
    }
    return sum
  })
  const y = mean.map((m, i) => m - (old[i] ?? 0))
  const whitened = whiten(state, y)
  const alongPs = Math.sqrt(cs * (2 - cs) * mueff) / sigma
  const ps = state.ps.map((p, i) => (1 - cs) * p + alongPs * (whitened[i] ?? 0))
  const length2 = ps.reduce((sum, p) => sum + p * p, 0)
  // While the step grows quickly the path is no direction: it must not stretch C.
  const grown = length2 / n / (1 - (1 - cs) ** ((2 * evaluations) / lambda))
  const steady = grown < 2 + 4 / (n + 1) ? 1 : 0
  const alongPc = (steady * Math.sqrt(cc * (2 - cc) * mueff)) / sigma
  const pc = state.pc.map((p, i) => (1 - cc) * p + alongPc * (y[i] ?? 0))

  const c = covariance(state, sorted, pc, steady)
  const next = {
    ...state,
    generation: state.generation + 1,
    evaluations,
    mean,
    sigma: sigma * Math.exp(Math.min(1, stepChange(constants, n, length2))),
    ps,
    pc,
    c,
  }
  return evaluations > state.decomposedAt + constants.lazyGap ? decomposed(next) : next

  function covariance(
    before: CmaState,
    points: readonly (readonly number[])[],
    path: readonly number[],
    steadily: number,
  ): readonly number[] {
    const total = weights.reduce((sum, w) => sum + w, 0)
    const kept = 1 - c1 * (1 - (1 - steadily) * cc * (2 - cc)) - cmu * total
    const moved = before.c.map((value) => value * kept)
    addOuter(moved, path, c1)
    for (const [k, x] of points.entries()) {
      const w = weights[k] ?? 0
      if (w === 0) continue
      const step = x.map((value, i) => value - (old[i] ?? 0))
      // What pushes away has one length, wherever it lay: C stays positive definite.
      const shrunk = w < 0 ? (n * sigma * sigma) / squared(whiten(before, step)) : 1
      addOuter(moved, step, (w * shrunk * cmu) / (sigma * sigma))
    }
    return moved
  }
}

function stepChange({ cs, damps, stepSize }: CmaConstants, n: number, length2: number): number {
  if (stepSize === 'squared-norm') return ((cs / damps) * (length2 / n - 1)) / 2
  return (cs / damps) * (Math.sqrt(length2) / expectedNorm(n) - 1)
}

/** Best first; equal ones in the order in which they came. */
function best(
  candidates: readonly (readonly number[])[],
  fitness: readonly number[],
): readonly (readonly number[])[] {
  const worth = (i: number): number => {
    const value = fitness[i] ?? Number.NaN
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
  }
  return candidates
    .map((x, i) => ({ x, i }))
    .sort((a, b) => (worth(a.i) === worth(b.i) ? a.i - b.i : worth(a.i) < worth(b.i) ? -1 : 1))
    .map(({ x }) => x)
}

/** C^(−½) v = B diag(1/d) Bᵀ v */
function whiten({ n, b, d }: CmaState, v: readonly number[]): readonly number[] {
  const inAxes = d.map((axis, i) => {
    let sum = 0
    for (let row = 0; row < n; row++) sum += (b[row * n + i] ?? 0) * (v[row] ?? 0)
    return sum / axis
  })
  return v.map((_, row) => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += (b[row * n + i] ?? 0) * (inAxes[i] ?? 0)
    return sum
  })
}

const squared = (v: readonly number[]): number => v.reduce((sum, value) => sum + value * value, 0)

function addOuter(c: number[], v: readonly number[], factor: number): void {
  const n = v.length
  for (let i = 0; i < n; i++) {
    const along = factor * (v[i] ?? 0)
    for (let j = 0; j < n; j++) c[i * n + j] = (c[i * n + j] ?? 0) + along * (v[j] ?? 0)
  }
}

/** An axis shorter than this beside the longest is numerical noise. */
const LEAST_CONDITION = 1e-14

function decomposed(state: CmaState): CmaState {
  const { n } = state
  // The same above and below the diagonal, whatever rounding did.
  const c = state.c.map((value, at) => 0.5 * (value + (state.c[(at % n) * n + Math.floor(at / n)] ?? 0)))
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(Matrix.from1DArray(n, n, c), {
    assumeSymmetric: true,
  })
  const b = eigenvectorMatrix.to1DArray()
  const most = Math.max(...realEigenvalues)
  const least = Math.max(most * LEAST_CONDITION, Number.MIN_VALUE)
  const kept = realEigenvalues.map((value) => Math.max(value, least))
  return {
    ...state,
    // What the worse half has pushed below zero is brought back, in C as in its axes.
    c: kept.every((value, i) => value === realEigenvalues[i]) ? c : composed(n, b, kept),
    b,
    d: kept.map(Math.sqrt),
    decomposedAt: state.evaluations,
  }
}

/** B diag(values) Bᵀ */
function composed(n: number, b: readonly number[], values: readonly number[]): readonly number[] {
  return Array.from({ length: n * n }, (_, at) => {
    const [row, column] = [Math.floor(at / n), at % n]
    return values.reduce((sum, value, i) => sum + (b[row * n + i] ?? 0) * value * (b[column * n + i] ?? 0), 0)
  })
}

/**
 * Why there is nothing more to find, as pycma says it; null while there may be.
 *
 * @param fitness of the last generation
 * @param recent the best of each generation before, as far back as is known
 * @param least a coordinate that moves by less does not move
 */
export function stopReason(
  { n, lambda, sigma, sigma0, c, pc, d }: CmaState,
  fitness: readonly number[],
  recent: readonly number[],
  least: number = 1e-11 * sigma0,
): 'tolx' | 'tolfun' | 'condition' | null {
  const moves = pc.map((p, i) => sigma * Math.max(Math.abs(p), Math.sqrt(c[i * (n + 1)] ?? 0)))
  if (moves.every((move) => move < least)) return 'tolx'
  const looked = recent.slice(-(10 + Math.ceil((30 * n) / lambda)))
  const all = [...fitness, ...looked].filter(Number.isFinite)
  if (looked.length >= 10 && Math.max(...all) - Math.min(...all) < 1e-11) return 'tolfun'
  return Math.max(...d) > 1e7 * Math.min(...d) ? 'condition' : null
}

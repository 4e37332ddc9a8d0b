/** The strategy constants of CMA-ES, as a function of dimension and population (Hansen, arXiv:1604.00772, table 1, eq. 49–58). */

export interface CmaConstants {
  /** Recombination weights of all λ candidates, best first; those of the worse half are negative or 0. */
  readonly weights: readonly number[]
  /** Variance effective selection mass of the positive weights. */
  readonly mueff: number
  readonly cc: number
  readonly cs: number
  readonly c1: number
  readonly cmu: number
  /** Damping of the step size. */
  readonly damps: number
  /** Evaluations between two decompositions of C: they cost n³, and C hardly moves in between. */
  readonly lazyGap: number
  /** How the path drives the step size: its norm against E‖N(0, I)‖, or its squared norm against n. */
  readonly stepSize: 'norm' | 'squared-norm'
}

/** λ = 4 + ⌊3 ln n⌋ */
export function usualPopulation(n: number): number {
  return 4 + Math.floor(3 * Math.log(n))
}

/**
 * @param n dimension
 * @param lambda candidates a generation, at least 3
 * @param active whether the worse half pushes away (aCMA)
 */
export function cmaConstants(n: number, lambda: number, active = true): CmaConstants {
  const raw = Array.from({ length: lambda }, (_, i) => Math.log((lambda + 1) / 2) - Math.log(i + 1))
  const positive = raw.filter((w) => w > 0)
  const negative = raw.filter((w) => w < 0)
  const mueff = effective(positive)
  const mueffMinus = negative.length === 0 ? 0 : effective(negative)
  const cc = (4 + mueff / n) / (n + 4 + (2 * mueff) / n)
  const cs = (mueff + 2) / (n + mueff + 5)
  const c1 = 2 / ((n + 1.3) ** 2 + mueff)
  const cmu = Math.min(1 - c1, (2 * (0.25 + mueff + 1 / mueff - 2)) / ((n + 2) ** 2 + mueff))
  const damps = 1 + 2 * Math.max(0, Math.sqrt((mueff - 1) / (n + 1)) - 1) + cs
  // So much and no more may be taken away from C: it stays positive definite.
  const most = Math.min(1 + c1 / cmu, 1 + (2 * mueffMinus) / (mueff + 2), (1 - c1 - cmu) / (n * cmu))
  const [up, down] = [sum(positive), -sum(negative)]
  const weights = raw.map((w) => (w > 0 ? w / up : active && down > 0 ? (w * most) / down : 0))
  return {
    weights,
    mueff,
    cc,
    cs,
    c1,
    cmu,
    damps,
    lazyGap: (0.5 * lambda) / ((c1 + cmu) * n * n),
    stepSize: 'norm',
  }
}

/** E‖N(0, I)‖ in n dimensions, to 1e-3 from n = 2 on (eq. 34's approximation). */
export function expectedNorm(n: number): number {
  return Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n))
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const effective = (weights: readonly number[]): number => sum(weights) ** 2 / sum(weights.map((w) => w * w))

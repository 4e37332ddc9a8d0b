/** Laws over the slots of a unit: a normal in each dimension of `z/1`, and probabilities for each choice. Densities in nats. */

export interface Law {
  /** One for each dimension. A σ of 0 is a slot that is frozen there. */
  readonly mean: readonly number[]
  readonly sigma: readonly number[]
  /** By slot, by choice. */
  readonly choices: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export interface Draw {
  readonly z: readonly number[]
  readonly chosen: Readonly<Record<string, string>>
}

/** ½ ln 2π */
const HALF_LN_TWO_PI = 0.9189385332046727

/**
 * ln p(draw) under a law, over the dimensions that scatter in it.
 *
 * −∞ where a frozen slot would have to be somewhere else, or a choice has no probability.
 */
export function logDensityOf({ mean, sigma, choices }: Law, { z, chosen }: Draw): number {
  let sum = 0
  for (const [i, s] of sigma.entries()) {
    const off = (z[i] ?? Number.NaN) - (mean[i] ?? Number.NaN)
    if (s > 0) sum += -0.5 * (off / s) ** 2 - Math.log(s) - HALF_LN_TWO_PI
    else if (off !== 0) return Number.NEGATIVE_INFINITY
  }
  for (const [slot, probabilities] of Object.entries(choices))
    sum += Math.log(probabilities[chosen[slot] ?? ''] ?? 0)
  return sum
}

/**
 * What a target law would have done as often as the law that was logged: w = π_e(draw) / π_b(draw).
 *
 * @param logged one law, or several with their shares of the data: then their mixture, which no single one can make explode
 *   (balance heuristic; Agarwal et al. 2017)
 */
export function ratio(
  target: Law,
  logged: readonly (readonly [share: number, law: Law])[],
  draw: Draw,
): number {
  // A density over other dimensions is another measure: there is no ratio.
  const same = logged.filter(([, law]) => haveOneSupport(target, law))
  if (same.length < logged.length) return 0
  const of = logDensityOf(target, draw)
  const all = logged.map(([share, law]) => Math.log(share) + logDensityOf(law, draw))
  const most = Math.max(...all)
  if (most === Number.NEGATIVE_INFINITY) return of === Number.NEGATIVE_INFINITY ? 0 : Number.POSITIVE_INFINITY
  const mixture = most + Math.log(all.reduce((sum, one) => sum + Math.exp(one - most), 0))
  return Math.exp(of - mixture)
}

/** Whether two laws scatter in the same dimensions: where one is frozen and the other is not, neither can stand for the other. */
export function haveOneSupport(a: Law, b: Law): boolean {
  return a.sigma.length === b.sigma.length && a.sigma.every((sigma, i) => sigma > 0 === (b.sigma[i] ?? 0) > 0)
}

/**
 * E[w²] under the logged law, exactly: Π s²/(t √(2s² − t²)) · exp(δ²/(2s² − t²)), t the target's σ and s the logged one; for a
 * choice Σ p_e²/p_b. The share of the data that still counts is its inverse (ESS/n). Infinite from t² ≥ 2s² on.
 */
export function secondMoment(target: Law, logged: Law): number {
  let log = 0
  for (const [i, s] of logged.sigma.entries()) {
    const t = target.sigma[i] ?? 0
    const delta = (target.mean[i] ?? 0) - (logged.mean[i] ?? 0)
    if (s === 0) {
      if (delta !== 0 || t !== 0) return Number.POSITIVE_INFINITY
      continue
    }
    const room = 2 * s * s - t * t
    if (!(room > 0) || t === 0) return Number.POSITIVE_INFINITY
    log += Math.log((s * s) / (t * Math.sqrt(room))) + (delta * delta) / room
  }
  let product = Math.exp(log)
  for (const [slot, probabilities] of Object.entries(logged.choices)) {
    const wanted = target.choices[slot] ?? {}
    let sum = 0
    for (const [choice, p] of Object.entries(wanted)) {
      const has = probabilities[choice] ?? 0
      if (p > 0) sum += has > 0 ? (p * p) / has : Number.POSITIVE_INFINITY
    }
    product *= sum
  }
  return product
}

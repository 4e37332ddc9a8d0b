/**
 * For logs whose target plays one value and not a law: what was drawn nearby counts as it (Kallus & Zhou, AISTATS 2018). For one
 * dimension, or two: the bias is of the order h², the variance of 1/(n h).
 */

export const KERNELS = {
  gaussian: (u: number): number => Math.exp(-(u * u) / 2) / Math.sqrt(2 * Math.PI),
  epanechnikov: (u: number): number => (Math.abs(u) <= 1 ? 0.75 * (1 - u * u) : 0),
  triangular: (u: number): number => (Math.abs(u) <= 1 ? 1 - Math.abs(u) : 0),
  cosine: (u: number): number => (Math.abs(u) <= 1 ? (Math.PI / 4) * Math.cos((Math.PI / 2) * u) : 0),
} as const
export type Kernel = keyof typeof KERNELS

export interface KernelRows {
  /** What was drawn, its density, what it earned, and what the target would have played. */
  readonly drawn: readonly number[]
  readonly density: readonly number[]
  readonly r: readonly number[]
  readonly wanted: readonly number[]
  /** A model's guess for `wanted`. */
  readonly q: readonly number[]
}

export interface KernelEstimates {
  readonly ips: number
  readonly snips: number
  readonly dr: number
  /** What each row says, whose mean is `ips`. */
  readonly terms: readonly number[]
}

/** @param h bandwidth, in the unit of what is drawn */
export function kernelEstimates(
  { drawn, density, r, wanted, q }: KernelRows,
  kernel: Kernel,
  h: number,
): KernelEstimates {
  const n = drawn.length
  const near = drawn.map((a, i) => KERNELS[kernel](((wanted[i] ?? 0) - a) / h) / (density[i] ?? Number.NaN))
  const terms = near.map((k, i) => (k * (r[i] ?? 0)) / h)
  const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / n
  return {
    terms,
    ips: mean(terms),
    snips: mean(near.map((k, i) => k * (r[i] ?? 0))) / mean(near),
    dr: mean(near.map((k, i) => (k * ((r[i] ?? 0) - (q[i] ?? 0))) / h + (q[i] ?? 0))),
  }
}

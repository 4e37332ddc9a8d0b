/**
 * Whether the units of a log are a fair sample of the laws that they say: each draw, put through its own law's distribution, is
 * uniform in 0..1 (the probability integral transform). Draws themselves are recomputed when a row is read; what shows here is
 * rows that are missing, or were put in, by what was drawn.
 */

import { normalBelow } from '../gate/normal.ts'
import type { Draw, Law } from './gaussian.ts'

export interface Drawn {
  readonly law: Law
  readonly draw: Draw
}

export interface Fit {
  /** `z` of this dimension, or a slot's choice. */
  readonly of: { readonly dimension: number } | { readonly slot: string; readonly choice: string }
  /** Probability of a sample that is as far off, were the laws right. */
  readonly p: number
  /** How many of the draws lie in each of `BINS` equal parts of 0..1; empty for a choice. */
  readonly counts: readonly number[]
}

const BINS = 20

/** Draws so unlikely are not those of the laws; over all dimensions together. */
export const LEAST_LIKELY = 1e-4

/** Of each dimension that scatters, and of each choice that is not the only one. */
export function fitsOf(units: readonly Drawn[]): readonly Fit[] {
  const dimensions = Math.max(0, ...units.map(({ law }) => law.sigma.length))
  const fits: Fit[] = []
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const u = units.flatMap(({ law, draw }) => {
      const sigma = law.sigma[dimension] ?? 0
      const off = (draw.z[dimension] ?? 0) - (law.mean[dimension] ?? 0)
      return sigma > 0 ? [normalBelow(off / sigma)] : []
    })
    if (u.length === 0) continue
    const counts = new Array<number>(BINS).fill(0)
    for (const one of u) {
      const bin = Math.min(BINS - 1, Math.floor(one * BINS))
      counts[bin] = (counts[bin] ?? 0) + 1
    }
    fits.push({ of: { dimension }, p: kolmogorovSmirnov(u), counts })
  }
  const slots = new Set(units.flatMap(({ law }) => Object.keys(law.choices)))
  for (const slot of slots) {
    const choices = new Set(units.flatMap(({ law }) => Object.keys(law.choices[slot] ?? {})))
    for (const choice of choices) {
      let [off, variance] = [0, 0]
      for (const { law, draw } of units) {
        const p = law.choices[slot]?.[choice] ?? 0
        off += (draw.chosen[slot] === choice ? 1 : 0) - p
        variance += p * (1 - p)
      }
      if (variance > 0)
        fits.push({
          of: { slot, choice },
          p: 2 * normalBelow(-Math.abs(off) / Math.sqrt(variance)),
          counts: [],
        })
    }
  }
  return fits
}

/** The unlikeliest, all of them counted in (Bonferroni). */
export const worstFit = (fits: readonly Fit[]): number => Math.min(1, ...fits.map(({ p }) => p * fits.length))

/**
 * Of values that should be uniform in 0..1. By Kolmogorov's limit law with Stephens' correction for few values (1970), which is good
 * to some percent from five values on.
 */
export function kolmogorovSmirnov(values: readonly number[]): number {
  const n = values.length
  const sorted = Float64Array.from(values).sort()
  let most = 0
  for (const [i, value] of sorted.entries()) most = Math.max(most, value - i / n, (i + 1) / n - value)
  const root = Math.sqrt(n)
  return kolmogorovAbove((root + 0.12 + 0.11 / root) * most)
}

/** P(K > x) = 2 Σ (−1)ᵏ⁻¹ exp(−2k²x²) */
export function kolmogorovAbove(x: number): number {
  // Below it the sum does not converge, and the probability is 1 to fifteen digits.
  if (x < 0.2) return 1
  let sum = 0
  for (let k = 1; k <= 100; k++) {
    const term = Math.exp(-2 * k * k * x * x)
    sum += k % 2 === 1 ? term : -term
    if (term < 1e-18) break
  }
  return Math.min(1, Math.max(0, 2 * sum))
}

/**
 * Between which bounds the mean of D = (w − 1)(r − c) lies: what a candidate earns more than what ran, of a reward or a guarded
 * share. Each bound is wrong with probability α at most.
 *
 * From below by betting, with a cap on w where there is a baseline (`cap.ts`). From above by the same bet on 1 − r: E[w] = 1, and
 * so the mean of (w − 1)((1 − r) − (1 − c)) is that of −D.
 */

import { type BettingOptions, bettingLower, bettingPath, type Course } from './betting.ts'
import type { Cap } from './cap.ts'

export interface Bound {
  readonly estimate: number
  readonly lower: number
  readonly upper: number
  /** Standard deviation of D. */
  readonly spread: number
  /** From the lower bound to the estimate. */
  readonly width: number
}

export interface GainRows {
  readonly w: Float64Array
  /** In 0..1. */
  readonly r: Float64Array
  /** c: what other units earned on average. */
  readonly usual: number
  /** In which the units are looked at; not by what they earned. */
  readonly order: Uint32Array
}

export interface GainOptions {
  readonly alpha: number
  /** Null: no baseline, and no cap on w. */
  readonly capped: Cap | null
}

export function boundOf(rows: GainRows, options: GainOptions): Bound {
  const { x, estimate, spread, back, betting } = betOn(rows, options)
  const lower = back(bettingLower(x, betting))
  return { estimate, lower, upper: upperOf(rows, options), spread, width: estimate - lower }
}

/** The bound from above alone. */
export function upperOf({ w, r, usual, order }: GainRows, options: GainOptions): number {
  const turned = Float64Array.from(r, (one) => 1 - one)
  const { x, back, betting } = betOn({ w, r: turned, usual: 1 - usual, order }, options)
  return 0 - back(bettingLower(x, betting))
}

/** How the bounds came about, unit by unit, at no more than `points` of them. */
export interface GainCourse {
  /** Units that had been looked at. */
  readonly at: readonly number[]
  readonly estimate: readonly number[]
  readonly lower: readonly number[]
  readonly upper: readonly number[]
  /** ln of what somebody owns who began with 1 and bet that there is a gain. Refuted is "no gain" from ln(1/α) on. */
  readonly wealth: readonly number[]
}

export function courseOf(rows: GainRows, options: GainOptions, points: number): GainCourse {
  const n = rows.order.length
  const at = [
    ...new Set(Array.from({ length: points }, (_, i) => Math.max(1, Math.round(((i + 1) * n) / points)))),
  ]
  const below = betOn(rows, options)
  const turned = { ...rows, r: Float64Array.from(rows.r, (one) => 1 - one), usual: 1 - rows.usual }
  const above = betOn(turned, options)
  // No gain is where the bound, what the cap hides taken off, is 0.
  const course: Course = bettingPath(below.x, below.betting, at, below.none)
  const over: Course = bettingPath(above.x, above.betting, at, above.none)
  const sums = new Float64Array(n + 1)
  for (let i = 0; i < n; i++) sums[i + 1] = (sums[i] ?? 0) + (below.d[i] ?? 0)
  return {
    at,
    estimate: at.map((count) => (sums[count] ?? 0) / count),
    lower: course.lower.map(below.back),
    upper: over.lower.map((one) => 0 - above.back(one)),
    wealth: course.wealth,
  }
}

function betOn({ w, r, usual, order }: GainRows, { alpha, capped }: GainOptions) {
  const c = capped === null ? 0 : usual
  const { cap, tail, scatter } = capped ?? { cap: Number.POSITIVE_INFINITY, tail: 0, scatter: 1 }
  const least = capped === null ? 1 : Math.max((cap - 1) * c, 1 - c)
  const n = order.length
  const [x, d] = [new Float64Array(n), new Float64Array(n)]
  let [sum, squares] = [0, 0]
  for (const [i, unit] of order.entries()) {
    const one = (Math.min(w[unit] ?? 0, cap) - 1) * ((r[unit] ?? 0) - c)
    // In 0..: no gain is 1.
    x[i] = Math.max(0, 1 + one / least)
    d[i] = one
    sum += one
    squares += one * one
  }
  const estimate = n === 0 ? 0 : sum / n
  const hidden = capped === null ? 0 : Math.max(c, 1 - c) * tail
  const guess = { mean: 1, variance: Math.min(0.25, (scatter * 0.25) / (least * least)) }
  const betting: BettingOptions = { alpha, horizon: 'fixed', guess }
  return {
    x,
    d,
    betting,
    estimate,
    spread: Math.sqrt(Math.max(0, squares / Math.max(1, n) - estimate * estimate)),
    back: (bound: number): number => least * (bound - 1) - hidden,
    none: 1 + hidden / least,
  }
}

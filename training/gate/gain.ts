/**
 * Between which bounds the mean of D = (w − 1)(r − c) lies: what a candidate earns more than what ran, of a reward or a guarded
 * share. The lower bound is wrong with probability α at most, the upper one with its own. Where somebody has several units, the wider counts of the bet's bound and of
 * one over people (`../estimate/people.ts`).
 *
 * From below by betting, with a cap on w where there is a baseline (`cap.ts`). From above by the same bet on 1 − r: E[w] = 1, and
 * so the mean of (w − 1)((1 − r) − (1 − c)) is that of −D.
 */

import { numbered, overPeople } from '../estimate/people.ts'
import { type BettingOptions, bettingLower, bettingPath, type Course } from './betting.ts'
import type { Cap } from './cap.ts'

export interface Bound {
  readonly estimate: number
  readonly lower: number
  readonly upper: number
  /** Standard error of the estimate. */
  readonly error: number
  /** From the lower bound to the estimate. */
  readonly width: number
  /** Whether it is people who are too few, or too different, for a greater lower bound. */
  readonly byPeople: boolean
}

export interface GainRows {
  readonly w: Float64Array
  /** In 0..1. */
  readonly r: Float64Array
  /** c: what other units earned on average. */
  readonly usual: number
  /** By unit, whose it is, as `numbered` has them. Without it each is somebody else's. */
  readonly users?: Uint32Array | undefined
  /** In which the units are looked at; not by what they earned. */
  readonly order: Uint32Array
}

export interface GainOptions {
  readonly alpha: number
  /** α of the bound from above; default the same. */
  readonly above?: number
  /** Null: no baseline, and no cap on w. */
  readonly capped: Cap | null
}

export function boundOf(rows: GainRows, options: GainOptions): Bound {
  const { x, estimate, error, back, betting, people, hidden } = betOn(rows, options)
  const byUnits = back(bettingLower(x, betting))
  const lower = Math.min(byUnits, atLeast(estimate - people.width - hidden))
  return {
    estimate,
    lower,
    upper: upperOf(rows, options),
    error: Math.max(error, people.error),
    width: estimate - lower,
    byPeople: lower < byUnits,
  }
}

/** The bound from above alone. */
function upperOf(rows: GainRows, options: GainOptions): number {
  const { x, estimate, back, betting, people, hidden } = betOn(turned(rows), fromAbove(options))
  return 0 - Math.min(back(bettingLower(x, betting)), atLeast(estimate - people.width - hidden))
}

const fromAbove = ({ alpha, above = alpha, capped }: GainOptions): GainOptions => ({ alpha: above, capped })

/** Rewards lie in 0..1: less than everything nobody can lose. */
const atLeast = (bound: number): number => Math.max(-1, bound)

const turned = (rows: GainRows): GainRows => ({
  ...rows,
  r: Float64Array.from(rows.r, (one) => 1 - one),
  usual: 1 - rows.usual,
})

/** How the bounds came about, unit by unit, at no more than `points` of them. */
export interface GainCourse {
  /** Units that had been looked at. */
  readonly at: readonly number[]
  readonly estimate: readonly number[]
  readonly lower: readonly number[]
  readonly upper: readonly number[]
  /** Whether at last it is people who are too few, or too different, for the lower bound of the bet. */
  readonly byPeople: boolean
  /** ln of what somebody owns who began with 1 and bet that there is a gain. Refuted is "no gain" from ln(1/α) on. */
  readonly wealth: readonly number[]
}

export function courseOf(rows: GainRows, options: GainOptions, points: number): GainCourse {
  const n = rows.order.length
  const at = [
    ...new Set(Array.from({ length: points }, (_, i) => Math.max(1, Math.round(((i + 1) * n) / points)))),
  ]
  const below = betOn(rows, options)
  const above = betOn(turned(rows), fromAbove(options))
  // No gain is where the bound, what the cap hides taken off, is 0.
  const course: Course = bettingPath(below.x, below.betting, at, below.none)
  const over: Course = bettingPath(above.x, above.betting, at, above.none)
  const [mean, lowest] = [meansAt(below.d, at), course.lower.map(below.back)]
  const byPeople = lowestOverPeople(rows, below, options.alpha, at)
  const lower = widerOf(lowest, byPeople)
  return {
    at,
    estimate: mean,
    lower,
    upper: widerOf(
      over.lower.map(above.back),
      lowestOverPeople(rows, above, options.above ?? options.alpha, at),
    ).map((one) => 0 - one),
    byPeople: (lower.at(-1) ?? 0) < (lowest.at(-1) ?? 0),
    wealth: course.wealth,
  }
}

const widerOf = (bets: readonly number[], people: readonly number[]): readonly number[] =>
  bets.map((one, i) => Math.min(one, people[i] ?? one))

function meansAt(d: Float64Array, at: readonly number[]): readonly number[] {
  const sums = new Float64Array(d.length + 1)
  for (let i = 0; i < d.length; i++) sums[i + 1] = (sums[i] ?? 0) + (d[i] ?? 0)
  return at.map((count) => (sums[count] ?? 0) / count)
}

/** The bound over people by the first units of the order, as many as each of `at` says. */
function lowestOverPeople(
  { users, order }: GainRows,
  { d, hidden }: Pick<ReturnType<typeof betOn>, 'd' | 'hidden'>,
  alpha: number,
  at: readonly number[],
): readonly number[] {
  if (users === undefined) return []
  // Numbered as they come: of the first units there are so many people.
  const met = numbered(Array.from(order, (unit) => users[unit] ?? 0))
  const means = meansAt(d, at)
  return at.map((count, i) => {
    const { width } = overPeople(d.subarray(0, count), met.subarray(0, count), alpha) ?? NOBODY_TWICE
    return atLeast((means[i] ?? 0) - width - hidden)
  })
}

/** What is known of units is known of people: the bet's bound stands. */
const NOBODY_TWICE = { error: 0, width: Number.NEGATIVE_INFINITY }

function betOn({ w, r, usual, users, order }: GainRows, { alpha, capped }: GainOptions) {
  const c = capped === null ? 0 : usual
  const { cap, tail, scatter } = capped ?? { cap: Number.POSITIVE_INFINITY, tail: 0, scatter: 1 }
  const least = capped === null ? 1 : Math.max((cap - 1) * c, 1 - c)
  const n = order.length
  const [x, d] = [new Float64Array(n), new Float64Array(n)]
  const byUnit = new Float64Array(n)
  let [sum, squares] = [0, 0]
  for (const [i, unit] of order.entries()) {
    const one = (Math.min(w[unit] ?? 0, cap) - 1) * ((r[unit] ?? 0) - c)
    // In 0..: no gain is 1.
    x[i] = Math.max(0, 1 + one / least)
    d[i] = one
    byUnit[unit] = one
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
    error: n === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(Math.max(0, squares / n - estimate * estimate) / n),
    people: (users === undefined ? null : overPeople(byUnit, users, alpha)) ?? NOBODY_TWICE,
    hidden,
    back: (bound: number): number => least * (bound - 1) - hidden,
    none: 1 + hidden / least,
  }
}

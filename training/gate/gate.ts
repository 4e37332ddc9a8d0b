/**
 * Whether a candidate may replace what runs: only where held-out units say that it earns more, and that no guard is broken.
 *
 * For each unit D = (w − 1) r, w what the candidate would have played as often as what ran, r in 0..1. Its mean is the gain, and
 * D ≥ −1 whatever w is: the betting bound applies without a cap on w. With a baseline c that other units gave,
 * D = (w − 1)(r − c) has the same mean and less variance; then w is capped at M, and what the cap may hide,
 * max(c, 1 − c) · E[(w − M)₊], is taken off the bound. The same for each guard.
 *
 * This is for logs that the incumbent wrote alone; of a mixture (w_e − w_cur) r, bounded by −max w_cur.
 */

import { keyOf, uniform } from '../../runtime/random.ts'
import { bettingLower } from './betting.ts'
import type { Cap } from './cap.ts'
import { normalBelow } from './normal.ts'

export interface GateRows {
  /** By unit: π_candidate / π_incumbent of its draw, averaged over what it explored. */
  readonly w: Float64Array
  /** Reward in 0..1. */
  readonly r: Float64Array
  /** What other units earned on average: c. Any number in 0..1 is right, a good one sees more. */
  readonly usual: number
  /** By name: what must not fall by more than `floor` allows; in 0..1, by unit. */
  readonly guards: Readonly<
    Record<string, { readonly values: Float64Array; readonly usual: number; readonly floor: number }>
  >
}

export interface GateOptions {
  /** How often it may be wrong: `gate 95%` is 0.05. */
  readonly alpha: number
  /** Units of the candidate that these must be worth, at least. */
  readonly leastEffective: number
  /** Key of the order in which units are looked at. */
  readonly seed: number
  /** Null: no baseline, and no cap on w. */
  readonly capped: Cap | null
}

export interface Verdict {
  readonly verdict: 'accept' | 'refuse' | 'not-enough-data'
  readonly reasons: readonly string[]
  readonly units: number
  /** What the units are worth for the candidate: (Σw)² / Σw². */
  readonly effective: number
  readonly gain: { readonly estimate: number; readonly lower: number }
  readonly guards: Readonly<
    Record<string, { readonly estimate: number; readonly lower: number; readonly floor: number }>
  >
  /** Probability with which a gain of this size would have been seen, had it been there; by the normal law. */
  readonly power: { readonly at: number; readonly probability: number }
}

/** The gain at which the power is told. */
const TOLD_GAIN = 0.01
/** From there on a gain that is there is not overlooked: a refusal means that there is none. */
const ENOUGH_POWER = 0.8

/** @throws RangeError where a reward or a guard is outside of 0..1, a ratio negative, or the columns of other lengths */
export function gate(
  { w, r, usual, guards }: GateRows,
  { alpha, leastEffective, seed, capped }: GateOptions,
): Verdict {
  check(w, r, guards)
  const n = w.length
  const order = shuffled(n, seed)
  const effective = effectiveOf(w)
  const gain = boundOf(w, r, usual, order, alpha, capped)
  const looked = Object.entries(guards).map(([name, { values, usual: c, floor }]) => {
    return [name, { ...boundOf(w, values, c, order, alpha, capped), floor }] as const
  })
  // All of it must be seen: what each may miss adds up (Bonferroni).
  const missed = looked.reduce(
    (sum, [, bound]) => sum + 1 - powerOf(bound, n, -bound.floor),
    1 - powerOf(gain, n, TOLD_GAIN),
  )
  const few = effective < leastEffective
  // Where the candidate is not in the data, no gain of its would have been seen.
  const power = few ? 0 : Math.max(0, 1 - missed)
  const broken = looked.filter(([, { lower, floor }]) => lower < floor).map(([name]) => name)
  const reasons = [
    ...(few
      ? [`the units are worth ${effective.toFixed(0)} of the candidate, ${leastEffective} are needed`]
      : []),
    ...(gain.lower > 0 ? [] : [`its gain may be as small as ${gain.lower.toFixed(4)}`]),
    ...broken.map((name) => `${name} may have fallen below its guard`),
  ]
  const verdict = few
    ? 'not-enough-data'
    : reasons.length === 0
      ? 'accept'
      : power < ENOUGH_POWER
        ? 'not-enough-data'
        : 'refuse'
  return {
    verdict,
    reasons,
    units: n,
    effective,
    gain: { estimate: gain.estimate, lower: gain.lower },
    guards: Object.fromEntries(
      looked.map(([name, { estimate, lower, floor }]) => [name, { estimate, lower, floor }]),
    ),
    power: { at: TOLD_GAIN, probability: power },
  }
}

interface Bound {
  readonly estimate: number
  readonly lower: number
  /** Standard deviation of D. */
  readonly spread: number
  /** From the bound to the estimate. */
  readonly width: number
}

function boundOf(
  w: Float64Array,
  r: Float64Array,
  usual: number,
  order: Uint32Array,
  alpha: number,
  capped: GateOptions['capped'],
): Bound {
  const c = capped === null ? 0 : usual
  const { cap, tail, scatter } = capped ?? { cap: Number.POSITIVE_INFINITY, tail: 0, scatter: 1 }
  const least = capped === null ? 1 : Math.max((cap - 1) * c, 1 - c)
  const x = new Float64Array(order.length)
  let [sum, squares] = [0, 0]
  for (const [i, unit] of order.entries()) {
    const d = (Math.min(w[unit] ?? 0, cap) - 1) * ((r[unit] ?? 0) - c)
    // In 0..: no gain is 1.
    x[i] = Math.max(0, 1 + d / least)
    sum += d
    squares += d * d
  }
  const n = order.length
  const estimate = sum / n
  const spread = Math.sqrt(Math.max(0, squares / n - estimate * estimate))
  const hidden = capped === null ? 0 : Math.max(c, 1 - c) * tail
  const guess = { mean: 1, variance: Math.min(0.25, (scatter * 0.25) / (least * least)) }
  const lower = least * (bettingLower(x, { alpha, horizon: 'fixed', guess }) - 1) - hidden
  return { estimate, lower, spread, width: estimate - lower }
}

/** That an estimate of this spread would lie so far above what is asked that the bound does, too. By the normal law. */
function powerOf({ spread, width }: Bound, n: number, gain: number): number {
  if (n === 0) return 0
  if (spread === 0) return gain > width ? 1 : 0
  return normalBelow(((gain - width) * Math.sqrt(n)) / spread)
}

function effectiveOf(w: Float64Array): number {
  let [sum, squares] = [0, 0]
  for (const one of w) {
    sum += one
    squares += one * one
  }
  return squares === 0 ? 0 : (sum * sum) / squares
}

const ORDER = keyOf('gate')

/** Fisher and Yates, keyed: the order must not depend on what the units earned. */
function shuffled(n: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(uniform(seed, ORDER, 0, i, 0, 31) * (i + 1))
    const kept = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = kept
  }
  return order
}

function check(w: Float64Array, r: Float64Array, guards: GateRows['guards']): void {
  for (const [name, column] of [
    ['reward', r],
    ...Object.entries(guards).map(([name, { values }]) => [name, values]),
  ] as [string, Float64Array][]) {
    if (column.length !== w.length)
      throw new RangeError(`${name} has ${column.length} units, the ratios ${w.length}`)
    const bad = column.findIndex((value) => !(value >= 0 && value <= 1))
    if (bad >= 0) throw new RangeError(`${name} of unit ${bad} is ${column[bad]}, and must lie in 0..1`)
  }
  const bad = w.findIndex((value) => !(value >= 0 && Number.isFinite(value)))
  if (bad >= 0) throw new RangeError(`the ratio of unit ${bad} is ${w[bad]}`)
}

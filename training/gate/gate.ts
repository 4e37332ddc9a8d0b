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
import type { Cap } from './cap.ts'
import { type Bound, boundOf } from './gain.ts'
import { normalBelow } from './normal.ts'
import { headcount } from './people.ts'

export interface GateRows {
  /** By unit: π_candidate / π_incumbent of its draw, averaged over what it explored. */
  readonly w: Float64Array
  /** Reward in 0..1. */
  readonly r: Float64Array
  /** By unit, whose it is, as `numbered` has them. Without it each is somebody else's. */
  readonly users?: Uint32Array
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

export interface Interval {
  readonly estimate: number
  readonly lower: number
  readonly upper: number
}

export interface Verdict {
  readonly verdict: 'accept' | 'refuse' | 'not-enough-data'
  readonly reasons: readonly string[]
  readonly units: number
  /** Whose they are. */
  readonly users: number
  /** What the units are worth for the candidate: (Σw)² / Σw². */
  readonly effective: number
  /** Each bound is wrong with probability α at most. */
  readonly gain: Interval
  readonly guards: Readonly<Record<string, Interval & { readonly floor: number }>>
  /** Probability with which a gain of this size would have been seen, had it been there; by the normal law. */
  readonly power: { readonly at: number; readonly probability: number }
}

/** The gain at which the power is told. */
const TOLD_GAIN = 0.01
/** From there on a gain that is there is not overlooked: a refusal means that there is none. */
const ENOUGH_POWER = 0.8

/** @throws RangeError where a reward or a guard is outside of 0..1, a ratio negative, or the columns of other lengths */
export function gate(
  { w, r, usual, users, guards }: GateRows,
  { alpha, leastEffective, seed, capped }: GateOptions,
): Verdict {
  check(w, r, guards)
  const n = w.length
  const people = users === undefined ? n : headcount(users)
  const order = shuffled(n, seed)
  const effective = effectiveOf(w)
  const gain = boundOf({ w, r, usual, users, order }, { alpha, capped })
  const looked = Object.entries(guards).map(([name, { values, usual: c, floor }]) => {
    return [name, { ...boundOf({ w, r: values, usual: c, users, order }, { alpha, capped }), floor }] as const
  })
  // All of it must be seen: what each may miss adds up (Bonferroni).
  const missed = looked.reduce(
    (sum, [, bound]) => sum + 1 - powerOf(bound, -bound.floor),
    1 - powerOf(gain, TOLD_GAIN),
  )
  const few = effective < leastEffective
  const same = n > 0 && w.every((one) => one === 1)
  // Where the candidate is not in the data, no gain of its would have been seen.
  const power = few ? 0 : Math.max(0, 1 - missed)
  // More units of the same people would not help.
  const others = ({ byPeople }: Bound): string =>
    byPeople ? ` with other people: these ${people} are too few, or differ too much` : ''
  const reasons = [
    ...(same ? ['it draws what runs draws, and there is nothing to gain'] : []),
    ...(few
      ? [`the units are worth ${effective.toFixed(0)} of the candidate, ${leastEffective} are needed`]
      : []),
    ...(gain.upper < 0
      ? [`it earns less: by ${(-gain.upper).toFixed(4)} at least`]
      : gain.lower > 0
        ? []
        : [`its gain may be as small as ${gain.lower.toFixed(4)}${others(gain)}`]),
    ...looked.flatMap(([name, bound]) =>
      bound.upper < bound.floor
        ? [`${name} falls below its guard: to ${bound.upper.toFixed(4)} at best`]
        : bound.lower < bound.floor
          ? [`${name} may fall below its guard: to ${bound.lower.toFixed(4)}${others(bound)}`]
          : [],
    ),
  ]
  // What is known to be worse needs no more data.
  const worse = gain.upper < 0 || looked.some(([, { upper, floor }]) => upper < floor)
  const verdict = same
    ? 'refuse'
    : few
      ? 'not-enough-data'
      : reasons.length === 0
        ? 'accept'
        : worse || power >= ENOUGH_POWER
          ? 'refuse'
          : 'not-enough-data'
  return {
    verdict,
    reasons,
    units: n,
    users: people,
    effective,
    gain: { estimate: gain.estimate, lower: gain.lower, upper: gain.upper },
    guards: Object.fromEntries(
      looked.map(([name, { estimate, lower, upper, floor }]) => [name, { estimate, lower, upper, floor }]),
    ),
    power: { at: TOLD_GAIN, probability: power },
  }
}

/** That an estimate of this spread would lie so far above what is asked that the bound does, too. By the normal law. */
function powerOf({ error, width }: Bound, gain: number): number {
  // Of nothing, or of one person alone.
  if (!(error < Number.POSITIVE_INFINITY)) return 0
  if (error === 0) return gain > width ? 1 : 0
  return normalBelow((gain - width) / error)
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

/** The order in which the gate looks: Fisher and Yates, keyed. It must not depend on what the units earned. */
export function shuffled(n: number, seed: number): Uint32Array {
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

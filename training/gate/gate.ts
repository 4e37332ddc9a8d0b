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
import { headcount, peopleCounted, tooFewInWords } from '../estimate/people.ts'
import type { Cap } from './cap.ts'
import { type Bound, boundOf } from './gain.ts'
import { normalBelow } from './normal.ts'

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
  /**
   * How often it may be wrong: `gate 95%` is 0.05. To accept every bound from below must hold, and the worst of them errs so often; any bound
   * from above refuses for good, and each has its part (Bonferroni).
   */
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
  /** False: what the units earned was not asked. Draws and people said enough, and of α nothing is spent. */
  readonly looked: boolean
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
/** Of what one person does, nothing is known of others. */
const LEAST_PEOPLE = 2

/** Rewards and guards lie in 0..1: so far a mean can move. */
const ANYTHING: Interval = { estimate: 0, lower: -1, upper: 1 }
const NOTHING: Interval = { estimate: 0, lower: 0, upper: 0 }

/**
 * The verdict where draws and people alone say it, whatever was earned: whoever looks too early, or at what runs already, has seen
 * nothing, and spends nothing of α. Waiting until the units are enough is no choice by what they earned; `test/training/early.test.ts`
 * holds its errors to α.
 *
 * @returns null where the rewards must be asked
 */
export function beforeLooking(
  { w, users, guards }: Pick<GateRows, 'w' | 'users' | 'guards'>,
  leastEffective: number,
): Verdict | null {
  const n = w.length
  const people = users === undefined ? n : headcount(users)
  const effective = effectiveOf(w)
  const counted = users === undefined ? n : peopleCounted(users)
  const same = n > 0 && w.every((one) => one === 1)
  const few = [
    ...(effective < leastEffective
      ? [`the units are worth ${effective.toFixed(0)} of the candidate, ${leastEffective} are needed`]
      : []),
    ...(n > 0 && counted < LEAST_PEOPLE
      ? [
          people === 1
            ? `of other people they say nothing: ${tooFewInWords(people)}`
            : `of other people they say nothing: these ${people} are too few, or one of them has nearly all units (they count as ${counted.toFixed(1)})`,
        ]
      : []),
  ]
  if (!same && few.length === 0) return null
  const all = same ? NOTHING : ANYTHING
  return {
    verdict: same ? 'refuse' : 'not-enough-data',
    reasons: same ? ['it draws what runs draws, and there is nothing to gain'] : few,
    looked: false,
    units: n,
    users: people,
    effective,
    gain: all,
    guards: Object.fromEntries(Object.entries(guards).map(([name, { floor }]) => [name, { ...all, floor }])),
    power: { at: TOLD_GAIN, probability: 0 },
  }
}

/** @throws RangeError where a reward or a guard is outside of 0..1, a ratio negative, or the columns of other lengths */
export function gate(rows: GateRows, { alpha, leastEffective, seed, capped }: GateOptions): Verdict {
  const { w, r, usual, users, guards } = rows
  check(w, r, guards)
  const early = beforeLooking(rows, leastEffective)
  if (early !== null) return early
  const n = w.length
  const people = users === undefined ? n : headcount(users)
  const order = shuffled(n, seed)
  const how = { alpha, above: aboveOf(alpha, guards), capped }
  const gain = boundOf({ w, r, usual, users, order }, how)
  const looked = Object.entries(guards).map(([name, { values, usual: c, floor }]) => {
    return [name, { ...boundOf({ w, r: values, usual: c, users, order }, how), floor }] as const
  })
  // All of it must be seen: what each may miss adds up (Bonferroni).
  const missed = looked.reduce(
    (sum, [, bound]) => sum + 1 - powerOf(bound, -bound.floor),
    1 - powerOf(gain, TOLD_GAIN),
  )
  const power = Math.max(0, 1 - missed)
  // More units of the same people would not help.
  const others = ({ byPeople }: Bound): string =>
    byPeople ? ` with other people: ${tooFewInWords(people)}` : ''
  const reasons = [
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
  const verdict =
    reasons.length === 0 ? 'accept' : worse || power >= ENOUGH_POWER ? 'refuse' : 'not-enough-data'
  return {
    verdict,
    reasons,
    looked: true,
    units: n,
    users: people,
    effective: effectiveOf(w),
    gain: { estimate: gain.estimate, lower: gain.lower, upper: gain.upper },
    guards: Object.fromEntries(
      looked.map(([name, { estimate, lower, upper, floor }]) => [name, { estimate, lower, upper, floor }]),
    ),
    power: { at: TOLD_GAIN, probability: power },
  }
}

/** Of α the part of each bound from above: any one of them says that the candidate is worse. */
export const aboveOf = (alpha: number, guards: object): number => alpha / (1 + Object.keys(guards).length)

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

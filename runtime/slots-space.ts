/**
 * The unconstrained space `z/1`, in which slots are drawn and trained: a number z on the whole line for each slot, and
 * no draw that would have to be clipped (a clipped draw has no density).
 *
 *     linear      low + (high − low) · sigmoid(z)
 *     log         low · (high / low) ^ sigmoid(z)
 *     chance      sigmoid(z), or linear where it has a range
 *     ordered     low is at least the slot below and 1 ms: no draw can turn snap, follow and limit around
 *     categorical not in this space: it is drawn with a probability for each choice
 *
 * Uses the runtime's own `exp` and `ln`: a draw decides what is played, and must be the same bits in every engine.
 */

import { exp, ln, sigmoid } from './math.ts'
import type { SlotSpec, Slots } from './policy.ts'
import { specOf } from './slots.ts'
import type { Ratio } from './units.ts'

/** A point of the space: one z for each slot of `slotsInSpace`, in its order. */
export type Point = readonly number[]

/** Ordered times keep this far apart. */
export const APART_MS = 1

/** e^−750 is 0 in double precision, so that a value on its bound has a finite z that leads back to the very bound. */
export const FARTHEST = 750

/** Towards its bounds a slot would seem ever more sensitive: from here on it counts as no nearer to them. */
const NEAREST_TO_BOUND: Ratio = 0.05

/** ½ ln 2π */
const HALF_LN_TWO_PI = 0.9189385332046727

/** The slots that have a z, in the order in which a file of slots lists them. */
export function slotsInSpace(specs: readonly SlotSpec[]): readonly SlotSpec[] {
  return specs.filter(({ kind }) => kind !== 'categorical')
}

/** T: the slots at a point. Those that have no z stay as they are in `base`. */
export function slotsAt(specs: readonly SlotSpec[], z: Point, base: Slots): Slots {
  const slots = base.slice()
  const inSpace = slotsInSpace(specs)
  for (const spec of lowerFirst(inSpace)) {
    slots[spec.index] = valueAt(spec, rangeOf(spec, specs, slots), z[inSpace.indexOf(spec)] ?? 0)
  }
  return slots
}

/** The inverse of T. A value on or beyond a bound has the point farthest out. */
export function pointOf(specs: readonly SlotSpec[], slots: Slots): Point {
  return slotsInSpace(specs).map((spec) => {
    const [up, down] = distances(spec, rangeOf(spec, specs, slots), slots[spec.index] ?? Number.NaN)
    if (!(up > 0)) return -FARTHEST
    if (!(down > 0)) return FARTHEST
    return Math.min(FARTHEST, Math.max(-FARTHEST, ln(up / down)))
  })
}

/**
 * How far draws scatter around a value, so that near it they scatter over `share` of the slot's range: the range moves
 * by q(1 − q) for each z, q being where in it the value lies.
 */
export function sigmasAround(specs: readonly SlotSpec[], slots: Slots, share: Ratio): readonly number[] {
  return slotsInSpace(specs).map((spec) => {
    const [up, down] = distances(spec, rangeOf(spec, specs, slots), slots[spec.index] ?? Number.NaN)
    const place = up / (up + down)
    const q = Math.min(1 - NEAREST_TO_BOUND, Math.max(NEAREST_TO_BOUND, place))
    return share / (q * (1 - q))
  })
}

/**
 * The density of a draw in nats: normal in each slot that scatters, times the probability of each choice. A slot with
 * σ = 0 is frozen and has none.
 */
export function logDensity(z: Point, mean: Point, sigma: Point, chosen: readonly Ratio[]): number {
  let sum = 0
  for (const [i, s] of sigma.entries()) {
    if (!(s > 0)) continue
    const g = ((z[i] ?? 0) - (mean[i] ?? 0)) / s
    sum += -0.5 * g * g - ln(s) - HALF_LN_TWO_PI
  }
  for (const probability of chosen) sum += ln(probability)
  return sum
}

interface Range {
  readonly low: number
  readonly high: number
}

function rangeOf(spec: SlotSpec, specs: readonly SlotSpec[], slots: Slots): Range {
  const low = spec.min ?? 0
  const high = spec.max ?? 1
  const below = specOf(specs, spec.above)
  if (below === undefined) return { low, high }
  // Shares of a beat need only room: a millisecond of theirs depends on the tempo.
  const least = (slots[below.index] ?? 0) + (spec.unit === 'ms' ? APART_MS : 0)
  return { low: Math.max(low, least), high }
}

/** From the bound that is nearer, so that rounding leads to both bounds exactly and never beyond them. */
function valueAt({ scale }: SlotSpec, { low, high }: Range, z: number): number {
  const share = sigmoid(z <= 0 ? z : -z)
  if (scale === 'log') {
    const octaves = share * ln(high / low)
    return z <= 0 ? low * exp(octaves) : high * exp(-octaves)
  }
  return z <= 0 ? low + (high - low) * share : high - (high - low) * share
}

/** How far a value lies above the lower and below the upper bound, on the slot's scale. */
function distances({ scale }: SlotSpec, { low, high }: Range, value: number): readonly [number, number] {
  return scale === 'log' ? [ln(value / low), ln(high / value)] : [value - low, high - value]
}

/** A slot that must exceed another comes after it: where it begins depends on where the other was drawn. */
export function lowerFirst(specs: readonly SlotSpec[]): readonly SlotSpec[] {
  const ordered: SlotSpec[] = []
  const place = (spec: SlotSpec): void => {
    if (ordered.includes(spec)) return
    const below = specOf(specs, spec.above)
    if (below !== undefined) place(below)
    ordered.push(spec)
  }
  for (const spec of specs) place(spec)
  return ordered
}

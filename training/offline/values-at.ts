/** From a point of the space to the numbers that a slots file gives. */

import type { SlotSpec, Slots } from '../../runtime/policy.ts'
import { lowerFirst, type Point, pointOf, slotsAt, slotsInSpace } from '../../runtime/slots-space.ts'

/** Half steps of the last digit, to either side: T and its inverse round that far. */
const MOST_STEPS = 16
const HALF_STEP = Number.EPSILON / 2

/**
 * T, but where a number lies next to it that has this very z, that number. What was not moved is then the law that runs, to the bit: with
 * another last digit it would be a candidate that was tried, and takes its part of α. The number of `base` comes first: several may
 * have one z, and a slot above must begin where it began.
 */
export function valuesAt(specs: readonly SlotSpec[], z: Point, base: Slots): Slots {
  const values = slotsAt(specs, z, base)
  const inSpace = slotsInSpace(specs)
  for (const spec of lowerFirst(inSpace)) {
    const i = inSpace.indexOf(spec)
    const near = values[spec.index] ?? 0
    const exact = [base[spec.index] ?? 0, ...nextTo(near)].find((value) => {
      values[spec.index] = value
      return pointOf(specs, values)[i] === z[i]
    })
    values[spec.index] = exact ?? near
  }
  return values
}

/** The nearest first. */
const nextTo = (value: number): readonly number[] =>
  Array.from(
    { length: 2 * MOST_STEPS + 1 },
    (_, k) => value + (k % 2 === 0 ? -1 : 1) * Math.ceil(k / 2) * HALF_STEP * value,
  )

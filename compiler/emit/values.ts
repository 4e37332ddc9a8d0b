/** The vector of slot values, as training, runtime and emitters lay it out. */

import type { SlotSpec } from '../policy-types.ts'

/** Defaults by index: numbers as they are, choices by their index, weights evenly. */
export function defaultValues(slots: readonly SlotSpec[]): Float64Array {
  const values = new Float64Array(vectorLength(slots))
  for (const { default: value, choices, index, size } of slots) {
    if (size > 1) values.fill(1 / size, index, index + size)
    else values[index] = typeof value === 'number' ? value : Math.max(0, choices?.indexOf(value) ?? 0)
  }
  return values
}

export function vectorLength(slots: readonly SlotSpec[]): number {
  return slots.reduce((length, { index, size }) => Math.max(length, index + size), 0)
}

/** Values by name, choices by theirs, weights as a list. */
export function valuesByName(
  slots: readonly SlotSpec[],
  values: Float64Array,
): Readonly<Record<string, number | string | readonly number[]>> {
  return Object.fromEntries(
    slots.map(({ name, choices, index, size }) => {
      const value = values[index] ?? Number.NaN
      if (size > 1) return [name, [...values.subarray(index, index + size)]]
      return [name, choices?.[value] ?? value]
    }),
  )
}

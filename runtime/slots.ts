/**
 * Slot values: by name, as people and files write them, and as the vector that compiled code reads.
 */

import type { SlotSpec, Slots } from './policy.ts'
import { inWords } from './problems.ts'
import type { Problem } from './score/checks.ts'

/** A number in the slot's unit, the name of a choice, or one probability a choice for weighted choices. */
export type SlotValue = number | string | readonly number[]
export type SlotValues = Readonly<Record<string, SlotValue>>

/** The written values. */
export function defaultSlots(specs: readonly SlotSpec[]): Slots {
  const slots = new Float64Array(specs.reduce((size, spec) => Math.max(size, spec.index + spec.size), 0))
  for (const spec of specs) writeDefault(spec, slots)
  return slots
}

function writeDefault(spec: SlotSpec, slots: Slots): void {
  if (spec.size > 1) {
    for (let i = 0; i < spec.size; i++) slots[spec.index + i] = 1 / spec.size
  } else {
    slots[spec.index] =
      typeof spec.default === 'number' ? spec.default : Math.max(0, spec.choices?.indexOf(spec.default) ?? 0)
  }
}

/**
 * A vector with the given values in their places. A value that does not fit is noted in `problems` and its slot
 * stays as it was (slots out of order get their defaults), so that the result can always be played.
 */
export function slotsFromValues(
  specs: readonly SlotSpec[],
  values: SlotValues,
  problems: Problem[],
  base: Slots = defaultSlots(specs),
): Slots {
  const slots = base.slice()
  placeValues(specs, values, slots, (path, message) => problems.push({ path, message }))
  return slots
}

/** Puts values into their places of a vector; what does not fit is told and left out. */
export function placeValues(
  specs: readonly SlotSpec[],
  values: Readonly<Record<string, unknown>>,
  slots: Slots,
  fault: (name: string, message: string) => void,
): void {
  const known = new Map(specs.map((spec) => [spec.name, spec]))
  for (const [name, value] of Object.entries(values)) {
    const spec = known.get(name)
    const message = spec === undefined ? 'there is no such slot' : writeValue(spec, value, slots)
    if (message !== null) fault(name, message)
  }
  restoreOrder(specs, slots, fault)
}

export function specOf(specs: readonly SlotSpec[], wanted: string | null): SlotSpec | undefined {
  return specs.find(({ name }) => name === wanted)
}

/** Puts a value into the vector; why not, if it does not fit. */
export function writeValue(spec: SlotSpec, value: unknown, slots: Slots): string | null {
  if (spec.size > 1) return writeWeights(spec, value, slots)
  if (spec.kind === 'categorical') {
    const choices = spec.choices ?? []
    const index = typeof value === 'string' ? choices.indexOf(value) : -1
    if (index < 0) return `must be one of ${choices.join(', ')}, not ${inWords(value)}`
    slots[spec.index] = index
    return null
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return `must be a number, not ${inWords(value)}`
  const [low, high] = boundsOf(spec)
  if (value < low || value > high) {
    const unit = spec.unit === null ? '' : ` ${spec.unit}`
    return `must lie in ${low}..${high}${unit}, not ${value}${unit}`
  }
  slots[spec.index] = value
  return null
}

function writeWeights(spec: SlotSpec, value: unknown, slots: Slots): string | null {
  if (!Array.isArray(value) || value.length !== spec.size) {
    return `must be a list of ${spec.size} probabilities, not ${inWords(value)}`
  }
  let total = 0
  for (const weight of value) {
    if (typeof weight !== 'number' || !(weight >= 0 && weight <= 1)) {
      return `must be probabilities from 0 to 1, not ${inWords(weight)}`
    }
    total += weight
  }
  if (Math.abs(total - 1) > SUM_TOLERANCE) return `must be probabilities that add up to 1, not ${total}`
  for (let i = 0; i < spec.size; i++) slots[spec.index + i] = value[i] ?? 0
  return null
}

/** Probabilities written with six digits need not add up to exactly 1. */
const SUM_TOLERANCE = 1e-4

function boundsOf({ kind, min, max }: SlotSpec): readonly [number, number] {
  const chance = kind === 'chance'
  return [min ?? (chance ? 0 : Number.NEGATIVE_INFINITY), max ?? (chance ? 1 : Number.POSITIVE_INFINITY)]
}

/** Slots that do not exceed the slot they must exceed (ordered zones) get their defaults, and so do those below. */
function restoreOrder(
  specs: readonly SlotSpec[],
  slots: Slots,
  fault: (name: string, message: string) => void,
): void {
  for (const spec of specs) {
    const below = specOf(specs, spec.above)
    if (below === undefined) continue
    const value = slots[spec.index] ?? 0
    const least = slots[below.index] ?? 0
    if (value > least) continue
    fault(spec.name, `must lie above ${below.name} (${least}), not at ${value}`)
    writeDefault(spec, slots)
    writeDefault(below, slots)
  }
}

/** The values by name. */
export function valuesOfSlots(specs: readonly SlotSpec[], slots: Slots): SlotValues {
  // Not by assignment: a slot may be called `__proto__`.
  return Object.fromEntries(specs.map((spec) => [spec.name, valueOfSlot(spec, slots)]))
}

function valueOfSlot({ index, size, choices }: SlotSpec, slots: Slots): SlotValue {
  if (size > 1) return Array.from(slots.subarray(index, index + size), plain)
  const value = plain(slots[index] ?? 0)
  return choices?.[value] ?? value
}

/** −0 has no place in canonical JSON. */
function plain(value: number): number {
  return value === 0 ? 0 : value
}

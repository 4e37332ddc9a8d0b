/** Slot values as a trainer may draw them: anywhere in range, ordered zones in order (transform `z/1`). */

import type { Policy } from '../../runtime/create-policy.ts'
import type { SlotSpec, Slots } from '../../runtime/policy.ts'
import type { SlotValue, SlotValues } from '../../runtime/slots.ts'

export interface SlotDraw {
  readonly values: SlotValues
  readonly vector: Slots
}

/** One of the draws; now and then a value lies on a bound. */
export function drawSlots({ definition }: Policy, draw: number): SlotDraw {
  let state = (draw * 2654435761 + 1) >>> 0
  const share = (): number => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0
    const x = state / 2 ** 32
    return x < 0.08 ? 0 : x > 0.92 ? 1 : x
  }
  const specs = new Map(definition.slots.map((spec) => [spec.name, spec]))
  const values: Record<string, SlotValue> = {}
  const vector = new Float64Array(definition.slots.reduce((sum, { size }) => sum + size, 0))
  for (const { name } of definition.slots) settle(name)
  return { values, vector }

  function settle(name: string): number {
    const known = values[name]
    const spec = specs.get(name)
    if (known !== undefined || spec === undefined) return typeof known === 'number' ? known : 0
    const value = valueFor(spec)
    values[name] = value
    if (Array.isArray(value)) vector.set(value, spec.index)
    else if (typeof value === 'number') vector[spec.index] = value
    else vector[spec.index] = spec.choices?.indexOf(String(value)) ?? 0
    return typeof value === 'number' ? value : 0
  }

  function valueFor(spec: SlotSpec): SlotValue {
    const { choices, size } = spec
    if (size > 1) {
      const weights = Array.from({ length: size }, () => 0.1 + share())
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      return weights.map((weight) => weight / total)
    }
    if (choices !== null) return choices[Math.floor(share() * choices.length * 0.999)] ?? ''
    const low = Math.max(
      spec.min ?? 0,
      spec.above === null ? Number.NEGATIVE_INFINITY : settle(spec.above) + 1,
    )
    const high = spec.max ?? 1
    const x = share()
    return x === 1 ? high : low + (high - low) * x
  }
}

import { describe, expect, it } from 'vitest'
import type { SlotSpec } from '../../runtime/policy.ts'
import { pointOf, slotsAt } from '../../runtime/slots-space.ts'
import { valuesAt } from '../../training/offline/values-at.ts'
import { slotSpec } from '../runtime/fixtures.ts'

const spec = (name: string, index: number, more: Partial<SlotSpec>): SlotSpec => slotSpec(name, index, more)
const SPECS = [
  spec('pocket.follow', 0, { unit: 'ms', min: 30, max: 190, scale: 'log', above: 'pocket.snap' }),
  spec('pocket.snap', 1, { unit: 'ms', min: 5, max: 60 }),
  spec('tempo', 2, { unit: 'bpm', min: 50, max: 110 }),
  spec('lean', 3, { min: 0, max: 1 }),
]

describe('the numbers of a slots file', () => {
  it('are those that a point was read from, to the bit: what was not moved is what runs', () => {
    let rounded = 0
    for (let k = 1; k < 400; k++) {
      const values = Float64Array.of(61 + k * 0.31, 5 + k * 0.137, 50 + k * 0.15, k / 400)
      const z = pointOf(SPECS, values)
      expect(valuesAt(SPECS, z, values)).toEqual(values)
      // Of the slots of another file only z is known.
      expect(pointOf(SPECS, valuesAt(SPECS, z, new Float64Array(4))).slice(1)).toEqual(z.slice(1))
      if (String(pointOf(SPECS, slotsAt(SPECS, z, values))) !== String(z)) rounded++
    }
    // T and its inverse alone do not lead back.
    expect(rounded).toBeGreaterThan(100)
  })

  it('are T of a point where no number has just this z', () => {
    for (let k = -60; k <= 60; k++) {
      const z = [k / 7, k / 11, k / 13, k / 17]
      const exact = slotsAt(SPECS, z, new Float64Array(4))
      for (const [i, value] of valuesAt(SPECS, z, new Float64Array(4)).entries())
        expect(Math.abs(value / (exact[i] ?? 0) - 1)).toBeLessThan(1e-14)
    }
  })
})

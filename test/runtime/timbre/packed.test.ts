import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PACKED_CHARACTERS, packVector, unpackVector } from '../../../runtime/timbre/packed.ts'

describe('a packed vector', () => {
  it('is the vector to the bit, in characters that need no escape', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -16_000, max: 16_000 }), { maxLength: 300 }), (steps) => {
        const vector = steps.map((n) => n / 1e4)
        const packed = packVector(vector)
        expect(packed).toMatch(/^[0-O]*$/)
        expect(packed).toHaveLength(PACKED_CHARACTERS * vector.length)
        expect([...unpackVector(packed)]).toEqual(vector.map((x) => x + 0))
      }),
    )
  })

  it('rounds what is finer', () => {
    expect([...unpackVector(packVector([0.12344, -0.12346, 1, -1]))]).toEqual([0.1234, -0.1235, 1, -1])
  })
})

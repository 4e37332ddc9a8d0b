import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { singlesOf } from '../../../../models/timbre/text/half.ts'
import { quantised } from '../../../../models/timbre/text/quantised.ts'
import { readSafetensors } from '../../../../models/timbre/text/safetensors.ts'

/** A file of the format with this header and these bytes behind it. */
function file(header: unknown, data: readonly number[] = []): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true)
  return Uint8Array.from([...length, ...text, ...data])
}

const whole = { __metadata__: { format: 'pt' }, a: { dtype: 'F16', shape: [2], data_offsets: [0, 4] } }

describe('a safetensors file', () => {
  it('gives its tensors by name, as bytes', () => {
    const tensors = readSafetensors(file(whole, [1, 2, 3, 4]))
    expect([...tensors.keys()]).toEqual(['a'])
    expect(tensors.get('a')).toEqual({ dtype: 'F16', shape: [2], bytes: Uint8Array.of(1, 2, 3, 4) })
  })

  it.each([
    ['nothing', new Uint8Array(), 'shorter'],
    ['a header that is cut', file(whole).subarray(0, 20), 'the header is cut'],
    ['a header without an end', Uint8Array.from({ length: 16 }, () => 255), 'the header is cut'],
    ['a header that is no JSON', file('{'), 'not JSON'],
    ['a header that is no object', file('1'), 'not an object'],
    ['a tensor beyond the end', file(whole, [1, 2, 3]), '"a" is F16 [2] and lies at 0 to 4'],
    [
      'a tensor of another size',
      file({ a: { dtype: 'F16', shape: [3], data_offsets: [0, 4] } }, [1, 2, 3, 4]),
      'F16 [3]',
    ],
    [
      'a kind of number that nobody knows',
      file({ a: { dtype: 'X', shape: [2], data_offsets: [0, 4] } }, [1, 2, 3, 4]),
      'X [2]',
    ],
    [
      'a shape that is none',
      file({ a: { dtype: 'F16', shape: [-1], data_offsets: [0, 4] } }, [1, 2, 3, 4]),
      'has no',
    ],
  ])('is refused with %s', (_, bytes, why) => {
    expect(() => readSafetensors(bytes)).toThrow(RangeError)
    expect(() => readSafetensors(bytes)).toThrow(why)
  })
})

describe('weights', () => {
  it('of half precision are read exactly', () => {
    // 1, −2, the largest, the smallest, ∞ (IEEE 754, binary16)
    const bits = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00)
    expect([...singlesOf(new Uint8Array(bits.buffer))]).toEqual([
      1,
      -2,
      65504,
      2 ** -24,
      Number.POSITIVE_INFINITY,
    ])
  })

  it('as whole numbers are off by at most half a step of their row', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 4, maxLength: 12 }),
        (row) => {
          const weights = Float32Array.from([...row, ...row.map((x) => x / 100)])
          const { values, scales } = quantised(weights, 2)
          for (const [i, weight] of weights.entries()) {
            const scale = scales[Math.floor(i / row.length)] ?? 0
            expect(Math.abs(weight - (values[i] ?? 0) * scale)).toBeLessThanOrEqual(scale * 0.5001)
          }
        },
      ),
    )
  })
})

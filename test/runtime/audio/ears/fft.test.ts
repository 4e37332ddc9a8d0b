import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPowerSpectrum } from '../../../../runtime/audio/ears/fft.ts'
import { runs } from '../../../harness/runs.ts'

/** The definition, in as many steps as it takes. */
function slowPower(frame: Float64Array, k: number): number {
  let [re, im] = [0, 0]
  frame.forEach((x, n) => {
    re += x * Math.cos((2 * Math.PI * k * n) / frame.length)
    im -= x * Math.sin((2 * Math.PI * k * n) / frame.length)
  })
  return re * re + im * im
}

describe('the power spectrum', () => {
  it('is what the definition says, whatever the samples', () => {
    const sizes = fc.constantFrom(4, 8, 32, 128)
    const frames = sizes.chain((size) =>
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: size, maxLength: size }),
    )
    fc.assert(
      fc.property(frames, (list) => {
        const frame = Float64Array.from(list)
        const power = new Float64Array(frame.length / 2 + 1)
        createPowerSpectrum(frame.length).transform(frame, power)
        expect([...frame]).toEqual(list)
        power.forEach((value, k) => {
          expect(Math.abs(value - slowPower(frame, k))).toBeLessThan(1e-9 * frame.length)
        })
      }),
      runs(60),
    )
  })

  it('of a tone on a line is that line', () => {
    const frame = Float64Array.from({ length: 1024 }, (_, n) => Math.sin((2 * Math.PI * 37 * n) / 1024))
    const power = new Float64Array(513)
    createPowerSpectrum(1024).transform(frame, power)
    expect(power[37]).toBeCloseTo(512 ** 2, 5)
    expect(power[36]).toBeCloseTo(0, 12)
  })

  it('is refused for lengths that are no powers of two', () => {
    for (const size of [0, 2, 3, 1000, 1024.5, Number.NaN]) {
      expect(() => createPowerSpectrum(size)).toThrow(RangeError)
    }
  })
})

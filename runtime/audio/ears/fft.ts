/**
 * The power spectrum of a real frame. HOT PATH: allocates nothing after construction.
 *
 * A frame of N real samples is folded into N/2 complex ones and transformed by radix 2, in place; the spectrum is
 * unfolded afterwards (Sorensen et al., "Real-valued fast Fourier transform algorithms", IEEE ASSP 35, 1987).
 * Twiddles come from `runtime/math.ts`, so that a take has the same onsets on every engine.
 */

import { cos, sin } from '../../math.ts'

export interface PowerSpectrum {
  readonly size: number
  /**
   * Writes |X[k]|² for k = 0…N/2 to `power`.
   *
   * @param frame N samples; left as it is
   */
  transform(frame: Float64Array, power: Float64Array): void
}

/** @param size a power of two, at least 4 */
export function createPowerSpectrum(size: number): PowerSpectrum {
  if (!(size >= 4 && Number.isInteger(size) && (size & (size - 1)) === 0)) {
    throw new RangeError(`A spectrum of ${size} samples: it has to be a power of two.`)
  }
  const half = size / 2
  const re = new Float64Array(half)
  const im = new Float64Array(half)
  const cosines = new Float64Array(half)
  const sines = new Float64Array(half)
  for (let k = 0; k < half; k++) {
    cosines[k] = cos((2 * Math.PI * k) / size)
    sines[k] = -sin((2 * Math.PI * k) / size)
  }
  const reversed = bitReversal(half)

  function transformHalf(): void {
    for (let length = 2; length <= half; length *= 2) {
      const arm = length / 2
      const step = size / length
      for (let start = 0; start < half; start += length) {
        for (let k = 0, turn = 0; k < arm; k++, turn += step) {
          const wr = cosines[turn] ?? 0
          const wi = sines[turn] ?? 0
          const a = start + k
          const b = a + arm
          const br = re[b] ?? 0
          const bi = im[b] ?? 0
          const tr = br * wr - bi * wi
          const ti = br * wi + bi * wr
          const ar = re[a] ?? 0
          const ai = im[a] ?? 0
          re[b] = ar - tr
          im[b] = ai - ti
          re[a] = ar + tr
          im[a] = ai + ti
        }
      }
    }
  }

  return {
    size,
    transform(frame, power) {
      for (let k = 0; k < half; k++) {
        const to = reversed[k] ?? 0
        re[to] = frame[2 * k] ?? 0
        im[to] = frame[2 * k + 1] ?? 0
      }
      transformHalf()
      const r0 = re[0] ?? 0
      const i0 = im[0] ?? 0
      power[0] = (r0 + i0) * (r0 + i0)
      power[half] = (r0 - i0) * (r0 - i0)
      for (let k = 1; k < half; k++) {
        const ar = re[k] ?? 0
        const ai = im[k] ?? 0
        const br = re[half - k] ?? 0
        const bi = im[half - k] ?? 0
        // Even and odd samples' spectra, then one turn between them.
        const er = 0.5 * (ar + br)
        const ei = 0.5 * (ai - bi)
        const or = 0.5 * (ai + bi)
        const oi = 0.5 * (br - ar)
        const wr = cosines[k] ?? 0
        const wi = sines[k] ?? 0
        const xr = er + or * wr - oi * wi
        const xi = ei + or * wi + oi * wr
        power[k] = xr * xr + xi * xi
      }
    },
  }
}

function bitReversal(length: number): Uint32Array {
  const table = new Uint32Array(length)
  let bits = 0
  while (1 << bits < length) bits++
  for (let k = 0; k < length; k++) {
    let to = 0
    for (let bit = 0; bit < bits; bit++) if (k & (1 << bit)) to |= 1 << (bits - 1 - bit)
    table[k] = to
  }
  return table
}

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
  const stages = 31 - Math.clz32(half)

  /** Stages go two by two: what is between them stays in registers, and the sums are the same. */
  function transformHalf(): void {
    let arm = 1
    if (stages % 2 === 1) {
      // The first one is left alone. Its only turn is none.
      for (let a = 0; a < half; a += 2) {
        const ar = re[a] ?? 0
        const ai = im[a] ?? 0
        const br = re[a + 1] ?? 0
        const bi = im[a + 1] ?? 0
        re[a] = ar + br
        im[a] = ai + bi
        re[a + 1] = ar - br
        im[a + 1] = ai - bi
      }
      arm = 2
    }
    for (; arm < half; arm *= 4) twoStages(arm)
  }

  function twoStages(arm: number): void {
    const step = half / arm
    for (let k = 0; k < arm; k++) {
      const ur = cosines[k * step] ?? 0
      const ui = sines[k * step] ?? 0
      const vr = cosines[(k * step) / 2] ?? 0
      const vi = sines[(k * step) / 2] ?? 0
      const wr = cosines[((k + arm) * step) / 2] ?? 0
      const wi = sines[((k + arm) * step) / 2] ?? 0
      for (let a = k; a < half; a += 4 * arm) {
        const b = a + arm
        const c = b + arm
        const d = c + arm
        const br = re[b] ?? 0
        const bi = im[b] ?? 0
        const dr = re[d] ?? 0
        const di = im[d] ?? 0
        const tbr = br * ur - bi * ui
        const tbi = br * ui + bi * ur
        const tdr = dr * ur - di * ui
        const tdi = dr * ui + di * ur
        const ar = re[a] ?? 0
        const ai = im[a] ?? 0
        const cr = re[c] ?? 0
        const ci = im[c] ?? 0
        const a2r = ar + tbr
        const a2i = ai + tbi
        const b2r = ar - tbr
        const b2i = ai - tbi
        const c2r = cr + tdr
        const c2i = ci + tdi
        const d2r = cr - tdr
        const d2i = ci - tdi
        const tcr = c2r * vr - c2i * vi
        const tci = c2r * vi + c2i * vr
        const sdr = d2r * wr - d2i * wi
        const sdi = d2r * wi + d2i * wr
        re[a] = a2r + tcr
        im[a] = a2i + tci
        re[c] = a2r - tcr
        im[c] = a2i - tci
        re[b] = b2r + sdr
        im[b] = b2i + sdi
        re[d] = b2r - sdr
        im[d] = b2i - sdi
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
      // Line k and its mirror image are of the same two numbers.
      for (let k = 1; 2 * k <= half; k++) {
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
        const vr = cosines[half - k] ?? 0
        const vi = sines[half - k] ?? 0
        const yr = er + or * vr + oi * vi
        const yi = or * vi - ei - oi * vr
        power[half - k] = yr * yr + yi * yi
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

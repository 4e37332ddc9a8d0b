/**
 * Where the modes of things lie, as multiples of the lowest.
 *
 * Membrane: zeros of Bessel functions, ideal circular membrane (Fletcher & Rossing, "The Physics of Musical
 * Instruments", table 3.1). Bar: free at both ends (ibid., 2.16). Plate: a cymbal has hundreds of modes; these are
 * spread as theirs are, dense and without a pattern, by the golden ratio.
 */

import { MOST_MODES } from '../dsp/modes.ts'

const MEMBRANE = [
  1, 1.593, 2.136, 2.296, 2.653, 2.918, 3.156, 3.501, 3.6, 3.652, 4.06, 4.154, 4.481, 4.61, 4.651, 4.832,
  4.904, 5.132, 5.412, 5.54, 5.65, 5.976, 6.02, 6.163,
]

const BAR_ROOTS = [1.50562, 2.49975, 3.50001]

const harmonic = (k: number): number => k + 1

const membrane = (k: number): number => MEMBRANE[k] ?? 6.163 + 0.21 * (k - MEMBRANE.length + 1)

/** (β_k / β_1)², and β_k → k + ½ for higher modes. */
const bar = (k: number): number => {
  const root = BAR_ROOTS[k] ?? k + 1.5
  return (root / 1.50562) ** 2
}

const GOLDEN = 0.6180339887498949

const plate = (k: number): number => {
  const jitter = ((k * GOLDEN) % 1) - 0.5
  return k === 0 ? 1 : 1 + 0.42 * k ** 1.12 + 0.3 * jitter
}

const table = (ratio: (k: number) => number): Float64Array =>
  Float64Array.from({ length: MOST_MODES }, (_, k) => Math.log(ratio(k)))

const TABLES = [table(harmonic), table(membrane), table(bar), table(plate)]

/** Multiple of the lowest mode, between two materials where `material` is no whole number. */
export function modeRatio(material: number, k: number): number {
  const low = material >= 2 ? 2 : material >= 1 ? 1 : 0
  const share = material - low
  const a = TABLES[low]?.[k] ?? 0
  const b = TABLES[low + 1]?.[k] ?? 0
  return Math.exp(a + (b - a) * share)
}

/** What a stretch of sound holds: frames of its power, on scales as ears have them. */

import { createPowerSpectrum } from '../../../runtime/audio/ears/fft.ts'
import { RATE } from './excerpt.ts'

export const FRAME = 1024
export const HOP = 512
export const BINS = FRAME / 2 + 1
const HERTZ = RATE / FRAME

/** Upper edges of the critical bands, Hz (Zwicker 1961), and a last one for what is above. */
const BARK_EDGES = [
  100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700, 4400, 5300,
  6400, 7700, 9500, 12000, 15500, 22050,
]
const BARK_BANDS = BARK_EDGES.length
const LOWEST_HERTZ = 20

/** Share of each bin in each band: a bin that an edge cuts counts in both. Triplets of bin, band, share. */
const BARK_SHARES = shares()

function shares(): { readonly bins: Uint16Array; readonly bands: Uint8Array; readonly parts: Float64Array } {
  const rows: (readonly [number, number, number])[] = []
  for (let k = 0; k < BINS; k++) {
    const low = Math.max(LOWEST_HERTZ, (k - 0.5) * HERTZ)
    const high = Math.min(RATE / 2, (k + 0.5) * HERTZ)
    for (let band = 0; band < BARK_BANDS; band++) {
      const from = band === 0 ? LOWEST_HERTZ : (BARK_EDGES[band - 1] ?? 0)
      const inside = Math.min(high, BARK_EDGES[band] ?? 0) - Math.max(low, from)
      if (inside > 0) rows.push([k, band, inside / HERTZ])
    }
  }
  return {
    bins: Uint16Array.from(rows, (row) => row[0]),
    bands: Uint8Array.from(rows, (row) => row[1]),
    parts: Float64Array.from(rows, (row) => row[2]),
  }
}

/** Critical-band rate of a frequency (Traunmüller, JASA 88, 1990). */
const barkOf = (hertz: number): number => Math.max(0, (26.81 * hertz) / (1960 + hertz) - 0.53)

export function barkBands(power: Float64Array): Float64Array {
  const bands = new Float64Array(BARK_BANDS)
  const { bins, bands: to, parts } = BARK_SHARES
  for (let i = 0; i < bins.length; i++) {
    const band = to[i] ?? 0
    bands[band] = (bands[band] ?? 0) + (parts[i] ?? 0) * (power[bins[i] ?? 0] ?? 0)
  }
  return bands
}

/** Specific loudness grows with power to this (Zwicker & Fastl, "Psychoacoustics", 8.7.1). */
const LOUDNESS_EXPONENT = 0.23
/** What lies so far below the loudest band is masked or not there. */
const MASKED = 1e-6

export interface Shape {
  /** Centre of specific loudness, Bark. */
  readonly centroid: number
  /** Its standard deviation, Bark. */
  readonly spread: number
  /** Bark below which 85 and 95 % of the power lie. */
  readonly rolloff85: number
  readonly rolloff95: number
  /** Geometric over arithmetic mean of the power from 50 Hz to 16 kHz, dB. */
  readonly flatness: number
  /** Highest over mean, dB. */
  readonly crest: number
}

/** @param power of the bins of a frame, or their sum over frames */
export function shapeOf(power: Float64Array): Shape {
  const bands = barkBands(power)
  let most = 1e-30
  for (let z = 0; z < BARK_BANDS; z++) most = Math.max(most, bands[z] ?? 0)
  let sum = 0
  let first = 0
  let second = 0
  const floor = MASKED ** LOUDNESS_EXPONENT
  for (let z = 0; z < BARK_BANDS; z++) {
    const loudness = Math.max(0, ((bands[z] ?? 0) / most) ** LOUDNESS_EXPONENT - floor)
    sum += loudness
    first += loudness * (z + 0.5)
    second += loudness * (z + 0.5) ** 2
  }
  const centroid = first / sum
  let total = 0
  for (let k = 1; k < BINS; k++) total += power[k] ?? 0
  return {
    centroid,
    spread: Math.sqrt(Math.max(0, second / sum - centroid * centroid)),
    rolloff85: rolloff(power, 0.85 * total),
    rolloff95: rolloff(power, 0.95 * total),
    ...peakiness(power),
  }
}

function rolloff(power: Float64Array, wanted: number): number {
  let sum = 0
  for (let k = 1; k < BINS; k++) {
    const p = power[k] ?? 0
    if (sum + p >= wanted && p > 0) return barkOf((k - 0.5 + (wanted - sum) / p) * HERTZ)
    sum += p
  }
  return 0
}

const FLAT_FROM = Math.ceil(50 / HERTZ)
const FLAT_TO = Math.floor(16000 / HERTZ)

function peakiness(power: Float64Array): { flatness: number; crest: number } {
  let logs = 0
  let sum = 1e-30
  let most = 1e-30
  for (let k = FLAT_FROM; k <= FLAT_TO; k++) {
    const p = power[k] ?? 0
    sum += p
    most = Math.max(most, p)
  }
  const count = FLAT_TO - FLAT_FROM + 1
  const floor = 1e-10 * sum
  for (let k = FLAT_FROM; k <= FLAT_TO; k++) logs += Math.log((power[k] ?? 0) + floor)
  return {
    flatness: (10 / Math.LN10) * (logs / count - Math.log(sum / count)),
    crest: 10 * Math.log10((most * count) / sum),
  }
}

const MEL_BANDS = 26
export const CEPSTRA = 13
const MEL_LOW = 40
const MEL_HIGH = 16000
const mel = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700)

/** Triangles on the Mel scale: first bin and weights of each. */
const TRIANGLES = Array.from({ length: MEL_BANDS }, (_, band) => {
  const at = (i: number): number => mel(MEL_LOW) + ((mel(MEL_HIGH) - mel(MEL_LOW)) * i) / (MEL_BANDS + 1)
  const edges = [at(band), at(band + 1), at(band + 2)].map((m) => (700 * (10 ** (m / 2595) - 1)) / HERTZ)
  const [low = 0, centre = 0, high = 0] = edges
  const first = Math.max(1, Math.floor(low))
  const weights: number[] = []
  for (let k = first; k <= Math.min(BINS - 1, Math.ceil(high)); k++)
    // A triangle narrower than a bin still has one.
    weights.push(Math.max(0, Math.min((k - low) / (centre - low), (high - k) / (high - centre))))
  if (!weights.some((w) => w > 0)) weights[Math.max(0, Math.round(centre) - first)] = 1
  return { first, weights: Float64Array.from(weights) }
})

/** DCT-II, orthonormal. */
const COSINES = Float64Array.from({ length: CEPSTRA * MEL_BANDS }, (_, i) => {
  const row = Math.floor(i / MEL_BANDS)
  const scale = Math.sqrt((row === 0 ? 1 : 2) / MEL_BANDS)
  return scale * Math.cos((Math.PI * row * ((i % MEL_BANDS) + 0.5)) / MEL_BANDS)
})

export function melBands(power: Float64Array, out: Float64Array): void {
  for (let band = 0; band < MEL_BANDS; band++) {
    const triangle = TRIANGLES[band]
    if (triangle === undefined) continue
    const { first, weights } = triangle
    let sum = 0
    for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (power[first + i] ?? 0)
    out[band] = sum
  }
}

export const melSize = MEL_BANDS

/** @param levels of the Mel bands, dB */
export function cepstraOf(levels: Float64Array, out: Float64Array): void {
  for (let row = 0; row < CEPSTRA; row++) {
    let sum = 0
    for (let band = 0; band < MEL_BANDS; band++)
      sum += (COSINES[row * MEL_BANDS + band] ?? 0) * (levels[band] ?? 0)
    out[row] = sum
  }
}

const WINDOW = Float64Array.from({ length: FRAME }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME))
const transform = createPowerSpectrum(FRAME)
const frame = new Float64Array(FRAME)

/** Power of the frame whose middle is sample `centre`. */
export function frameAt(samples: Float32Array, centre: number, power: Float64Array): void {
  const from = centre - FRAME / 2
  for (let i = 0; i < FRAME; i++) frame[i] = (WINDOW[i] ?? 0) * (samples[from + i] ?? 0)
  transform.transform(frame, power)
}

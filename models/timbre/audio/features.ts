/**
 * A sound in 62 numbers: what the audio side of the timbre space sees. Pure arithmetic on the samples, no model: each number is
 * described in `FEATURES`, and tested against signals for which it is known.
 *
 * The level of a recording plays no part. Times and frequencies are on scales as ears have them (logarithmic, Bark, dB), so that equal
 * steps are about equally large.
 */

import { envelopeOf, flutterOf } from './envelope.ts'
import { type Excerpt, excerptOf, RATE, SECONDS } from './excerpt.ts'
import { periodicityOf } from './periodicity.ts'
import {
  BINS,
  barkBands,
  CEPSTRA,
  cepstraOf,
  FRAME,
  frameAt,
  HOP,
  melBands,
  melSize,
  type Shape,
  shapeOf,
} from './spectrum.ts'

export interface Feature {
  readonly name: string
  readonly unit: 'log10 s' | 'dB' | 'Bark' | 'log10 Hz' | 'log10' | ''
  readonly says: string
}

const SEGMENTS = ['whole', 'attack', 'tail'] as const
const SEGMENT_SAYS = {
  whole: 'of all that is heard',
  attack: 'of the first 30 ms',
  tail: 'of what is left 15 dB below the loudest frame',
} as const
/** Edges in Bark bands: below 200, 510, 1270, 2700, 6400 Hz and above. */
const BAND_EDGES = [0, 2, 5, 10, 15, 20, 25]

const feature = (name: string, unit: Feature['unit'], says: string): Feature => ({ name, unit, says })

export const FEATURES: readonly Feature[] = [
  feature('attack', 'log10 s', 'from 10 to 90 % of the peak'),
  feature('t10', 'log10 s', 'from the peak until the level stays 10 dB below'),
  feature('t20', 'log10 s', 'the same for 20 dB'),
  feature('t40', 'log10 s', 'the same for 40 dB; extrapolated beyond 1.5 s'),
  feature('temporalCentroid', 'log10 s', 'centre of power'),
  feature('rms', 'dB', 'mean power over 1.5 s, re the peak'),
  ...SEGMENTS.flatMap((segment) => [
    feature(`${segment}.centroid`, 'Bark', `centre of specific loudness ${SEGMENT_SAYS[segment]}`),
    feature(`${segment}.spread`, 'Bark', `its standard deviation ${SEGMENT_SAYS[segment]}`),
    feature(`${segment}.rolloff85`, 'Bark', `85 % of the power lie below, ${SEGMENT_SAYS[segment]}`),
    feature(`${segment}.rolloff95`, 'Bark', `95 % of the power lie below, ${SEGMENT_SAYS[segment]}`),
    feature(`${segment}.flatness`, 'dB', `geometric over arithmetic mean ${SEGMENT_SAYS[segment]}`),
    feature(`${segment}.crest`, 'dB', `highest over mean ${SEGMENT_SAYS[segment]}`),
  ]),
  feature('flux', '', 'how much the spectrum changes from frame to frame'),
  feature('roughness', 'log10', 'modulation between 20 and 150 Hz, of what lies above 300 Hz'),
  feature('zeroCrossings', 'log10 Hz', 'half their rate, in what is heard'),
  feature('periodicity', '', 'height of the highest peak of the autocorrelation'),
  feature('pitch', 'log10 Hz', 'of that peak'),
  feature('bursts', '', 'how often it starts anew within 80 ms'),
  ...Array.from({ length: 6 }, (_, i) =>
    feature(`band${i + 1}`, 'dB', `share of the power in band ${i + 1} of 6`),
  ),
  ...Array.from({ length: CEPSTRA }, (_, i) =>
    feature(`mfcc${i}`, 'dB', 'mean of the cepstrum over what is heard'),
  ),
  ...Array.from({ length: CEPSTRA }, (_, i) => feature(`mfcc${i}.sd`, 'dB', 'its standard deviation')),
]

export const FEATURE_COUNT = FEATURES.length
const places = new Map(FEATURES.map(({ name }, i) => [name, i]))

/** Place of a feature in the row. @throws RangeError where there is none of that name */
export function featureIndex(name: string): number {
  const place = places.get(name)
  if (place === undefined) throw new RangeError(`there is no feature "${name}"`)
  return place
}

export type Reading =
  | { readonly ok: true; readonly features: Float64Array; readonly excerpt: Extract<Excerpt, { ok: true }> }
  | { readonly ok: false; readonly problem: string }

/**
 * Of a recording of any length, or why not. Time and memory are bounded: one pass over the samples, then 1.5 s of them.
 *
 * @param channels one or more of equal length
 * @param sampleRate Hertz
 */
export function readFeatures(channels: readonly Float32Array[], sampleRate: number): Reading {
  const excerpt = excerptOf(channels, sampleRate)
  return excerpt.ok ? { ok: true, features: featuresOf(excerpt.samples), excerpt } : excerpt
}

const ATTACK_SECONDS = 0.03
const TAIL_DB = 15
/** Frames this far below the loudest count neither for the cepstrum nor for flux. */
const HEARD_DB = 45
/** Lower than this re the loudest frame's power no band of the cepstrum goes. */
const FLOOR_DB = -70
const MOST_FRAMES = Math.ceil((SECONDS * RATE) / HOP) + 1

const power = new Float64Array(BINS)
const sums: Readonly<Record<(typeof SEGMENTS)[number], Float64Array>> = {
  whole: new Float64Array(BINS),
  attack: new Float64Array(BINS),
  tail: new Float64Array(BINS),
}
const mels = new Float64Array(MOST_FRAMES * melSize)
const totals = new Float64Array(MOST_FRAMES)
const levels = new Float64Array(melSize)
const cepstra = new Float64Array(CEPSTRA)

/** @param samples an excerpt: mono, at 44.1 kHz, from the onset on, not silent */
function featuresOf(samples: Float32Array): Float64Array {
  const window = SECONDS * RATE
  const envelope = envelopeOf(samples, window)
  const frames = Math.min(MOST_FRAMES, Math.max(1, Math.ceil(envelope.audible / HOP)))
  const loudest = readFrames(samples, frames)
  const flutter = flutterOf(samples, envelope.peakAt, envelope.audible)
  const period = periodicityOf(samples, envelope.peakAt)
  const row = new Float64Array(FEATURE_COUNT)
  let i = 0
  const put = (x: number): void => {
    row[i++] = Number.isFinite(x) ? x : 0
  }
  put(Math.log10(envelope.attack))
  for (const decay of envelope.decays) put(Math.log10(decay))
  put(Math.log10(envelope.centroid))
  put(envelope.rms)
  for (const segment of SEGMENTS) {
    const shape: Shape = shapeOf(sums[segment])
    put(shape.centroid)
    put(shape.spread)
    put(shape.rolloff85)
    put(shape.rolloff95)
    put(shape.flatness)
    put(shape.crest)
  }
  put(fluxOf(frames, loudest))
  put(Math.log10(0.01 + flutter.roughness))
  put(Math.log10(20 + crossings(samples, envelope.audible)))
  put(period.strength)
  put(Math.log10(period.pitch))
  put(flutter.bursts)
  putBands(put)
  putCepstra(frames, loudest, put)
  return row
}

/** Fills the sums, the Mel bands and the totals. @returns the loudest frame's total */
function readFrames(samples: Float32Array, frames: number): number {
  for (const segment of SEGMENTS) sums[segment].fill(0)
  let loudest = 1e-30
  let loudestAt = 0
  for (let f = 0; f < frames; f++) {
    frameAt(samples, f * HOP, power)
    let total = 0
    for (let k = 1; k < BINS; k++) total += power[k] ?? 0
    totals[f] = total
    melBands(power, levels)
    mels.set(levels, f * melSize)
    add(sums.whole, power)
    if (f * HOP <= ATTACK_SECONDS * RATE) add(sums.attack, power)
    if (total > loudest) {
      loudest = total
      loudestAt = f
      // What came before is no tail.
      sums.tail.fill(0)
    } else if (total < loudest * 10 ** (-TAIL_DB / 10)) add(sums.tail, power)
  }
  // Nothing is left: the last frame that was heard.
  if (loudestAt === frames - 1 || isZero(sums.tail)) add(sums.tail, power)
  return loudest
}

function add(sum: Float64Array, x: Float64Array): void {
  for (let k = 0; k < BINS; k++) sum[k] = (sum[k] ?? 0) + (x[k] ?? 0)
}

const isZero = (x: Float64Array): boolean => x.every((value) => value === 0)

/** Mean distance of consecutive frames, each as amplitudes of length 1: 0 for what stays, up to √2. */
function fluxOf(frames: number, loudest: number): number {
  const least = loudest * 10 ** (-HEARD_DB / 10)
  let sum = 0
  let count = 0
  for (let f = 1; f < frames; f++) {
    if ((totals[f] ?? 0) < least || (totals[f - 1] ?? 0) < least) continue
    let dot = 0
    let a2 = 1e-30
    let b2 = 1e-30
    for (let band = 0; band < melSize; band++) {
      const a = mels[f * melSize + band] ?? 0
      const b = mels[(f - 1) * melSize + band] ?? 0
      // Amplitudes: the product of two roots, the squares are the powers.
      dot += Math.sqrt(a * b)
      a2 += a
      b2 += b
    }
    sum += Math.sqrt(Math.max(0, 2 - (2 * dot) / Math.sqrt(a2 * b2)))
    count++
  }
  return count === 0 ? 0 : sum / count
}

/** Half the crossings a second: the frequency of a sine. */
function crossings(samples: Float32Array, audible: number): number {
  const end = Math.min(samples.length, Math.max(audible, FRAME))
  let count = 0
  for (let n = 1; n < end; n++) if ((samples[n] ?? 0) >= 0 !== (samples[n - 1] ?? 0) >= 0) count++
  return (0.5 * count * RATE) / end
}

function putBands(put: (x: number) => void): void {
  const bark = barkBands(sums.whole)
  let total = 1e-30
  for (let z = 0; z < bark.length; z++) total += bark[z] ?? 0
  for (let band = 0; band < 6; band++) {
    let sum = 0
    for (let z = BAND_EDGES[band] ?? 0; z < (BAND_EDGES[band + 1] ?? 0); z++) sum += bark[z] ?? 0
    put(Math.max(-60, 10 * Math.log10(sum / total + 1e-9)))
  }
}

function putCepstra(frames: number, loudest: number, put: (x: number) => void): void {
  const least = loudest * 10 ** (-HEARD_DB / 10)
  const floor = loudest * 10 ** (FLOOR_DB / 10)
  const mean = new Float64Array(CEPSTRA)
  const square = new Float64Array(CEPSTRA)
  let count = 0
  for (let f = 0; f < frames; f++) {
    if ((totals[f] ?? 0) < least) continue
    for (let band = 0; band < melSize; band++)
      levels[band] = 10 * Math.log10(((mels[f * melSize + band] ?? 0) + floor) / loudest)
    cepstraOf(levels, cepstra)
    for (let c = 0; c < CEPSTRA; c++) {
      const x = cepstra[c] ?? 0
      mean[c] = (mean[c] ?? 0) + x
      square[c] = (square[c] ?? 0) + x * x
    }
    count++
  }
  for (let c = 0; c < CEPSTRA; c++) put((mean[c] ?? 0) / Math.max(1, count))
  for (let c = 0; c < CEPSTRA; c++) {
    const m = (mean[c] ?? 0) / Math.max(1, count)
    put(Math.sqrt(Math.max(0, (square[c] ?? 0) / Math.max(1, count) - m * m)))
  }
}

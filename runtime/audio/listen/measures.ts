/**
 * What is measured of one sound, to say which of the sounds that the lexicon makes it is like. Eleven numbers, none of which depends
 * on how loud it is: how it begins and dies away, where its energy lies, how much of it is tone.
 */

import type { Hertz } from '../../units.ts'
import { createPowerSpectrum } from '../ears/fft.ts'

export const MEASURES = [
  /** log2 of seconds from 10 % of the envelope's peak to within 3 dB of it: what beats comes to its last decibels late, and by chance */
  'attack',
  /** log2 of seconds in which it falls by 20 dB from its peak; by 40 dB */
  'fall20',
  'fall40',
  /** Bark: where its energy lies, by power; how wide about that; and in the first 30 ms */
  'centroid',
  'spread',
  'firstCentroid',
  /** Share of the power below 150 Hz, in the low mids to 800 Hz, above 4 kHz */
  'lows',
  'mids',
  'highs',
  /** log2 of the spectrum's flatness (geometric over arithmetic mean): 0 is white noise */
  'flatness',
  /** log2 of the strongest partial, in octaves above 20 Hz */
  'pitch',
] as const
export type Measure = (typeof MEASURES)[number]
export type Measures = Readonly<Record<Measure, number>>

/** What is looked at, from the onset on: what a struck sound is, is said in its first second. */
const SECONDS = 1.2
const ENVELOPE_SECONDS = 0.002
const WINDOW_SECONDS = 0.043
/** Of the loudest sample: where a sound begins. */
const ONSET = 0.03
/** Of the envelope's peak: where it has risen. */
const ALMOST = Math.SQRT1_2

/** @param samples one channel, with something to hear in it */
export function measure(samples: Float32Array, sampleRate: Hertz): Measures {
  const sound = fromOnset(samples, sampleRate)
  const { attack, fall20, fall40 } = envelopeOf(sound, sampleRate)
  const size = 2 ** Math.round(Math.log2(WINDOW_SECONDS * sampleRate))
  const whole = powerOf(sound, size, sound.length)
  const first = powerOf(sound, size, Math.round(0.03 * sampleRate))
  const hertz = sampleRate / size
  const { centroid, spread } = barkOf(whole, hertz)
  const share = (from: Hertz, to: Hertz): number => {
    let part = 0
    let all = 1e-30
    whole.forEach((p, k) => {
      all += p
      if (k * hertz >= from && k * hertz < to) part += p
    })
    return part / all
  }
  return {
    attack: Math.log2(attack),
    fall20: Math.log2(fall20),
    fall40: Math.log2(fall40),
    centroid,
    spread,
    firstCentroid: barkOf(first, hertz).centroid,
    lows: share(0, 150),
    mids: share(150, 800),
    highs: share(4000, 20_000),
    flatness: flatnessOf(whole, hertz),
    pitch: Math.log2(Math.max(20, strongest(whole) * hertz) / 20),
  }
}

function fromOnset(samples: Float32Array, sampleRate: Hertz): Float32Array {
  let peak = 0
  for (const x of samples) peak = Math.max(peak, Math.abs(x))
  const start = Math.max(
    0,
    samples.findIndex((x) => Math.abs(x) >= ONSET * peak),
  )
  return samples.subarray(start, start + Math.round(SECONDS * sampleRate))
}

function envelopeOf(sound: Float32Array, sampleRate: Hertz) {
  const step = Math.max(1, Math.round(ENVELOPE_SECONDS * sampleRate))
  const envelope: number[] = []
  for (let at = 0; at < sound.length; at += step) {
    let most = 0
    for (let i = at; i < Math.min(at + step, sound.length); i++)
      most = Math.max(most, Math.abs(sound[i] ?? 0))
    envelope.push(most)
  }
  const peak = envelope.reduce((a, b) => Math.max(a, b), 1e-9)
  const top = envelope.indexOf(peak)
  const low = envelope.findIndex((x) => x >= 0.1 * peak)
  const high = envelope.findIndex((x) => x >= ALMOST * peak)
  // The last time it is as loud: a roughness in the fall is not its end.
  const lastAbove = (level: number): number => {
    let last = top
    for (let i = top; i < envelope.length; i++) if ((envelope[i] ?? 0) >= level * peak) last = i
    return last - top + 1
  }
  return {
    attack: (Math.max(0, high - low) + 1) * ENVELOPE_SECONDS,
    fall20: lastAbove(0.1) * ENVELOPE_SECONDS,
    fall40: lastAbove(0.01) * ENVELOPE_SECONDS,
  }
}

/** Power spectrum of the first `length` samples, summed over half-overlapping Hann windows. */
function powerOf(sound: Float32Array, size: number, length: number): Float64Array {
  const { transform } = createPowerSpectrum(size)
  const power = new Float64Array(size / 2 + 1)
  const one = new Float64Array(size / 2 + 1)
  const hann = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size))
  const frame = new Float64Array(size)
  // The first window begins half before the sound: where it is loudest the window is, too.
  for (let at = -size / 2; at < length - size / 2 || at < 0; at += size / 2) {
    for (let i = 0; i < size; i++) {
      const sample = at + i < 0 || at + i >= length ? 0 : (sound[at + i] ?? 0)
      frame[i] = sample * (hann[i] ?? 0)
    }
    transform(frame, one)
    one.forEach((p, k) => {
      power[k] = (power[k] ?? 0) + p
    })
  }
  return power
}

/** Traunmüller's formula (JASA 88, 1990). */
const bark = (hertz: Hertz): number => Math.max(0, (26.81 * hertz) / (1960 + hertz) - 0.53)

function barkOf(power: Float64Array, hertz: Hertz): { readonly centroid: number; readonly spread: number } {
  let sum = 1e-30
  let first = 0
  let second = 0
  for (let k = 1; k < power.length; k++) {
    // Amplitudes, as loudness is nearer to them than to power.
    const weight = Math.sqrt(power[k] ?? 0)
    const z = bark(k * hertz)
    sum += weight
    first += weight * z
    second += weight * z * z
  }
  const centroid = first / sum
  return { centroid, spread: Math.sqrt(Math.max(0, second / sum - centroid * centroid)) }
}

function flatnessOf(power: Float64Array, hertz: Hertz): number {
  let logs = 0
  let sum = 0
  let count = 0
  for (let k = Math.ceil(100 / hertz); k < power.length && k * hertz < 16_000; k++) {
    const p = (power[k] ?? 0) + 1e-12
    logs += Math.log2(p)
    sum += p
    count++
  }
  return count === 0 ? 0 : logs / count - Math.log2(sum / count)
}

function strongest(power: Float64Array): number {
  let best = 1
  for (let k = 1; k < power.length; k++) if ((power[k] ?? 0) > (power[best] ?? 0)) best = k
  return best
}

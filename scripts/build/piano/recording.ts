/** From a decoded file to the sound of one blow: cut to its onset, cleaned, faded, its dullness beside a softer blow measured. */

import { createPowerSpectrum } from '../../../runtime/audio/ears/fft.ts'
import { shelfCorner } from '../../../runtime/audio/samples/bank.ts'

/**
 * The onset is the first sample that reaches this share of the highest of the first second, −30 dB: what lies before is the key's
 * way down, the codec's foretaste of the blow and the room.
 */
export const ONSET_SHARE = 1 / 32
/** The first samples rise to what they are, so that the cut makes no click. The first is a 32nd of itself, and not nothing. */
const RISE = 32
/** The rest of the length, in which it falls to nothing. */
const FADE_FROM = 0.6
/** What counts as its loudness and its colour. */
const HEARD_SECONDS = 0.4

export function cut(channel: Float64Array, rate: number, pitch: number, seconds: number): Float64Array {
  const clean = highPassed(channel, rumbleBelow(pitch), rate)
  const peak = clean.subarray(0, rate).reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const onset = clean.findIndex((x) => Math.abs(x) >= ONSET_SHARE * peak)
  const length = Math.min(clean.length - onset, Math.round(seconds * rate))
  const sound = clean.slice(onset, onset + length)
  for (let n = 0; n < RISE; n++) sound[n] = ((sound[n] ?? 0) * (n + 1)) / RISE
  const fade = Math.floor(FADE_FROM * length)
  for (let n = fade; n < length; n++)
    sound[n] = (sound[n] ?? 0) * (0.5 + 0.5 * Math.cos((Math.PI * (n - fade)) / (length - fade)))
  return sound
}

/** The room rumbles below 40 Hz and hums at 100; in the treble that is louder than a soft string, and nothing of the piano's but a thump. */
const rumbleBelow = (pitch: number): number => Math.min(120, Math.max(36, 0.2 * pitch))

/** RMS of its first 0.4 s. */
export function loudnessOf(sound: Float64Array, rate: number): number {
  const heard = sound.subarray(0, Math.round(HEARD_SECONDS * rate))
  return Math.sqrt(heard.reduce((sum, x) => sum + x * x, 0) / heard.length)
}

/** Fourth order, Butterworth: the rumble of the room lies 20 dB above everything else that is no piano. */
function highPassed(sound: Float64Array, corner: number, rate: number): Float64Array {
  const out = sound.slice()
  for (const q of [0.5412, 1.3066]) {
    const w = (2 * Math.PI * corner) / rate
    const alpha = Math.sin(w) / (2 * q)
    const cos = Math.cos(w)
    const a0 = 1 + alpha
    const b0 = (1 + cos) / 2 / a0
    const b1 = -(1 + cos) / a0
    const a1 = (-2 * cos) / a0
    const a2 = (1 - alpha) / a0
    let x1 = 0
    let x2 = 0
    let y1 = 0
    let y2 = 0
    for (let n = 0; n < out.length; n++) {
      const x = out[n] ?? 0
      const y = b0 * x + b1 * x1 + b0 * x2 - a1 * y1 - a2 * y2
      x2 = x1
      x1 = x
      y2 = y1
      y1 = y
      out[n] = y
    }
  }
  return out
}

/** What is left of a hard blow's highs where it is as dull as the softer one, between a 20th and all; and its loudness then. */
export function dullAs(
  hard: Float64Array,
  soft: Float64Array,
  rate: number,
  pitch: number,
): { readonly dull: number; readonly loudness: number } {
  const wanted = colour(soft, rate)
  const size = Math.round(HEARD_SECONDS * rate)
  const all = hard.slice(0, size)
  const low = onePole(all, shelfCorner(pitch), rate)
  const mixed = (highs: number): Float64Array =>
    all.map((x, n) => (low[n] ?? 0) + highs * (x - (low[n] ?? 0)))
  let least = 0.05
  let most = 1
  for (let i = 0; i < 20; i++) {
    const middle = Math.sqrt(least * most)
    if (colour(mixed(middle), rate) > wanted) most = middle
    else least = middle
  }
  return { dull: most, loudness: loudnessOf(mixed(most), rate) }
}

const spectrum = createPowerSpectrum(16384)
const power = new Float64Array(8193)

/** Spectral centroid of amplitudes, in Hz. */
function colour(sound: Float64Array, rate: number): number {
  const frame = Float64Array.from(
    { length: spectrum.size },
    (_, i) => (sound[i] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / spectrum.size)),
  )
  spectrum.transform(frame, power)
  let weighted = 0
  let total = 0
  power.forEach((p, k) => {
    weighted += Math.sqrt(p) * k
    total += Math.sqrt(p)
  })
  return ((weighted / total) * rate) / spectrum.size
}

/** The same filter as the voice's. */
function onePole(sound: Float64Array, corner: number, rate: number): Float64Array {
  const step = 1 - Math.exp((-2 * Math.PI * corner) / rate)
  let low = 0
  return sound.map((x) => {
    low += step * (x - low)
    return low
  })
}

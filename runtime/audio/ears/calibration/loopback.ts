/**
 * How late is sound that goes out of the loudspeaker and comes in by the microphone? Chirps are played and found again
 * by cross-correlation; the delay between is output and input latency together, and two or three metres of air are
 * part of it, as they are when somebody plays.
 *
 * Chirps, since a loudspeaker plays them louder than a click without distortion, and correlation squeezes each to a
 * peak of a quarter of a millisecond; several at uneven distances, since in a room something else may sound like one.
 */

import { exp2, log2, sin } from '../../../math.ts'
import type { Hertz, Ratio, Seconds } from '../../../units.ts'

export interface LoopbackSignal {
  readonly rate: Hertz
  /** What is to be played. */
  readonly samples: Float32Array
  readonly chirp: Float32Array
  /** Sample at which each chirp begins. */
  readonly starts: readonly number[]
}

export type LoopbackReading =
  | {
      readonly ok: true
      /** From playing to hearing, with a precision of some hundredths of a sample. */
      readonly delay: Seconds
      /** 0..1: how much of what was recorded around the chirps is the chirps. */
      readonly confidence: Ratio
      /** The furthest that a single chirp was from `delay`. */
      readonly spread: Seconds
    }
  | {
      readonly ok: false
      /** `silent`: no sound came in; `noisy`: the chirps cannot be found; `unsteady`: each came after another time. */
      readonly reason: 'silent' | 'noisy' | 'unsteady'
    }

const CHIRP_SECONDS: Seconds = 0.04
/** What a phone's loudspeaker and any microphone still pass. */
const FROM_HERTZ: Hertz = 600
const TO_HERTZ: Hertz = 6000
/** Of the chirp, at either end: it swells and fades, so that nothing clicks. */
const FADE: Ratio = 0.15
const LEVEL: Ratio = 0.5
/** No distance is a multiple of another, and none is near the sum of two. */
const DISTANCES: readonly Seconds[] = [0.31, 0.47, 0.37, 0.53]
/** Longest round trip that is looked for: a bad Bluetooth speaker takes 0.4 s. */
export const LONGEST_DELAY: Seconds = 0.8
/** −80 dB: a microphone that is not muted has more noise than that. */
const SILENT_POWER = 1e-8
/** A chirp's own peak may be this far from that of all together. */
const STEADY: Seconds = 0.001
/** And is looked for this far around it. */
const OWN: Seconds = 0.05
/** The peak has to be so much higher than anything more than 5 ms away. */
const CLEAR = 1.6
const NEAR: Seconds = 0.005
/** And its correlation at least this: −12 dB of noise and echoes. */
const LEAST_CORRELATION: Ratio = 0.2

/** Chirps to play out loud, less than two seconds of them, at the rate of whoever plays and records. */
export function loopbackSignal(rate: Hertz): LoopbackSignal {
  const length = Math.round(CHIRP_SECONDS * rate)
  const top = Math.min(TO_HERTZ, 0.4 * rate)
  // An exponential chirp: the phase is the integral of FROM · (TO / FROM)^(t / T).
  const octaves = log2(top / FROM_HERTZ)
  const scale = (2 * Math.PI * FROM_HERTZ * CHIRP_SECONDS) / (octaves * Math.LN2)
  const chirp = new Float32Array(length)
  for (let i = 0; i < length; i++) {
    const share = i / length
    const edge = Math.min(1, share / FADE, (1 - share) / FADE)
    chirp[i] = LEVEL * edge * edge * (3 - 2 * edge) * sin(scale * (exp2(octaves * share) - 1))
  }
  const starts = [0]
  for (const distance of DISTANCES) starts.push(Math.round((starts.at(-1) ?? 0) + distance * rate))
  const samples = new Float32Array((starts.at(-1) ?? 0) + length)
  for (const start of starts) samples.set(chirp, start)
  return { rate, samples, chirp, starts }
}

/**
 * @param recorded what came in, from the sample on at which playing began; as long as the signal and the longest delay
 *   to be found
 */
export function readLoopback(signal: LoopbackSignal, recorded: Float32Array): LoopbackReading {
  const { rate, chirp, starts } = signal
  const heard = recorded.map((x) => (Number.isFinite(x) ? x : 0))
  if (powerOf(heard) < SILENT_POWER) return { ok: false, reason: 'silent' }
  const last = (starts.at(-1) ?? 0) + chirp.length
  const lags = Math.min(Math.round(LONGEST_DELAY * rate), heard.length - last)
  if (lags < 3) return { ok: false, reason: 'noisy' }
  const each = starts.map((start) => correlation(heard, start, chirp, lags))
  const all = new Float64Array(lags)
  for (const one of each) for (let lag = 0; lag < lags; lag++) all[lag] = (all[lag] ?? 0) + (one[lag] ?? 0)
  const peak = highest(all, 0, lags)
  const delay = peak + between(all, peak)
  const elsewhere = highestOutside(all, peak, Math.round(NEAR * rate))
  const confidence = likeness(heard, starts, chirp, peak)
  if (confidence < LEAST_CORRELATION || Math.abs(all[peak] ?? 0) < CLEAR * elsewhere) {
    return { ok: false, reason: 'noisy' }
  }
  let spread = 0
  // Further away the next chirp's peak lies, which is as high.
  const near = Math.round(OWN * rate)
  for (const one of each) {
    const own = highest(one, Math.max(0, peak - near), Math.min(lags, peak + near + 1))
    spread = Math.max(spread, Math.abs(own + between(one, own) - delay))
  }
  if (spread > STEADY * rate) return { ok: false, reason: 'unsteady' }
  return { ok: true, delay: delay / rate, confidence, spread: spread / rate }
}

function correlation(heard: Float32Array, start: number, chirp: Float32Array, lags: number): Float64Array {
  const out = new Float64Array(lags)
  for (let lag = 0; lag < lags; lag++) {
    let sum = 0
    const at = start + lag
    for (let i = 0; i < chirp.length; i++) sum += (heard[at + i] ?? 0) * (chirp[i] ?? 0)
    out[lag] = sum
  }
  return out
}

/** The largest magnitude: a loudspeaker may turn the sign round. */
function highest(values: Float64Array, from: number, to: number): number {
  let best = from
  for (let i = from; i < to; i++) if (Math.abs(values[i] ?? 0) > Math.abs(values[best] ?? 0)) best = i
  return best
}

function highestOutside(values: Float64Array, peak: number, near: number): number {
  let best = 0
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(i - peak) > near) best = Math.max(best, Math.abs(values[i] ?? 0))
  }
  return best
}

/** Where the top of the parabola through a peak and its neighbours is: −½ … ½ samples. */
function between(values: Float64Array, peak: number): number {
  const sign = (values[peak] ?? 0) < 0 ? -1 : 1
  const left = sign * (values[peak - 1] ?? 0)
  const top = sign * (values[peak] ?? 0)
  const right = sign * (values[peak + 1] ?? 0)
  const bend = left - 2 * top + right
  return peak === 0 || peak === values.length - 1 || bend >= 0 ? 0 : (0.5 * (left - right)) / bend
}

/** The correlation coefficient of what came in with what went out, over the chirps. */
function likeness(heard: Float32Array, starts: readonly number[], chirp: Float32Array, lag: number): Ratio {
  let product = 0
  let power = 0
  let own = 0
  for (const start of starts) {
    for (let i = 0; i < chirp.length; i++) {
      const x = heard[start + lag + i] ?? 0
      const c = chirp[i] ?? 0
      product += x * c
      power += x * x
      own += c * c
    }
  }
  return power > 0 ? Math.min(1, Math.abs(product) / Math.sqrt(power * own)) : 0
}

function powerOf(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return sum / Math.max(1, samples.length)
}

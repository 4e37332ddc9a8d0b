/** How a sound comes and goes: attack, decay, where its power lies in time, how it trembles. */

import { createPowerSpectrum } from '../../../runtime/audio/ears/fft.ts'
import { RATE } from './excerpt.ts'

/** Samples of a step of the envelope: half a millisecond. */
const STEP = 22
/** Steps over which the highest is held: half a period of 40 Hz, so that a low tone has no gaps. */
const HOLD = 25
/** A decay that the window does not show is extrapolated, up to here. */
const LONGEST = 10
const DECAYS_DB = [10, 20, 40] as const

export interface EnvelopeFeatures {
  /** Seconds from 10 to 90 % of the peak. */
  readonly attack: number
  /** Seconds from the peak until the level stays 10, 20, 40 dB below it. */
  readonly decays: readonly [number, number, number]
  /** Seconds from the start to the centre of power. */
  readonly centroid: number
  /** dB of the power's mean over the sound's 1.5 s, re its peak. */
  readonly rms: number
  /** Sample after which nothing is louder than 60 dB below the peak. */
  readonly audible: number
  /** Sample of the peak. */
  readonly peakAt: number
}

/** @param samples at `RATE`, from the onset on */
export function envelopeOf(samples: Float32Array, window: number): EnvelopeFeatures {
  const steps = Math.max(1, Math.ceil(samples.length / STEP))
  const envelope = new Float64Array(steps)
  let power = 0
  let moment = 0
  for (let s = 0; s < steps; s++) {
    let most = 0
    let sum = 0
    const to = Math.min(samples.length, (s + 1) * STEP)
    for (let n = s * STEP; n < to; n++) {
      const x = samples[n] ?? 0
      sum += x * x
      if (x > most) most = x
      else if (-x > most) most = -x
    }
    envelope[s] = most
    power += sum
    moment += sum * s
  }
  let peakAt = 0
  for (let s = 0; s < steps; s++) if ((envelope[s] ?? 0) > (envelope[peakAt] ?? 0)) peakAt = s
  const peak = envelope[peakAt] ?? 0
  let low = 0
  while (low < peakAt && (envelope[low] ?? 0) < 0.1 * peak) low++
  let high = low
  while (high < peakAt && (envelope[high] ?? 0) < 0.9 * peak) high++
  const step = STEP / RATE
  const last = lastAbove(envelope, peak)
  const decays = DECAYS_DB.map((fall) => {
    const at = last(fall)
    // It goes on beyond the window: on with the slope of what there is.
    if (at >= steps - HOLD && steps * STEP >= window - STEP * HOLD)
      return beyond(envelope, peakAt, peak, fall)
    return Math.max(step, (at - peakAt) * step)
  })
  return {
    attack: Math.max(1, high - low) * step,
    decays: [decays[0] ?? step, decays[1] ?? step, decays[2] ?? step],
    centroid: Math.max(step, (moment / Math.max(power, 1e-30)) * step),
    rms: 10 * Math.log10(power / window / Math.max(1e-30, peak * peak) + 1e-12),
    audible: Math.min(samples.length, (last(60) + 1) * STEP),
    peakAt: peakAt * STEP,
  }
}

/** The last step that is no more than so many dB below the peak. */
function lastAbove(envelope: Float64Array, peak: number): (fall: number) => number {
  return (fall) => {
    const least = peak * 10 ** (-fall / 20)
    let s = envelope.length - 1
    while (s > 0 && (envelope[s] ?? 0) < least) s--
    return s
  }
}

/** Seconds until the fall, by the straight line through the held levels of the window's second half. */
function beyond(envelope: Float64Array, peakAt: number, peak: number, fall: number): number {
  const from = peakAt + Math.floor((envelope.length - peakAt) / 3)
  let n = 0
  let st = 0
  let sl = 0
  let stt = 0
  let stl = 0
  for (let s = from; s + HOLD <= envelope.length; s += HOLD) {
    let most = 0
    for (let k = 0; k < HOLD; k++) most = Math.max(most, envelope[s + k] ?? 0)
    const t = (s - peakAt) * (STEP / RATE)
    const l = 20 * Math.log10(most / peak + 1e-6)
    n++
    st += t
    sl += l
    stt += t * t
    stl += t * l
  }
  const spread = n * stt - st * st
  const slope = spread > 0 ? (n * stl - st * sl) / spread : 0
  const level = n > 0 ? (sl - slope * st) / n : 0
  const seconds = slope < 0 ? (-fall - level) / slope : LONGEST
  const shown = (envelope.length - peakAt) * (STEP / RATE)
  return Math.min(LONGEST, Math.max(shown, seconds))
}

/** Samples of a step of the trembling envelope: 1378 Hz. */
const FLUTTER_STEP = 32
const FLUTTER_SIZE = 512
/** Steps over which the slow course is taken out: a period of 20 Hz. */
const SLOW = 69
const ROUGH_LOW = 20
const ROUGH_HIGH = 150
/** What lies below is left out: the half waves of a low tone are no trembling. */
const FLUTTER_HIGH_PASS = 300
/** A clap's bursts lie within this of each other, and a rise of so much begins one. */
const BURSTS_SECONDS = 0.08
const BURST_RISE_DB = 6
const BURST_STEP = 88

const spectrum = createPowerSpectrum(FLUTTER_SIZE)
const frame = new Float64Array(FLUTTER_SIZE)
const power = new Float64Array(FLUTTER_SIZE / 2 + 1)

export interface Flutter {
  /** Depth of the modulation between 20 and 150 Hz, as a share of the level, weighted by how much of the sound trembles. */
  readonly roughness: number
  /** How often the sound starts anew within 80 ms. */
  readonly bursts: number
}

/** What is heard above 300 Hz, as an envelope: Terhardt's range of roughness, and the bursts of a clap. */
export function flutterOf(samples: Float32Array, peakAt: number, audible: number): Flutter {
  const pole = Math.exp((-2 * Math.PI * FLUTTER_HIGH_PASS) / RATE)
  const end = Math.min(samples.length, Math.max(audible, 1))
  const rough = Math.min(Math.ceil(end / FLUTTER_STEP), FLUTTER_SIZE + Math.ceil(peakAt / FLUTTER_STEP))
  const level = new Float64Array(rough)
  const firsts = new Float64Array(Math.ceil((BURSTS_SECONDS * RATE) / BURST_STEP))
  let low1 = 0
  let low2 = 0
  let all = 0
  let above = 0
  for (let n = 0; n < Math.min(end, rough * FLUTTER_STEP); n++) {
    const x = samples[n] ?? 0
    low1 += (1 - pole) * (x - low1)
    const once = x - low1
    low2 += (1 - pole) * (once - low2)
    const y = once - low2
    all += x * x
    above += y * y
    const s = (n / FLUTTER_STEP) | 0
    level[s] = (level[s] ?? 0) + y * y
    const b = (n / BURST_STEP) | 0
    if (b < firsts.length) firsts[b] = (firsts[b] ?? 0) + y * y
  }
  for (let s = 0; s < rough; s++) level[s] = Math.sqrt((level[s] ?? 0) / FLUTTER_STEP)
  const share = Math.sqrt(above / Math.max(all, 1e-30))
  return { roughness: share * depthOf(level, Math.ceil(peakAt / FLUTTER_STEP)), bursts: burstsIn(firsts) }
}

/** Root of the modulation's power between 20 and 150 Hz. */
function depthOf(level: Float64Array, from: number): number {
  frame.fill(0)
  const count = Math.min(FLUTTER_SIZE, level.length - from)
  if (count < SLOW) return 0
  let sum = 0
  let inside = 0
  for (let i = 0; i < count; i++) {
    const s = from + i
    sum = 0
    inside = 0
    for (let k = Math.max(from, s - (SLOW >> 1)); k <= s + (SLOW >> 1) && k < level.length; k++) {
      sum += level[k] ?? 0
      inside++
    }
    const slow = sum / inside
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / count)
    frame[i] = window * (slow > 1e-7 ? (level[s] ?? 0) / slow - 1 : 0)
  }
  spectrum.transform(frame, power)
  const hertz = RATE / FLUTTER_STEP / FLUTTER_SIZE
  let rough = 0
  for (let k = Math.ceil(ROUGH_LOW / hertz); k * hertz <= ROUGH_HIGH; k++) rough += power[k] ?? 0
  // By Parseval a sine of amplitude m under a Hann window has size · count · (3/8) · m²/2 in all bins, half of it on this side.
  return Math.sqrt(rough / (FLUTTER_SIZE * count * (3 / 32)))
}

/** Rises of 6 dB after a fall, on the highest of 6 ms: half a period of 80 Hz, so that a low tone's half waves are none. */
function burstsIn(powers: Float64Array): number {
  const levels = powers.map((x, i) => Math.max(x, powers[i + 1] ?? 0, powers[i + 2] ?? 0))
  let bursts = 1
  let lowest = Number.POSITIVE_INFINITY
  let highest = 0
  const rise = 10 ** (BURST_RISE_DB / 10)
  for (let i = 0; i < levels.length; i++) {
    const x = (levels[i] ?? 0) + 1e-9
    highest = Math.max(highest, x)
    // Only what is loud: echoes of the room are no bursts.
    if (x > rise * lowest && x > 0.05 * highest) {
      bursts++
      lowest = x
    } else if (lowest === Number.POSITIVE_INFINITY ? x < highest / rise : x < lowest) lowest = x
  }
  return Math.min(5, bursts)
}

/** What a recording of a string is tuned to, by its partials. */

import { createPowerSpectrum } from '../../../runtime/audio/ears/fft.ts'

const PARTIALS = 8
/** What is listened to: from 50 ms after the blow, 0.4 s. */
const FROM_SECONDS = 0.05
const WINDOW = 16384
const HOP = 1024
const HANN = Float64Array.from({ length: WINDOW }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW))
/** −65 dB of the strongest: what is weaker is noise. */
const LEAST = 10 ** (-65 / 20)

export interface StringFit {
  /** Of the first partial, f₀ √(1 + B), in Hz. */
  readonly pitch: number
  /** B in f_n = n f₀ √(1 + B n²). */
  readonly inharmonicity: number
  /** How far each partial, from the first, lies from the stiff string's, in cents. */
  readonly strays: readonly number[]
  /** Of each partial, 1 the strongest. */
  readonly amplitudes: readonly number[]
}

/**
 * The stiff string that comes nearest to a recording's first eight partials. How stiff it is: a line through (f_n / n)² over n².
 * How high: the mean of where the partials lie from that, by amplitude, since the loud ones are what is heard.
 */
export function fitString(sound: Float64Array, rate: number, expected: number): StringFit {
  const from = Math.round(FROM_SECONDS * rate)
  let f0 = expected
  // A grand's: good enough to find the partials with (Fletcher & Rossing, 12.3).
  let b = 1e-4 + 3e-4 * (expected / 261.6) ** 1.5
  const peakNear = peaksOf(sound, rate, from)
  let found: readonly Partial[] = []
  // The first look does not know how stiff this string is, and high partials lie where that says.
  for (const doubt of [0.015, 0.004]) {
    found = Array.from({ length: PARTIALS }, (_, i) => {
      const guess = f0 * (i + 1) * Math.sqrt(1 + b * (i + 1) ** 2)
      return partialNear(sound, rate, from, peakNear(guess, doubt))
    })
    const line = lineThrough(
      audible(found).map(({ n, frequency }) => ({ x: n * n, y: (frequency / n) ** 2 })),
    )
    f0 = Math.sqrt(line.at0)
    b = Math.max(0, line.slope / line.at0)
  }
  const strays = found.map(({ frequency }, i) => {
    const n = i + 1
    return 1200 * Math.log2(frequency / (n * f0 * Math.sqrt(1 + b * n * n)))
  })
  const heard = audible(found)
  const weight = heard.reduce((sum, { amplitude }) => sum + amplitude, 0)
  const shift = heard.reduce((sum, { n, amplitude }) => sum + amplitude * (strays[n - 1] ?? 0), 0) / weight
  const strongest = Math.max(...found.map(({ amplitude }) => amplitude))
  return {
    pitch: f0 * Math.sqrt(1 + b) * 2 ** (shift / 1200),
    inharmonicity: b,
    strays: strays.map((stray) => stray - shift),
    amplitudes: found.map(({ amplitude }) => amplitude / strongest),
  }
}

interface Partial {
  readonly frequency: number
  readonly amplitude: number
}

function audible(partials: readonly Partial[]): readonly (Partial & { readonly n: number })[] {
  const strongest = Math.max(...partials.map(({ amplitude }) => amplitude))
  return partials
    .map((partial, i) => ({ ...partial, n: i + 1 }))
    .filter(({ amplitude }) => amplitude >= LEAST * strongest)
}

/** Of the slopes between any two points the middle one (Theil and Sen): a partial that was not found, or a false one, moves nothing. */
function lineThrough(points: readonly { readonly x: number; readonly y: number }[]) {
  const slope = median(
    points.flatMap((one, i) => points.slice(i + 1).map((other) => (other.y - one.y) / (other.x - one.x))),
  )
  return { slope, at0: median(points.map(({ x, y }) => y - slope * x)) }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const above = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? above : (above + (sorted[middle - 1] ?? above)) / 2
}

/** Where the spectrum is highest near a guess, to a bin. */
function peaksOf(sound: Float64Array, rate: number, from: number): (guess: number, doubt: number) => number {
  const size = 2 * WINDOW
  const power = new Float64Array(size / 2 + 1)
  const frame = new Float64Array(size)
  HANN.forEach((weight, i) => {
    frame[i] = weight * (sound[from + i] ?? 0)
  })
  createPowerSpectrum(size).transform(frame, power)
  return (guess, doubt) => {
    const low = Math.floor((guess * (1 - doubt) * size) / rate) - 2
    const high = Math.ceil((guess * (1 + doubt) * size) / rate) + 2
    let best = low
    for (let k = low; k <= high; k++) if ((power[k] ?? 0) > (power[best] ?? 0)) best = k
    return (best * rate) / size
  }
}

/** By how far the phase moves between two windows (the phase vocoder). */
function partialNear(sound: Float64Array, rate: number, from: number, guess: number): Partial {
  const one = heard(sound, rate, from, guess)
  const other = heard(sound, rate, from + HOP, guess)
  const turn = 2 * Math.PI
  const moved = (other.phase - one.phase - (turn * guess * HOP) / rate) % turn
  const error = moved > Math.PI ? moved - turn : moved < -Math.PI ? moved + turn : moved
  return { frequency: guess + (error * rate) / (turn * HOP), amplitude: one.amplitude }
}

function heard(sound: Float64Array, rate: number, from: number, frequency: number) {
  const turn = (2 * Math.PI * frequency) / rate
  const cos = Math.cos(turn)
  const sin = Math.sin(turn)
  let c = 1
  let s = 0
  let re = 0
  let im = 0
  for (let i = 0; i < WINDOW; i++) {
    const x = (sound[from + i] ?? 0) * (HANN[i] ?? 0)
    re += x * c
    im -= x * s
    const next = c * cos - s * sin
    s = s * cos + c * sin
    c = next
  }
  return { phase: Math.atan2(im, re), amplitude: Math.hypot(re, im) }
}

/** What a recording of a string is tuned to, by its partials. */

import { createPowerSpectrum } from '../../../runtime/audio/ears/fft.ts'

const PARTIALS = 8
/** What is listened to: from 50 ms after the blow, 0.9 s. */
const FROM_SECONDS = 0.05
const HEARD_SECONDS = 0.9
/** By windows as long as these; the shortest still tells partials of C6 apart. */
const LONGEST = 16384
const SHORTEST = 2048
/** A window hears what lies within so many parts of a partial: a high one's strings lie 20 Hz apart and are one partial all the same. */
const WIDTH = 0.003
/** −65 dB of the strongest: what is weaker is noise. */
const LEAST = 10 ** (-65 / 20)

export interface StringFit {
  /** Of the first partial, f₀ √(1 + B), in Hz. */
  readonly pitch: number
  /** B in f_n = n f₀ √(1 + B n²). */
  readonly inharmonicity: number
  /** From the first. */
  readonly partials: readonly StringPartial[]
}

export interface StringPartial {
  /** Where it lies, in Hz. */
  readonly frequency: number
  /** How far that is from the stiff string's, in cents. */
  readonly stray: number
  /** 1 the strongest. */
  readonly amplitude: number
  /** Whether it is more than noise. */
  readonly audible: boolean
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
    partials: found.map(({ frequency, amplitude }, i) => ({
      frequency,
      stray: (strays[i] ?? 0) - shift,
      amplitude: amplitude / strongest,
      audible: amplitude >= LEAST * strongest,
    })),
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

const spectrum = createPowerSpectrum(2 * LONGEST)

/** Where the spectrum is highest near a guess, to a bin. */
function peaksOf(sound: Float64Array, rate: number, from: number): (guess: number, doubt: number) => number {
  const { size } = spectrum
  const power = new Float64Array(size / 2 + 1)
  const frame = new Float64Array(size)
  hann(LONGEST).forEach((weight, i) => {
    frame[i] = weight * (sound[from + i] ?? 0)
  })
  spectrum.transform(frame, power)
  return (guess, doubt) => {
    const low = Math.floor((guess * (1 - doubt) * size) / rate) - 2
    const high = Math.ceil((guess * (1 + doubt) * size) / rate) + 2
    let best = low
    for (let k = low; k <= high; k++) if ((power[k] ?? 0) > (power[best] ?? 0)) best = k
    return (best * rate) / size
  }
}

/**
 * The mean of its instantaneous frequency by its power: what strings that beat are heard as (Anantharaman, Krishnamurthy & Feth, JASA 94,
 * 1993). From how far the phase moves between windows: the angle of the band's autocorrelation.
 */
function partialNear(sound: Float64Array, rate: number, from: number, guess: number): Partial {
  let size = LONGEST
  while (size > SHORTEST && size * WIDTH * guess > 2 * rate) size /= 2
  const window = hann(size)
  const hop = size / 4
  let re = 0
  let im = 0
  const first = heard(sound, rate, from, guess, window)
  let before = first
  for (let at = from + hop; at + size <= from + HEARD_SECONDS * rate; at += hop) {
    const now = heard(sound, rate, at, guess, window)
    re += before.re * now.re + before.im * now.im
    im += before.re * now.im - before.im * now.re
    before = now
  }
  const turn = 2 * Math.PI
  const error = (Math.atan2(im, re) - (turn * guess * hop) / rate) % turn
  const nearest = error > Math.PI ? error - turn : error < -Math.PI ? error + turn : error
  return {
    frequency: guess + (nearest * rate) / (turn * hop),
    amplitude: (2 * Math.hypot(first.re, first.im)) / size,
  }
}

/** One bin of the spectrum behind `from`. */
function heard(sound: Float64Array, rate: number, from: number, frequency: number, window: Float64Array) {
  const turn = (2 * Math.PI * frequency) / rate
  const cos = Math.cos(turn)
  const sin = Math.sin(turn)
  let c = 1
  let s = 0
  let re = 0
  let im = 0
  for (let i = 0; i < window.length; i++) {
    const x = (sound[from + i] ?? 0) * (window[i] ?? 0)
    re += x * c
    im -= x * s
    const next = c * cos - s * sin
    s = s * cos + c * sin
    c = next
  }
  return { re, im }
}

const windows = new Map<number, Float64Array>()

function hann(size: number): Float64Array {
  const kept = windows.get(size)
  if (kept !== undefined) return kept
  const made = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size))
  windows.set(size, made)
  return made
}

/** What a recording of a string is tuned to, by its partials. */

const PARTIALS = 8
/** What is listened to: from 50 ms after the blow, 0.4 s at 44.1 kHz. */
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
 * The stiff string that comes nearest to a recording's first eight partials. How stiff it is: least squares of (f_n / n)² over n², where
 * the high ones tell most. How high: the mean of where the partials lie from that, by amplitude, since the loud ones are what is heard.
 */
export function fitString(sound: Float64Array, rate: number, expected: number): StringFit {
  const from = Math.round(FROM_SECONDS * rate)
  let f0 = expected
  // A grand's: good enough to find the partials with (Fletcher & Rossing, 12.3).
  let b = 1e-4 + 3e-4 * (expected / 261.6) ** 1.5
  let found: readonly Partial[] = []
  for (let round = 0; round < 4; round++) {
    found = Array.from({ length: PARTIALS }, (_, i) =>
      partialNear(sound, rate, from, f0 * (i + 1) * Math.sqrt(1 + b * (i + 1) ** 2)),
    )
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

function lineThrough(points: readonly { readonly x: number; readonly y: number }[]) {
  const mean = (of: (point: { readonly x: number; readonly y: number }) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const x = mean((point) => point.x)
  const y = mean((point) => point.y)
  const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2)
  return { slope, at0: y - slope * x }
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

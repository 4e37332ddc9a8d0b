/** Scales and their ticks. Plain arithmetic only, so that the same report has the same bytes everywhere. */

export interface Scale {
  readonly low: number
  readonly high: number
  /** From the data to the page. */
  (value: number): number
}

/** Linear from [low, high] to [from, to]; a range of no width maps to its middle. */
export function linear(low: number, high: number, from: number, to: number): Scale {
  const width = high - low
  const map = (value: number) =>
    width === 0 ? (from + to) / 2 : from + ((value - low) / width) * (to - from)
  return Object.assign(map, { low, high })
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}

/** The smallest of 1, 2, 5, 10, 20, 50 … that is at least `least` (which is positive). */
export function roundStep(least: number): number {
  let decade = 1
  while (decade > least) decade /= 10
  while (decade * 10 <= least) decade *= 10
  return [1, 2, 5].map((m) => m * decade).find((step) => step >= least) ?? 10 * decade
}

/** Multiples of a round step inside [low, high], at most `most` intervals. */
export function ticks(low: number, high: number, most: number): number[] {
  if (!(high > low)) return [low]
  return multiples(low, high, roundStep((high - low) / most))
}

const CLOCK_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200]

/** Ticks where a clock would have them: whole seconds, 15 s, minutes, quarters of an hour. */
export function clockTicks(low: number, high: number, most: number): number[] {
  const least = (high - low) / most
  return multiples(low, high, CLOCK_STEPS.find((step) => step >= least) ?? roundStep(least / 3600) * 3600)
}

function multiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step)
}

/**
 * Sine and cosine of an angle in turns. Engines differ in the last bit of `Math.sin`; a Taylor polynomial on an
 * eighth of a turn is the same everywhere and within 1e-9.
 */
export function onCircle(turns: number): { readonly x: number; readonly y: number } {
  const eighths = Math.round((turns - Math.floor(turns)) * 8)
  const rest = (turns - Math.floor(turns) - eighths / 8) * 2 * Math.PI
  const square = rest * rest
  const sin = rest * (1 - (square / 6) * (1 - (square / 20) * (1 - (square / 42) * (1 - square / 72))))
  const cos =
    1 - (square / 2) * (1 - (square / 12) * (1 - (square / 30) * (1 - (square / 56) * (1 - square / 90))))
  const [c, s] = EIGHTHS[eighths % 8] ?? [1, 0]
  return { x: c * cos - s * sin, y: s * cos + c * sin }
}

const HALF_ROOT = Math.sqrt(0.5)
const EIGHTHS: readonly (readonly [number, number])[] = [
  [1, 0],
  [HALF_ROOT, HALF_ROOT],
  [0, 1],
  [-HALF_ROOT, HALF_ROOT],
  [-1, 0],
  [-HALF_ROOT, -HALF_ROOT],
  [0, -1],
  [HALF_ROOT, -HALF_ROOT],
]

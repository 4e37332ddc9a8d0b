/** Plain statistics over milliseconds (or anything else). Each says what it gives for too few values: null. */

export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null
  let sum = 0
  for (const v of values) sum += v
  return sum / values.length
}

/** Sample standard deviation (n − 1), in two passes; null below two values. */
export function standardDeviation(values: readonly number[]): number | null {
  const centre = mean(values)
  if (centre === null || values.length < 2) return null
  let squares = 0
  for (const v of values) squares += (v - centre) * (v - centre)
  return Math.sqrt(squares / (values.length - 1))
}

/** Root mean square distance from `centre`; null for no values. */
export function distanceFrom(centre: number, values: readonly number[]): number | null {
  if (values.length === 0) return null
  let squares = 0
  for (const v of values) squares += (v - centre) * (v - centre)
  return Math.sqrt(squares / values.length)
}

export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5)
}

/** Quantile with linear interpolation between order statistics (Hyndman & Fan's type 7, as in R and NumPy). */
export function quantile(values: readonly number[], q: number): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const position = (sorted.length - 1) * q
  const below = Math.floor(position)
  const low = sorted[below] ?? 0
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low
  return low + (position - below) * (high - low)
}

/**
 * Median over a centred window of `width` neighbours (shorter at the ends): the running line through noisy points.
 * Linear in the number of values for a fixed width.
 */
export function runningMedian(values: readonly number[], width: number): number[] {
  const half = Math.floor(width / 2)
  return values.map((own, i) => median(values.slice(Math.max(0, i - half), i + half + 1)) ?? own)
}

/** Mean over a centred window of `width` neighbours (shorter at the ends). */
export function runningMean(values: readonly number[], width: number): number[] {
  const half = Math.floor(width / 2)
  return values.map((own, i) => mean(values.slice(Math.max(0, i - half), i + half + 1)) ?? own)
}

/** The bin [low + i·width, low + (i + 1)·width) that a value falls in; what lies outside goes into the first or last. */
export function binIndex(value: number, low: number, width: number, bins: number): number {
  return Math.max(0, Math.min(bins - 1, Math.floor((value - low) / width)))
}

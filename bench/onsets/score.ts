/** How well onsets were found: hits and misses within 25 ms, and how far off in time. */

/** Seconds either side of the truth. */
export const TOLERANCE = 0.025

export interface Found {
  readonly hits: number
  /** Onsets that nobody played. */
  readonly extra: number
  readonly missed: number
  /** Found minus true, seconds, one a hit. */
  readonly errors: readonly number[]
  /** Index of the found onset for each hit. */
  readonly matched: readonly number[]
}

/** Each true onset is matched with one found at most, in order of time: both lists are sorted. */
export function compare(truth: readonly number[], found: readonly number[], shift = 0): Found {
  const errors: number[] = []
  const matched: number[] = []
  let t = 0
  let f = 0
  while (t < truth.length && f < found.length) {
    const error = (found[f] ?? 0) - shift - (truth[t] ?? 0)
    if (error < -TOLERANCE) f++
    else if (error > TOLERANCE) t++
    else {
      // The next one found may be nearer to this truth, where it is no other's.
      const next = (found[f + 1] ?? Number.POSITIVE_INFINITY) - shift - (truth[t] ?? 0)
      const after = (truth[t + 1] ?? Number.POSITIVE_INFINITY) - (truth[t] ?? 0)
      if (Math.abs(next) < Math.abs(error) && next < after - TOLERANCE) {
        f++
        continue
      }
      errors.push(error)
      matched.push(f)
      t++
      f++
    }
  }
  const hits = errors.length
  return { hits, extra: found.length - hits, missed: truth.length - hits, errors, matched }
}

export function joined(all: readonly Found[]): Found {
  return {
    hits: sum(all.map((one) => one.hits)),
    extra: sum(all.map((one) => one.extra)),
    missed: sum(all.map((one) => one.missed)),
    errors: all.flatMap((one) => one.errors),
    matched: [],
  }
}

/** F-measure: the harmonic mean of precision and recall. */
export function fMeasure({ hits, extra, missed }: Found): number {
  return hits === 0 ? 0 : (2 * hits) / (2 * hits + extra + missed)
}

export function meanOf(values: readonly number[]): number {
  return sum(values) / Math.max(1, values.length)
}

export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

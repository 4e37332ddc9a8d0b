import type { TempoPoint } from './input.ts'
import { mean } from './statistics.ts'

/** Mean tempo of the points with from ≤ time < to, null where there is none. `points` are in order of time. */
export function meanWithin(points: readonly TempoPoint[], from: number, to: number): number | null {
  const within = points.slice(lowerBound(points, timeOf, from), lowerBound(points, timeOf, to))
  return mean(within.map((p) => p.bpm))
}

function timeOf(point: TempoPoint): number {
  return point.time
}

/** Index of the first item that is not before `time`, by halving; `items` are in order. */
export function lowerBound<T>(items: readonly T[], at: (item: T) => number, time: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && at(item) < time) low = middle + 1
    else high = middle
  }
  return low
}

import type { TempoPoint } from './input.ts'
import { mean } from './statistics.ts'

/** Mean tempo of the points with from ≤ time < to, null where there is none. `points` are in order of time. */
export function meanWithin(points: readonly TempoPoint[], from: number, to: number): number | null {
  const within = points.slice(lowerBound(points, timeOf, from), lowerBound(points, timeOf, to))
  return mean(within.map((p) => p.bpm))
}

/** The tempo of the last point at or before `time` (of the first one for earlier times); null without points. */
export function tempoAt(points: readonly TempoPoint[], time: number): number | null {
  const after = lowerBound(points, timeOf, time)
  const here = points[after]?.time === time ? points[after] : points[after - 1]
  return (here ?? points[0])?.bpm ?? null
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

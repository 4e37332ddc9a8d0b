/**
 * Drawing less without lying: hours of playing hold more points than a screen has columns. Both functions split the
 * x range into equal buckets and keep every bucket's extremes, so that no outlier vanishes.
 */

/** Keeps at most `perBucket` (≥ 2) items a bucket: the lowest, the highest, and evenly spaced ranks between. */
export function thinCloud<T>(
  items: readonly T[],
  x: (item: T) => number,
  y: (item: T) => number,
  buckets: number,
  perBucket: number,
): readonly T[] {
  if (items.length <= buckets * perBucket) return items
  return bucketed(items, x, buckets).flatMap((bucket) => {
    if (bucket.length <= perBucket) return bucket
    const ranked = bucket
      .map((_, i) => i)
      .sort((a, b) => valueAt(bucket, a, y) - valueAt(bucket, b, y) || a - b)
    const kept = new Set<number>()
    for (let k = 0; k < perBucket; k++) {
      kept.add(ranked[Math.round((k * (ranked.length - 1)) / (perBucket - 1))] ?? 0)
    }
    return bucket.filter((_, i) => kept.has(i))
  })
}

/** Keeps the lowest and the highest item of every bucket, in their order: the outline of a long line. */
export function thinLine<T>(
  items: readonly T[],
  x: (item: T) => number,
  y: (item: T) => number,
  buckets: number,
) {
  return thinCloud(items, x, y, buckets, 2)
}

/** Joins neighbours into at most `most` groups of even size, in their order; the base of lines through hours. */
export function blocks<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const size = Math.max(1, Math.ceil(items.length / most))
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  )
}

/** At most `most` items, evenly spaced over the list; exact when nothing has to go. */
export function everyNth<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items
  return items.filter(
    (_, i) => Math.floor((i * most) / items.length) !== Math.floor(((i - 1) * most) / items.length),
  )
}

function bucketed<T>(items: readonly T[], x: (item: T) => number, buckets: number): T[][] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const item of items) {
    low = Math.min(low, x(item))
    high = Math.max(high, x(item))
  }
  const width = (high - low) / buckets || 1
  const out: T[][] = Array.from({ length: buckets }, () => [])
  for (const item of items) out[Math.min(buckets - 1, Math.floor((x(item) - low) / width))]?.push(item)
  return out
}

function valueAt<T>(items: readonly T[], index: number, y: (item: T) => number): number {
  const item = items[index]
  return item === undefined ? 0 : y(item)
}

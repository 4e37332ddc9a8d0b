/**
 * Which class a sound is most like, by its plain features: the class whose mean is nearest, each feature counted in standard deviations
 * within classes. No network has a part in it: what the trained space says is held against this.
 */

import { FEATURE_COUNT } from './features.ts'

export interface ClassStatistics {
  readonly classes: readonly { readonly id: string; readonly mean: readonly number[] }[]
  /** Of each feature within classes. */
  readonly sd: readonly number[]
}

/** A feature that is far off counts as far as this and no more: one strange number must not decide. */
const FARTHEST = 4

/** @returns classes, nearest first */
export function nearestClasses(
  features: ArrayLike<number>,
  { classes, sd }: ClassStatistics,
): readonly { readonly id: string; readonly distance: number }[] {
  return classes
    .map(({ id, mean }) => {
      let sum = 0
      for (let f = 0; f < FEATURE_COUNT; f++)
        sum += Math.min(FARTHEST, Math.abs((features[f] ?? 0) - (mean[f] ?? 0)) / (sd[f] ?? 1)) ** 2
      return { id, distance: Math.sqrt(sum / FEATURE_COUNT) }
    })
    .sort((a, b) => a.distance - b.distance)
}

/** @param rows features of sounds with the class of each */
export function statisticsOf(
  ids: readonly string[],
  rows: readonly { readonly classIndex: number; readonly features: ArrayLike<number> }[],
): ClassStatistics {
  const means = ids.map(() => new Float64Array(FEATURE_COUNT))
  const counts = ids.map(() => 0)
  for (const { classIndex } of rows) counts[classIndex] = (counts[classIndex] ?? 0) + 1
  for (const { classIndex, features } of rows) {
    const mean = means[classIndex]
    if (mean === undefined) continue
    for (let f = 0; f < FEATURE_COUNT; f++)
      mean[f] = (mean[f] ?? 0) + (features[f] ?? 0) / (counts[classIndex] ?? 1)
  }
  const square = new Float64Array(FEATURE_COUNT)
  for (const { classIndex, features } of rows)
    for (let f = 0; f < FEATURE_COUNT; f++)
      square[f] = (square[f] ?? 0) + ((features[f] ?? 0) - (means[classIndex]?.[f] ?? 0)) ** 2 / rows.length
  return {
    classes: ids.map((id, c) => ({ id, mean: Array.from(means[c] ?? [], digits) })),
    sd: Array.from(square, (x) => digits(Math.max(1e-3, Math.sqrt(x)))),
  }
}

const digits = (x: number): number => Number(x.toPrecision(5))

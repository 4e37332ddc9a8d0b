/**
 * What is rendered of a caption is of the class that the caption names, by plain features: no network that hears has a part in it. Two classes
 * lie close where what tells them apart is small beside what differs within each ("tick", "snap"), and a distance to the caption's own
 * sound does not mind on which side of the line between them it ends.
 */

import { FEATURE_COUNT } from '../audio/features.ts'
import type { Lesson } from './lesson.ts'
import type { Distance } from './losses.ts'

/** How sharp the line is: at this many mean squares apart, in standard deviations within classes, one class is e times as likely. */
const SOFT = 0.2
/** A feature that is far off counts as far as this and no more, as in the check (`audio/nearest-class.ts`). */
const FARTHEST = 4

/**
 * Cross-entropy of the class whose mean is nearest.
 *
 * @param features [≥ rows × features], scaled: what is rendered
 * @param named the class of each row, null where none is named
 * @returns the loss, and its gradient by the features
 */
export function recognised(
  features: Float32Array,
  named: readonly (number | null)[],
  { featureWeights, classMeans: means }: Pick<Lesson, 'featureWeights' | 'classMeans'>,
  weight: number,
): Distance {
  const gradient = new Float32Array(features.length)
  const classes = means.length / FEATURE_COUNT
  const near = new Float64Array(classes)
  let loss = 0
  named.forEach((own, r) => {
    if (own === null) return
    const row = features.subarray(r * FEATURE_COUNT, (r + 1) * FEATURE_COUNT)
    let most = Number.NEGATIVE_INFINITY
    for (let c = 0; c < classes; c++) {
      let sum = 0
      for (let f = 0; f < FEATURE_COUNT; f++) {
        const off = (row[f] ?? 0) - (means[c * FEATURE_COUNT + f] ?? 0)
        sum += Math.min(FARTHEST * FARTHEST, off * off * (featureWeights[f] ?? 0))
      }
      near[c] = -sum / FEATURE_COUNT / SOFT
      most = Math.max(most, near[c] ?? 0)
    }
    let total = 0
    for (let c = 0; c < classes; c++) total += Math.exp((near[c] ?? 0) - most)
    loss += (weight * (Math.log(total) - ((near[own] ?? 0) - most))) / named.length
    for (let c = 0; c < classes; c++) {
      const share = Math.exp((near[c] ?? 0) - most) / total - (c === own ? 1 : 0)
      const w = (-2 * weight * share) / FEATURE_COUNT / SOFT / named.length
      for (let f = 0; f < FEATURE_COUNT; f++) {
        const off = (row[f] ?? 0) - (means[c * FEATURE_COUNT + f] ?? 0)
        const sharp = featureWeights[f] ?? 0
        if (off * off * sharp >= FARTHEST * FARTHEST) continue
        const i = r * FEATURE_COUNT + f
        gradient[i] = (gradient[i] ?? 0) + w * off * sharp
      }
    }
  })
  return { loss, gradient }
}

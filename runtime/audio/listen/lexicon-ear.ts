/**
 * What a sound is like, in the lexicon's space, where no trained ear is at hand: like those nouns of the lexicon whose sounds
 * measure most alike, moved along three axes by as much as it measures off them.
 *
 * Of 1332 sounds of this synthesiser, each noun under qualities that are not in its table, 97 % are heard as the class they are
 * (`npm run bench:ear`). Real recordings are further off: this ear knows the sounds that these voices make, and hears everything else as
 * the nearest of those. Qualities beyond brightness, decay and depth it does not hear: what is measured correlates with them by less
 * than .4.
 */

import { AXES, type BipolarAxis, EMBEDDING_DIM } from '../../timbre/axes.ts'
import { TimbreEmbedding, timbreOfGrades } from '../../timbre/embedding.ts'
import { timbreOfText } from '../../timbre/prompt.ts'
import type { Hertz } from '../../units.ts'
import { MEASURES, type Measure, measure } from './measures.ts'
import { NOUN_MEASURES } from './noun-measures.ts'

/** Nouns that are heard in a sound. */
const HEARD = 3

/** Grades a step of a measure is worth: medians over 21 nouns, each from "very dark" to "very bright" and so on. */
const MOVES: readonly { readonly axis: BipolarAxis; readonly by: Measure; readonly grades: number }[] = [
  { axis: 'brightness', by: 'centroid', grades: 0.53 },
  { axis: 'decay', by: 'fall20', grades: 0.74 },
  { axis: 'depth', by: 'pitch', grades: -1.8 },
]
/** What is further off than a plain word moves is another noun, or a mistake. */
const MOST_MOVE = 0.6

interface Noun {
  readonly timbre: TimbreEmbedding
  readonly values: readonly number[]
}

let learned: { readonly nouns: readonly Noun[]; readonly deviations: readonly number[] } | undefined

/** @param samples one channel, in which something can be heard */
export function lexiconEar(samples: Float32Array, sampleRate: Hertz): TimbreEmbedding {
  learned ??= learn()
  const { nouns, deviations } = learned
  const measures = measure(samples, sampleRate)
  const values = MEASURES.map((name) => measures[name])
  const near = nouns
    .map((noun) => ({ noun, distance: distanceOf(values, noun.values, deviations) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, HEARD)
  // The square, so that a sound of these voices is its own noun and little else.
  const weights = near.map(({ distance }) => 1 / (0.02 + distance) ** 2)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = (of: (noun: Noun) => number): number =>
    near.reduce((sum, { noun }, i) => sum + ((weights[i] ?? 0) / total) * of(noun), 0)
  const vector = Float64Array.from({ length: EMBEDDING_DIM }, (_, i) =>
    mean(({ timbre }) => timbre.vector[i] ?? 0),
  )
  const timbre = TimbreEmbedding.fromDirection(vector)
  const grades = Object.fromEntries(
    AXES.flatMap((axis) => (axis === 'presence' ? [] : [[axis, timbre.grade(axis)]])),
  )
  for (const { axis, by, grades: each } of MOVES) {
    const at = MEASURES.indexOf(by)
    const off = each * ((values[at] ?? 0) - mean((noun) => noun.values[at] ?? 0))
    const moved = timbre.grade(axis) + Math.max(-MOST_MOVE, Math.min(MOST_MOVE, off))
    grades[axis] = Math.max(-1, Math.min(1, moved))
  }
  return timbreOfGrades(grades)
}

function learn(): NonNullable<typeof learned> {
  const nouns = Object.entries(NOUN_MEASURES).map(([noun, values]) => ({
    timbre: timbreOfText(noun),
    values,
  }))
  const deviations = MEASURES.map((_, i) => {
    const column = nouns.map(({ values }) => values[i] ?? 0)
    const mean = column.reduce((sum, x) => sum + x, 0) / column.length
    return Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length)
  })
  return { nouns, deviations }
}

/** Squared, in standard deviations of the nouns. */
function distanceOf(a: readonly number[], b: readonly number[], deviations: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + ((x - (b[i] ?? 0)) / (deviations[i] ?? 1)) ** 2, 0)
}

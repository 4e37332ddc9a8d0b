/** Means and their errors over people: a person is what counts, and not a session. */

import { studentQuantile } from '../estimate/student.ts'
import type { PersonScore } from '../simulate/score.ts'

export interface Figure {
  readonly mean: number
  /** Standard error. */
  readonly error: number
}

export interface Judged extends Figure {
  /** Two sided, 95 %, by Student's t. */
  readonly interval: readonly [number, number]
}

export function figureOf(values: readonly number[]): Figure {
  const n = values.length
  const mean = meanOf(values)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, error: n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n) }
}

export function judgedOf(values: readonly number[]): Judged {
  const { mean, error } = figureOf(values)
  const half = values.length < 2 ? 0 : studentQuantile(0.975, values.length - 1) * error
  return { mean, error, interval: [mean - half, mean + half] }
}

/** One's reward less the other's, person by person. */
export const gainsOf = (one: readonly PersonScore[], other: readonly PersonScore[]): readonly number[] =>
  one.map(({ reward }, i) => reward - (other[i]?.reward ?? Number.NaN))

export const rewardsOf = (scores: readonly PersonScore[]): readonly number[] =>
  scores.map(({ reward }) => reward)

/** By summand, over those who have it; null where nobody has. */
export function partsOf(scores: readonly PersonScore[]): readonly (number | null)[] {
  return (scores[0]?.parts ?? []).map((_, k) =>
    meanOfKnown(scores.map(({ parts }) => parts[k] ?? Number.NaN)),
  )
}

/** Null of nothing. */
export function meanOfKnown(values: readonly number[]): number | null {
  const known = values.filter((value) => !Number.isNaN(value))
  return known.length === 0 ? null : meanOf(known)
}

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
export const meanOf = (values: readonly number[]): number => sumOf(values) / values.length
export const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2
}

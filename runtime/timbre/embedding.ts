/**
 * A timbre as a direction in the space of `axes.ts`: a unit vector whose cosine says how alike two sounds are.
 *
 * The text side (which words mean which direction) is not here: policies carry finished vectors, so playing
 * needs no lexicon.
 */

import { AXES, AXIS_WEIGHTS, type Axis, EMBEDDING_DIM, type GradedAxis, PRESENCE } from './axes.ts'

/** Whatever turns words into a timbre vector: the lexicon, or a trained text encoder. */
export interface TimbreTextEncoder {
  /** A vector of `EMBEDDING_DIM` numbers, of any length but zero. */
  encode(description: string): Float64Array
}

/** How far a stored vector's length may be from 1: the rounding of a vector written with 6 digits. */
const UNIT_TOLERANCE = 1e-4

/** The class, so that `distance` and `interpolate` read as they do in the founding sketch. Never changed once made. */
export class TimbreEmbedding {
  /** Unit length, `EMBEDDING_DIM` numbers. Not to be written to. */
  readonly vector: Float64Array

  private constructor(vector: Float64Array) {
    this.vector = vector
  }

  /** The timbre of a prompt, by the given encoder. */
  static fromText(description: string, encoder: TimbreTextEncoder): TimbreEmbedding {
    return TimbreEmbedding.fromDirection(encoder.encode(description))
  }

  /** The timbre in the direction of `vector`, of any length. A zero or non-finite vector gives `neutral()`. */
  static fromDirection(vector: ArrayLike<number>): TimbreEmbedding {
    return new TimbreEmbedding(normalised(vector))
  }

  /**
   * A stored unit vector, kept bit for bit.
   * @throws RangeError where its size is not `EMBEDDING_DIM` or its length is not 1.
   */
  static fromUnitVector(vector: ArrayLike<number>): TimbreEmbedding {
    const problem = unitVectorProblem(vector)
    if (problem !== null) throw new RangeError(problem)
    return new TimbreEmbedding(Float64Array.from(vector, plain))
  }

  /** A sound with no character of its own: 0 on every graded axis. */
  static neutral(): TimbreEmbedding {
    return NEUTRAL
  }

  /** A blend: `t` = 0 gives this timbre, 1 the other. The normalised straight line, so the middle is as near to both. */
  interpolate(other: TimbreEmbedding, t: number): TimbreEmbedding {
    return new TimbreEmbedding(
      normalised(this.vector.map((x, i) => (1 - t) * x + t * (other.vector[i] ?? 0))),
    )
  }

  /** 1 − cosine: 0 for the same direction, up to 2 for the opposite one. */
  distance(other: TimbreEmbedding): number {
    let dot = 0
    for (let i = 0; i < EMBEDDING_DIM; i++) dot += (this.vector[i] ?? 0) * (other.vector[i] ?? 0)
    return dot < 1 ? 1 - dot : 0
  }

  /**
   * The grade on a named axis, −1..1 (materials and classes 0..1), as the words had it before normalising.
   * 0 for a vector that did not come from words and points away from `presence`.
   */
  grade(axis: GradedAxis): number {
    const presence = this.vector[0] ?? 0
    const value = this.vector[axisIndex(axis)] ?? 0
    return presence > 1e-9 ? ((value / presence) * PRESENCE_GRADE) / weightOf(axis) : 0
  }
}

/**
 * The grade that `presence` has in every timbre. Small beside the graded axes (a plain prompt has a squared length
 * of 2 to 4), so that it hardly draws unlike sounds together; large enough that no blend comes near zero.
 */
export const PRESENCE_GRADE = 0.4

/** Place of an axis in the vector. */
export function axisIndex(axis: Axis): number {
  return AXES.indexOf(axis)
}

function weightOf(axis: Axis): number {
  return AXIS_WEIGHTS[axis] ?? 1
}

/** The timbre with these grades and 0 elsewhere. */
export function timbreOfGrades(grades: Readonly<Partial<Record<GradedAxis, number>>>): TimbreEmbedding {
  return TimbreEmbedding.fromDirection(
    AXES.map((axis) => (axis === PRESENCE ? PRESENCE_GRADE : (grades[axis] ?? 0) * weightOf(axis))),
  )
}

/** Why `vector` is no stored timbre, or null where it is one. */
export function unitVectorProblem(vector: ArrayLike<number>): string | null {
  if (vector.length !== EMBEDDING_DIM) {
    return `a timbre has ${EMBEDDING_DIM} numbers, not ${vector.length}`
  }
  const length = lengthOf(vector)
  if (!(Math.abs(length - 1) <= UNIT_TOLERANCE)) {
    return `a timbre is a vector of length 1, not ${length}`
  }
  return null
}

/** −0 is 0: files do not tell them apart, and a vector must read back as it was written. */
function plain(x: number): number {
  return x + 0
}

function lengthOf(vector: ArrayLike<number>): number {
  let square = 0
  for (let i = 0; i < vector.length; i++) square += (vector[i] ?? 0) * (vector[i] ?? 0)
  return Math.sqrt(square)
}

function normalised(vector: ArrayLike<number>): Float64Array {
  const result = new Float64Array(EMBEDDING_DIM)
  const length = lengthOf(vector)
  if (!(length > 1e-12 && length < Number.POSITIVE_INFINITY)) {
    result[0] = 1
    return result
  }
  // A vector that is of unit length but for rounding keeps its bits.
  const scale = Math.abs(length - 1) < 1e-14 ? 1 : length
  for (let i = 0; i < EMBEDDING_DIM; i++) result[i] = plain((vector[i] ?? 0) / scale)
  return result
}

const NEUTRAL = timbreOfGrades({})

/**
 * A timbre as a direction in one of the spaces of `spaces.ts`: a unit vector whose cosine says how alike two sounds are.
 *
 * The text side (which words mean which direction) is not here: policies carry finished vectors, so playing
 * needs no lexicon.
 */

import type { Hertz } from '../units.ts'
import { AXES, AXIS_WEIGHTS, type Axis, type GradedAxis, PRESENCE, TIMBRE_SPACE } from './axes.ts'
import { type BakedSound, mixSound } from './baked.ts'
import { TIMBRE_SPACES, type TimbreSpaceId } from './spaces.ts'

/** Whatever turns words into a timbre vector: the lexicon, or a trained text encoder. */
export interface TimbreTextEncoder {
  /** Its space; the lexicon's where not given. */
  readonly space?: TimbreSpaceId
  /** A vector of the space, of any length but zero. */
  encode(description: string): Float64Array
}

/** Whatever turns sound into a timbre vector. */
export interface TimbreAudioEncoder {
  readonly space?: TimbreSpaceId
  /** The same for one channel of samples, about ±1. */
  hear(samples: Float32Array, sampleRate: Hertz): Float64Array
}

/** How far a stored vector's length may be from 1: the rounding of a vector written with 6 digits. */
const UNIT_TOLERANCE = 1e-4

/** The class, so that `distance` and `interpolate` read as they do in the founding sketch. Never changed once made. */
export class TimbreEmbedding {
  /** Unit length, as many numbers as its space has. Not to be written to. */
  readonly vector: Float64Array
  readonly space: TimbreSpaceId
  /** What plays it, where its space is a trained one and a compiler has decoded it; else null. */
  readonly sound: BakedSound | null

  private constructor(vector: Float64Array, space: TimbreSpaceId, sound: BakedSound | null) {
    this.vector = vector
    this.space = space
    this.sound = sound
  }

  /** The timbre of a prompt, by the given encoder. */
  static fromText(description: string, encoder: TimbreTextEncoder): TimbreEmbedding {
    return TimbreEmbedding.fromDirection(encoder.encode(description), encoder.space)
  }

  /** The timbre of a recording (mono, about ±1), by the given encoder. */
  static fromAudio(samples: Float32Array, sampleRate: Hertz, encoder: TimbreAudioEncoder): TimbreEmbedding {
    return TimbreEmbedding.fromDirection(encoder.hear(samples, sampleRate), encoder.space)
  }

  /** The timbre in the direction of `vector`, of any length. A zero or non-finite vector gives `neutral()`. */
  static fromDirection(
    vector: ArrayLike<number>,
    space: TimbreSpaceId = TIMBRE_SPACE,
    sound: BakedSound | null = null,
  ): TimbreEmbedding {
    return new TimbreEmbedding(normalised(vector, TIMBRE_SPACES[space]), space, sound)
  }

  /**
   * A stored unit vector, kept bit for bit.
   * @throws RangeError where its size is not that of the space or its length is not 1.
   */
  static fromUnitVector(
    vector: ArrayLike<number>,
    space: TimbreSpaceId = TIMBRE_SPACE,
    sound: BakedSound | null = null,
  ): TimbreEmbedding {
    const problem = unitVectorProblem(vector, space)
    if (problem !== null) throw new RangeError(problem)
    return new TimbreEmbedding(Float64Array.from(vector, plain), space, sound)
  }

  /** A sound with no character of its own: 0 on every graded axis. */
  static neutral(): TimbreEmbedding {
    return NEUTRAL
  }

  /**
   * A blend: `t` = 0 gives this timbre, 1 the other. The normalised straight line, so the middle is as near to both.
   * @throws RangeError where the two are of different spaces.
   */
  interpolate(other: TimbreEmbedding, t: number): TimbreEmbedding {
    this.#mustMeet(other)
    const line = this.vector.map((x, i) => (1 - t) * x + t * (other.vector[i] ?? 0))
    const sound = this.sound === null || other.sound === null ? null : mixSound(this.sound, other.sound, t)
    return new TimbreEmbedding(normalised(line, line.length), this.space, sound)
  }

  /**
   * 1 − cosine: 0 for the same direction, up to 2 for the opposite one.
   * @throws RangeError where the two are of different spaces.
   */
  distance(other: TimbreEmbedding): number {
    this.#mustMeet(other)
    let dot = 0
    for (let i = 0; i < this.vector.length; i++) dot += (this.vector[i] ?? 0) * (other.vector[i] ?? 0)
    return dot < 1 ? 1 - dot : 0
  }

  /**
   * The grade on a named axis, −1..1 (materials and classes 0..1), as the words had it before normalising.
   * 0 for a vector that did not come from words and points away from `presence`, and for one of a trained space that carries
   * nothing of the lexicon.
   */
  grade(axis: GradedAxis): number {
    if (this.space === TIMBRE_SPACE) return gradeIn(this.vector, axis)
    let sum = 0
    for (const { leaf, weight } of this.sound ?? []) sum += weight * gradeIn(leaf.lexicon, axis)
    return sum
  }

  /** The same words in the lexicon's space; the neutral timbre where it carries none. */
  inLexicon(): TimbreEmbedding {
    if (this.space === TIMBRE_SPACE) return this
    const sum = new Float64Array(TIMBRE_SPACES[TIMBRE_SPACE])
    for (const { leaf, weight } of this.sound ?? [])
      for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + weight * (leaf.lexicon[i] ?? 0)
    return TimbreEmbedding.fromDirection(sum)
  }

  #mustMeet(other: TimbreEmbedding): void {
    if (this.space === other.space) return
    throw new RangeError(`a timbre of ${this.space} and one of ${other.space} have nothing in common`)
  }
}

function gradeIn(vector: Float64Array, axis: GradedAxis): number {
  const presence = vector[0] ?? 0
  const value = vector[axisIndex(axis)] ?? 0
  return presence > 1e-9 ? ((value / presence) * PRESENCE_GRADE) / weightOf(axis) : 0
}

/**
 * The grade that `presence` has in every timbre. Small beside the graded axes (a plain prompt has a squared length
 * of 2 to 4), so that it hardly draws unlike sounds together; large enough that no blend comes near zero.
 */
const PRESENCE_GRADE = 0.4

/** Place of an axis in the vector. */
function axisIndex(axis: Axis): number {
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
export function unitVectorProblem(
  vector: ArrayLike<number>,
  space: TimbreSpaceId = TIMBRE_SPACE,
): string | null {
  if (vector.length !== TIMBRE_SPACES[space]) {
    return `a timbre has ${TIMBRE_SPACES[space]} numbers, not ${vector.length}`
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

/** Of length 1. No direction at all is the neutral timbre, whose only number is its first. */
export function normalised(vector: ArrayLike<number>, dimension: number): Float64Array {
  const result = new Float64Array(dimension)
  const length = lengthOf(vector)
  if (!(length > 1e-12 && length < Number.POSITIVE_INFINITY)) {
    result[0] = 1
    return result
  }
  // A vector that is of unit length but for rounding keeps its bits.
  const scale = Math.abs(length - 1) < 1e-14 ? 1 : length
  for (let i = 0; i < dimension; i++) result[i] = plain((vector[i] ?? 0) / scale)
  return result
}

const NEUTRAL = timbreOfGrades({})

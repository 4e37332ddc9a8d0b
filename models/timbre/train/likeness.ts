/** How alike sounds and captions are by what was measured and said of them, as the cosines that they should have. */

import { ATTRIBUTE_COUNT } from '../data/attributes.ts'
import type { Caption, Lesson } from './lesson.ts'

/** Mean squares of attributes (in standard deviations over all sounds) at which two sounds are half alike. */
const HALF_ALIKE = 0.55
/**
 * Cosine of what has nothing in common. Many directions can be a little apart from each other, none opposite to all others: with −1 captions and
 * sounds went to opposite sides of the space (a prompt and its own sound at .15), since that is the only way to be far from most.
 */
const LEAST = -0.15

/** Sounds of a batch by their places in the lesson, their captions, and which of them a recording stands in for: of those only the class is known. */
export interface Compared {
  readonly size: number
  readonly sounds: readonly number[]
  readonly captions: readonly Caption[]
  readonly recorded: readonly boolean[]
}

/** [2n × 2n], captions first, then sounds; −1…1, and NaN where nothing is known (a recording) or wanted (a row beside itself). */
export function likenessOf(lesson: Lesson, { size: n, sounds, captions, recorded }: Compared): Float32Array {
  const heard = new Float32Array(n * ATTRIBUTE_COUNT)
  const said = new Float32Array(n * ATTRIBUTE_COUNT)
  for (let r = 0; r < n; r++) {
    const sound = sounds[r] ?? 0
    const caption = captions[r]
    const from = sound * ATTRIBUTE_COUNT
    heard.set(lesson.measured.absolute.subarray(from, from + ATTRIBUTE_COUNT), r * ATTRIBUTE_COUNT)
    if (caption !== undefined) said.set(saidOf(lesson, caption), r * ATTRIBUTE_COUNT)
  }
  const likeness = new Float32Array(4 * n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const sounding = alike(heard, i, heard, j)
      const known = recorded[i] !== true
      const knownOther = recorded[j] !== true
      likeness[i * 2 * n + j] = i === j ? Number.NaN : alike(said, i, said, j)
      likeness[i * 2 * n + n + j] = knownOther ? sounding : Number.NaN
      likeness[(n + i) * 2 * n + j] = known ? sounding : Number.NaN
      likeness[(n + i) * 2 * n + n + j] = i !== j && known && knownOther ? sounding : Number.NaN
    }
  return likeness
}

function alike(x: Float32Array, i: number, y: Float32Array, j: number): number {
  let square = 0
  for (let k = 0; k < ATTRIBUTE_COUNT; k++)
    square += ((x[i * ATTRIBUTE_COUNT + k] ?? 0) - (y[j * ATTRIBUTE_COUNT + k] ?? 0)) ** 2
  return LEAST + (1 - LEAST) * 0.5 ** (square / ATTRIBUTE_COUNT / HALF_ALIKE)
}

/** Where there is no end to what is said, it is most likely so far beyond its beginning. */
const BEYOND = 0.5

/** What a caption makes one expect: of what it does not speak the middle of its class, or of all sounds. In standard deviations over all sounds. */
export function saidOf(lesson: Lesson, { classIndex, mentions }: Caption): Float32Array {
  const { classAbsolute, classSpread } = lesson.measured
  const from = (classIndex ?? 0) * ATTRIBUTE_COUNT
  const said = new Float32Array(ATTRIBUTE_COUNT)
  if (classIndex !== null) said.set(classAbsolute.subarray(from, from + ATTRIBUTE_COUNT))
  for (const { attribute, low, high, relative } of mentions) {
    const at = high === Infinity ? low + BEYOND : low === -Infinity ? high - BEYOND : (low + high) / 2
    said[attribute] = relative
      ? (classAbsolute[from + attribute] ?? 0) + at * (classSpread[from + attribute] ?? 1)
      : at
  }
  return said
}

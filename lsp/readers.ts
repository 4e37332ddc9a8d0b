/** Who reads the timbres of a file: the lexicon, which is always there, or the space in which pieces sound (sounding.ts). */

import { wordsSpace } from '../models/timbre/words/lexicon-space.ts'
import { BIPOLAR_AXES } from '../runtime/timbre/axes.ts'
import { TimbreEmbedding } from '../runtime/timbre/embedding.ts'
import { nearestIn } from '../runtime/timbre/nearest.ts'
import type { TimbreSpace } from '../runtime/timbre/space.ts'
import type { Ear } from './host.ts'

export interface TimbreReader {
  /** Null for prompts that it does not know. */
  readonly space: TimbreSpace
  /** The lexicon's where not given. */
  readonly ear?: Ear
  /** Graded between opposites, −1 to 1. */
  attributesOf(vector: readonly number[]): Readonly<Record<string, number>>
  /** Prompts that sound like it, nearest first; not the prompt itself. */
  neighboursOf(prompt: string, vector: readonly number[], count: number): readonly string[]
}

/** An editor asks on every move of the cursor. */
const KEPT = 50

export const byLexicon: TimbreReader = {
  space: wordsSpace,
  attributesOf(vector) {
    const timbre = TimbreEmbedding.fromDirection(vector)
    return Object.fromEntries(BIPOLAR_AXES.map((axis) => [axis, timbre.grade(axis)]))
  },
  neighboursOf: lately((prompt, vector, count) =>
    nearestIn((text) => wordsSpace.encode(text).vector, vector, count, prompt).map((one) => one.prompt),
  ),
}

type Asked = readonly [prompt: string, vector: readonly number[], count: number]

/** Found once for as long as it may be asked again. */
export function lately<T extends object>(find: (...asked: Asked) => T): (...asked: Asked) => T {
  const known = new Map<string, T>()
  return (...asked) => {
    const key = asked.join()
    const before = known.get(key)
    if (before !== undefined) return before
    const found = find(...asked)
    if (known.size >= KEPT) known.clear()
    known.set(key, found)
    return found
  }
}

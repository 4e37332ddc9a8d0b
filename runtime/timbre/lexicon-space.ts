/** The lexicon as a space: always there, at once, and played without anything baked. */

import { CLASS_AXES, TIMBRE_SPACE } from './axes.ts'
import { lexiconDirections } from './directions.ts'
import { readPrompt } from './prompt.ts'
import type { Direction, EncodedPrompt, TimbreSpace } from './space.ts'

/** Texts kept, of each kind: an editor checks the same file on every keystroke. Then the oldest goes. */
const KEPT = 500

const encode = remembered((prompt): EncodedPrompt => {
  const { embedding, unknown } = readPrompt(prompt)
  return { vector: Array.from(embedding.vector, (x) => x + 0), unknown }
})
const directions = remembered((prompt): readonly Direction[] => lexiconDirections(prompt))

/** It has something to say of every prompt. */
export interface LexiconSpace extends TimbreSpace {
  encode(prompt: string): EncodedPrompt
}

/**
 * About half of what "slightly" moves a sound: the median is .0183 over the nouns and qualities of the lexicon (`npm run bench:ear`). Of what a quality moves
 * that is said plainly, 92 % lie beyond.
 */
const ALIKE = 0.01

export const lexiconSpace: LexiconSpace = {
  id: TIMBRE_SPACE,
  unknownWords: 'left out',
  alike: ALIKE,
  encode,
  directions,
  decode: null,
  namesSound: (prompt) => CLASS_AXES.some((axis) => readPrompt(prompt).embedding.grade(axis) > 0),
}

function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const made = make(text)
    if (known.size >= KEPT) {
      for (const oldest of known.keys()) {
        known.delete(oldest)
        break
      }
    }
    known.set(text, made)
    return made
  }
}

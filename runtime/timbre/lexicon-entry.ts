import type { GradedAxis } from './axes.ts'

/** Grades on named axes; what is not named is 0. */
export type Grades = Readonly<Partial<Record<GradedAxis, number>>>

/**
 * What a word does in a prompt:
 * - `instrument`: says what sounds, and brings a whole profile (`snare`);
 * - `gesture`: says what kind of sound it is (`click`, `thud`); the profile where there is no instrument;
 * - `generic`: hardly says anything (`sound`, `drum`);
 * - `quality`: moves the profile along axes (`warm`, `wooden`, `brushed`), never those of classes: what a thing is
 *   stays.
 */
export type WordKind = 'instrument' | 'gesture' | 'generic' | 'quality'

export interface LexiconEntry {
  /** Spellings, the first of them the word's name. Lower case; a hyphen is written as a blank. */
  readonly words: readonly string[]
  readonly kind: WordKind
  readonly grades: Grades
}

/** An entry from its spellings, separated by `|`. */
export function entry(kind: WordKind, words: string, grades: Grades): LexiconEntry {
  return { kind, words: words.split('|').map((word) => word.trim()), grades }
}

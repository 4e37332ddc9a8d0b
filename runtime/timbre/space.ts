/**
 * What the compiler, the language server and the tools ask of a timbre space. Two answer: the lexicon (`lexicon-space.ts`),
 * which is always there, and a table of what a trained model made of a piece's prompts beforehand (`table-space.ts`), since
 * a model answers later and a compiler at once.
 */

import type { VoiceTarget } from './baked.ts'
import type { UnknownWord } from './prompt.ts'
import type { TimbreSpaceId } from './spaces.ts'

export interface EncodedPrompt {
  /** Unit length, as many numbers as the space has. */
  readonly vector: readonly number[]
  readonly unknown: readonly UnknownWord[]
}

/** A way in which a timbre can be moved: one that words move it in, or that sounds of the space differ in. */
export interface Direction {
  /** Unit length, at right angles to the timbre and to the directions before it. */
  readonly vector: readonly number[]
  /** In words, for people: "more brightness, less warmth". */
  readonly says: string
}

/** What becomes of a word that a space does not know: it is left out, or read with the sentence that it stands in. */
export const UNKNOWN_WORDS = { 'left out': 'the other words decide', read: 'I go by what it means' } as const
type UnknownWords = keyof typeof UNKNOWN_WORDS

export interface TimbreSpace {
  readonly id: TimbreSpaceId
  /** Of the sound that is made in the end, whoever looks at the text before. */
  readonly unknownWords: UnknownWords
  /** Null for a prompt that this space has not been asked about beforehand. */
  encode(prompt: string): EncodedPrompt | null
  /** Two timbres nearer than this (1 − cosine) are hard to tell apart. */
  readonly alike: number
  /** The directions around a prompt, those that matter most first; 4 to 8 of them. */
  directions(prompt: string): readonly Direction[]
  /**
   * The parameters of a voice, in the order of its table (`runtime/audio/voices/`). Null where playing needs none baked: the
   * runtime has the lexicon and makes them itself.
   */
  readonly decode: ((vector: readonly number[], target: VoiceTarget) => readonly number[]) | null
  /**
   * Does a prompt say what sounds ("dry snare"), or only how ("dry")? What is only described is decoded as what plays it. Asked
   * where there is a decoder.
   */
  namesSound(prompt: string): boolean
}

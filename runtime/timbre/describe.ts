/** From a timbre back to words of the lexicon: what a blend or a learned timbre sounds like. */

import type { TimbreEmbedding } from './embedding.ts'
import { LEXICON } from './lexicon.ts'
import type { LexiconEntry } from './lexicon-entry.ts'
import { timbreOfText } from './prompt.ts'

export interface NearWord {
  readonly word: string
  /** 1 − cosine. */
  readonly distance: number
}

const NOUNS = LEXICON.filter((entry) => entry.kind === 'instrument' || entry.kind === 'gesture').map(nameOf)
const QUALITIES = LEXICON.filter((entry) => entry.kind === 'quality').map(nameOf)

/** Instruments and kinds of sound nearest to a timbre, nearest first. */
export function nearestNouns(timbre: TimbreEmbedding, count = 5): readonly NearWord[] {
  return ranked(timbre, NOUNS).slice(0, count)
}

/** A word more in a description must bring it this much nearer (1 − cosine), else it is left out. */
const WORTH_SAYING = 0.01

/**
 * A prompt that reads back near the timbre: a noun and up to `qualities` words that bring it nearer, each the best
 * at its turn, tried for the three nearest nouns. The words may differ from those a timbre was made of; the place
 * in the space hardly does.
 */
export function describeTimbre(timbre: TimbreEmbedding, qualities = 3): string {
  const tries = nearestNouns(timbre, 3).map((noun) => withQualities(noun, timbre, qualities))
  return [...tries].sort((a, b) => a.distance - b.distance)[0]?.word ?? ''
}

function withQualities(noun: NearWord, timbre: TimbreEmbedding, most: number): NearWord {
  let best = noun
  for (let i = 0; i < most; i++) {
    const prompts = QUALITIES.map((quality) => `${quality} ${best.word}`)
    const better = ranked(timbre, prompts)[0]
    if (better === undefined || better.distance > best.distance - WORTH_SAYING) break
    best = better
  }
  return best
}

function ranked(timbre: TimbreEmbedding, prompts: readonly string[]): readonly NearWord[] {
  return prompts
    .map((word) => ({ word, distance: timbreOfText(word).distance(timbre) }))
    .sort((a, b) => a.distance - b.distance)
}

function nameOf(entry: LexiconEntry): string {
  return entry.words[0] ?? ''
}

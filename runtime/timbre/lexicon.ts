/** All words of the lexicon, found by any of their spellings. */

import type { LexiconEntry } from './lexicon-entry.ts'
import { GENERICS, GESTURES } from './lexicon-gestures.ts'
import { INSTRUMENTS } from './lexicon-instruments.ts'
import { INTENSITIES, JOINERS, QUALITIES, REMOVERS, STOP_WORDS } from './lexicon-qualities.ts'

/** What a spelling stands for. */
export type Meaning =
  | { readonly role: 'word'; readonly entry: LexiconEntry }
  | { readonly role: 'intensity'; readonly factor: number }
  | { readonly role: 'joiner' | 'remover' | 'stop' }

export const LEXICON: readonly LexiconEntry[] = [...INSTRUMENTS, ...GESTURES, ...GENERICS, ...QUALITIES]

const MEANINGS: ReadonlyMap<string, Meaning> = collectMeanings()

/** Words in the longest spelling: how far `readPrompt` looks ahead. */
export const LONGEST_SPELLING: number = [...MEANINGS.keys()].reduce(
  (most, spelling) => Math.max(most, spelling.split(' ').length),
  1,
)

function collectMeanings(): ReadonlyMap<string, Meaning> {
  const meanings = new Map<string, Meaning>()
  const add = (spelling: string, meaning: Meaning) => {
    if (meanings.has(spelling)) throw new Error(`the lexicon has "${spelling}" twice`)
    meanings.set(spelling, meaning)
  }
  for (const entry of LEXICON) for (const word of entry.words) add(word, { role: 'word', entry })
  for (const [word, factor] of Object.entries(INTENSITIES)) add(word, { role: 'intensity', factor })
  for (const word of JOINERS) add(word, { role: 'joiner' })
  for (const word of REMOVERS) add(word, { role: 'remover' })
  for (const word of STOP_WORDS) add(word, { role: 'stop' })
  return meanings
}

/**
 * What a spelling (lower case, blanks between words) means: by itself, else without the ending of a plural
 * (`kicks`) or a comparison (`brighter`, `shiniest`). null where nobody knows it.
 */
export function meaningOf(spelling: string): Meaning | null {
  for (const form of [spelling, ...baseForms(spelling)]) {
    const meaning = MEANINGS.get(form)
    if (meaning !== undefined) return meaning
  }
  return null
}

function baseForms(spelling: string): readonly string[] {
  if (spelling.length < 5) return spelling.endsWith('s') ? [spelling.slice(0, -1)] : []
  if (spelling.endsWith('s')) return [spelling.slice(0, -1), spelling.replace(/es$/, '')]
  const compared = /^(.*?)(?:er|est)$/.exec(spelling)?.[1]
  if (compared === undefined) return []
  // bright-er, lo(o)s(e)-r, shin(y)-ier, thi(n)-nner
  return [compared, `${compared}e`, compared.replace(/i$/, 'y'), compared.replace(/(.)\1$/, '$1')]
}

/** All spellings that mean something for the sound, for suggestions and completion; instruments and qualities first. */
export function knownSpellings(): readonly string[] {
  return [...LEXICON.flatMap((entry) => entry.words), ...Object.keys(INTENSITIES)]
}

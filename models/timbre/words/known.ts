/** Which words of a prompt say something: those that captions are made of, those kept back, and those of the lexicon that stands in. */

import { meaningOf } from '../../../runtime/timbre/lexicon.ts'
import { ADJECTIVES, CLASSES } from './lexicon.ts'
import { GENERIC_NOUNS, INTENSITIES, NEGATIONS, PHRASES, SOUND_NOUNS } from './phrases.ts'

/** What carriers and requests are made of besides. */
const AROUND =
  'a an the and or but of in on at to for from with without that which like something sound sounds sounding tone make it i want give me please plain more less very as possible no not'

/** Letters and digits make words; hyphens and everything else part them, as in runtime/timbre/prompt.ts. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu

/** Gathered when a word is asked for: programs that read no prompts do not wait for them. */
let words: ReadonlySet<string> | null = null

const knownWords = (): ReadonlySet<string> =>
  new Set(
    [
      ...ADJECTIVES.map(({ word }) => word),
      ...CLASSES.flatMap(({ nouns }) => nouns.map(({ noun }) => noun)),
      ...PHRASES.map(({ text }) => text),
      ...INTENSITIES.flatMap(({ words }) => words),
      ...NEGATIONS.map(({ words }) => words),
      ...GENERIC_NOUNS,
      ...SOUND_NOUNS,
      AROUND,
    ].flatMap((text) => tokensOf(text)),
  )

/** More than this are not listed: a prompt of them is no prompt. */
const MOST_UNKNOWN = 20
/** What stands behind is not looked at. */
const MOST_CHARACTERS = 4000

/** Words of the prompt that nobody knows, as written, each once, in order; at most 20. */
export function unknownWords(prompt: string): readonly string[] {
  const unknown = new Map<string, string>()
  for (const [written] of prompt.slice(0, MOST_CHARACTERS).matchAll(WORD)) {
    const word = plain(written)
    if (!unknown.has(word) && !isKnown(word)) unknown.set(word, written)
    if (unknown.size >= MOST_UNKNOWN) break
  }
  return [...unknown.values()]
}

function isKnown(word: string): boolean {
  words ??= knownWords()
  return words.has(word) || (word.endsWith('s') && words.has(word.slice(0, -1))) || meaningOf(word) !== null
}

function tokensOf(text: string): readonly string[] {
  return [...text.matchAll(WORD)].map(([word]) => plain(word))
}

function plain(word: string): string {
  return word.toLowerCase().normalize('NFC')
}

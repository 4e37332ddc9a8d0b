/**
 * The lexicon's space for who looks at a text and does not sound it (`sil check`, the language server): its vectors, and of unknown words
 * only those that the trained model does not know either.
 */

import { type LexiconSpace, lexiconSpace } from '../../../runtime/timbre/lexicon-space.ts'
import { unknownWords } from './known.ts'

export const wordsSpace: LexiconSpace = {
  ...lexiconSpace,
  // What is looked at here is compiled by the trained model.
  unknownWords: 'read',
  encode(prompt) {
    const encoded = lexiconSpace.encode(prompt)
    if (encoded.unknown.length === 0) return encoded
    const unknown = new Set(unknownWords(prompt).map((word) => word.toLowerCase()))
    return { ...encoded, unknown: encoded.unknown.filter(({ word }) => unknown.has(word.toLowerCase())) }
  },
}

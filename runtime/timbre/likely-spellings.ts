/**
 * Which word of the lexicon somebody misspelt. Most words that it does not know are none of its own at all ("gut", "plate"), and
 * a suggestion is taken with a click: a slip of the fingers is offered, another word is not.
 */

import { editDistance, nearestSpellings } from '../spelling.ts'
import { knownSpellings, meaningOf } from './lexicon.ts'

/** So short, a letter changed makes another word: only one more, one less, or two that changed places are a slip. */
const SHORT = 3
/** So short, the first letter is hardly ever the wrong one. */
const SHORTISH = 5

/** @param named is an instrument named beside it? A short word is no second one. */
export function likelySpellings(word: string, named: boolean): readonly string[] {
  const within = word.length <= 6 ? 1 : word.length <= 9 ? 2 : 3
  return nearestSpellings(word, knownSpellings(), { within }).filter((spelling) => {
    if (word.length > SHORTISH) return true
    if (spelling.charAt(0) !== word.charAt(0) && !isSwapped(word, spelling)) return false
    if (word.length > SHORT) return true
    return (
      (spelling.length !== word.length || isSwapped(word, spelling)) && !(named && isInstrument(spelling))
    )
  })
}

/** The same letters in another order. */
function isSwapped(a: string, b: string): boolean {
  return editDistance(a, b) === 1 && [...a].sort().join('') === [...b].sort().join('')
}

function isInstrument(spelling: string): boolean {
  const meaning = meaningOf(spelling)
  return meaning?.role === 'word' && meaning.entry.kind === 'instrument'
}

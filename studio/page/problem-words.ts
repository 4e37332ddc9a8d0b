/** What is wrong with a text, in the line below it. */

import type { PageProblem } from '../compile-protocol.ts'

/** Null where nothing is. */
export function problemsInWords(
  errors: readonly PageProblem[],
  text: string,
  playing: boolean,
): string | null {
  const [first, ...more] = errors
  if (first === undefined) return null
  const line = text.slice(0, first.start).split('\n').length
  const others = more.length === 0 ? '' : `, and ${more.length} more`
  return `line ${line}${others}${playing ? ': the last good version plays on' : ''}. ${first.message}`
}

/** What reads the prompts, where that is not the trained model: a wrong sound never comes without a word. */
export const lexiconInWords = (why: string | null): string | null =>
  why === null ? null : `Timbres are read by the lexicon, and may sound otherwise than in sil render: ${why}`

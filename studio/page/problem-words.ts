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

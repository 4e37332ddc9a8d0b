/**
 * Formatting as few edits as possible. The formatter moves blanks and line breaks and nothing else, so both texts have the same
 * other characters in the same order: where the blanks between two of them differ there is an edit.
 */

import type { Span } from '../../language/ast.ts'
import { format } from '../../language/format/format.ts'
import type { TextEdit } from './answers.ts'

/** @param within only what lies in these lines; null for all */
export function formatEdits(text: string, within: Span | null): readonly TextEdit[] {
  const formatted = format(text)
  if (!('text' in formatted)) return []
  const edits = blankEdits(text, formatted.text)
  return within === null
    ? edits
    : edits.filter(({ start, end }) => start >= within.start && end <= within.end)
}

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13)

export function blankEdits(before: string, after: string): readonly TextEdit[] {
  const edits: TextEdit[] = []
  let a = 0
  let b = 0
  while (a < before.length || b < after.length) {
    const [startA, startB] = [a, b]
    while (a < before.length && isBlank(before.charCodeAt(a))) a++
    while (b < after.length && isBlank(after.charCodeAt(b))) b++
    const newText = after.slice(startB, b)
    if (before.slice(startA, a) !== newText) edits.push({ start: startA, end: a, newText })
    while (a < before.length && !isBlank(before.charCodeAt(a))) {
      // Blanks may stand in the formatted text where there were none.
      if (before[a] !== after[b]) break
      a++
      b++
    }
    if (a === startA && b === startB) return [{ start: 0, end: before.length, newText: after }]
  }
  return edits
}

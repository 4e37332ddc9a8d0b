/** Words that a mark keeps apart (`snap:20 ms`, `bars 1,mute kit`) stay two when a fix takes it away. */

import { isBlank, isLineBreak, isWordChar } from './characters.ts'
import type { Edit, Fix } from './diagnostics.ts'

export function apart(text: string, { title, edits }: Fix): Fix {
  return { title, edits: edits.map((edit) => keptApart(text, edit)) }
}

function keptApart(text: string, { span, newText }: Edit): Edit {
  const { start, end } = span
  const isWord = (at: number): boolean => isWordChar(text.charCodeAt(at))
  // A gap that is closed is meant to be.
  const isMark = (at: number): boolean => {
    const code = text.charCodeAt(at)
    return !(Number.isNaN(code) || isWordChar(code) || isBlank(code) || isLineBreak(code))
  }
  const joins = (before: boolean, at: number, mark: number): boolean => before && isWord(at) && isMark(mark)
  const first = newText === '' ? isWord(end) : isWordChar(newText.charCodeAt(0))
  const last = isWordChar(newText.charCodeAt(newText.length - 1))
  const left = joins(first, start - 1, start) ? ' ' : ''
  const right = joins(last, end, end - 1) ? ' ' : ''
  return { span, newText: `${left}${newText}${right}` }
}

/** Declarations as lines: where one begins with its documentation, and what goes when it goes. */

import type { Span } from '../../../language/ast.ts'
import type { Node } from '../../../language/walk.ts'
import type { Analysis } from '../../project.ts'

export const newlineOf = ({ text }: Analysis): string => (text.content.includes('\r\n') ? '\r\n' : '\n')

/** Documentation belongs to what it stands above; a mark of the byte order stays the first character. */
export function startWithDoc({ text }: Analysis, item: Node): number {
  const doc = 'doc' in item && item.doc !== null && typeof item.doc === 'object' ? item.doc : null
  const start = text.lineStart(text.positionAt(Math.min(item.start, doc?.start ?? item.start)).line)
  return start === 0 && text.content.startsWith('\uFEFF') ? 1 : start
}

/** A declaration, its documentation, the rest of its last line and one empty line behind it. */
export function withDoc(analysis: Analysis, item: Node): Span {
  const { text } = analysis
  const start = startWithDoc(analysis, item)
  let line = text.positionAt(item.end).line + 1
  const isEmpty = (one: number): boolean =>
    text.content.slice(text.lineStart(one), text.lineEnd(one)).trim() === ''
  if (line < text.lineCount && isEmpty(line)) line++
  return { start, end: line < text.lineCount ? text.lineStart(line) : text.content.length }
}

/** Nothing else on its lines, no comment either. */
export function standsAlone({ text }: Analysis, item: Node): boolean {
  const before = text.content.slice(text.lineStart(text.positionAt(item.start).line), item.start)
  const after = text.content.slice(item.end, text.lineEnd(text.positionAt(item.end).line))
  return before.trim() === '' && after.trim() === ''
}

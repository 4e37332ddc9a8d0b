/** Formatting while one types: what was just finished is laid out, and nothing else moves. */

import type { Span } from '../../language/ast.ts'
import type { Analysis } from '../project.ts'
import type { TextEdit } from './answers.ts'
import { formatEdits } from './format.ts'

/** A block that closes is laid out whole; a bar that closes, with the parts beside it; a line that is left, alone. */
export const TYPED = ['}', '|', '\n'] as const

export function typedEdits(analysis: Analysis, offset: number, typed: string): readonly TextEdit[] {
  const within = finished(analysis, offset, typed)
  return within === null ? [] : formatEdits(analysis.text.content, within)
}

function finished(analysis: Analysis, offset: number, typed: string): Span | null {
  const { text, program } = analysis
  const line = text.positionAt(offset).line
  if (typed === '\n')
    return line === 0 ? null : { start: text.lineStart(line - 1), end: text.lineEnd(line - 1) }
  const block = program.sources.main.tree.items.find(({ start, end }) => start <= offset && offset <= end)
  if (block === undefined) return null
  // The bar that is being begun has no end yet.
  if (typed === '|' && (text.content.slice(text.lineStart(line), offset).match(/\|/g)?.length ?? 0) < 2)
    return null
  const first = text.positionAt(block.start).line
  const last = text.positionAt(block.end).line
  return { start: text.lineStart(first), end: text.lineEnd(last) }
}

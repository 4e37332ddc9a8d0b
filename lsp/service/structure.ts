/** What belongs together: what goes on for lines, to fold, and the ever larger pieces around a cursor. */

import { type FoldingRange, FoldingRangeKind, type SelectionRange } from 'vscode-languageserver'
import type { Span } from '../../language/ast.ts'
import { lex } from '../../language/lexer.ts'
import type { Analysis } from '../project.ts'
import { pathTo } from './path.ts'

export function foldsOf({ text, program }: Analysis): FoldingRange[] {
  const folds: FoldingRange[] = []
  const add = (from: number, to: number, kind?: FoldingRangeKind): void => {
    const [first, last] = [text.positionAt(from).line, text.positionAt(to).line]
    if (last > first) folds.push({ startLine: first, endLine: last, ...(kind === undefined ? {} : { kind }) })
  }
  const { items } = program.sources.main.tree
  for (const item of items) {
    if (item.kind !== 'import') add(item.start, item.end)
    if (item.kind === 'block') for (const property of item.properties) add(property.start, property.end)
  }
  for (const run of runs(
    items.filter(({ kind }) => kind === 'import'),
    text,
  ))
    add(run.start, run.end, FoldingRangeKind.Imports)
  for (const run of runs(lex(text.content).comments, text)) add(run.start, run.end, FoldingRangeKind.Comment)
  return folds
}

/** What stands on lines that follow each other. */
function runs(pieces: readonly Span[], text: Analysis['text']): readonly Span[] {
  const found: { start: number; end: number }[] = []
  for (const { start, end } of pieces) {
    const last = found.at(-1)
    const follows = last !== undefined && text.positionAt(start).line === text.positionAt(last.end).line + 1
    if (follows && isFirst(text, start)) last.end = end
    else if (isFirst(text, start)) found.push({ start, end })
  }
  return found
}

const isFirst = (text: Analysis['text'], offset: number): boolean =>
  text.content.slice(text.lineStart(text.positionAt(offset).line), offset).trim() === ''

/** From the innermost piece to the whole file. */
export function selectionAt({ text, program }: Analysis, offset: number): SelectionRange {
  let last: Span = { start: 0, end: text.content.length }
  let chosen: SelectionRange = { range: text.rangeOf(last) }
  for (const node of pathTo(program.sources.main.tree, offset)) {
    if (node.start === last.start && node.end === last.end) continue
    chosen = { range: text.rangeOf(node), parent: chosen }
    last = node
  }
  return chosen
}

/** From the compiler's offsets to the editor's lines and columns. */

import type { Span } from '../../language/ast.ts'
import { type editor, Range } from './monaco.ts'

export function rangeOf(model: editor.ITextModel, { start, end }: Span): Range {
  const from = model.getPositionAt(start)
  const to = model.getPositionAt(end)
  return new Range(from.lineNumber, from.column, to.lineNumber, to.column)
}

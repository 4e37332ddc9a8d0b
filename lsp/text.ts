/** Offsets and positions. The protocol counts lines (ended by LF, CR LF or CR) and UTF-16 units, both from 0; we count offsets. */

import type { Position, Range } from 'vscode-languageserver'
import type { Span } from '../language/ast.ts'

export interface Text {
  readonly content: string
  readonly lineCount: number
  /** A position beyond its line is the line's end, one beyond the text the text's end. */
  offsetAt(position: Position): number
  positionAt(offset: number): Position
  rangeOf(span: Span): Range
  spanOf(range: Range): Span
  /** Offset of a line's first character, and of the break that ends it. */
  lineStart(line: number): number
  lineEnd(line: number): number
}

const LF = 10
const CR = 13

export function textOf(content: string): Text {
  const starts = startsOf(content)
  const lineStart = (line: number): number => starts[line] ?? content.length
  function lineEnd(line: number): number {
    let end = lineStart(line + 1)
    if (line + 1 < starts.length) end--
    if (line + 1 < starts.length && content.charCodeAt(end) === LF && content.charCodeAt(end - 1) === CR)
      end--
    return end
  }
  function offsetAt({ line, character }: Position): number {
    if (line < 0) return 0
    if (line >= starts.length) return content.length
    return Math.min(lineStart(line) + Math.max(0, character), lineEnd(line))
  }
  function positionAt(offset: number): Position {
    const at = Math.min(Math.max(0, offset), content.length)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (lineStart(middle) <= at) low = middle
      else high = middle - 1
    }
    return { line: low, character: at - lineStart(low) }
  }
  return {
    content,
    lineCount: starts.length,
    offsetAt,
    positionAt,
    rangeOf: ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) }),
    spanOf({ start, end }) {
      const [a, b] = [offsetAt(start), offsetAt(end)]
      return { start: Math.min(a, b), end: Math.max(a, b) }
    },
    lineStart,
    lineEnd,
  }
}

/** Two looks: an array that grows leaves copies of itself behind, and a long text has thousands of lines. */
function startsOf(content: string): Uint32Array {
  let count = 1
  for (let at = nextLine(content, 0); at > 0; at = nextLine(content, at)) count++
  const starts = new Uint32Array(count)
  for (let line = 1, at = nextLine(content, 0); line < count; line++, at = nextLine(content, at))
    starts[line] = at
  return starts
}

/** Offset behind the next line break; 0 where there is none. */
function nextLine(content: string, from: number): number {
  for (let at = from; at < content.length; at++) {
    const code = content.charCodeAt(at)
    if (code === LF || (code === CR && content.charCodeAt(at + 1) !== LF)) return at + 1
  }
  return 0
}

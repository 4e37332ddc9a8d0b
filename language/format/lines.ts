/** The tokens and comments of a source, cut into lines as planned. Each is written once, in its order. */

import * as t from '../token-kinds.ts'
import type { CommentGroup, Line, Piece, TrailingComment } from './layout.ts'
import { ATTRIBUTE_GAP, type LineJoin, type Plan, type PlannedRow } from './plan.ts'
import type { Element, Source } from './source.ts'
import { blanksBetween, isOperator, spelling } from './spacing.ts'

const STEP = 2
/** A continued line hangs two steps in, or one step and an operator. */
const HANG = 4

/** A line while it is being written. */
interface Draft {
  readonly indent: number
  readonly below: Line['below']
  readonly blankBefore: boolean
  readonly pieces: Piece[]
  comment: TrailingComment | null
  /** It ends with the `{` of a block: no blank line follows. */
  opens: boolean
}

export function cutLines(source: Source, plan: Plan): readonly Line[] {
  const lines: Draft[] = []
  /** Comments with lines of their own that wait for the line below them, whose indent they take. */
  let waiting: Element[] = []
  /** Indents of the lines on which the open brackets stand. */
  let brackets: number[] = []
  let base = 0
  let comments: CommentGroup = { of: 'items' }
  let heads = false
  let before: Element | null = null
  /** Where the bars literals of the statement begin, for their further lines. */
  const places = new Map<number, { line: Draft; piece: number }>()

  const begin = (indent: number, below: Line['below'], blankBefore: boolean): Draft => {
    const line: Draft = { indent, below, blankBefore, pieces: [], comment: null, opens: false }
    lines.push(line)
    return line
  }
  const blankAllowed = (element: Element): boolean => {
    const last = lines[lines.length - 1]
    return element.breaks > 1 && last !== undefined && !last.opens
  }
  const flush = (indent: number, blanks: boolean): void => {
    for (const comment of waiting) {
      const line = begin(indent, null, blanks && blankAllowed(comment))
      line.pieces.push({ text: comment.image, gap: 0, column: null })
    }
    waiting = []
  }
  const beginStatement = (element: Element, join: LineJoin): Draft => {
    base = join.depth * STEP
    brackets = []
    places.clear()
    comments = join.comments
    heads = join.heads
    flush(join.closes ? base + STEP : base, true)
    return begin(base, null, !join.closes && blankAllowed(element))
  }
  const goOn = (element: Element, row: PlannedRow | undefined): Draft => {
    const below = row?.below ?? null
    const top = brackets[brackets.length - 1]
    const indent = indentOf(element, top, base)
    flush(indent === top ? top + STEP : indent, false)
    // Right below other bars these would be more of them.
    const ownBars = row !== undefined && below === null && element.breaks > 1
    return begin(indent, below === null ? null : (places.get(below) ?? null), ownBars)
  }

  for (let i = 0; i < source.elements.length; i++) {
    const element = source.elements[i]
    if (element === undefined) break
    const current = lines[lines.length - 1]
    if (element.comment) {
      if (element.breaks === 0 && current !== undefined && waiting.length === 0) {
        const { image: text } = element
        current.comment = { text, column: element.column, group: comments, heads }
      } else if (waiting.length === 0 && goesOnBelow(element, current)) {
        const line = begin(0, null, false)
        const { image: text } = element
        line.comment = { text, column: element.column, group: comments, heads }
        line.opens = current?.opens ?? false
      } else waiting.push(element)
      continue
    }
    const join = plan.joins.get(element.start)
    const row = plan.rows.get(element.start)
    const apart = element.breaks > 0 && !(join?.kind === 'space' && join.pulled)
    const line =
      join?.kind === 'line'
        ? beginStatement(element, join)
        : current === undefined || apart || current.comment !== null || waiting.length > 0
          ? goOn(element, row)
          : current
    const gap = join?.kind === 'space' ? join.gap : before === null ? 0 : blanksBetween(before, element)
    const column = join?.kind === 'space' ? join.column : null
    line.pieces.push({ text: row?.text ?? spelling(element), gap, column })
    if (row === undefined) {
      if (isOpening(element, join === undefined)) brackets.push(line.indent)
      else if (isClosing(element, join === undefined)) brackets.pop()
      line.opens = plan.opens.has(element.start)
      before = element
      continue
    }
    places.set(element.start, { line, piece: line.pieces.length - 1 })
    if (row.follower !== null) line.pieces.push({ text: '', gap: ATTRIBUTE_GAP, column: row.follower })
    i = row.next - 1
    before = source.elements[i] ?? element
  }
  flush(0, true)
  return lines
}

/** A comment right below one behind code, in the same column, is the rest of it; documentation is of what follows. */
function goesOnBelow(comment: Element, line: Draft | undefined): boolean {
  if (comment.breaks !== 1 || comment.image.startsWith('///')) return false
  return line !== undefined && line.comment?.column === comment.column
}

/** Of a line that goes on with a statement begun above. */
function indentOf(token: Element, bracket: number | undefined, base: number): number {
  if (bracket !== undefined) return isClosing(token, true) ? bracket : bracket + STEP
  if (token.kind === t.LBrace) return base
  return base + (isOperator(token) ? HANG - STEP : HANG)
}

/** Braces of blocks are planned; those of an import are brackets like others. */
function isOpening(token: Element, unplanned: boolean): boolean {
  return token.kind === t.LParen || (token.kind === t.LBrace && unplanned)
}

function isClosing(token: Element, unplanned: boolean): boolean {
  return token.kind === t.RParen || (token.kind === t.RBrace && unplanned)
}

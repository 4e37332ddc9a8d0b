/**
 * Lines with columns to text. A line is a row of pieces; a piece may stand in a column, which it shares with pieces
 * of other lines: all of them begin where the longest line up to there ends. Columns are settled from left to right
 * (by `rank`), each in one pass, so the whole is linear in the number of pieces.
 */

import { displayWidth } from './width.ts'

/** A place where pieces of several lines begin together. */
export interface Column {
  /** Columns of a lower rank are settled before and stand further left on every line. */
  readonly rank: number
}

export interface Piece {
  readonly text: string
  /** Fewest blanks between this and what stands before it on its line. */
  readonly gap: number
  readonly column: Column | null
}

/** Comments behind the code that line up: those of a block, or of items without a blank line between. An identity. */
export interface CommentGroup {
  readonly of: 'items' | 'block'
}

export interface TrailingComment {
  readonly text: string
  /** Where it stood in the source. */
  readonly column: number
  readonly group: CommentGroup
  /** It stands behind the `{` of its group's block. */
  readonly heads: boolean
}

export interface Line {
  /** Blanks before the first piece, unless it hangs below a piece of a line above. */
  readonly indent: number
  readonly below: { readonly line: Line; readonly piece: number } | null
  readonly blankBefore: boolean
  readonly pieces: readonly Piece[]
  readonly comment: TrailingComment | null
}

/** The lines as text, without line breaks. */
export function layout(lines: readonly Line[]): string[] {
  const drafts = new Map<Line, Draft>()
  for (const line of lines) drafts.set(line, { parts: [], width: 0, at: [] })
  const draftOf = (line: Line): Draft => drafts.get(line) ?? { parts: [], width: 0, at: [] }

  /** Writes the pieces of a line up to (without) the one at `limit`. */
  const write = (line: Line, limit: number): Draft => {
    const draft = draftOf(line)
    while (draft.at.length < Math.min(limit, line.pieces.length)) {
      const piece = line.pieces[draft.at.length]
      if (piece !== undefined) place(line, draft, piece, draft.width + piece.gap)
    }
    return draft
  }
  const place = (line: Line, draft: Draft, piece: Piece, column: number): void => {
    const first = draft.at.length === 0
    const at = !first ? column : line.below === null ? line.indent : placeOf(line.below)
    draft.at.push(at)
    if (piece.text === '') return
    draft.parts.push(' '.repeat(at - draft.width), piece.text)
    draft.width = at + displayWidth(piece.text)
  }
  const placeOf = ({ line, piece }: { line: Line; piece: number }): number =>
    write(line, piece + 1).at[piece] ?? line.indent

  for (const users of columnsOf(lines)) {
    let column = 0
    for (const { line, index } of users) {
      column = Math.max(column, write(line, index).width + (line.pieces[index]?.gap ?? 0))
    }
    for (const { line, index } of users) {
      const piece = line.pieces[index]
      if (piece !== undefined) place(line, draftOf(line), piece, column)
    }
  }
  for (const line of lines) write(line, line.pieces.length)
  placeComments(lines, draftOf)
  return lines.flatMap((line) => {
    const text = draftOf(line).parts.join('')
    return line.blankBefore ? ['', text] : [text]
  })
}

interface Draft {
  readonly parts: string[]
  width: number
  /** Where each piece written so far begins. */
  readonly at: number[]
}

interface User {
  readonly line: Line
  readonly index: number
}

/** Who stands in each column, columns by rank. */
function columnsOf(lines: readonly Line[]): readonly (readonly User[])[] {
  const columns = new Map<Column, User[]>()
  for (const line of lines) {
    for (const [index, { column }] of line.pieces.entries()) {
      if (column === null || index === 0) continue
      const users = columns.get(column)
      if (users === undefined) columns.set(column, [{ line, index }])
      else users.push({ line, index })
    }
  }
  return [...columns].sort(([a], [b]) => a.rank - b.rank).map(([, users]) => users)
}

/** Blanks between code and a comment behind it. */
const COMMENT_GAP = 2

function placeComments(lines: readonly Line[], draftOf: (line: Line) => Draft): void {
  const groups = new Map<CommentGroup, Line[]>()
  for (const line of lines) {
    if (line.comment === null) continue
    const members = groups.get(line.comment.group)
    if (members === undefined) groups.set(line.comment.group, [line])
    else members.push(line)
  }
  for (const members of groups.values()) {
    const body = members.filter((line) => line.comment?.heads === false)
    const heads = members.filter((line) => line.comment?.heads === true)
    const authors = commonColumn(body)
    const [head] = heads
    if (head?.comment?.column === authors) writeComments([...heads, ...body], authors, draftOf)
    else {
      writeComments(body, authors, draftOf)
      writeComments(heads, head?.comment?.column ?? 0, draftOf)
    }
  }
}

function writeComments(lines: readonly Line[], authors: number, draftOf: (line: Line) => Draft): void {
  let column = authors
  for (const line of lines) {
    const { width } = draftOf(line)
    column = Math.max(column, width === 0 ? 0 : width + COMMENT_GAP)
  }
  for (const line of lines) {
    const draft = draftOf(line)
    draft.parts.push(' '.repeat(column - draft.width), line.comment?.text ?? '')
  }
}

/** The column in which most of the comments stood: their author lined them up there. 0 where there is none such. */
function commonColumn(lines: readonly Line[]): number {
  const counts = new Map<number, number>()
  for (const { comment } of lines) {
    if (comment !== null) counts.set(comment.column, (counts.get(comment.column) ?? 0) + 1)
  }
  for (const [column, count] of counts) if (count * 2 > lines.length) return column
  return 0
}

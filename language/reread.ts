/**
 * The tree of a text that is being edited. Of each new text only the items are read that an edit can have changed; those
 * before it stay, those behind it are moved. What comes out is what reading all of it would give.
 *
 * An item before the edit stays if neither the parser nor the lexer has seen anything of what changed: another item begins
 * on a line of its own, before the edit and behind all that the parser has looked at (a look of the lexer ends where the next
 * line begins). An item behind it stays if it begins a line, nothing before it back to the beginning of another item has
 * changed (comments above it are its own), and the parser, on its way from before the edit, comes to its first token.
 */

import type { File, Item } from './ast.ts'
import { lineStart } from './characters.ts'
import type { Diagnostic } from './diagnostics.ts'
import { lex } from './lexer.ts'
import { inOrder, MAX_DIAGNOSTICS, MAX_FILE_LENGTH, type ParsedFile, parse, readText } from './parse.ts'
import type { Seam } from './parser.ts'
import { shiftedDiagnostic, shiftItem } from './shift.ts'
import * as t from './token-kinds.ts'

/** A text and its tree. The tree is of this text until `reread` takes it for the next one, and nobody's then. */
export interface EditedText extends ParsedFile {
  readonly text: string
  /** Null: too long, or too much is wrong with it, to be told in parts. */
  readonly pieces: readonly Piece[] | null
  /** How many of its items were read for it. */
  readonly anew: number
}

/** What is read in one go: an item, and what stands before it and belongs to nothing. */
interface Piece {
  /** Of its first token. */
  start: number
  /** Does that begin a line, with a word? Whoever reads from there on reads the same. */
  readonly clean: boolean
  /** Start of the last token that the parser looked at. */
  looked: number
  readonly items: readonly Item[]
  diagnostics: readonly Diagnostic[]
}

/** Reads a text, with what is left of the one before it, which must not be used any more. */
export function reread(before: EditedText | null, text: string): EditedText {
  if (before?.text === text) return { ...before, anew: 0 }
  // C's comments are the only thing of a lexer's that crosses lines, and none of SIL's: all is read until they are gone.
  if (text.includes('/*') && lex(text).foreign.some(({ start }) => text.startsWith('/*', start)))
    return readWhole(text)
  const kept = before?.pieces == null ? null : piecesAfter(before.text, before.pieces, text)
  const pieces = kept?.pieces ?? readPieces(text)
  if (pieces === null) return readWhole(text)
  const items: Item[] = []
  const diagnostics: Diagnostic[] = []
  for (const piece of pieces) {
    for (const item of piece.items) items.push(item)
    for (const one of piece.diagnostics) diagnostics.push(one)
  }
  if (diagnostics.length > MAX_DIAGNOSTICS) return readWhole(text)
  const file: File = { kind: 'file', start: 0, end: text.length, items }
  const anew = kept?.anew ?? items.length
  return { text, file, diagnostics: inOrder(diagnostics), leftOut: 0, pieces, anew }
}

/** What is too much to be told is counted where it is found. */
function readWhole(text: string): EditedText {
  const { file, diagnostics, leftOut } = parse(text)
  return { text, file, diagnostics, leftOut, pieces: null, anew: file.items.length }
}

/** Null where the text is too long, more is wrong with it than is told, or something of it depends on all. */
function readPieces(text: string): readonly Piece[] | null {
  if (text.length > MAX_FILE_LENGTH) return null
  const seams: Seam[] = []
  const { lexed, items, seesAll, read, unknown } = readText(text, (seam) => seams.push(seam))
  if (seesAll || read.found > read.listed.length || unknown.found > unknown.listed.length) return null
  const { tokens } = lexed
  // Behind the last item there is nothing, or what belongs to none.
  if (seams.length > 1 && (seams.at(-1)?.token ?? 0) > tokens.count) seams.pop()
  let run = 0
  return seams.map(({ token, items: from, reports }, i): Piece => {
    const next = seams[i + 1]
    const looked = next?.looked ?? tokens.count + 1
    const diagnostics = read.listed.slice(reports, next?.reports).map((one) => shiftedDiagnostic(one, 0))
    const end = next === undefined ? Number.POSITIVE_INFINITY : tokens.start(next.token)
    for (
      let one = unknown.listed[run];
      one !== undefined && one.span.start < end;
      one = unknown.listed[run]
    ) {
      diagnostics.push(one)
      run++
    }
    return {
      start: tokens.start(token),
      clean: tokens.begins(token) && t.WORDS[tokens.kind(token)] === 1,
      looked: looked > tokens.count ? Number.POSITIVE_INFINITY : tokens.start(looked),
      items: items.slice(from, next?.items),
      diagnostics,
    }
  })
}

// ---- an edit ----------------------------------------------------------------------------------------------------

/** How many pieces behind an edit are read with it, until the parser finds its way back. */
const READ_ON: readonly number[] = [4, 40, Number.POSITIVE_INFINITY]

interface Kept {
  readonly pieces: readonly Piece[]
  /** Items that were read. */
  readonly anew: number
}

/** The pieces of `after`, with those of `before` as far as they hold; null where all must be read. */
function piecesAfter(before: string, pieces: readonly Piece[], after: string): Kept | null {
  if (after.length > MAX_FILE_LENGTH) return null
  const from = commonStart(before, after)
  const to = before.length - commonEnd(before, after, from)
  const by = after.length - before.length
  const kept = keptBefore(pieces, from)
  let origin = kept - 1
  while (origin > 0 && pieces[origin]?.clean !== true) origin--
  const start = origin > 0 ? lineStart(before, pieces[origin]?.start ?? 0) : 0
  const behind = firstFrom(pieces, to)
  for (const more of READ_ON) {
    let end = behind + more
    while (end < pieces.length && pieces[end]?.clean !== true) end++
    const last = pieces[end]
    const region = readPieces(flat(after.slice(start, last === undefined ? after.length : last.start + by)))
    if (region === null) return null
    const met = meeting(pieces, region, behind, by - start, last === undefined)
    const first = kept <= 0 ? 0 : region.findIndex((piece) => piece.start + start === pieces[kept]?.start)
    if (met === null || first < 0 || first > met.region) continue
    const anew = region.slice(first, met.region)
    const rest = pieces.slice(met.old)
    shift(anew, start)
    shift(rest, by)
    // Each has looked as far as those before it: where one ends that has not, an earlier one may have looked further.
    let looked = pieces[Math.max(0, kept) - 1]?.looked ?? 0
    for (const piece of [...anew, ...rest]) {
      looked = Math.max(looked, piece.looked)
      piece.looked = looked
    }
    const read = region.reduce((count, { items }) => count + items.length, 0)
    return { pieces: [...pieces.slice(0, Math.max(0, kept)), ...anew, ...rest], anew: read }
  }
  return null
}

/** Pieces that an edit from `from` on leaves as they are. */
function keptBefore(pieces: readonly Piece[], from: number): number {
  // What the last clean piece before the edit begins with, nobody may have looked at.
  let clean = firstFrom(pieces, from) - 1
  while (clean > 0 && pieces[clean]?.clean !== true) clean--
  const end = pieces[clean]?.start ?? 0
  let kept = clean
  while (kept > 0 && (pieces[kept - 1]?.looked ?? 0) >= end) kept--
  return kept
}

/**
 * Where the parser is back: at the first piece behind the edit, and again at the next, whose comments are then its own. All
 * between are the same from there on.
 */
function meeting(
  pieces: readonly Piece[],
  region: readonly Piece[],
  behind: number,
  by: number,
  isRest: boolean,
): { readonly old: number; readonly region: number } | null {
  let at = 0
  for (let old = behind + 1; old < pieces.length; old++) {
    const [one, next] = [pieces[old - 1], pieces[old]]
    if (one === undefined || next === undefined || !one.clean || !next.clean) continue
    while (at < region.length && (region[at]?.start ?? 0) < one.start + by) at++
    const [met, again] = [region[at], region[at + 1]]
    if (met?.start !== one.start + by || again?.start !== next.start + by) continue
    // What looked at the end of the region has seen an end that is none.
    if (!isRest && region.slice(0, at + 1).some(({ looked }) => looked === Number.POSITIVE_INFINITY))
      return null
    if (met.clean && again.clean) return { old, region: at + 1 }
  }
  return isRest ? { old: pieces.length, region: region.length } : null
}

function shift(pieces: readonly Piece[], by: number): void {
  if (by === 0) return
  for (const piece of pieces) {
    piece.start += by
    piece.looked += by
    for (const item of piece.items) shiftItem(item, by)
    if (piece.diagnostics.length > 0)
      piece.diagnostics = piece.diagnostics.map((one) => shiftedDiagnostic(one, by))
  }
}

/** Index of the first piece that begins at `offset` or later. */
function firstFrom(pieces: readonly Piece[], offset: number): number {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pieces[middle]?.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Compared at once, by the engine. */
const STRIDE = 4096

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let at = 0
  while (at + STRIDE <= most && a.slice(at, at + STRIDE) === b.slice(at, at + STRIDE)) at += STRIDE
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at
}

/** Of what stands behind `from`. */
function commonEnd(a: string, b: string, from: number): number {
  const most = Math.min(a.length, b.length) - from
  const part = (text: string, to: number): string => text.slice(text.length - to - STRIDE, text.length - to)
  let length = 0
  while (length + STRIDE <= most && part(a, length) === part(b, length)) length += STRIDE
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length))
    length++
  return length
}

/** A string of its own. A part of a text keeps all of the text alive, and what is read of it keeps the part. */
function flat(part: string): string {
  const copy: unknown = JSON.parse(JSON.stringify(part))
  return typeof copy === 'string' ? copy : part
}

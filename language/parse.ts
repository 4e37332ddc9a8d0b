/** Text to tree: the door of the language. Never throws; time is linear in the length of the text. */

import type { Doc, File, Item, Span } from './ast.ts'
import type { Diagnostic } from './diagnostics.ts'
import { type Lexed, lex } from './lexer.ts'
import { diagnostic } from './messages.ts'
import { readFile, type Seam } from './parser.ts'
import { createReports, type Reports } from './reports.ts'
import { reportSigns } from './slips/signs.ts'
import type { Token } from './token-list.ts'

/** What the compiler takes of a text. */
export interface ParsedFile {
  readonly file: File
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[]
  /** How many more there are than `MAX_DIAGNOSTICS`. */
  readonly leftOut: number
}

export interface Parsed extends ParsedFile {
  readonly text: string
  readonly lexed: Lexed
}

/** Longest file read, in UTF-16 units. */
export const MAX_FILE_LENGTH = 4 * 1024 * 1024

/** More diagnostics than anyone reads are counted only, so that a binary file costs no more than a good one. */
export const MAX_DIAGNOSTICS = 1000

/** The tree of any text, broken ones too, and what is wrong with it; 1000 diagnostics at most. Never throws; time is linear. */
export function parse(text: string): Parsed {
  if (text.length > MAX_FILE_LENGTH) return tooLarge(text)
  const { items, read, unknown, lexed } = readText(text)
  const diagnostics = inOrder([...read.listed, ...unknown.listed])
  if (diagnostics.length > MAX_DIAGNOSTICS) diagnostics.length = MAX_DIAGNOSTICS
  return {
    text,
    file: { kind: 'file', start: 0, end: text.length, items },
    diagnostics,
    leftOut: read.found + unknown.found - diagnostics.length,
    lexed,
  }
}

/** A text as it was read, item by item where `onSeam` asks. */
export interface ReadText {
  readonly lexed: Lexed
  readonly items: Item[]
  readonly seesAll: boolean
  /** What the parser says, in the order of its reading. */
  readonly read: Reports
  /** What is said of characters that no token begins with. */
  readonly unknown: Reports
}

export function readText(text: string, onSeam?: (seam: Seam) => void): ReadText {
  const lexed = lex(text)
  const read = createReports(MAX_DIAGNOSTICS, text)
  const { tokens } = lexed
  const starts: number[] = []
  const { items, told, seesAll } = readFile({ tokens, docs: docsOf(text, lexed) }, read, (seam) => {
    starts.push(tokens.start(seam.token))
    onSeam?.(seam)
  })
  const unknown = createReports(MAX_DIAGNOSTICS, null)
  reportSigns(unknown.report, text, lexed, { told, starts })
  return { lexed, items, seesAll, read, unknown }
}

/** Sorted by their places. */
export function inOrder(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.sort(
    (a, b) =>
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  )
}

function tooLarge(text: string): Parsed {
  const at: Span = { start: 0, end: 0 }
  return {
    text,
    file: { kind: 'file', start: 0, end: text.length, items: [] },
    diagnostics: [diagnostic('SIL0126', at, { size: text.length, limit: MAX_FILE_LENGTH })],
    leftOut: 0,
    lexed: lex(''),
  }
}

/** `///` lines directly above a token (or above it on its line) → documentation, by the token. */
function docsOf(text: string, { comments, tokens }: Lexed): ReadonlyMap<Token, Doc> {
  const docs = new Map<Token, Doc>()
  let token: Token = 1
  for (let i = 0; i < comments.length; i++) {
    const first = comments[i]
    if (first === undefined || !isDoc(text, first)) continue
    let lines = docLine(text, first)
    let last = first
    for (let next = comments[i + 1]; next !== undefined && isDoc(text, next); next = comments[i + 1]) {
      if (text.slice(last.end, next.start).trim() !== '') break
      lines += `\n${docLine(text, next)}`
      last = next
      i++
    }
    while (token <= tokens.count && tokens.start(token) < last.start) token++
    if (token > tokens.count) break
    docs.set(token, { kind: 'doc', start: first.start, end: last.end, text: lines })
    tokens.markDocumented(token)
  }
  return docs
}

function isDoc(text: string, { start }: Span): boolean {
  return text.startsWith('///', start) && text.charAt(start + 3) !== '/'
}

function docLine(text: string, { start, end }: Span): string {
  return text.slice(text.charAt(start + 3) === ' ' ? start + 4 : start + 3, end).trimEnd()
}

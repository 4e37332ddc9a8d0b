/** Text to tree: the door of the language. Never throws; time is linear in the length of the text. */

import type { IToken } from 'chevrotain'
import type { Doc, File, Span } from './ast.ts'
import type { Diagnostic } from './diagnostics.ts'
import { diagnostic } from './messages.ts'
import { readFile } from './parser.ts'
import { type Lexed, lex, tokenEnd } from './tokens.ts'

export interface Parsed {
  readonly text: string
  readonly file: File
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[]
  readonly lexed: Lexed
}

/** Longest file read, in UTF-16 units. */
export const MAX_FILE_LENGTH = 4 * 1024 * 1024

/** More diagnostics than anyone reads are cut, so that a binary file does not flood a terminal. */
export const MAX_DIAGNOSTICS = 1000

export function parse(text: string): Parsed {
  if (text.length > MAX_FILE_LENGTH) return tooLarge(text)
  const lexed = lex(text)
  const { items, diagnostics } = readFile({
    text,
    tokens: lexed.tokens,
    lineStarts: lineStartsOf(text, lexed),
    docs: docsOf(text, lexed),
  })
  for (const run of lexed.unknown) {
    const found = `\`${text.slice(run.start, run.end)}\``
    diagnostics.push(
      diagnostic(
        'SIL0102',
        run,
        { found },
        { fixes: [{ title: 'Delete it', edits: [{ span: run, newText: '' }] }] },
      ),
    )
  }
  diagnostics.sort(
    (a, b) =>
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  )
  return {
    text,
    file: { kind: 'file', start: 0, end: text.length, items },
    diagnostics: diagnostics.length > MAX_DIAGNOSTICS ? diagnostics.slice(0, MAX_DIAGNOSTICS) : diagnostics,
    lexed,
  }
}

function tooLarge(text: string): Parsed {
  const at: Span = { start: 0, end: 0 }
  return {
    text,
    file: { kind: 'file', start: 0, end: text.length, items: [] },
    diagnostics: [diagnostic('SIL0126', at, { size: text.length, limit: MAX_FILE_LENGTH })],
    lexed: { tokens: [], comments: [], newlines: [], unknown: [] },
  }
}

/** 1 at the offset of each token that begins its line: newlines matter in a few places, see `properties.ts`. */
function lineStartsOf(text: string, lexed: Lexed): Uint8Array {
  const starts = new Uint8Array(text.length)
  const { tokens, newlines } = lexed
  const first = tokens[0]
  if (first !== undefined) starts[first.startOffset] = 1
  let at = 0
  for (let i = 0; i < newlines.length; i++) {
    const end = newlines[i]?.startOffset ?? 0
    while (at < tokens.length && (tokens[at]?.startOffset ?? 0) < end) at++
    const token = tokens[at]
    if (token === undefined) break
    starts[token.startOffset] = 1
  }
  return starts
}

/** `///` lines directly above a token (or above it on its line) → documentation, by the token's offset. */
function docsOf(text: string, lexed: Lexed): ReadonlyMap<number, Doc> {
  const docs = new Map<number, Doc>()
  let at = 0
  const { comments, tokens } = lexed
  for (let i = 0; i < comments.length; i++) {
    const first = comments[i]
    if (first === undefined || !isDoc(first)) continue
    const lines = [docLine(first)]
    let last: IToken = first
    for (let next = comments[i + 1]; next !== undefined && isDoc(next); next = comments[i + 1]) {
      if (text.slice(tokenEnd(last), next.startOffset).trim() !== '') break
      lines.push(docLine(next))
      last = next
      i++
    }
    while (at < tokens.length && (tokens[at]?.startOffset ?? 0) < last.startOffset) at++
    const token = tokens[at]
    if (token === undefined) break
    docs.set(token.startOffset, {
      kind: 'doc',
      start: first.startOffset,
      end: tokenEnd(last),
      text: lines.join('\n'),
    })
  }
  return docs
}

function isDoc(comment: IToken): boolean {
  return comment.image.startsWith('///') && !comment.image.startsWith('////')
}

function docLine(comment: IToken): string {
  return comment.image.slice(3).replace(/^ /, '').trimEnd()
}

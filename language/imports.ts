/** Reads `import { a as b, c } from "./x.sil"`, from its head on. */

import type { ImportDecl, ImportName, Span, StringLit } from './ast.ts'
import { readDeclaredName } from './declarations.ts'
import { readString } from './literals.ts'
import { isString, readStringLit } from './read-literals.ts'
import {
  atItemStart,
  begins,
  close,
  docOf,
  isName,
  isRightBrace,
  isWord,
  type Mutable,
  missing,
  missingCommas,
  missingMark,
  nameOf,
  quote,
  type Reader,
  skipLine,
  skipWhile,
  spanOf,
} from './reader.ts'
import { readBareText } from './slips/bare-text.ts'
import { readWholeImport } from './slips/whole-imports.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'

const AS = t.keyword('as')
const FROM = t.keyword('from')

export function readImport(r: Reader, head: Token): void {
  const names: ImportName[] = []
  const node: Mutable<ImportDecl> = {
    kind: 'import',
    start: r.start(head),
    end: r.end(head),
    doc: docOf(r, head),
    names,
    path: null,
  }
  r.items.push(node)
  const found = r.found
  if (readWholeImport(r, names)) {
    close(r, node)
    return
  }
  if (r.kind(r.peek(1)) !== t.LBrace && !begins(r, r.peek(1))) node.path = readWithoutBraces(r, names)
  else if (!readNames(r, names) && r.kind(r.peek(1)) === FROM)
    missingMark(r, '}', 'the names stand in braces')
  if (node.path === null) {
    if (r.kind(r.peek(1)) === FROM) r.take()
    const next = r.peek(1)
    if (isString(r, next) && !begins(r, next)) {
      if (r.kind(r.peek(0)) !== FROM) missingMark(r, 'from', 'names come `from` a file')
      node.path = readStringLit(r)
    } else if (r.kind(r.peek(0)) === FROM && isBarePath(r))
      node.path = readBareText(r, r.start(next), 'a path')
  }
  close(r, node)
  if (node.path === null && r.found === found)
    missing(r, 'import', 'names in braces and a file, as in { a } from "./x.sil"', node)
}

/** `./l.sil` */
function isBarePath(r: Reader): boolean {
  const next = r.peek(1)
  return !begins(r, next) && (r.kind(next) === t.Dot || r.kind(next) === t.DotDot || isName(r, next))
}

/** `import pocket from "./l.sil"`, `import "./l.sil"`: told of once. The path, where it stands alone. */
function readWithoutBraces(r: Reader, names: ImportName[]): StringLit | null {
  const first = r.peek(1)
  const start = r.start(first)
  const quoted = isString(r, first)
  if (quoted || (!isName(r, first) && isBarePath(r))) {
    if (quoted) r.take()
    else skipLine(r)
    const end = r.end(r.peek(0))
    const written = r.text.slice(start, end)
    const value = quoted ? readString(written, start, 'plain').node.value : written
    reportBraces(r, { start, end }, `{ } from ${quoted ? written : JSON.stringify(value)}`)
    return { kind: 'string', start, end, value, flaw: null }
  }
  if (r.kind(first) === t.Star) {
    r.take()
    reportBraces(r, spanOf(r, first), '{ }')
    return null
  }
  if (!isWord(r, first) || r.kind(first) === FROM) return null
  readList(r, names, false)
  const span = { start, end: r.end(r.peek(0)) }
  // Where the line breaks off, the file is missing as well: told of as one.
  if (begins(r, r.peek(1)) || r.kind(r.peek(1)) === t.End) return null
  reportBraces(r, span, `{ ${r.text.slice(start, span.end)} }`)
  return null
}

function reportBraces(r: Reader, at: Span, meant: string): void {
  const fixes = [{ title: `Write ${meant}`, edits: [{ span: at, newText: meant }] }]
  const args = { found: quote(r.text.slice(at.start, at.end)), expected: 'names come in braces, from a file' }
  r.report('SIL0101', at, args, { fixes, hint: 'As in: import { a, b } from "./x.sil"' })
}

/** Names in braces; false when the closing one is missing. */
function readNames(r: Reader, names: ImportName[]): boolean {
  if (r.kind(r.peek(1)) !== t.LBrace) return true
  r.take()
  readList(r, names, true)
  if (!isRightBrace(r, r.peek(1))) return false
  r.take()
  return true
}

/** `a as b, c`; without braces to the end of the line at most. What else stands in them costs no other name. */
function readList(r: Reader, names: ImportName[], inBraces: boolean): void {
  const bare: Token[] = []
  let isEntry = false
  for (let next = r.peek(1); !endsList(r, next) && !atItemStart(r); next = r.peek(1)) {
    const isNext = isWord(r, next)
    if (!inBraces && (begins(r, next) || !isNext)) return
    if (isEntry && isNext) bare.push(next)
    if (isNext) readEntry(r, names)
    else skipJunk(r)
    isEntry = isNext && r.kind(r.peek(1)) !== t.Comma
    if (r.kind(r.peek(1)) === t.Comma) r.take()
  }
  if (inBraces) missingCommas(r, bare, 'names')
}

function readEntry(r: Reader, names: ImportName[]): void {
  const name = nameOf(r, r.take())
  const entry: Mutable<ImportName> = {
    kind: 'importName',
    start: name.start,
    end: name.end,
    name,
    alias: null,
  }
  names.push(entry)
  if (r.kind(r.peek(1)) !== AS) return
  r.take()
  entry.alias = readDeclaredName(r, 'import', 'import { a as b } from "./x.sil"')
  entry.end = Math.max(entry.end, entry.alias.end)
}

function endsList(r: Reader, token: Token): boolean {
  const kind = r.kind(token)
  return kind === FROM || kind === t.End || isRightBrace(r, token) || isString(r, token)
}

/** Commas too many, or what stands between two of them. */
function skipJunk(r: Reader): void {
  const isComma = (token: Token): boolean => r.kind(token) === t.Comma
  const isOther = (token: Token): boolean => !isComma(token) && !endsList(r, token) && !begins(r, token)
  const expected = 'names come in braces, as in { a as b } from "./x.sil"'
  skipWhile(r, isComma(r.peek(1)) ? isComma : isOther, expected, true)
}

/** Reads `import { a as b, c } from "./x.sil"`, from its head on. */

import type { IToken } from 'chevrotain'
import type { ImportDecl, ImportName } from './ast.ts'
import { readDeclaredName } from './declarations.ts'
import { isString, readStringLit } from './expressions.ts'
import {
  atItemStart,
  begins,
  close,
  docOf,
  isRightBrace,
  isWord,
  type Mutable,
  missing,
  missingMark,
  nameOf,
  type Reader,
} from './reader.ts'
import * as t from './tokens.ts'

const AS = t.keyword('as')
const FROM = t.keyword('from')

export function readImport(r: Reader, head: IToken): void {
  const names: ImportName[] = []
  const node: Mutable<ImportDecl> = {
    kind: 'import',
    start: head.startOffset,
    end: t.tokenEnd(head),
    doc: docOf(r, head),
    names,
    path: null,
  }
  r.items.push(node)
  const closed = readNames(r, names)
  if (!closed && r.peek(1).tokenType === FROM) missingMark(r, '}', 'the names stand in braces')
  if (r.peek(1).tokenType === FROM) r.take()
  const next = r.peek(1)
  if (isString(next) && !begins(r, next)) {
    if (r.peek(0).tokenType !== FROM) missingMark(r, 'from', 'names come `from` a file')
    node.path = readStringLit(r)
  }
  close(r, node)
  if (node.path === null) missing(r, 'import', 'names in braces and a file, as in { a } from "./x.sil"', node)
}

/** Names in braces; false when the closing one is missing. */
function readNames(r: Reader, names: ImportName[]): boolean {
  if (r.peek(1).tokenType !== t.LBrace) return true
  r.take()
  for (let next = r.peek(1); isWord(next) && next.tokenType !== FROM && !atItemStart(r); next = r.peek(1)) {
    r.take()
    const name = nameOf(next)
    const entry: Mutable<ImportName> = {
      kind: 'importName',
      start: name.start,
      end: name.end,
      name,
      alias: null,
    }
    names.push(entry)
    if (r.peek(1).tokenType === AS) {
      r.take()
      entry.alias = readDeclaredName(r, 'import', 'import { a as b } from "./x.sil"')
      entry.end = Math.max(entry.end, entry.alias.end)
    }
    if (r.peek(1).tokenType === t.Comma) r.take()
  }
  if (!isRightBrace(r.peek(1))) return false
  r.take()
  return true
}

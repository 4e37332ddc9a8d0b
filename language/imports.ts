/** Reads `import { a as b, c } from "./x.sil"`, from its head on. */

import type { ImportDecl, ImportName } from './ast.ts'
import { readDeclaredName } from './declarations.ts'
import { isString, readStringLit } from './read-literals.ts'
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
  const closed = readNames(r, names)
  if (!closed && r.kind(r.peek(1)) === FROM) missingMark(r, '}', 'the names stand in braces')
  if (r.kind(r.peek(1)) === FROM) r.take()
  const next = r.peek(1)
  if (isString(r, next) && !begins(r, next)) {
    if (r.kind(r.peek(0)) !== FROM) missingMark(r, 'from', 'names come `from` a file')
    node.path = readStringLit(r)
  }
  close(r, node)
  if (node.path === null) missing(r, 'import', 'names in braces and a file, as in { a } from "./x.sil"', node)
}

/** Names in braces; false when the closing one is missing. */
function readNames(r: Reader, names: ImportName[]): boolean {
  if (r.kind(r.peek(1)) !== t.LBrace) return true
  r.take()
  for (let next = r.peek(1); isWord(r, next) && r.kind(next) !== FROM && !atItemStart(r); next = r.peek(1)) {
    r.take()
    const name = nameOf(r, next)
    const entry: Mutable<ImportName> = {
      kind: 'importName',
      start: name.start,
      end: name.end,
      name,
      alias: null,
    }
    names.push(entry)
    if (r.kind(r.peek(1)) === AS) {
      r.take()
      entry.alias = readDeclaredName(r, 'import', 'import { a as b } from "./x.sil"')
      entry.end = Math.max(entry.end, entry.alias.end)
    }
    if (r.kind(r.peek(1)) === t.Comma) r.take()
  }
  if (!isRightBrace(r, r.peek(1))) return false
  r.take()
  return true
}

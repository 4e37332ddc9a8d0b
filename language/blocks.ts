/** Reads blocks: a head, perhaps a name and whom it follows, and properties in braces. */

import { EOF, type IToken } from 'chevrotain'
import type { Block, BlockKind, Property } from './ast.ts'
import { readDeclaredName } from './declarations.ts'
import { isString, readStringLit } from './expressions.ts'
import { diagnostic } from './messages.ts'
import { nearest } from './nearest.ts'
import { readProperty } from './properties.ts'
import {
  atItemStart,
  begins,
  close,
  docOf,
  HEAD_WORDS,
  isLeftBrace,
  isName,
  isProperty,
  isRightBrace,
  isWord,
  type Mutable,
  missing,
  nameOf,
  quote,
  type Reader,
  skipWhile,
  spanOf,
} from './reader.ts'
import * as t from './tokens.ts'
import { BLOCK_KINDS } from './vocabulary.ts'

const FOLLOWS = t.keyword('follows')
const KINDS: ReadonlyMap<string, BlockKind> = new Map(BLOCK_KINDS.map((kind) => [kind, kind]))

/** `drummer kit follows click { … }`, from its head on. */
export function readBlock(r: Reader, head: IToken): void {
  readBlockOf(r, head, KINDS.get(head.image) ?? 'section')
}

/** `drummr kit { … }`: read as the block that was probably meant, so that its inside is not lost. */
export function readUnknownBlock(r: Reader, head: IToken): void {
  const meant = nearest(head.image, BLOCK_KINDS, 3)
  const span = spanOf(head)
  const options =
    meant === null
      ? { hint: `There are ${BLOCK_KINDS.join(', ')}.` }
      : { fixes: [{ title: `Write ${meant}`, edits: [{ span, newText: meant }] }] }
  r.report(diagnostic('SIL0128', span, { name: head.image, near: meant ?? '' }, options))
  readBlockOf(r, head, KINDS.get(meant ?? '') ?? 'section')
}

/** An unknown word, perhaps a name, and a brace on the same line. */
export function looksLikeBlock(r: Reader): boolean {
  const first = r.peek(1)
  if (HEAD_WORDS.has(first.image) || isProperty(r, first.image)) return false
  for (let ahead = 2; ahead <= 5; ahead++) {
    const token = r.peek(ahead)
    if (begins(r, token)) return false
    if (token.tokenType === t.LBrace) return true
    if (!isName(token) && token.tokenType !== t.StringText) return false
  }
  return false
}

function readBlockOf(r: Reader, head: IToken, kind: BlockKind): void {
  const properties: Property[] = []
  const node: Mutable<Block> = {
    kind: 'block',
    start: head.startOffset,
    end: t.tokenEnd(head),
    doc: docOf(r, head),
    block: kind,
    head: nameOf(head),
    name: null,
    title: null,
    follows: null,
    properties,
    closed: false,
  }
  r.items.push(node)
  r.context = kind
  if (kind === 'scenario') readTitle(r, node, head)
  else if (kind !== 'player') node.name = readDeclaredName(r, kind, `${kind} NAME { … }`)
  if (r.peek(1).tokenType === FOLLOWS) {
    r.take()
    const who = r.peek(1)
    if (isWord(who) && !begins(r, who)) node.follows = nameOf(r.take())
    else missing(r, 'follows', 'player, grid or a member', spanOf(r.peek(0)))
  }
  skipToBrace(r, `a block's properties stand in braces`)
  node.closed = readBody(r, kind, properties)
  close(r, node)
}

/** `scenario "holds a steady player"` */
function readTitle(r: Reader, node: Mutable<Block>, head: IToken): void {
  const next = r.peek(1)
  if (isString(next) && !begins(r, next)) node.title = readStringLit(r)
  else {
    const example = 'scenario "holds a steady player" { … }'
    r.report(diagnostic('SIL0115', spanOf(head), { what: 'scenario', example }))
  }
}

/** Between a block's head and its `{`. */
export function skipToBrace(r: Reader, expected: string): void {
  const mark = r.peek(1)
  if ((mark.tokenType === t.Colon || mark.tokenType === t.Equals) && isLeftBrace(r.peek(2))) {
    const span = spanOf(r.take())
    const fixes = [{ title: `Leave out ${mark.image}`, edits: [{ span, newText: '' }] }]
    const hint = 'As in: drummer kit { … }'
    r.report(diagnostic('SIL0108', span, { mark: quote(mark.image) }, { fixes, hint }))
  }
  skipWhile(r, (token) => !begins(r, token) && !isLeftBrace(token) && !isRightBrace(token), expected)
}

/** `{ properties }`; true when the closing brace is there. `what` names the block in messages. */
export function readBody(r: Reader, what: string, properties: Property[]): boolean {
  const context = r.context
  const before = r.peek(0)
  if (isLeftBrace(r.peek(1))) r.take()
  else reportNoBrace(r, before)
  for (;;) {
    skipJunk(r)
    const next = r.peek(1)
    if (next.tokenType === EOF || isRightBrace(next) || atItemStart(r)) break
    r.context = context
    readProperty(r, r.take(), properties)
  }
  if (isRightBrace(r.peek(1))) {
    r.take()
    return true
  }
  const end = t.tokenEnd(r.peek(0))
  const at = { start: end, end }
  const related = [{ file: '', span: at, message: 'the block ends here at the latest' }]
  const fixes = [{ title: 'Close the block', edits: [{ span: at, newText: '\n}' }] }]
  r.report(diagnostic('SIL0103', spanOf(before), { block: what }, { related, fixes }))
  return false
}

function reportNoBrace(r: Reader, before: IToken): void {
  const end = t.tokenEnd(before)
  const fixes = [{ title: 'Open the block', edits: [{ span: { start: end, end }, newText: ' {' }] }]
  const args = { found: 'the end of the line', expected: 'a block opens with {' }
  r.report(diagnostic('SIL0101', spanOf(before), args, { fixes }))
}

/** What cannot begin a property. */
function skipJunk(r: Reader): void {
  const next = r.peek(1)
  if (isWord(next) || isRightBrace(next)) return
  skipWhile(r, (token) => !isWord(token) && !isRightBrace(token), 'a property begins with its name')
}

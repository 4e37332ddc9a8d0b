/** `section verse 8 bars {`, `drummer kit swing 58% {`: what belongs into a block's braces, and stands before them. */

import type { BlockKind, Property } from '../ast.ts'
import { readProperty } from '../properties.ts'
import { begins, isLeftBrace, isProperty, isWord, quote, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'
import { isCountedBars, readBars } from './counted-bars.ts'

/** Between a name and its brace stands a handful of words. */
const MOST = 24

/** Reads them as the properties that they are, with a fix that moves them; anything else is left to be skipped. */
export function readBeforeBrace(r: Reader, kind: BlockKind, properties: Property[]): void {
  if (braceComes(r)) readAndMove(r, kind, properties)
}

function readAndMove(r: Reader, kind: BlockKind, properties: Property[]): void {
  const start = r.end(r.peek(0))
  const found = r.found
  while (isMark(r, r.peek(1)) && !isLeftBrace(r, r.peek(2))) r.take()
  const from = r.start(r.peek(1))
  // Commas between them go when they are moved.
  const outer = r.separators
  r.separators = []
  const moved = readMoved(r, kind, properties)
  r.separators = outer
  const brace = r.peek(1)
  if (moved.length === 0 || !isLeftBrace(r, brace)) return
  const span = { start: from, end: r.end(r.peek(0)) }
  const edits = [
    { span: { start, end: r.start(brace) }, newText: ' ' },
    { span: { start: r.end(brace), end: r.end(brace) }, newText: ` ${moved.join('  ')}` },
  ]
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: "a block's properties stand in braces",
  }
  // What is wrong in the property itself is mended before it is moved, and nobody's comment goes with it.
  const fixes =
    r.found > found || r.text.slice(start, r.start(brace)).includes('//')
      ? []
      : [{ title: 'Put it into the braces', edits }]
  r.report('SIL0101', span, args, { fixes })
}

/** The properties, as they are to be written in the braces. */
function readMoved(r: Reader, kind: BlockKind, properties: Property[]): string[] {
  const moved: string[] = []
  for (let next = r.peek(1); !isLeftBrace(r, next); next = r.peek(1)) {
    if (kind === 'section' && isCountedBars(r)) moved.push(readBars(r, properties))
    else if (isWord(r, next) && isProperty(r, r.image(next))) {
      readProperty(r, r.take(), properties, true)
      moved.push(r.text.slice(r.start(next), properties[properties.length - 1]?.end))
    } else if (isMark(r, next) && moved.length > 0) r.take()
    else break
  }
  return moved
}

/** Is there a brace further on in this line or at the beginning of the next, and something before it? */
function braceComes(r: Reader): boolean {
  for (let ahead = 1; ahead <= MOST; ahead++) {
    const token = r.peek(ahead)
    if (isLeftBrace(r, token)) return ahead > 1
    if (begins(r, token) || r.kind(token) === t.End) return false
  }
  return false
}

const MARKS = t.kindSet(t.Comma, t.Colon, t.Equals, t.LParen, t.RParen)

/** `section verse (8 bars) {` */
function isMark(r: Reader, token: number): boolean {
  return MARKS[r.kind(token)] === 1
}

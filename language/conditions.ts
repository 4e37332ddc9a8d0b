/** The condition of a rule, and how long it must hold: `player.silent for 2 bars`. */

import type { Expr } from './ast.ts'
import { readExpr, valueFollows } from './expressions.ts'
import {
  begins,
  emptyName,
  isLeftBrace,
  isRightBrace,
  isWord,
  missing,
  nameOf,
  quote,
  type Reader,
  spanOf,
} from './reader.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'

const FOR = t.keyword('for')

export interface Condition {
  readonly when: Expr | null
  readonly hold: Expr | null
}

/** The caller has read `when`. */
export function readCondition(r: Reader): Condition {
  const read = valueFollows(r) ? readExpr(r) : null
  const when = readUndotted(r) ?? read
  return { when, hold: readHold(r) }
}

export function readHold(r: Reader): Expr | null {
  if (r.kind(r.peek(1)) !== FOR) return null
  const hold = r.take()
  if (valueFollows(r)) return readExpr(r)
  missing(r, 'for', 'a length, as in for 2 bars', spanOf(r, hold))
  return null
}

/** Words that people write between a player and what is measured of them. */
const BETWEEN: ReadonlySet<string> = new Set(['is', 'are', 'was', 'has'])
const KNOWN = /^(?:silent|early|late|spread|bias|tempo|drift|confidence)$/
const MEASURED: ReadonlySet<string> = new Set(['player', 'session'])

/** `player silent 2 bars`, `player is late`: the dot is missing. What follows up to `for` or the braces is read over. */
function readUndotted(r: Reader): Expr | null {
  const who = r.peek(0)
  const first = r.peek(1)
  if (!MEASURED.has(r.image(who)) || r.kind(r.peek(-1)) === t.Dot) return null
  if (!isWord(r, first) || begins(r, first) || t.RESERVED_WORDS[r.kind(first)] === 1) return null
  return readWithoutDot(r, who, first)
}

function readWithoutDot(r: Reader, who: Token, first: Token): Expr {
  const second = r.peek(2)
  const isBetween = BETWEEN.has(r.image(first)) && isWord(r, second) && !begins(r, second)
  const measure = isBetween ? second : first
  const span = { start: r.start(who), end: r.end(measure) }
  const newText = `${r.image(who)}.${r.image(measure)}`
  r.take()
  if (isBetween) r.take()
  // Of what nobody measures it is no help to write it with a dot: the checker says what there is.
  if (!KNOWN.test(r.image(measure))) {
    return { kind: 'ref', ...span, path: [nameOf(r, who), nameOf(r, measure)] }
  }
  const length = r.peek(1)
  const edits = [{ span, newText }]
  // `player silent 2 bars`
  if (r.kind(length) === t.Quantity && !begins(r, length))
    edits.push({ span: { start: r.start(length), end: r.start(length) }, newText: 'for ' })
  const args = { found: quote(r.text.slice(span.start, span.end)), expected: 'a dot stands between' }
  r.report('SIL0101', span, args, { fixes: [{ title: `Write ${newText}`, edits }] })
  while (!endsCondition(r, r.peek(1))) r.take()
  return { kind: 'ref', ...span, path: [emptyName(span.end)] }
}

function endsCondition(r: Reader, token: Token): boolean {
  const kind = r.kind(token)
  if (kind === t.End || kind === FOR || isLeftBrace(r, token) || isRightBrace(r, token)) return true
  return begins(r, token)
}

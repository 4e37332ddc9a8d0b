/** A fill in other words (`fill 8 bars`, `fill before chorus`): told of once. */

import type { Property } from '../ast.ts'
import { readNumber } from '../literals.ts'
import {
  begins,
  emptyName,
  isLeftBrace,
  isRightBrace,
  type Mutable,
  quote,
  type Reader,
  spanOf,
  startsProperty,
} from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'

const OFTEN: ReadonlySet<string> = new Set(['each', 'per', 'all', 'after'])
const SAID = ['every', 'density']

/** Reads it, if it is one: behind so many bars its density may follow. The caller has seen a `fill`. */
export function readFillAstray(r: Reader, node: Mutable<Property>): boolean {
  const next = r.peek(1)
  if (begins(r, next) || r.kind(next) === t.End || isRightBrace(r, next) || r.kind(next) === t.Comma)
    return false
  // `fill: every 8 bars` has nothing wrong but its mark.
  if (r.kind(next) === t.Colon || r.kind(next) === t.Equals) return false
  // Somebody may be typing the word.
  if (SAID.some((word) => word.startsWith(r.image(next))) || startsProperty(r)) return false
  return readOther(r, node, next)
}

function readOther(r: Reader, node: Mutable<Property>, next: Token): boolean {
  const number = OFTEN.has(r.image(next)) ? r.peek(2) : next
  const bars = /^(\d+)(?:\s*bars?)?$/.exec(r.kind(number) === t.Quantity ? r.image(number) : '')?.[1]
  const isEvery = bars !== undefined && !begins(r, number)
  const isKnown = isEvery && Number.parseInt(bars, 10) > 0
  if (isEvery) r.skip(number)
  else skipAll(r)
  const span = { start: r.start(next), end: r.end(r.peek(0)) }
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: '`every` says how many bars go by from fill to fill',
  }
  const newText = `every ${bars} bars`
  const fixes = isKnown ? [{ title: `Write fill ${newText}`, edits: [{ span, newText }] }] : []
  r.report('SIL0101', span, args, { fixes, hint: HINT })
  if (!isEvery) {
    // When it comes nobody knows, and that was said.
    node.key = { ...node.key, text: '' }
    return true
  }
  const at = spanOf(r, number)
  const value = { ...readNumber(`${bars} bars`, at.start, 'plain'), ...at }
  node.modifiers = [
    { kind: 'modifier', ...at, key: { ...emptyName(at.start), text: 'every' }, values: [value] },
  ]
  return true
}

/** `fill every 4 bars { snare |xxxx| }`: when it comes is said, and what it plays nobody writes. */
export function readFillWritten(r: Reader): boolean {
  const mark = r.kind(r.peek(1)) === t.Colon || r.kind(r.peek(1)) === t.Equals
  if (!isLeftBrace(r, r.peek(mark ? 2 : 1))) return false
  const start = r.start(r.peek(1))
  skipAll(r)
  const span = { start, end: r.end(r.peek(0)) }
  const expected = 'a drummer makes up what a fill plays, `density` says how much'
  r.report('SIL0101', span, { found: quote(r.text.slice(start, span.end)), expected }, { hint: HINT })
  return true
}

const HINT =
  'As in: fill every 8 bars. They are counted anew in each section, so a fill before the next one is `fill every` as many bars as the section has.'

/** To the end of the line, and of the braces that open on it. */
function skipAll(r: Reader): void {
  let open = 0
  for (let next = r.peek(1); r.kind(next) !== t.End; next = r.peek(1)) {
    if (open === 0 && (begins(r, next) || isRightBrace(r, next))) return
    r.take()
    if (isLeftBrace(r, next)) open++
    else if (isRightBrace(r, next) && --open === 0) return
  }
}

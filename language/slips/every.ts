/** Bars that a rule shall count (`rule up every 4 bars { … }`, `tempo by +2 bpm every 4 bars`): no rule does, so it is told of once. */

import { begins, isLeftBrace, isRightBrace, quote, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'

export const COUNTS_NO_BARS =
  'A rule acts when what it hears of the player comes true, and counts no bars. A tempo that climbs is a ladder, outside of rules, as in tempo ladder 80 bpm..140 bpm by 2 bpm every 4 bars; what comes with its bars stands in sections, in the order of the form.'

const MARKS = t.kindSet(t.Comma, t.Colon, t.Equals)

export function isEvery(r: Reader, ahead = 1): boolean {
  return r.image(r.peek(ahead)) === 'every'
}

/** To the end of the line, or to a brace. */
export function readEvery(r: Reader): void {
  const first = r.take()
  const ends = (): boolean => {
    const next = r.peek(1)
    return begins(r, next) || isLeftBrace(r, next) || isRightBrace(r, next) || r.kind(next) === t.End
  }
  while (!ends()) r.take()
  report(r, r.start(first))
}

/** `rule faster { every 4 bars  tempo += 2 bpm }`: what it does is read over, for nobody says when. */
export function readEveryInside(r: Reader): void {
  const first = r.take()
  while (r.kind(r.peek(1)) === t.Quantity || MARKS[r.kind(r.peek(1))] === 1) r.take()
  report(r, r.start(first))
  let open = 0
  for (let next = r.peek(1); r.kind(next) !== t.End; next = r.peek(1)) {
    if (open === 0 && isRightBrace(r, next)) return
    if (isLeftBrace(r, next)) open++
    else if (isRightBrace(r, next)) open--
    r.take()
  }
}

function report(r: Reader, start: number): void {
  const span = { start, end: r.end(r.peek(0)) }
  const args = { found: quote(r.text.slice(span.start, span.end)), expected: 'a rule counts no bars' }
  r.report('SIL0101', span, args, { hint: COUNTS_NO_BARS })
}

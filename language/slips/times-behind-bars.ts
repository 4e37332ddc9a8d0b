/** How often bars are played (`|x... x...| x3`), or one more stroke, behind their last `|`: told of once. */

import type { Expr, Property, Span } from '../ast.ts'
import { begins, isRightBrace, quote, type Reader, spanOf, startsProperty } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'

const GO_ROUND = 'patterns go round by themselves'

const TIMES = /^(?:[x×*:]\s*\d+|\(\s*[x×*]?\s*\d+\s*[x×]?\s*\)|\d+\s*(?:[x×]|times)|twice|repeat)$/i
/** No pattern says more often than so how often it is played. */
const MOST_TOKENS = 5

/** Reads it, if it is that; the caller has seen that something stands there. */
export function readTimesBehind(r: Reader, property: Property): boolean {
  const first = r.peek(1)
  const last = lastOfLine(r)
  if (last === null) return false
  const span = { start: r.start(first), end: r.end(last) }
  const text = r.text.slice(span.start, span.end)
  const isTimes = TIMES.test(text)
  if (!isTimes && !STROKE.test(text)) return false
  r.skip(last)
  if (isTimes) reportTimes(r, property.end, span)
  else {
    const args = { found: quote(text), expected: 'cells stand between | and |' }
    r.report('SIL0101', spanOf(r, first), args, { hint: 'As in: |x... x...|' })
  }
  return true
}

/** One alone is no bar: chords are. */
const STROKE = /^[xXg]$/

/** The last token of the line, or before what follows on it, where they are few. */
function lastOfLine(r: Reader): Token | null {
  for (let ahead = 1; ahead <= MOST_TOKENS; ahead++) {
    const next = r.peek(ahead + 1)
    const ends = begins(r, next) || isRightBrace(r, next) || r.kind(next) === t.End
    if (ends || startsProperty(r, ahead + 1)) return r.peek(ahead)
  }
  return null
}

/** `|x... x...| *3` reads as a calculation: the bars alone, when it was told of. */
export function withoutTimes(r: Reader, values: readonly Expr[]): readonly Expr[] | null {
  const [value] = values
  if (value?.kind !== 'binary' || value.op !== '*' || value.left.kind !== 'bars') return null
  if (value.right?.kind !== 'number' || value.right.unit !== null) return null
  reportTimes(r, value.left.end, { start: r.text.indexOf('*', value.left.end), end: value.end })
  return [value.left]
}

function reportTimes(r: Reader, from: number, span: Span): void {
  const text = r.text.slice(span.start, span.end)
  const edits = [{ span: { start: from, end: span.end }, newText: '' }]
  const fixes = [{ title: `Leave out ${text}`, edits }]
  r.report('SIL0101', span, { found: quote(text), expected: GO_ROUND }, { fixes })
}

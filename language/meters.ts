/** Reads a metre, `7/8 (2+2+3)`, and the other ways in which scores and people write its groups. */

import type { Expr, Property } from './ast.ts'
import {
  begins,
  isWord,
  type Mutable,
  missing,
  quote,
  type Reader,
  show,
  skipLine,
  spanOf,
} from './reader.ts'
import { leaveBars } from './slips/counted-bars.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'

const SIGNS = t.kindSet(t.Plus, t.Minus, t.Comma)

/** What a metre is also called, where a number and a `/` follow. */
const OTHER_WORDS = /^(?:time|metre|comp[aá]s|signature|time_?sig(?:nature)?)$/i

/** `time signature 3/4`: the words become its key, of which the checker knows what they mean. */
export function readOtherMeter(r: Reader, node: Mutable<Property>): boolean {
  if (r.context !== 'file' && r.context !== 'section') return false
  const { key } = node
  if (node.target !== null || !OTHER_WORDS.test(key.text)) return false
  const second = r.peek(1)
  const isTwo = /^signature$/i.test(r.image(second)) && !begins(r, second)
  const ahead = isTwo ? 2 : 1
  const isMarked = isTwo && (r.kind(r.peek(ahead)) === t.Colon || r.kind(r.peek(ahead)) === t.Equals)
  const upper = r.peek(isMarked ? ahead + 1 : ahead)
  if (r.kind(upper) !== t.Quantity || begins(r, upper) || r.kind(upper + 1) !== t.Slash) return false
  r.peek(isMarked ? ahead + 2 : ahead + 1)
  if (upper - 1 > r.peek(0)) r.skip(upper - 1)
  if (isTwo) node.key = { ...key, end: r.end(r.peek(0)), text: `${key.text} ${r.image(second)}` }
  return true
}

/** The caller has seen that something follows on the line. */
export function readMeter(r: Reader): Expr[] {
  const upper = r.peek(1)
  const ofScore = r.kind(upper) === t.LParen || (r.kind(upper) === t.Quantity && r.kind(r.peek(2)) === t.Plus)
  if (ofScore) return readScoreMeter(r)
  if (r.kind(upper) !== t.Quantity) return []
  r.take()
  let lower: Token | null = null
  if (r.kind(r.peek(1)) === t.Slash) {
    r.take()
    if (r.kind(r.peek(1)) === t.Quantity) {
      lower = r.take()
      leaveBars(r, lower)
    }
  }
  const groups = readGroups(r, numberOf(r, upper)) ?? readBareGroups(r)
  if (lower === null) {
    const at = { start: r.start(upper), end: r.end(r.peek(0)) }
    missing(r, 'meter', 'both of its numbers, as in 4/4', at)
    return []
  }
  return [meterOf(r, upper, numberOf(r, upper), numberOf(r, lower), groups)]
}

function meterOf(r: Reader, first: Token, upper: number, lower: number, groups: number[] | null): Expr {
  return { kind: 'meter', start: r.start(first), end: r.end(r.peek(0)), upper, lower, groups }
}

function numberOf(r: Reader, token: Token): number {
  return Number.parseFloat(r.image(token))
}

/** `(2+2+3)`; what cannot be read is reported once, and the line skipped. */
function readGroups(r: Reader, upper: number): number[] | null {
  const open = r.peek(1)
  if (r.kind(open) !== t.LParen || begins(r, open)) return null
  r.take()
  const groups: number[] = []
  let odd: Token | null = null
  for (;;) {
    const part = r.peek(1)
    if (r.kind(part) !== t.Quantity) break
    groups.push(numberOf(r, r.take()))
    const next = r.peek(1)
    if (r.kind(next) === t.RParen) {
      r.take()
      if (odd !== null) reportGroups(r, open, odd, groups, upper)
      return groups
    }
    if (r.kind(next) === t.Plus) {
      r.take()
      continue
    }
    // `(3 3 2)`, `(3,3,2)`
    odd ??= next
    if (r.kind(next) === t.Comma || r.kind(next) === t.Minus) r.take()
    else if (r.kind(next) !== t.Quantity) break
  }
  const next = r.peek(1)
  const at = spanOf(r, r.kind(next) === t.End ? open : next)
  r.report('SIL0101', at, { found: show(r, next), expected: 'groups are written as in (2+2+3)' })
  skipLine(r)
  return groups
}

function reportGroups(r: Reader, open: Token, odd: Token, groups: readonly number[], upper: number): void {
  const span = { start: r.start(open), end: r.end(r.peek(0)) }
  const written = `(${groups.join('+')})`
  // `12/8 (12 3 6 8 10)` are no groups.
  const isSum = groups.reduce((sum, size) => sum + size, 0) === upper
  const fixes = isSum ? [{ title: `Write ${written}`, edits: [{ span, newText: written }] }] : []
  const args = { found: show(r, odd), expected: 'groups are written as in (2+2+3)' }
  r.report('SIL0101', spanOf(r, odd), args, { fixes })
}

/** `grouped 2+2+3`, `2-2-3`: reported, and read as they are meant. */
function readBareGroups(r: Reader): number[] | null {
  const first = r.peek(1)
  if (begins(r, first)) return null
  const at = isWord(r, first) ? 2 : 1
  if (r.kind(r.peek(at)) !== t.Quantity || SIGNS[r.kind(r.peek(at + 1))] !== 1) return null
  if (at === 2) r.take()
  const groups = readSum(r)
  const span = { start: r.start(first), end: r.end(r.peek(0)) }
  const written = `(${groups.join('+')})`
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: 'groups stand in brackets, as in (2+2+3)',
  }
  r.report('SIL0101', span, args, {
    fixes: [{ title: `Write ${written}`, edits: [{ span, newText: written }] }],
  })
  return groups
}

/** `2+2+3/8`, `(2+2+3)/8`: as additive metres stand in a score. */
function readScoreMeter(r: Reader): Expr[] {
  const first = r.peek(1)
  if (r.kind(first) === t.LParen) r.take()
  const groups = readSum(r)
  if (r.kind(r.peek(1)) === t.RParen) r.take()
  const lower = r.peek(2)
  const ends = r.kind(r.peek(1)) === t.Slash && r.kind(lower) === t.Quantity && !begins(r, lower)
  if (ends) {
    r.take()
    r.take()
  }
  const span = { start: r.start(first), end: r.end(r.peek(0)) }
  const found = quote(r.text.slice(span.start, span.end))
  const expected = 'a metre is written as in 7/8 (2+2+3)'
  if (!ends || groups.length === 0) {
    r.report('SIL0101', span, { found, expected })
    skipLine(r)
    return []
  }
  const upper = groups.reduce((sum, size) => sum + size, 0)
  const written = `${upper}/${r.image(lower)} (${groups.join('+')})`
  const fixes = [{ title: `Write ${written}`, edits: [{ span, newText: written }] }]
  r.report('SIL0101', span, { found, expected }, { fixes })
  return [meterOf(r, first, upper, numberOf(r, lower), groups)]
}

/** `2+2+3`, as far as it goes on this line. */
function readSum(r: Reader): number[] {
  const groups: number[] = []
  for (let part = r.peek(1); r.kind(part) === t.Quantity && !begins(r, part); part = r.peek(1)) {
    groups.push(numberOf(r, r.take()))
    const sign = r.peek(1)
    if (SIGNS[r.kind(sign)] !== 1 || begins(r, sign)) break
    r.take()
  }
  return groups
}

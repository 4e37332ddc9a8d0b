/** A rule's condition in its braces (`rule x { when … mute click }`): told of once, with a fix that moves it into the head. */

import type { Expr, RuleDecl, Span } from '../ast.ts'
import { readCondition } from '../conditions.ts'
import type { Fix } from '../diagnostics.ts'
import {
  begins,
  isLeftBrace,
  isRightBrace,
  quote,
  type Reader,
  skipBraces,
  startsProperty,
} from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'
import { breakBefore } from './nested.ts'
import { placeOfNext } from './placing.ts'

const WHEN = t.keyword('when')

export const SHAPE = 'a rule reads: rule NAME when CONDITION for TIME { ACTIONS }'
export const SHAPE_HINT = 'As in: rule quiet when player.silent for 2 bars { level click to -12 dB }'

export interface WhenInside {
  readonly when: Expr | null
  readonly hold: Expr | null
  /** `when … for …` */
  readonly span: Span
  /** Where the condition itself begins, and where the marks end that go with it. */
  readonly from: number
  readonly end: number
  /** What follows, on the same line. */
  readonly next: Token | null
  /** `when … { … }`: its own braces. */
  readonly brace: Token | null
  /** Nothing is wrong with it but its place. */
  readonly isWhole: boolean
}

const MARKS = t.kindSet(t.Comma, t.Colon, t.Equals)
const THEN: ReadonlySet<string> = new Set(['then', 'do'])

/** `when`, and what other languages say for it. */
export function isWhen(r: Reader, token: Token): boolean {
  return r.kind(token) === WHEN || r.image(token) === 'if'
}

/** `{ when player.silent for 2 bars  mute click }` */
export function readWhenInside(r: Reader, inside: WhenInside[]): boolean {
  if (!isWhen(r, r.peek(1))) return false
  const { found } = r
  const start = r.start(r.take())
  while (MARKS[r.kind(r.peek(1))] === 1) r.take()
  const from = r.start(r.peek(1))
  const { when, hold } = readCondition(r)
  const span = { start, end: r.end(r.peek(0)) }
  while (MARKS[r.kind(r.peek(1))] === 1 || THEN.has(r.image(r.peek(1)))) r.take()
  const end = r.end(r.peek(0))
  const brace = isLeftBrace(r, r.peek(1)) ? r.take() : null
  const next = r.peek(1)
  const isWhole = when !== null && r.found === found
  inside.push({
    when,
    hold,
    span,
    from,
    end,
    next: begins(r, next) || r.kind(next) === t.End ? null : next,
    brace,
    isWhole,
  })
  return true
}

/** One answer to all of them: the first goes into the head, where there is one only. */
export function reportInside(
  r: Reader,
  node: RuleDecl,
  head: Token,
  brace: Token,
  inside: readonly WhenInside[],
): void {
  const inner = r.peek(0)
  const more = isRightBrace(r, inner) && skipOuter(r, head, inside)
  const [first] = inside
  if (first === undefined) return
  const isOnly = node.when === null && inside.length === 1 && !more
  const expected = isOnly ? SHAPE : 'a rule has one condition, before its braces; `and` and `or` join several'
  const text = r.text.slice(first.span.start, first.span.end)
  const last = first.brace === null ? first.end : r.start(first.brace)
  const hasComment = r.text.slice(first.span.start, last).includes('//')
  const fixes = isOnly && first.isWhole && !hasComment ? moveWhen(r, node, brace, first, inner) : []
  r.report('SIL0101', first.span, { found: quote(text), expected }, { fixes, hint: SHAPE_HINT })
}

/** What stands behind a condition's own braces, to where those of the rule close. Is there more than these? */
function skipOuter(r: Reader, head: Token, inside: readonly WhenInside[]): boolean {
  if (inside.every((one) => one.brace === null)) return false
  if (isRightBrace(r, r.peek(1))) {
    r.take()
    return false
  }
  const next = r.peek(1)
  if (!isWhen(r, next) && !startsProperty(r)) return false
  // A setting of the piece, behind a rule whose last brace is missing.
  if (begins(r, next) && placeOfNext(r, head) === 'behind') return false
  skipBraces(r)
  return true
}

function moveWhen(r: Reader, node: RuleDecl, brace: Token, one: WhenInside, inner: Token): Fix[] {
  const { start, end } = one.span
  const when = ` when ${r.text.slice(one.from, end).replace(/\s+/g, ' ')}`
  const title = 'Put it before the braces'
  if (node.hold !== null && one.hold !== null) return []
  const at = { start: node.name.end, end: node.name.end }
  if (one.brace === null) {
    const isLast = one.next === null
    const gap = isLast
      ? { start: breakBefore(r.text, start), end: one.end }
      : { start, end: r.start(one.next) }
    return [
      {
        title,
        edits: [
          { span: at, newText: when },
          { span: gap, newText: '' },
        ],
      },
    ]
  }
  if (r.text.slice(r.end(brace), start).trim() !== '' || !node.closed || node.hold !== null) return []
  const edits = [{ span: { start: at.start, end: r.end(one.brace) }, newText: `${when} {` }]
  const outer = r.peek(0)
  if (outer > inner) edits.push({ span: { start: r.end(inner), end: r.end(outer) }, newText: '' })
  return [{ title, edits }]
}

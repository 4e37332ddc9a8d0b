/** Reads what stands in parentheses: an expression, or the arguments of a call; and names, which a call begins with. */

import type { Expr, Name } from './ast.ts'
import { nestingAllowed, readPhrase, valueFollows } from './expressions.ts'
import {
  atItemStart,
  begins,
  emptyName,
  missing,
  nameOf,
  type Reader,
  readName,
  show,
  spanOf,
} from './reader.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'

export function readParen(r: Reader): Expr {
  const open = r.take()
  if (r.kind(r.peek(1)) === t.RParen) return readNothing(r, open)
  let inner: Expr | null = null
  if (!nestingAllowed(r)) skipNested(r)
  else if (valueFollows(r)) {
    const outer = r.inValues
    r.inValues = false
    r.depth++
    inner = readPhrase(r, true)
    r.depth--
    r.inValues = outer
  }
  closeParen(r, open)
  return {
    kind: 'paren',
    start: r.start(open),
    end: Math.max(r.end(open), r.end(r.peek(0))),
    inner,
  }
}

/** `()`: told of once, and then a name that is missing. */
function readNothing(r: Reader, open: Token): Expr {
  const span = { start: r.start(open), end: r.end(r.take()) }
  missing(r, '()', 'a value between its parentheses', span)
  return { kind: 'ref', ...span, path: [emptyName(span.end)] }
}

/** Up to the parenthesis that closes the one just taken. */
function skipNested(r: Reader): void {
  let open = 1
  for (let next = r.peek(1); r.kind(next) !== t.End && !atItemStart(r); next = r.peek(1)) {
    if (r.kind(next) === t.LParen) open++
    else if (r.kind(next) === t.RParen) open--
    if (open === 0) return
    r.take()
  }
}

function closeParen(r: Reader, open: Token): void {
  const next = r.peek(1)
  if (r.kind(next) === t.RParen) {
    r.take()
    return
  }
  const end = r.end(r.peek(0))
  r.report(
    'SIL0101',
    spanOf(r, r.kind(next) === t.End ? open : next),
    { found: show(r, next), expected: 'the parenthesis must close with )' },
    { fixes: [{ title: 'Close the parenthesis', edits: [{ span: { start: end, end }, newText: ')' }] }] },
  )
}

/** Words that call nothing: what stands behind them is a value, in brackets or not. */
const BEFORE_VALUES: ReadonlySet<string> = new Set([
  ...['ladder', 'short', 'behind', 'ahead', 'player', 'band', 'rushes', 'drags', 'up', 'down'],
  ...['near', 'sample', 'within', 'across'],
])

/** `Math.max(0, 1)`: functions stand alone. */
function skipMath(r: Reader): void {
  const first = r.peek(1)
  if (r.image(first) !== 'Math' || r.kind(r.peek(2)) !== t.Dot || r.kind(r.peek(4)) !== t.LParen) return
  const name = r.image(r.peek(3))
  const span = { start: r.start(first), end: r.start(r.peek(3)) }
  const args = { found: '`Math.`', expected: `functions stand alone, as in ${name}(…)` }
  const fixes = [{ title: `Write ${name}`, edits: [{ span, newText: '' }] }]
  r.report('SIL0101', span, args, { fixes })
  r.skip(r.peek(2))
}

export function readNameOrCall(r: Reader): Expr {
  skipMath(r)
  const first = r.take()
  const name = nameOf(r, first)
  const path: Name[] = [name]
  while (r.kind(r.peek(1)) === t.Dot) {
    r.take()
    path.push(readName(r))
  }
  const next = r.peek(1)
  if (path.length === 1 && r.kind(next) === t.LParen && !begins(r, next) && !BEFORE_VALUES.has(name.text)) {
    const args = readArguments(r, name.text)
    const end = Math.max(r.end(first), r.end(r.peek(0)))
    return { kind: 'call', start: r.start(first), end, name, args }
  }
  return {
    kind: 'ref',
    start: r.start(first),
    end: Math.max(r.end(first), r.end(r.peek(0))),
    path,
  }
}

function readArguments(r: Reader, of: string): Expr[] {
  const open = r.take()
  const args: Expr[] = []
  if (!nestingAllowed(r)) skipNested(r)
  else if (valueFollows(r)) {
    const outer = r.inValues
    r.inValues = of === 'min' || of === 'max'
    r.depth++
    const first = readPhrase(r, true)
    if (first !== null) args.push(first)
    for (let next = r.peek(1); next === r.halved || r.kind(next) === t.Comma; next = r.peek(1)) {
      const isHalf = next === r.halved
      if (!isHalf) r.take()
      const follows = isHalf || valueFollows(r)
      const more = follows ? readPhrase(r, true) : null
      if (more !== null) args.push(more)
      else if (!follows) missing(r, ',', 'another value', spanOf(r, next))
    }
    r.depth--
    r.inValues = outer
  }
  closeParen(r, open)
  return args
}

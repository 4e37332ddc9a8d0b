/** Reads what stands in parentheses: an expression, or the arguments of a call; and names, which a call begins with. */

import type { Expr, Name } from './ast.ts'
import { nestingAllowed, readPhrase, valueFollows } from './expressions.ts'
import { atItemStart, begins, nameOf, type Reader, readName, show, spanOf } from './reader.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'

export function readParen(r: Reader): Expr {
  const open = r.take()
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

export function readNameOrCall(r: Reader): Expr {
  const first = r.take()
  const name = nameOf(r, first)
  const path: Name[] = [name]
  while (r.kind(r.peek(1)) === t.Dot) {
    r.take()
    path.push(readName(r))
  }
  const next = r.peek(1)
  if (path.length === 1 && r.kind(next) === t.LParen && !begins(r, next)) {
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
      const more = isHalf || valueFollows(r) ? readPhrase(r, true) : null
      if (more !== null) args.push(more)
    }
    r.depth--
    r.inValues = outer
  }
  closeParen(r, open)
  return args
}

/** `count-in 2 bars`, `count in 2 bars`. */

import type { Name } from '../ast.ts'
import { begins, quote, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'

/** `count-in 2 bars`: outside of `player` its place is what is told of. */
export function skipCountIn(r: Reader, key: Name): void {
  if (r.context !== 'player' && r.context !== 'file') return
  const ahead = r.kind(r.peek(1)) === t.Minus ? 2 : 1
  if (r.image(r.peek(ahead)) !== 'in' || begins(r, r.peek(ahead))) return
  while (ahead === 2 ? r.image(r.peek(0)) !== 'in' : r.image(r.peek(1)) === 'in') r.take()
  const mark = r.kind(r.peek(1))
  if (mark === t.Colon || mark === t.Equals) r.take()
  if (r.context === 'file') return
  const span = { start: key.end, end: r.end(r.peek(0)) }
  const found = quote(r.text.slice(key.start, span.end))
  const fixes = [{ title: 'Write count', edits: [{ span, newText: '' }] }]
  r.report(
    'SIL0101',
    { start: key.start, end: span.end },
    { found, expected: '`count` says it all' },
    { fixes },
  )
}

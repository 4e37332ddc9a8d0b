/** `assert(tempo within 2% of 96 bpm)`: what must hold, as other languages say it. */

import type { Property } from '../ast.ts'
import { begins, isRightBrace, type Mutable, quote, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'

export const ASSERTS: ReadonlySet<string> = new Set(['assert', 'expect', 'expects', 'check'])

/** `assert(tempo within 2% of 96 bpm)` */
export function readAssert(r: Reader, node: Mutable<Property>): boolean {
  const paren = r.peek(1)
  if (r.kind(paren) !== t.LParen || r.start(paren) !== node.key.end) return false
  let open = 0
  do {
    const next = r.take()
    if (r.kind(next) === t.LParen) open++
    else if (r.kind(next) === t.RParen) open--
  } while (open > 0 && !begins(r, r.peek(1)) && !isRightBrace(r, r.peek(1)) && r.kind(r.peek(1)) !== t.End)
  const span = { start: node.start, end: r.end(r.peek(0)) }
  const inner = r.text.slice(r.end(paren), open === 0 ? span.end - 1 : span.end).trim()
  const newText = `expect ${inner}`
  const fixes = inner === '' ? [] : [{ title: 'Write it without brackets', edits: [{ span, newText }] }]
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: 'what must hold stands behind `expect`',
  }
  r.report('SIL0101', span, args, { fixes, hint: 'As in: expect tempo within 2% of 96 bpm' })
  node.key = { ...node.key, text: '' }
  return true
}

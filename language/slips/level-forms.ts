/** A level that moves, in other words (`level -20 dB to 0 dB over 16 bars`): told of once, with the ramp that is meant. */

import type { Property } from '../ast.ts'
import { begins, isRightBrace, type Mutable, quote, type Reader, spanOf } from '../reader.ts'
import * as t from '../token-kinds.ts'

const TOWARDS: ReadonlySet<string> = new Set(['to', 'until', 'towards', 'into'])
const DURING: ReadonlySet<string> = new Set(['in', 'for', 'within', 'during', 'across'])

/** The caller has seen something behind the level that has no place there. False where nobody can say what is meant. */
export function readLevelAstray(r: Reader, node: Mutable<Property>): boolean {
  const word = r.peek(1)
  const [value] = node.values
  if (r.kind(r.peek(2)) !== t.Quantity || begins(r, r.peek(2))) return false
  const isRamp = value?.kind === 'binary' && value.op === '->'
  const meant = isRamp
    ? DURING.has(r.image(word))
      ? 'over'
      : null
    : value !== undefined && TOWARDS.has(r.image(word))
      ? '->'
      : null
  if (meant === null) return false
  const expected = 'a level that moves reads -12 dB -> 0 dB over 4 bars'
  const fixes = [{ title: `Write ${meant}`, edits: [{ span: spanOf(r, word), newText: meant }] }]
  r.report('SIL0101', spanOf(r, word), { found: quote(r.image(word)), expected }, { fixes })
  while (!begins(r, r.peek(1)) && !isRightBrace(r, r.peek(1)) && r.kind(r.peek(1)) !== t.End) r.take()
  node.values = []
  return true
}

/** `band band "Trio"`, `timbre alloy alloy on 1`: a word that slipped in twice. */

import { isString } from '../read-literals.ts'
import { begins, isHead, isName, quote, type Reader, show, spanOf } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'

const NUMBERS = t.kindSet(t.Quantity, t.BadQuantity)

/** Reads over the head of a declaration that stands there again: no name is spelled like one. */
export function skipDoubled(r: Reader, word: string): void {
  const next = r.peek(1)
  if (!isHead(r, next) || begins(r, next) || r.image(next) !== word) return
  const after = r.peek(2)
  if (begins(r, after) || !(isName(r, after) || isString(r, after) || NUMBERS[r.kind(after)] === 1)) return
  reportDoubled(r, r.take())
}

/** `again` is what the token before it says already. */
export function reportDoubled(r: Reader, again: Token): void {
  const edits = [{ span: { start: r.end(again - 1), end: r.end(again) }, newText: '' }]
  const args = { found: show(r, again), expected: `${quote(r.image(again))} stands before it` }
  r.report('SIL0101', spanOf(r, again), args, { fixes: [{ title: 'Leave it out', edits }] })
}

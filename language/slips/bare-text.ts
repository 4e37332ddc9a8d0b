/** Texts whose quotes nobody wrote: reported, and read as they are meant. */

import type { StringLit } from '../ast.ts'
import { begins, isLeftBrace, isRightBrace, quote, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'

/** From `start` to where the line, or what `goesOn` takes for the text, ends. `what` is one for messages: "a title". */
export function readBareText(
  r: Reader,
  start: number,
  what: string,
  goesOn: (token: Token) => boolean = () => true,
): StringLit {
  for (let next = r.peek(1); r.kind(next) !== t.End && !begins(r, next); next = r.peek(1)) {
    if (isLeftBrace(r, next) || isRightBrace(r, next) || !goesOn(next)) break
    r.take()
  }
  const end = r.end(r.peek(0))
  const value = r.text.slice(start, end)
  const newText = JSON.stringify(value)
  const fixes = [{ title: `Write ${newText}`, edits: [{ span: { start, end }, newText }] }]
  r.report(
    'SIL0101',
    { start, end },
    { found: quote(value), expected: `${what} stands in quotes` },
    { fixes },
  )
  return { kind: 'string', start, end, value, flaw: null }
}

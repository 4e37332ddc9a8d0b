/** `section b = a`: nothing is made from another; what is there twice is named twice, or written out. */

import type { Block } from '../ast.ts'
import {
  begins,
  close,
  isLeftBrace,
  isName,
  type Mutable,
  quote,
  type Reader,
  skipLine,
  spanOf,
} from '../reader.ts'
import * as t from '../token-kinds.ts'

const MOST_LOOKED_AT = 64

const BY_FORM = 'What is played again is named again: form A, A. What is to differ is written out, in braces.'

/** Behind a block's name: told of once, and the line is read over. */
export function readMadeOf(r: Reader, node: Mutable<Block>): boolean {
  const mark = r.peek(1)
  const source = r.peek(2)
  if (r.kind(mark) !== t.Equals || begins(r, mark) || !isName(r, source) || begins(r, source)) return false
  if (isLeftBrace(r, r.peek(3))) return false
  const name = r.image(source)
  skipLine(r)
  close(r, node)
  const span = { start: r.start(mark), end: r.end(r.peek(0)) }
  const isAlone = r.peek(0) === source
  const fixes = isAlone
    ? copyOf(r, node, name).map((newText) => ({
        title: `Write out what \`${name}\` is`,
        edits: [{ span, newText }],
      }))
    : []
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: "a block's properties stand in braces",
  }
  r.report('SIL0101', spanOf(r, mark), args, {
    fixes,
    ...(node.block === 'section' ? { hint: BY_FORM } : {}),
  })
  return true
}

/** The braces of the block of that kind that was written before, not too far up: a file may be full of such lines. */
function copyOf(r: Reader, { block }: Block, name: string): readonly string[] {
  for (let i = r.items.length - 1; i >= 0 && i >= r.items.length - MOST_LOOKED_AT; i--) {
    const item = r.items[i]
    if (item?.kind !== 'block' || item.block !== block || !item.closed || item.name?.text !== name) continue
    return [r.text.slice(item.name.end, item.end).trimStart()]
  }
  return []
}

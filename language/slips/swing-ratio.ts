/** `swing 2:1`, `swing 2/1`: long to short, as drummers say it; here it is the share that the long one has of both. */

import type { Expr } from '../ast.ts'
import { readNumber } from '../literals.ts'
import { begins, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'

/** In percent: straight, and further than anybody swings. */
const [LEAST, MOST] = [50, 78]

/** Reads the ratio and tells of it; null where none stands. `1/2` is a share, and as good as 50%. */
export function readSwingRatio(r: Reader): Expr[] | null {
  const [first, mark, second] = [r.peek(1), r.peek(2), r.peek(3)]
  if (r.kind(first) !== t.Quantity || r.kind(second) !== t.Quantity || begins(r, first)) return null
  if (r.kind(mark) !== t.Colon && r.kind(mark) !== t.Slash) return null
  const [long, short] = [wholeOf(r.image(first)), wholeOf(r.image(second))]
  if (long === null || short === null || (r.kind(mark) === t.Slash && long < short)) return null
  r.skip(second)
  const span = { start: r.start(first), end: r.end(second) }
  const found = r.text.slice(span.start, span.end)
  const share = Math.round((100 * long) / (long + short))
  const isSwing = share >= LEAST && share <= MOST
  const fixes = isSwing ? [{ title: `Write ${share}%`, edits: [{ span, newText: `${share}%` }] }] : []
  r.report('SIL0412', span, { value: found }, { fixes })
  return [{ ...readNumber(`${isSwing ? share : LEAST}%`, span.start, 'plain'), ...span }]
}

function wholeOf(text: string): number | null {
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : null
}

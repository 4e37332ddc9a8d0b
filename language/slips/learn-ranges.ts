/** `learn 0.5 in [0, 1]`, `learn(0.5, 0, 1)`, `learn 0.5 between 0 and 1`: a range as other languages write it, told of once. */

import type { Expr, LearnExpr } from '../ast.ts'
import { docOf, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'

const QUANTITY = String.raw`([-+]?\d+(?:\.\d+)?(?:\s*(?:%|ms\b|s\b|dB\b|bpm\b|beats?\b))?)`
const RANGE = new RegExp(
  String.raw`^learn\s*(\(?)\s*${QUANTITY}\s*(?:,|in\b|between\b|from\b|within\b|range\b)?\s*[[(]?\s*${QUANTITY}\s*(?:,|\.\.|-|to\b|and\b)?\s*${QUANTITY}\s*[\])]*`,
)

/** No such range is longer. */
const LONGEST = 100

/** Reads on behind what is meant; null where nobody can say. The caller has read `learn`, and perhaps more. */
export function readRangeAstray(r: Reader, head: Token): Expr | null {
  const start = r.start(head)
  const found = RANGE.exec(r.text.slice(start, start + LONGEST))
  if (found === null) return null
  const [written, , usual, low, high] = found
  const span = { start, end: start + written.trimEnd().length }
  while (r.kind(r.peek(1)) !== t.End && r.start(r.peek(1)) < span.end) r.take()
  r.told.push(span)
  const newText = `learn ${usual} in ${low}..${high}`
  const fixes = [{ title: `Write ${newText}`, edits: [{ span, newText }] }]
  r.report('SIL0121', span, {}, { fixes, hint: `As in: ${newText}` })
  const node: LearnExpr = {
    // A `]` is no token, and nothing ends behind the last one.
    ...{ kind: 'learn', start, end: r.end(r.peek(0)), doc: docOf(r, head) },
    ...{ default: null, low: null, high: null, log: null, by: [] },
  }
  return node
}

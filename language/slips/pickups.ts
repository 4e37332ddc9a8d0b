/** `pickup 1 8th`, `pickup 3 8ths`: notes by their names, of which none is a unit. */

import type { Property } from '../ast.ts'
import { begins, type Mutable, quote, type Reader } from '../reader.ts'

const STEPS: Readonly<Record<string, number>> = { '16th': 1, '8th': 2, quarter: 4 }

/** Reads it in steps, a 16th each, as which it is told of. */
export function readPickupInNotes(r: Reader, property: Mutable<Property>): boolean {
  const word = r.peek(1)
  const steps = begins(r, word) ? undefined : STEPS[r.image(word).replace(/s$/, '')]
  const [value] = property.values
  const number = value === undefined ? '1' : r.text.slice(value.start, value.end)
  if (steps === undefined || !/^\d{1,2}$/.test(number)) return false
  r.take()
  if (/^notes?$/.test(r.image(r.peek(1))) && !begins(r, r.peek(1))) r.take()
  const span = { start: value?.start ?? r.start(word), end: r.end(r.peek(0)) }
  const newText = `${Number(number) * steps} steps`
  const expected = 'a pickup is so many beats, or steps of a 16th each'
  const fixes = [{ title: `Write ${newText}`, edits: [{ span, newText }] }]
  r.report('SIL0101', span, { found: quote(r.text.slice(span.start, span.end)), expected }, { fixes })
  property.key = { ...property.key, text: '' }
  return true
}

/** `8 bars` of a section or scenario, or `8` alone, where `bars 8` is meant. */

import type { Property } from '../ast.ts'
import { readNumber } from '../literals.ts'
import { type Mutable, quote, type Reader, spanOf } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'

/** Does it follow, where bars are counted? */
export function isCountedBars(r: Reader): boolean {
  if (r.context !== 'section' && r.context !== 'scenario') return false
  const next = r.peek(1)
  if (r.kind(next) !== t.Quantity || isPlaceOfPlayer(r)) return false
  return COUNTED.test(r.image(next)) || LEFT.test(r.image(next))
}

const COUNTED = /^\d+(?:\s*bars?)?$/
const LEFT = /^bars\s*\d+$/

/** `meter 7/4  bars 8`: the lexer takes `4  bars` for one number, but the word belongs to the 8 behind it. */
export function leaveBars(r: Reader, lower: Token): void {
  const [, digits = '', gap = ''] = /^(\d+)(\s+)bars$/.exec(r.image(lower)) ?? []
  const next = r.peek(1)
  if (digits === '' || r.context !== 'section' || r.kind(next) !== t.Quantity || r.tokens.begins(next)) return
  const end = r.start(lower) + digits.length
  r.tokens.moveBorder(lower, end, end + gap.length)
}

const PLACES: ReadonlySet<string> = new Set(['bar', 'bars', 'at', 'from'])

/** `player stops at bar 4`: which bar, and no length. */
export function isPlaceOfPlayer(r: Reader): boolean {
  const next = r.peek(1)
  if (r.context !== 'scenario' || r.kind(next) !== t.Quantity || r.tokens.begins(next)) return false
  return PLACES.has(r.image(r.peek(0)))
}

/** As the property that it is meant for, and how that is written. */
export function readBars(r: Reader, properties: Property[]): string {
  const token = r.take()
  const { start, end } = spanOf(r, token)
  const digits = /\d+/.exec(r.image(token))
  const valueAt = start + (digits?.index ?? 0)
  const number = readNumber(String(Number.parseInt(digits?.[0] ?? '', 10)), valueAt, 'plain')
  const node: Mutable<Property> = {
    kind: 'property',
    start,
    end,
    doc: null,
    target: null,
    key: { kind: 'name', start, end: valueAt > start ? start + 'bars'.length : start, text: 'bars' },
    stray: null,
    values: [{ ...number, start: valueAt, end }],
    modifiers: [],
  }
  properties.push(node)
  return `bars ${number.value}`
}

/** In the braces, where it is told of; a comma behind it goes with it. */
export function readCountedBars(r: Reader, properties: Property[]): boolean {
  if (!isCountedBars(r)) return false
  readBarsAsMeant(r, properties)
  return true
}

function readBarsAsMeant(r: Reader, properties: Property[]): void {
  const at = spanOf(r, r.peek(1))
  const isRight = LEFT.test(r.image(r.peek(1)))
  const newText = readBars(r, properties)
  if (isRight) return
  if (r.kind(r.peek(1)) === t.Comma) r.take()
  const edits = [{ span: { start: at.start, end: r.end(r.peek(0)) }, newText }]
  const found = quote(r.text.slice(at.start, at.end))
  const args = { found, expected: '`bars` stands before their number' }
  r.report('SIL0101', at, args, { fixes: [{ title: `Write ${newText}`, edits }] })
}

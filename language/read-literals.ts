/** Reads the tokens of literals, and reports what is wrong with them. */

import type { Expr, NumberLit, StringLit } from './ast.ts'
import type { Fix } from './diagnostics.ts'
import { readNumber, readString } from './literals.ts'
import { isLeftBrace, quote, type Reader, spanOf } from './reader.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'
import { UNITS } from './vocabulary.ts'

/** `-1O dB`: the letter was taken for the unit, and the unit belongs to the number that is meant. */
export function skipUnitOfLetters(r: Reader, number: Token): void {
  const unit = r.peek(1)
  const isUnit = Object.hasOwn(UNITS, r.image(unit)) && r.kind(unit) === t.Identifier
  if (isUnit && !r.tokens.begins(unit) && /^[\d.]+[Ool][Ool\d]*$/.test(r.image(number))) r.take()
}

/** Reads a string; the caller has seen one. @param opensBlock a brace belongs behind it */
export function readStringLit(r: Reader, opensBlock = false): StringLit {
  const token = r.take()
  const type = r.kind(token)
  const kind = type === t.SmartString ? 'smart' : OPEN_STRINGS[type] === 1 ? 'open' : 'plain'
  const { node, badEscape } = readString(r.image(token), r.start(token), kind)
  if (kind === 'open') {
    r.report('SIL0105', node, {}, { fixes: [closeString(r, token, opensBlock)] })
  } else if (kind === 'smart') {
    const newText = JSON.stringify(node.value)
    const fixes = [{ title: 'Write straight quotes', edits: [{ span: spanOf(r, token), newText }] }]
    r.report('SIL0106', node, {}, { fixes })
  }
  // A backslash that ends the line holds the string open, and is doubled with its quote.
  if (badEscape !== null && (kind !== 'open' || badEscape.text !== '\\')) {
    const at = { start: badEscape.start, end: badEscape.start + badEscape.text.length }
    const span = { start: at.start, end: at.start + 1 }
    const fixes = [{ title: 'Write a backslash', edits: [{ span, newText: '\\\\' }] }]
    r.report('SIL0107', at, { escape: quote(badEscape.text) }, { fixes })
  }
  return node
}

/** Before a brace that ends the line, which is none of the text; a backslash there would take the quote for itself. */
function closeString(r: Reader, token: Token, opensBlock: boolean): Fix {
  // From the end, by hand: a pattern would try every blank of the string as the first.
  const written = r.image(token)
  const trimmed = written.trimEnd()
  const last = trimmed.charAt(trimmed.length - 1)
  const hasBrace = last === '}' || (opensBlock && last === '{')
  const text = hasBrace ? trimmed.slice(0, -1).trimEnd() : written
  const at = r.start(token) + text.length
  let escapes = 0
  while (text.charAt(text.length - 1 - escapes) === '\\') escapes++
  const misses = opensBlock && !hasBrace && !isLeftBrace(r, r.peek(1))
  const newText = `${escapes % 2 === 1 ? '\\' : ''}"${misses ? ' {' : ''}`
  return { title: 'Close the string', edits: [{ span: { start: at, end: at }, newText }] }
}

const OPEN_STRINGS = t.kindSet(t.OpenString, t.ExitOpenString)
const STRINGS = t.kindSet(t.StringText, t.ExitString, t.OpenString, t.ExitOpenString, t.SmartString)

export function isOpenString(r: Reader, token: Token): boolean {
  return OPEN_STRINGS[r.kind(token)] === 1
}

/** A string, whatever its quotes. */
export function isString(r: Pick<Reader, 'kind'>, token: Token): boolean {
  return STRINGS[r.kind(token)] === 1
}

/** What stands between the quotes, of which the last may be missing. */
export function textOf(r: Pick<Reader, 'kind' | 'image' | 'start'>, token: Token): string {
  const kind = OPEN_STRINGS[r.kind(token)] === 1 ? 'open' : 'plain'
  return readString(r.image(token), r.start(token), kind).node.value
}

/** `0,5 s`, `±20 ms`: reported, and read as it was meant. */
export function readFlawedNumber(r: Reader, token: Token, kind: 'comma' | 'plusMinus'): NumberLit {
  const written = readNumber(r.image(token), r.start(token), kind)
  const value =
    kind === 'comma' ? r.image(token).replace(',', '.') : r.image(token).replace(/^(?:\+\/?-|±)\s*/, '')
  // `1,000` is a thousand; `1,500` may be one and a half.
  const thousands = kind === 'comma' && /^[1-9]\d{0,2},\d{3}(?!\d)/.test(r.image(token))
  const whole = r.image(token).replace(',', '')
  const values = !thousands ? [value] : /,000/.test(r.image(token)) ? [whole] : [whole, value]
  const fixes = values.map((one) => ({
    title: `Write ${one}`,
    edits: [{ span: spanOf(r, token), newText: one }],
  }))
  const hint = `Write ${values.join(' or ')}.`
  const isRange = kind === 'plusMinus' && !reachesBothWays(r, token)
  const isElsewhere = kind === 'plusMinus' && r.context !== 'zones'
  const options = isRange ? { hint: A_RANGE } : thousands || isElsewhere ? { fixes, hint } : { fixes }
  const args = { text: quote(r.image(token)), value }
  r.report(kind === 'comma' ? 'SIL0110' : 'SIL0109', spanOf(r, token), args, options)
  return thousands ? { ...written, value: Number.parseInt(whole, 10) } : written
}

const A_RANGE = 'One value stands here; where a range may stand it has two ends, as in 5 ms..60 ms.'

/** What says how far something reaches on either side: a zone, how far somebody wanders, within how much. */
function reachesBothWays(r: Reader, token: Token): boolean {
  return r.context === 'zones' || BOTH_WAYS.has(r.image(token - 1))
}

const BOTH_WAYS: ReadonlySet<string> = new Set(['human', 'within'])

/** `4th` */
export function readOrdinal(r: Reader, token: Token): Expr {
  return {
    kind: 'ordinal',
    start: r.start(token),
    end: r.end(token),
    value: Number.parseInt(r.image(token), 10),
    plural: r.image(token).endsWith('s'),
  }
}

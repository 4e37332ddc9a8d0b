/** From token text to literal nodes. Pure; every flaw is noted on the node and reported by the parser. */

import type { NumberLit, StringLit, UnitName } from './ast.ts'
import { UNITS } from './vocabulary.ts'

const UNIT_TABLE = new Map<string, UnitName>([...Object.entries(UNITS), ['%', '%']])

/** Spellings people write, folded to lower case → the unit they mean. */
const NEAR_UNITS = new Map<string, UnitName>([
  ['ms', 'ms'],
  ['msec', 'ms'],
  ['msecs', 'ms'],
  ['s', 's'],
  ['sec', 's'],
  ['secs', 's'],
  ['second', 's'],
  ['seconds', 's'],
  ['min', 'min'],
  ['mins', 'min'],
  ['minute', 'min'],
  ['minutes', 'min'],
  ['h', 'h'],
  ['hr', 'h'],
  ['hrs', 'h'],
  ['hour', 'h'],
  ['hours', 'h'],
  ['bpm', 'bpm'],
  ['db', 'dB'],
  ['hz', 'Hz'],
  ['khz', 'kHz'],
  ['percent', '%'],
  ['pct', '%'],
  ['d', 'days'],
  ['wk', 'weeks'],
  ['b', 'beats'],
])

/** The unit that `text` most likely means, or null. */
export function nearUnit(text: string): UnitName | null {
  return (
    UNIT_TABLE.get(text) ?? NEAR_UNITS.get(text.toLowerCase()) ?? UNIT_TABLE.get(text.toLowerCase()) ?? null
  )
}

/** Reads `20 ms`, `58%`, `20MS`, `±20 ms`, `0,5 s`. */
export function readNumber(
  image: string,
  start: number,
  kind: 'plain' | 'badUnit' | 'comma' | 'plusMinus',
): NumberLit {
  const end = start + image.length
  let rest = kind === 'plusMinus' ? image.replace(/^(?:\+\/?-|±)\s*/, '') : image
  if (kind === 'comma') rest = rest.replace(',', '.')
  const digits = digitsEnd(rest)
  const unitText = rest.slice(digits).trim()
  const value = clampNumber(Number(rest.slice(0, digits)))
  const unit = unitText === '' ? null : (UNIT_TABLE.get(unitText) ?? nearUnit(unitText))
  const flaw = kind === 'badUnit' ? 'unit' : kind === 'plain' ? null : kind
  return { kind: 'number', start, end, value, unit, flaw, unitText }
}

/** How many characters the number takes: `\d+(\.\d+)?`, without the cost of a regular expression's match. */
function digitsEnd(text: string): number {
  let end = 0
  while (isDigit(text.charCodeAt(end))) end++
  if (text.charCodeAt(end) !== 0x2e || !isDigit(text.charCodeAt(end + 1))) return end
  do end++
  while (isDigit(text.charCodeAt(end)))
  return end
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** A literal of 400 digits is no number anyone means; infinity must not travel further. */
function clampNumber(value: number): number {
  return Number.isFinite(value) ? value : Number.MAX_SAFE_INTEGER
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

export interface ReadString {
  readonly node: StringLit
  /** The first unknown escape and its offset in the file. */
  readonly badEscape: { readonly text: string; readonly start: number } | null
}

export function readString(image: string, start: number, kind: 'plain' | 'open' | 'smart'): ReadString {
  const end = start + image.length
  const body = image.slice(1, kind === 'open' ? undefined : -1)
  let value = ''
  let badEscape: ReadString['badEscape'] = null
  if (!body.includes('\\')) value = body
  else {
    for (let i = 0; i < body.length; i++) {
      const char = body.charAt(i)
      if (char !== '\\') {
        value += char
        continue
      }
      const next = body.charAt(i + 1)
      const simple = ESCAPES[next]
      if (simple !== undefined) {
        value += simple
        i += 1
        continue
      }
      const hex = next === 'u' ? /^[0-9a-fA-F]{4}/.exec(body.slice(i + 2, i + 6))?.[0] : undefined
      if (hex !== undefined) {
        value += String.fromCharCode(Number.parseInt(hex, 16))
        i += 5
        continue
      }
      badEscape ??= { text: `\\${next}`, start: start + 1 + i }
      value += next
      i += 1
    }
  }
  const flaw = kind === 'plain' ? (badEscape === null ? null : 'escape') : kind
  return { node: { kind: 'string', start, end, value, flaw }, badEscape }
}

/** A string as SIL source: straight quotes, JSON escapes. */
export function quoteString(value: string): string {
  return JSON.stringify(value)
}

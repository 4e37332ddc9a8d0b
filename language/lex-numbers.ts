/** Numbers in text, with their units; what people write instead is a token, too, so that it can be answered. */

import { digitsEnd, gapEnd, isDigit, isWordChar, startsWord, wordEnd } from './characters.ts'
import * as t from './token-kinds.ts'
import type { TokenList } from './token-list.ts'
import { UNITS } from './vocabulary.ts'

const UNIT_WORDS: ReadonlySet<string> = new Set(Object.keys(UNITS))
/** Spellings of units that people write; each is answered with the right one. */
export const NEAR_UNITS: ReadonlySet<string> = new Set([
  ...['MS', 'Ms', 'mS', 'msec', 'msecs', 'sec', 'secs', 'second', 'seconds', 'S'],
  ...['Min', 'mins', 'minute', 'minutes', 'H', 'hr', 'hrs', 'hour', 'hours'],
  ...['BPM', 'Bpm', 'db', 'DB', 'Db', 'hz', 'HZ', 'khz', 'KHZ', 'KHz', 'percent', 'pct'],
])
/** The longest of both. */
const LONGEST_UNIT = 9

/** Adds the number that begins at `at`, with the unit behind it; returns its end. */
export function addNumber(tokens: TokenList, at: number): number {
  const { text } = tokens
  const digits = digitsEnd(text, at)
  const ordinal = ordinalEnd(text, digits)
  if (ordinal > digits) return add(tokens, t.Ordinal, at, ordinal)
  const code = text.charCodeAt(digits)
  if (code === 0x2c && isDigit(text.charCodeAt(digits + 1))) {
    const decimals = digitsEnd(text, digits + 1)
    const unit = unitEnd(text, gapEnd(text, decimals))
    if (unit > 0) return add(tokens, t.DecimalComma, at, unit)
    // Without a unit `1,5` may be a list, as in `on 1,3`; nothing is counted from 0.
    const fromZero = digits === at + 1 && text.charCodeAt(at) === 0x30
    if (fromZero && text.charCodeAt(decimals) !== 0x2c) return add(tokens, t.DecimalComma, at, decimals)
  }
  const end = code === 0x2e && isDigit(text.charCodeAt(digits + 1)) ? digitsEnd(text, digits + 1) : digits
  const gap = gapEnd(text, end)
  const unit = unitEnd(text, gap)
  if (unit > 0) return add(tokens, t.Quantity, at, unit)
  if (gap > end) {
    const word = shortWord(text, gap)
    return NEAR_UNITS.has(word)
      ? add(tokens, t.BadQuantity, at, gap + word.length)
      : add(tokens, t.Quantity, at, end)
  }
  if (startsUnit(text.charCodeAt(end))) return add(tokens, t.BadQuantity, at, wordEnd(text, end + 1))
  return add(tokens, t.Quantity, at, end)
}

/** `±20 ms`, `+-20 ms`, `+/-20 ms`; `at` where it is none. */
export function plusMinusEnd(text: string, at: number): number {
  let number = at + 1
  if (text.charCodeAt(at) === 0x2b) {
    if (text.charCodeAt(number) === 0x2f) number++
    if (text.charCodeAt(number) !== 0x2d) return at
    number++
  }
  number = gapEnd(text, number)
  if (!isDigit(text.charCodeAt(number))) return at
  let end = digitsEnd(text, number)
  if (text.charCodeAt(end) === 0x2e && isDigit(text.charCodeAt(end + 1))) end = digitsEnd(text, end + 1)
  const unit = unitEnd(text, gapEnd(text, end))
  return unit > 0 ? unit : end
}

function add(tokens: TokenList, kind: number, start: number, end: number): number {
  tokens.add(kind, start, end)
  return end
}

/** Behind `st`, `nd`, `rd`, `th` or `ths`; `at` itself where none of them stands. */
function ordinalEnd(text: string, at: number): number {
  const first = text.charCodeAt(at)
  const second = text.charCodeAt(at + 1)
  const th = first === 0x74 && second === 0x68
  const other =
    (first === 0x73 && second === 0x74) ||
    (first === 0x6e && second === 0x64) ||
    (first === 0x72 && second === 0x64)
  if (!th && !other) return at
  const end = th && text.charCodeAt(at + 2) === 0x73 ? at + 3 : at + 2
  return isWordChar(text.charCodeAt(end)) ? at : end
}

/** The end of the unit that stands at `at`, or 0. */
function unitEnd(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code === 0x25) return at + 1
  if (!startsWord(code)) return 0
  const word = shortWord(text, at)
  return UNIT_WORDS.has(word) ? at + word.length : 0
}

/** The word at `at`, or nothing where it is longer than any unit. */
function shortWord(text: string, at: number): string {
  let end = at
  while (isWordChar(text.charCodeAt(end))) if (++end - at > LONGEST_UNIT) return ''
  return text.slice(at, end)
}

function startsUnit(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code === 0xb5
}

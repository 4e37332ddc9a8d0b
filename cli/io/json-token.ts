/**
 * Tokens of JSON's grammar, white space among them. Written out: as a regular expression it backtracks, and a text of some million
 * characters is more than its stack holds.
 */

const BLANKS = ' \t\n\r'
const PUNCTUATION = '[]{},:'
const WORDS = ['true', 'false', 'null'] as const

/** Where the token that begins at `at` ends; null where none does. */
export function endOfToken(text: string, at: number): number | null {
  const first = text.charAt(at)
  if (BLANKS.includes(first)) return endOf(text, at, (c) => BLANKS.includes(c))
  if (PUNCTUATION.includes(first)) return at + 1
  if (first === '"') return endOfString(text, at)
  if (first === '-' || isDigit(first)) return endOfNumber(text, at)
  const word = WORDS.find((one) => text.startsWith(one, at))
  return word === undefined ? null : at + word.length
}

function endOf(text: string, from: number, belongs: (c: string) => boolean): number {
  let at = from
  while (at < text.length && belongs(text.charAt(at))) at++
  return at
}

const isDigit = (c: string): boolean => c >= '0' && c <= '9'
const isHex = (c: string): boolean => /^[0-9a-fA-F]$/.test(c)

function endOfString(text: string, start: number): number | null {
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charAt(at)
    if (c === '"') return at + 1
    if (c < ' ') return null
    if (c !== '\\') continue
    at++
    const escaped = text.charAt(at)
    if (escaped === 'u') {
      for (let digit = 1; digit <= 4; digit++) if (!isHex(text.charAt(at + digit))) return null
      at += 4
    } else if (escaped === '' || !'"\\/bfnrt'.includes(escaped)) return null
  }
  return null
}

/** The longest beginning that is a number, as the grammar has it: of `01` the `0`. */
function endOfNumber(text: string, start: number): number | null {
  const whole = text.charAt(start) === '-' ? start + 1 : start
  if (!isDigit(text.charAt(whole))) return null
  let end = text.charAt(whole) === '0' ? whole + 1 : endOf(text, whole, isDigit)
  if (text.charAt(end) === '.' && isDigit(text.charAt(end + 1))) end = endOf(text, end + 1, isDigit)
  const sign = /^[eE][+-]?[0-9]/.exec(text.slice(end, end + 3))
  return sign === null ? end : endOf(text, end + sign[0].length, isDigit)
}

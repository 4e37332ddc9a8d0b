/** What single UTF-16 units are to the lexer, and where runs of them end. */

const BLANK = 1
const DIGIT = 2
const WORD_START = 4
const WORD = 8

/** Below 256 by table: nearly every character of a file. */
const TRAITS: Uint8Array = new Uint8Array(256)
for (const blank of [0x20, 0x09, 0x0c, 0x0b, 0xa0]) TRAITS[blank] = BLANK
for (let code = 0x30; code <= 0x39; code++) TRAITS[code] = DIGIT | WORD
for (let code = 0x41; code <= 0x5a; code++) TRAITS[code] = WORD_START | WORD
for (let code = 0x61; code <= 0x7a; code++) TRAITS[code] = WORD_START | WORD
for (let code = 0xc0; code <= 0xff; code++) TRAITS[code] = WORD_START | WORD
// × and ÷ stand among the letters and are none.
for (const sign of [0xd7, 0xf7]) TRAITS[sign] = 0
TRAITS[0x5f] = WORD_START | WORD

/** A blank that is no line break: space, tab, form feed, vertical tab, byte order mark, and what Unicode has for typesetters. */
export function isBlank(code: number): boolean {
  return code < 256 ? TRAITS[code] === BLANK : isBlankBeyond(code)
}

/** Thin, narrow, no-break, ideographic: text that was copied from a page is full of them. */
function isBlankBeyond(code: number): boolean {
  if (code < 0x2000) return code === 0x1680
  return code <= 0x200a || code === 0x202f || code === 0x205f || code === 0x3000 || code === 0xfeff
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

export function isLineBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d
}

/** A letter or `_`. */
export function startsWord(code: number): boolean {
  return code < 256 ? ((TRAITS[code] ?? 0) & WORD_START) !== 0 : isLetterBeyond(code)
}

/** A letter, a digit or `_`. NaN, beyond the end of the text, is none. */
export function isWordChar(code: number): boolean {
  return code < 256 ? ((TRAITS[code] ?? 0) & WORD) !== 0 : isLetterBeyond(code)
}

/** Whole ranges of Unicode, those of punctuation left out: tables of letters would be larger than the compiler. */
function isLetterBeyond(code: number): boolean {
  return (
    (code >= 0x100 && code <= 0x1fff && code !== 0x1680) ||
    (code >= 0x2c00 && code <= 0xd7ff && code !== 0x3000) ||
    (code >= 0xf900 && code <= 0xfdff)
  )
}

/** `♯` and `♭`, which are as good as `#` and `b`. */
export const SHARP_SIGN = 0x266f
export const FLAT_SIGN = 0x266d

export function isSign(code: number): boolean {
  return code === FLAT_SIGN || code === SHARP_SIGN
}

/** White space to regular expressions, and nothing to the language. */
export function isStraySpace(code: number): boolean {
  return code === 0x2028 || code === 0x2029
}

export function wordEnd(text: string, at: number): number {
  let end = at
  while (isWordChar(text.charCodeAt(end))) end++
  return end
}

export function digitsEnd(text: string, at: number): number {
  let end = at
  while (isDigit(text.charCodeAt(end))) end++
  return end
}

/** Over blanks. */
export function gapEnd(text: string, at: number): number {
  let end = at
  while (isBlank(text.charCodeAt(end))) end++
  return end
}

/** Of the line break at `at`: CR LF is one. */
export function lineBreakLength(text: string, at: number): 1 | 2 {
  return text.charCodeAt(at) === 0x0d && text.charCodeAt(at + 1) === 0x0a ? 2 : 1
}

export function lineEnd(text: string, at: number): number {
  let end = at
  // Compared with the length, since NaN compares with nothing.
  while (end < text.length && !isLineBreak(text.charCodeAt(end))) end++
  return end
}

/** Where the line of `offset` begins; of one that is longer than lines should be, a place in it. */
export function lineStart(text: string, offset: number, most = Number.POSITIVE_INFINITY): number {
  let start = offset
  while (start > 0 && offset - start < most && !isLineBreak(text.charCodeAt(start - 1))) start--
  return start
}

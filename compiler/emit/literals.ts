/** Values as JavaScript source: what is read back is what went in, and text never becomes code. */

/** The shortest decimal that reads back as the same double. @throws RangeError for NaN and infinities. */
export function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} has no literal`)
  return Object.is(value, -0) ? '-0' : String(value)
}

/**
 * `num/den` in lowest terms: `7 / 4`, or `2` where it is whole. One IEEE division, which every engine rounds the same
 * way. @throws RangeError unless both are integers and `den` is positive.
 */
export function quotient(num: number, den: number): string {
  if (!Number.isSafeInteger(num) || !Number.isSafeInteger(den) || den <= 0)
    throw new RangeError(`${num}/${den} is no exact position`)
  const divisor = greatestCommonDivisor(Math.abs(num), den)
  const top = numberLiteral(num / divisor + 0)
  return den === divisor ? top : `${top} / ${den / divisor}`
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b]
  return a
}

/** A string literal in single quotes. */
export function stringLiteral(text: string): string {
  return `'${text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replace(UNSEEN, escapeUnseen)
    // What ends or opens a script element in HTML, should somebody inline the module there.
    .replaceAll('</', '<\\/')
    .replaceAll('<!--', '<\\!--')}'`
}

/** Text that stays inside a comment, on its line. */
export function commentText(text: string): string {
  return text.replace(UNSEEN, escapeUnseen).replaceAll('*/', '*\\/').replaceAll('</', '<\\/')
}

/**
 * What a reader cannot see or an engine or editor takes for a line's end. A fixed list, not a Unicode category:
 * categories grow from engine to engine, and the same policy must have the same bytes.
 */
const UNSEEN_RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f], // controls
  [0x7f, 0xa0], // more of them, next line, no-break space
  [0xad, 0xad], // soft hyphen
  [0x34f, 0x34f], // combining grapheme joiner
  [0x61c, 0x61c], // Arabic letter mark
  [0x115f, 0x1160], // Hangul fillers
  [0x1680, 0x1680], // Ogham space
  [0x17b4, 0x17b5], // Khmer inherent vowels
  [0x180b, 0x180f], // Mongolian selectors
  [0x2000, 0x200f], // blanks, joiners, direction marks
  [0x2028, 0x202f], // line and paragraph separators, marks that reorder
  [0x205f, 0x206f], // more of both
  [0x3000, 0x3000], // wide space
  [0x3164, 0x3164], // Hangul filler
  [0xd800, 0xdfff], // halves of characters (whole ones do not match)
  [0xfe00, 0xfe0f], // variation selectors
  [0xfeff, 0xfeff], // byte order mark
  [0xffa0, 0xffa0], // half-width Hangul filler
  [0xfff0, 0xfffb], // specials
  [0xe0000, 0xe0fff], // tags
]

const UNSEEN = new RegExp(
  `[${UNSEEN_RANGES.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join('')}]`,
  'gu',
)

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escapeUnseen(character: string): string {
  const short = SHORT[character]
  if (short !== undefined) return short
  let escaped = ''
  for (let i = 0; i < character.length; i++)
    escaped += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`
  return escaped
}

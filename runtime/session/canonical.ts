/**
 * JSON with one spelling for each value (RFC 8785), and its SHA-256, so that the same data has the same hash on
 * every machine.
 */

import { sha256 } from './sha256.ts'

/**
 * The canonical text: keys sorted by UTF-16 code units, no blanks, numbers as ECMAScript writes them.
 * @throws RangeError for what JSON cannot say: NaN, infinities, −0, undefined, functions.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`no canonical JSON for ${value}`)
    // −0 is 0, as RFC 8785 and JSON itself have it.
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
    return `{${members.join(',')}}`
  }
  throw new RangeError(`no canonical JSON for ${typeof value}`)
}

/** SHA-256 of the canonical JSON, in lower-case hex. */
export function hashOf(value: unknown): string {
  return sha256(utf8(canonicalJson(value)))
}

/**
 * Of JSON, which has no lone surrogate: it is escaped there. By hand, because the places where policies run (worklets, phones)
 * need not have a TextEncoder.
 */
export function utf8(text: string): Uint8Array {
  // A unit of UTF-16 becomes three bytes at most. A log of hours has millions: no list of numbers grows with them.
  const bytes = new Uint8Array(3 * text.length)
  let n = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.codePointAt(i) ?? 0
    if (c < 0x80) {
      bytes[n++] = c
      continue
    }
    if (c < 0x800) bytes[n++] = 0xc0 | (c >> 6)
    else {
      if (c < 0x10000) bytes[n++] = 0xe0 | (c >> 12)
      else {
        // Two units of UTF-16.
        i++
        bytes[n++] = 0xf0 | (c >> 18)
        bytes[n++] = 0x80 | ((c >> 12) & 63)
      }
      bytes[n++] = 0x80 | ((c >> 6) & 63)
    }
    bytes[n++] = 0x80 | (c & 63)
  }
  return bytes.subarray(0, n)
}

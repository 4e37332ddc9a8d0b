/**
 * Markup that cannot be injected into: a tagged template escapes every string that goes in, and only what another
 * template made passes as it is. The output is well-formed XML as well as HTML, so that a strict parser can check it.
 */

export interface Markup {
  readonly markup: string
}

export type Piece = string | number | Markup | null | readonly Piece[]

/** Builds markup. Strings are escaped (for text and for quoted attributes alike), numbers written compactly. */
export function markup(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let out = parts[0] ?? ''
  pieces.forEach((piece, i) => {
    out += render(piece) + (parts[i + 1] ?? '')
  })
  return { markup: out }
}

function render(piece: Piece): string {
  if (piece === null) return ''
  if (typeof piece === 'string') return escapeText(piece)
  if (typeof piece === 'number') return compact(piece)
  if ('markup' in piece) return piece.markup
  return piece.map(render).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * Escapes text for element content and quoted attributes. What XML and UTF-8 cannot carry (controls, lone
 * surrogates, non-characters) becomes U+FFFD; characters that turn the direction of the text around do too, since a
 * member's name must not rewrite the line it stands on.
 */
export function escapeText(text: string): string {
  return text.replace(UNPRINTABLE, '\uFFFD').replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c)
}

const UNPRINTABLE = /[\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069]|(?![\t\n\r])\p{Cc}/gu

/** A coordinate with at most two decimals and no `-0`. Throws RangeError on what is not finite. */
export function compact(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a report cannot show the number ${value}`)
  return String(Math.round(value * 100) / 100 + 0)
}

/** At most `length` characters (code points), the last an ellipsis if anything was cut: names have no upper bound. */
export function shorten(text: string, length: number): string {
  // Two UTF-16 units at most make a code point, so a longer prefix never has to be looked at.
  const points = Array.from(text.slice(0, 2 * length + 2))
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`
}

/**
 * Signs of print that stand for a sign of SIL: `−6 dB`, `2 × 4`, `0 dB → −6 dB`. A phone or a word processor writes them.
 * They are read as what they look like, so that nothing else is said of them, and answered with the sign to type.
 */

import type { Span } from './ast.ts'
import { gapEnd, isBlank, isDigit } from './characters.ts'
import type { Report } from './reports.ts'
import * as t from './token-kinds.ts'
import { UNITS } from './vocabulary.ts'

/** The kind of token that the sign at `at` is read as; `End` where it looks like none. */
export function lookAlikeKind(text: string, at: number): number {
  switch (text.charCodeAt(at)) {
    case 0x2212: // −
      return t.Minus
    case 0x2013: // – —
    case 0x2014:
      if (!isDigit(text.charCodeAt(gapEnd(text, at + 1)))) return t.End
      return isBetween(text, at) ? t.DotDot : t.Minus
    case 0xd7: // ×
      return t.Star
    case 0xf7: // ÷
      return t.Slash
    case 0x2192: // →
      return t.Arrow
    case 0x2264: // ≤
      return t.LessEqual
    case 0x2265: // ≥
      return t.GreaterEqual
    case 0x2260: // ≠
      return t.NotEqual
    case 0x2026: // …
      return t.DotDot
    case 0x5b: // [A, B] * 2
      return TIMES.test(behind(text, at)) ? t.LParen : t.End
    case 0x5d:
      return TIMES.test(`]${behind(text, at)}`) ? t.RParen : t.End
    default:
      return t.End
  }
}

/**
 * `5–60 ms`, `5 ms – 60 ms`: a dash that stands alike to both sides, with a number before it. `level –6 dB` and `level – 6 dB` have
 * none there, and in `bars 4 level –6 dB` the dash belongs to one side.
 */
function isBetween(text: string, at: number): boolean {
  if (isBlank(text.charCodeAt(at - 1)) !== isBlank(text.charCodeAt(at + 1))) return false
  return NUMBER.test(text.slice(Math.max(0, at - NEAR), at))
}

/** What is played several times; deleting its brackets would leave another form. */
const TIMES = /^[^[\]|\r\n]*\][^\S\r\n]*(?:[*×]|x[^\S\r\n]*\d)/

function behind(text: string, at: number): string {
  return text.slice(at + 1, at + LONGEST)
}

/** No form's brackets are further apart. */
const LONGEST = 200

/** Looked for nearby: the longest unit, and blanks around it. */
const NEAR = 16
const NUMBER = new RegExp(`\\d\\s*(?:%|${Object.keys(UNITS).join('|')})?\\s*$`)

/** What is typed for them. */
const SIGNS: ReadonlyMap<number, string> = new Map([
  [t.Minus, '-'],
  [t.DotDot, '..'],
  [t.Star, '*'],
  [t.Slash, '/'],
  [t.Arrow, '->'],
  [t.LessEqual, '<='],
  [t.GreaterEqual, '>='],
  [t.NotEqual, '!='],
  [t.LParen, '('],
  [t.RParen, ')'],
])

export function reportLookAlike(report: Report, text: string, span: Span, kind: number): void {
  const sign = SIGNS.get(kind) ?? '-'
  const dash = kind === t.DotDot && text.charCodeAt(span.start) !== 0x2026
  // Between two values a dash may mean both.
  const signs = dash ? [sign, '-'] : [sign]
  const fixes = signs.map((one) => ({ title: `Write ${one}`, edits: [{ span, newText: one }] }))
  const hint = `Write ${signs.map((one) => `\`${one}\``).join(' or ')}.`
  report(
    'SIL0102',
    span,
    { found: `\`${text.slice(span.start, span.end)}\``, where: 'in SIL' },
    { fixes, hint },
  )
}

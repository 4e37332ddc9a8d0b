/**
 * Signs of print that stand for a sign of SIL: `−6 dB`, `2 × 4`, `0 dB → −6 dB`. A phone or a word processor writes them.
 * They are read as what they look like, so that nothing else is said of them, and answered with the sign to type.
 */

import type { Span } from '../ast.ts'
import { gapEnd, isBlank, isDigit, isLineBreak } from '../characters.ts'
import type { Report } from '../reports.ts'
import * as t from '../token-kinds.ts'
import { UNITS } from '../vocabulary.ts'

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

// ---- signs of other languages for the words of a condition ------------------------------------------------------------

/** `&&`, `||`, `!` where a condition goes on. */
export interface ConditionSign {
  readonly kind: number
  readonly end: number
}

/** The word of a condition that stands at `at` as other languages write it; null where a sign is none. */
export function conditionSign(text: string, at: number): ConditionSign | null {
  const sign = text.charCodeAt(at)
  if (sign !== AMPERSAND && sign !== BAR && sign !== EXCLAMATION) return null
  const isTwice = text.charCodeAt(at + 1) === sign
  // One alone opens bars.
  if (sign === BAR && !isTwice) return null
  const end = sign !== EXCLAMATION && isTwice ? at + 2 : at + 1
  if (!/[\p{L}_(!]/u.test(text.charAt(gapEnd(text, end)))) return null
  if (sign === AMPERSAND && isTwice) return { kind: AND, end }
  // `||` are two bar lines, and a `!` a character that has got lost, wherever no condition stands.
  if (!isInCondition(text, at)) return null
  return { kind: sign === BAR ? OR : sign === AMPERSAND ? AND : NOT, end }
}

/** No more than what stands before it on its line is looked at. */
function isInCondition(text: string, at: number): boolean {
  let start = at
  while (start > 0 && at - start < LONGEST && !isLineBreak(text.charCodeAt(start - 1))) start--
  return CONDITION.test(text.slice(start, at))
}

const CONDITION = /\b(?:when|if)\b(?:[^"{}|]|\|\|)*$|(?:&&|\band|\bor|\bnot)[^\S\r\n]*$/

const AMPERSAND = 0x26
const BAR = 0x7c
const EXCLAMATION = 0x21
const AND = t.keyword('and')
const OR = t.keyword('or')
const NOT = t.keyword('not')

/** The word, with blanks around it where there are none. */
function reportConditionSign(report: Report, text: string, span: Span, word: string): void {
  const to = word === 'not' ? gapEnd(text, span.end) : span.end
  const before = isBlank(text.charCodeAt(span.start - 1)) || text.charAt(span.start - 1) === '(' ? '' : ' '
  const isFirst = span.start === 0 || isLineBreak(text.charCodeAt(span.start - 1))
  const after = word !== 'not' && isBlank(text.charCodeAt(to)) ? '' : ' '
  const edits = [{ span: { start: span.start, end: to }, newText: `${isFirst ? '' : before}${word}${after}` }]
  const found = `\`${text.slice(span.start, span.end)}\``
  const fixes = [{ title: `Write ${word}`, edits }]
  report('SIL0102', span, { found, where: 'in SIL' }, { fixes, hint: `Write \`${word}\`.` })
}

const WORDS: ReadonlyMap<number, string> = new Map([
  [AND, 'and'],
  [OR, 'or'],
  [NOT, 'not'],
])

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
  const word = WORDS.get(kind)
  if (word !== undefined) {
    reportConditionSign(report, text, span, word)
    return
  }
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

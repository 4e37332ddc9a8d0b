/**
 * The token table for chevrotain's lexer: what `bench:parse` holds the compiler against ("the lexer alone"), where the Langium
 * grammar has its patterns from, and what a test holds `language/lexer.ts` to.
 *
 * One lexer with two modes: `text` for the language, `bars` between `|`. In bars every cell with its suffixes is one
 * token. Where a bars literal ends is told by custom patterns.
 */

import {
  type CustomPatternMatcherFunc,
  createToken,
  type ILexingResult,
  Lexer,
  type TokenType,
} from 'chevrotain'
import { ForeignComments } from '../language/slips/foreign-comments.ts'
import { conditionSign, lookAlikeKind } from '../language/slips/look-alikes.ts'
import * as t from '../language/token-kinds.ts'
import { BLOCK_KINDS, HEADS, RESERVED, UNITS } from '../language/vocabulary.ts'

/** Any word that may stand where a name is allowed: identifiers and all keywords. */
export const Word = createToken({ name: 'Word', pattern: Lexer.NA })

/**
 * First characters are given rather than found: chevrotain would parse each regular expression for them, which is half
 * of what its lexer costs at start-up. A test compares with a lexer that tries every pattern at every character.
 */
const DIGITS = [...'0123456789']
const PITCH_LETTERS = [...'ABCDEFG']
/** A letter or `_`; beyond ASCII one representative a bucket of chevrotain's table of first characters. */
const WORD_STARTS = charsBetween([
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x167f],
  [0x1681, 0x1fff],
  [0x2c00, 0x2fff],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdff],
])

const LETTERS =
  '\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u167F\\u1681-\\u1FFF\\u2C00-\\u2FFF\\u3001-\\uD7FF\\uF900-\\uFDFF'
const WORD_CHARS = `A-Za-z0-9_${LETTERS}`
const BLANKS = ' \\t\\f\\v\\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000\\uFEFF'
const BLANK_CHARS = charsBetween([
  [0x20, 0x20],
  [0x09, 0x09],
  [0x0b, 0x0c],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
])

export const Identifier = createToken({
  name: 'Identifier',
  pattern: new RegExp(`[A-Za-z_${LETTERS}][${WORD_CHARS}]*`),
  start_chars_hint: WORD_STARTS,
  categories: [Word],
})

/** The one name with a hyphen: `unit user-week`. */
export const UserWeek = createToken({
  name: 'UserWeek',
  pattern: 'user-week',
  longer_alt: Identifier,
  categories: [Word],
})

/** Heads of blocks with braces. */
export const BlockHead = createToken({ name: 'BlockHead', pattern: Lexer.NA })
/** Binary operators, signs and words alike. */
export const Operator = createToken({ name: 'Operator', pattern: Lexer.NA })

const keywordTypes = new Map<string, TokenType>()
for (const text of new Set<string>([...HEADS, ...RESERVED])) {
  const categories = [Word]
  if (BLOCK_KINDS.some((kind) => kind === text)) categories.push(BlockHead)
  if (text === 'and' || text === 'or' || text === 'else') categories.push(Operator)
  const type = createToken({ name: `Kw_${text}`, pattern: text, longer_alt: Identifier, categories })
  keywordTypes.set(text, type)
}

// ---- text mode ------------------------------------------------------------------------------------------------

const unitPattern = Object.keys(UNITS)
  .sort((a, b) => b.length - a.length)
  .join('|')
const UNIT = `(?:(?:${unitPattern})(?![${WORD_CHARS}])|%)`
/** Spellings of units that people write; each is answered with the right one. */
const NEAR_UNIT =
  '(?:MS|Ms|mS|msec|msecs|sec|secs|seconds?|S|Min|mins|minutes?|H|hrs?|hours?|BPM|Bpm|db|DB|Db|hz|HZ|khz|KHZ|KHz|percent|pct)'

/** `20 ms`, `0.5`, `58%`: number and unit are one token. */
export const Quantity = createToken({
  name: 'Quantity',
  pattern: new RegExp(`\\d+(?:\\.\\d+)?(?:[${BLANKS}]*${UNIT})?`),
  start_chars_hint: DIGITS,
})
/** `20MS`, `20 msec`: a number with a unit that is none. */
export const BadQuantity = createToken({
  name: 'BadQuantity',
  pattern: new RegExp(
    `\\d+(?:\\.\\d+)?(?:[${BLANKS}]+${NEAR_UNIT}(?![${WORD_CHARS}])|(?!${UNIT})[A-Za-z_µ][${WORD_CHARS}]*)`,
  ),
  start_chars_hint: DIGITS,
})
export const DecimalComma = createToken({
  name: 'DecimalComma',
  start_chars_hint: DIGITS,
  // Without a unit `1,5` may be a list, as in `on 1,3`; nothing is counted from 0.
  pattern: new RegExp(`\\d+,\\d+[${BLANKS}]*${UNIT}|0,\\d+(?![\\d,])`),
})
export const PlusMinus = createToken({
  name: 'PlusMinus',
  pattern: new RegExp(`(?:\\+/?-|±)[${BLANKS}]*\\d+(?:\\.\\d+)?(?:[${BLANKS}]*${UNIT})?`),
  start_chars_hint: ['+', '±'],
})
export const Ordinal = createToken({
  name: 'Ordinal',
  pattern: new RegExp(`\\d+(?:st|nd|rd|ths?)(?![${WORD_CHARS}])`),
  start_chars_hint: DIGITS,
})
export const Pitch = createToken({
  name: 'Pitch',
  pattern: new RegExp(`[A-G](?:##?|bb?|♯♯?|♭♭?)?\\d+(?![${WORD_CHARS}])`),
  start_chars_hint: PITCH_LETTERS,
})
/** `F#`, `B♭` as a key's tonic. */
export const SharpName = createToken({
  name: 'SharpName',
  pattern: /[A-G](?:##?|♯♯?|♭♭?)(?!\d)|[a-g](?:♯♯?|♭♭?)/,
  start_chars_hint: [...PITCH_LETTERS, ...'abcdefg'],
})

export const StringText = createToken({
  name: 'StringText',
  pattern: /"(?:[^"\\\n\r]|\\[^\n\r])*"/,
  start_chars_hint: ['"'],
})
export const OpenString = createToken({
  name: 'OpenString',
  pattern: /"(?:[^"\\\n\r]|\\[^\n\r])*\\?/,
  start_chars_hint: ['"'],
})
export const SmartString = createToken({
  name: 'SmartString',
  pattern: /[“”„«][^“”„«»"\n\r]*[“”»"]|[‘’‚'][^‘’‚'“”„«»"\n\r]*[‘’'"]/,
  start_chars_hint: [..."“”„«‘’‚'"],
})
/** `x---x---` written without bars. The run of dashes is bounded, or a line of dashes would cost quadratic time. */
export const DrumTab = createToken({
  name: 'DrumTab',
  pattern: /(?:[xXoOgG]+-{2,}|-{3,64}[xXoOgG])[xXoOgG-]*/,
  start_chars_hint: ['x', 'X', 'o', 'O', 'g', 'G', '-'],
})

export const LBrace = createToken({ name: 'LBrace', pattern: '{' })
export const RBrace = createToken({ name: 'RBrace', pattern: '}' })
export const Comma = createToken({ name: 'Comma', pattern: ',' })
export const Dot = createToken({ name: 'Dot', pattern: '.' })
export const Equals = createToken({ name: 'Equals', pattern: '=' })
export const Colon = createToken({ name: 'Colon', pattern: ':' })

const operator = (name: string, pattern: string) => createToken({ name, pattern, categories: [Operator] })
/** A sign of SIL, and those of print that look like it. */
const signOf = (name: string, ascii: string, kind: number, signs: string, categories = [Operator]) =>
  createToken({
    name,
    pattern: (text: string, offset: number) => {
      if (text.startsWith(ascii, offset))
        return Object.assign([ascii] as [string], { index: 0, input: ascii })
      const sign = text.charAt(offset)
      if (!signs.includes(sign) || sign === '' || lookAlikeKind(text, offset) !== kind) return null
      return Object.assign([sign] as [string], { index: 0, input: sign })
    },
    start_chars_hint: [ascii, ...signs],
    line_breaks: false,
    categories,
  })
export const LParen = signOf('LParen', '(', t.LParen, '[', [])
export const RParen = signOf('RParen', ')', t.RParen, ']', [])
export const Arrow = signOf('Arrow', '->', t.Arrow, '→')
export const DotDot = signOf('DotDot', '..', t.DotDot, '…–—')
export const Comparisons = [
  signOf('LessEqual', '<=', t.LessEqual, '≤'),
  signOf('GreaterEqual', '>=', t.GreaterEqual, '≥'),
  operator('EqualEqual', '=='),
  signOf('NotEqual', '!=', t.NotEqual, '≠'),
  operator('Less', '<'),
  operator('Greater', '>'),
]
export const Plus = operator('Plus', '+')
export const Minus = signOf('Minus', '-', t.Minus, '−–—')
export const Star = signOf('Star', '*', t.Star, '×')
export const Slash = signOf('Slash', '/', t.Slash, '÷')

/** `&&`, `||`, `!`, as the product finds them in conditions. */
const ConditionSigns = (['and', 'or', 'not'] as const).map((word) =>
  createToken({
    name: `Kw_${word}`,
    pattern: (text: string, offset: number) => {
      const sign = conditionSign(text, offset)
      if (sign?.kind !== t.keyword(word)) return null
      return Object.assign([text.slice(offset, sign.end)] as [string], { index: 0, input: text })
    },
    start_chars_hint: ['&', '|', '!'],
    line_breaks: false,
    categories: word === 'not' ? [Word] : [Word, Operator],
  }),
)

const Blank = createToken({
  name: 'Blank',
  pattern: new RegExp(`[${BLANKS}]+`),
  start_chars_hint: BLANK_CHARS,
  group: Lexer.SKIPPED,
})
const Newline = createToken({
  name: 'Newline',
  pattern: /(?:\r\n|\n|\r)/,
  start_chars_hint: ['\n', '\r'],
  group: 'newlines',
  line_breaks: true,
})
const Comment = createToken({
  name: 'Comment',
  pattern: /\/\/[^\n\r]*/,
  start_chars_hint: ['/'],
  group: 'comments',
})

/** Comments of other languages, as the product finds them. */
const ForeignComment = createToken({
  name: 'ForeignComment',
  pattern: (text: string, offset: number) => {
    const image = text.slice(offset, new ForeignComments(text).end(offset))
    return image === '' ? null : Object.assign([image] as [string], { index: 0, input: image })
  },
  start_chars_hint: ['#', '%', ';', '-', '/'],
  line_breaks: true,
  group: 'foreign',
})

export const BarOpen = createToken({ name: 'BarOpen', pattern: '|', push_mode: 'bars' })

// ---- bars mode ------------------------------------------------------------------------------------------------

/** Every token that takes a cell's place. */
export const CellToken = createToken({ name: 'CellToken', pattern: Lexer.NA })

const SUFFIX = '(?:[!_~]|\\?(?:100|[1-9][0-9]?)?)*'
const ACCIDENTAL = '(?:bb?|##?|♭♭?|♯♯?)'
const cell = (name: string, starts: readonly string[], source: string) =>
  createToken({ name, pattern: new RegExp(source), start_chars_hint: [...starts], categories: [CellToken] })

export const HitToken = cell('Hit', [...'xXgopfdr#'], `[xXgopfdr#]${SUFFIX}`)
export const RestToken = createToken({ name: 'Rest', pattern: '.', categories: [CellToken] })
export const TieToken = createToken({ name: 'Tie', pattern: '-', categories: [CellToken] })
export const MaybeToken = createToken({ name: 'Maybe', pattern: '~', categories: [CellToken] })
/** `1`, `b3'`, `1/5~`. One digit a degree; octave marks touch it. */
export const DegreeToken = cell(
  'Degree',
  [...'b#♭♯12345678'],
  `${ACCIDENTAL}?[1-8]['’,]*(?:/${ACCIDENTAL}?[1-8]['’,]*)*${SUFFIX}`,
)
/** A chord or a pitch. `-` belongs to it only before a digit or `m`: `D-7` is a chord, `C2-` a pitch and a tie. */
export const NameToken = cell(
  'BarName',
  PITCH_LETTERS,
  `[A-G](?:[#b♯♭A-Za-z0-9+°øØΔ△()^]|/(?=[A-G0-9])|-(?=[0-9m]))*${SUFFIX}`,
)
export const NoChordToken = cell('NoChord', ['N'], 'N\\.C\\.?|NC')
export const RepeatToken = createToken({ name: 'Repeat', pattern: '%', categories: [CellToken] })
export const LBracketToken = createToken({ name: 'LBracket', pattern: '[' })
export const RBracketToken = createToken({ name: 'RBracket', pattern: ']' })
/** `3:` right after a `|`. */
export const CountToken = createToken({
  name: 'Count',
  pattern: new RegExp(`\\d+[${BLANKS}]*:`),
  start_chars_hint: DIGITS,
})
/** Something no cell is: a run of letters and digits, or one sign. */
export const BadCellToken = createToken({
  name: 'BadCell',
  pattern: new RegExp(`[${WORD_CHARS}]+|[^\\s|"{}\\[\\]]`),
  categories: [CellToken],
  start_chars_hint: charsBetween([[0, 0xffff]]),
})

/** A modifier after bars whose closing `|` is missing: back to text. */
const ExitWord = createToken({
  name: 'ExitWord',
  pattern: new RegExp(`(?:timbre|level|loop|feel|human|pan|over|chance|on)(?![${WORD_CHARS}])`),
  start_chars_hint: [...'tlfhpoc'],
  categories: [Word],
  pop_mode: true,
})
const exit = (type: TokenType, name: string) =>
  createToken({
    name,
    ...(type.PATTERN === undefined ? {} : { pattern: type.PATTERN }),
    ...(type.START_CHARS_HINT === undefined ? {} : { start_chars_hint: type.START_CHARS_HINT }),
    categories: [type],
    pop_mode: true,
  })
const ExitString = exit(StringText, 'ExitString')
const ExitOpenString = exit(OpenString, 'ExitOpenString')
const ExitLBrace = exit(LBrace, 'ExitLBrace')
const ExitRBrace = exit(RBrace, 'ExitRBrace')

const matchWhen =
  (holds: (text: string, offset: number) => boolean): CustomPatternMatcherFunc =>
  (text, offset) =>
    text.charCodeAt(offset) === 0x7c && holds(text, offset) ? BAR_MATCH : null
const BAR_MATCH: RegExpExecArray = Object.assign(['|'] as [string], { index: 0, input: '|' })

export const BarSep = createToken({
  name: 'BarSep',
  pattern: matchWhen(barsGoOn),
  start_chars_hint: ['|'],
  line_breaks: false,
})
export const BarClose = createToken({
  name: 'BarClose',
  pattern: matchWhen((text, offset) => !barsGoOn(text, offset)),
  start_chars_hint: ['|'],
  line_breaks: false,
  pop_mode: true,
})

const NEWLINE_MATCH = (length: 1 | 2): RegExpExecArray =>
  Object.assign([length === 2 ? '\r\n' : '\n'] as [string], { index: 0, input: '\n' })
const ONE = NEWLINE_MATCH(1)
const TWO = NEWLINE_MATCH(2)
const matchNewline =
  (goesOn: boolean): CustomPatternMatcherFunc =>
  (text, offset) => {
    const length = newlineLength(text, offset)
    if (length === 0 || startsWithBar(text, offset + length) !== goesOn) return null
    return length === 2 ? TWO : ONE
  }
const BarsNewline = createToken({
  name: 'BarsNewline',
  pattern: matchNewline(true),
  start_chars_hint: ['\n', '\r'],
  line_breaks: true,
  group: 'newlines',
})
const ExitNewline = createToken({
  name: 'ExitNewline',
  pattern: matchNewline(false),
  start_chars_hint: ['\n', '\r'],
  line_breaks: true,
  group: 'newlines',
  pop_mode: true,
})

/** All characters below 256; beyond, one representative at least a bucket of chevrotain's table. */
function charsBetween(ranges: readonly (readonly [number, number])[]): string[] {
  const chars: string[] = []
  for (const [from, to] of ranges) {
    for (let code = from; code <= to; code += code < 256 ? 1 : 128) chars.push(String.fromCharCode(code))
    chars.push(String.fromCharCode(to))
  }
  return chars
}

function newlineLength(text: string, offset: number): 0 | 1 | 2 {
  const code = text.charCodeAt(offset)
  if (code === 0x0a) return 1
  if (code === 0x0d) return text.charCodeAt(offset + 1) === 0x0a ? 2 : 1
  return 0
}

function startsWithBar(text: string, offset: number): boolean {
  let i = offset
  while (BLANK_CHARS.includes(text.charAt(i)) && i < text.length) i++
  return text.charCodeAt(i) === 0x7c
}

/** Does a bars literal go on past the `|` at `offset`? */
function barsGoOn(text: string, offset: number): boolean {
  let comment = false
  for (let i = offset + 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x0a || c === 0x0d) return startsWithBar(text, i + newlineLength(text, i))
    if (comment) continue
    if (c === 0x7c) return true
    if (c === 0x22 || c === 0x7b || c === 0x7d) return false
    if (c === 0x2f && text.charCodeAt(i + 1) === 0x2f) comment = true
  }
  return false
}

// ---- the lexer --------------------------------------------------------------------------------------------------

const TEXT_MODE: TokenType[] = [
  Blank,
  Newline,
  Comment,
  ForeignComment,
  Ordinal,
  DecimalComma,
  BadQuantity,
  Quantity,
  PlusMinus,
  DrumTab,
  StringText,
  OpenString,
  SmartString,
  ...ConditionSigns,
  BarOpen,
  LBrace,
  RBrace,
  LParen,
  RParen,
  Comma,
  DotDot,
  Dot,
  ...Comparisons,
  Equals,
  Colon,
  Arrow,
  Plus,
  Minus,
  Star,
  Slash,
  Pitch,
  SharpName,
  UserWeek,
  ...keywordTypes.values(),
  Identifier,
]

const BARS_MODE: TokenType[] = [
  Blank,
  BarsNewline,
  ExitNewline,
  Comment,
  BarSep,
  BarClose,
  ExitString,
  ExitOpenString,
  ExitLBrace,
  ExitRBrace,
  CountToken,
  ExitWord,
  DegreeToken,
  NoChordToken,
  NameToken,
  HitToken,
  RestToken,
  TieToken,
  MaybeToken,
  RepeatToken,
  LBracketToken,
  RBracketToken,
  BadCellToken,
]

/** The table as chevrotain takes it. */
export const LEXER_DEFINITION = { modes: { text: TEXT_MODE, bars: BARS_MODE }, defaultMode: 'text' }

const lexer = new Lexer(LEXER_DEFINITION, {
  positionTracking: 'onlyOffset',
  ensureOptimizations: true,
  skipValidations: true,
})

/** Tokens, comments and line breaks of a text, as chevrotain gives them. */
export function chevrotainLex(text: string): ILexingResult {
  return lexer.tokenize(text)
}

/** The same, trying every pattern at every character, whatever the table of first characters says. */
export function createThoroughLexer(): (text: string) => ILexingResult {
  const thorough = new Lexer(LEXER_DEFINITION, {
    positionTracking: 'onlyOffset',
    safeMode: true,
    skipValidations: true,
  })
  return (text) => thorough.tokenize(text)
}

/** Chevrotain's own checks of the token table, run by a test. */
export function validateTokenTable(): readonly string[] {
  const checked = new Lexer(LEXER_DEFINITION, {
    positionTracking: 'onlyOffset',
    ensureOptimizations: true,
    deferDefinitionErrorsHandling: true,
  })
  return checked.lexerDefinitionErrors.map((e) => e.message)
}

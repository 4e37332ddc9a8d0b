/**
 * The lexer's tokens once more, as regular expressions in order: for editors that colour a line at a time and cannot call the
 * lexer. The studio's rules and the TextMate grammar are both made from this table, and a test holds it against the lexer.
 *
 * JavaScript and Oniguruma both read them: no captures, no names, no flags.
 */

import { EXIT_WORDS } from './lex-cells.ts'
import { NEAR_UNITS } from './lex-numbers.ts'
import { BLOCK_KINDS, HEADS, MEMBER_PROPERTIES, PROPERTIES, RESERVED, UNITS } from './vocabulary.ts'

export interface Pattern {
  readonly name: PatternName
  readonly source: string
}

export type PatternName =
  | 'comment.doc'
  | 'comment'
  | 'string'
  | 'number'
  | 'number.pitch'
  | 'word'
  | 'bracket'
  | 'operator'
  | 'bar'
  | 'bar.count'
  | 'cell.accent'
  | 'cell.hit'
  | 'cell.ghost'
  | 'cell.learn'
  | 'cell.rest'
  | 'cell.chord'
  | 'cell.degree'
  | 'wrong'

/** `characters.ts` in brackets: what a blank is, and a letter. */
const BLANK = '[\\t \\u000b\\u000c\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000\\ufeff]'
const LETTERS =
  'A-Za-z_\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u167f\\u1681-\\u1fff\\u2c00-\\u2fff\\u3001-\\ud7ff\\uf900-\\ufdff'
export const WORD = `[${LETTERS}][${LETTERS}0-9]*`
/** Behind a word: so that `by` is not the beginning of `byte`. */
export const WORD_END = `(?![${LETTERS}0-9])`

/** Longest first: `ms` is no `m` with an `s` behind it. */
export function oneOf(words: Iterable<string>): string {
  return `(?:${[...new Set(words)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|')})`
}

const UNIT = `(?:${oneOf(Object.keys(UNITS))}${WORD_END}|%)`
const DECIMAL = '[0-9]+(?:\\.[0-9]+)?'

// ---- words ------------------------------------------------------------------------------------------------------

/** What opens a declaration at the start of a line; elsewhere the same word is a property or a value. */
export const HEAD_WORDS: readonly string[] = [...new Set<string>([...HEADS, ...BLOCK_KINDS])]
/** Words that only some places know, and that read as keywords there. */
export const SOFT_WORDS = ['play', 'vamp', 'repeat', 'mix', 'near', 'sample', 'within'] as const
export const RESERVED_WORDS: readonly string[] = RESERVED
export const PROPERTY_WORDS: readonly string[] = [
  ...new Set([
    ...Object.values(PROPERTIES).flatMap((known) => Object.keys(known)),
    ...Object.keys(MEMBER_PROPERTIES),
  ]),
]
export const MODIFIER_WORDS: readonly string[] = [
  ...new Set(
    Object.values(PROPERTIES).flatMap((known) =>
      Object.values(known).flatMap((spec) => Object.keys(spec.modifiers)),
    ),
  ),
]

// ---- text -------------------------------------------------------------------------------------------------------

/** Behind a note: `b` alone may be a letter of a word. */
const SIGN = '(?:##?|♯♯?|♭♭?)'
const STRING = '"(?:[^"\\\\\\r\\n]|\\\\(?:.|$))*"?'

/** Before words: some of it begins like one. */
export const TEXT: readonly Pattern[] = [
  { name: 'comment.doc', source: '///.*$' },
  { name: 'comment', source: '//.*$' },
  { name: 'string', source: STRING },
  { name: 'string', source: '[“”„«][^“”„«»"\\r\\n]*[“”»"]' },
  { name: 'string', source: `[‘’‚'][^‘’‚'“”„«»"\\r\\n]*[‘’'"]` },
  { name: 'wrong', source: '[xXoOgG]+--[xXoOgG-]*|---+[xXoOgG][xXoOgG-]*' },
  { name: 'wrong', source: `(?:±|\\+/?-)${BLANK}*${DECIMAL}(?:${BLANK}*${UNIT})?` },
  { name: 'number', source: `[0-9]+(?:ths?|st|nd|rd)${WORD_END}` },
  { name: 'wrong', source: `[0-9]+,[0-9]+${BLANK}*${UNIT}|0,[0-9]+(?![0-9,])` },
  { name: 'number', source: `${DECIMAL}${BLANK}*${UNIT}` },
  {
    name: 'wrong',
    source: `${DECIMAL}(?:[A-Za-z_\\u00b5][${LETTERS}0-9]*|${BLANK}+${oneOf(NEAR_UNITS)}${WORD_END})`,
  },
  { name: 'number', source: DECIMAL },
  {
    name: 'number.pitch',
    source: `[A-G](?:${SIGN}|bb?)?[0-9]+${WORD_END}|[A-G]${SIGN}(?![0-9])|[a-g](?:♯♯?|♭♭?)`,
  },
  { name: 'word', source: 'user-week' },
]

/** Behind words. */
export const SIGNS: readonly Pattern[] = [
  { name: 'bracket', source: '[{}()]' },
  { name: 'operator', source: '\\.\\.|->|[<>]=?|[=!]=|[-+*/=,:.]' },
]

// ---- bars -------------------------------------------------------------------------------------------------------

/**
 * A `|` that ends bars: no further one on its line. Whether the next line goes on an editor does not see; so behind the last `|`
 * stands nothing, or what no cell is.
 */
const BEHIND_BARS = [...MODIFIER_WORDS, ...PROPERTY_WORDS, ...RESERVED_WORDS]
export const BAR_CLOSE = `\\|(?=(?:(?!//)[^"{}|])*(?:$|["{}]|//))(?!${BLANK}*(?!//|${oneOf(BEHIND_BARS)}${WORD_END})[^\\s"{}(),])`
/** What ends them where the closing one is missing, and is itself text. */
export const BAR_EXIT = `(?=["{}]|${oneOf(EXIT_WORDS)}${WORD_END})`

const SUFFIXES = '(?:[!_~]|\\?(?:100|[1-9][0-9]?)?)*'
const DEGREE = "(?:bb?|##?|♭♭?|♯♯?)?[1-8][',’]*"

/** Between `|`, a cell with its suffixes each. */
export const BARS: readonly Pattern[] = [
  { name: 'comment.doc', source: '///.*$' },
  { name: 'comment', source: '//.*$' },
  { name: 'bar', source: '[|\\[\\]]' },
  { name: 'bar.count', source: `[0-9]+${BLANK}*:` },
  { name: 'cell.degree', source: `${DEGREE}(?:/${DEGREE})*${SUFFIXES}` },
  { name: 'cell.accent', source: `X${SUFFIXES}|x!${SUFFIXES}` },
  { name: 'cell.ghost', source: `g${SUFFIXES}` },
  { name: 'cell.hit', source: `[xopfdr#]${SUFFIXES}` },
  { name: 'cell.learn', source: '~' },
  { name: 'cell.rest', source: '[.-]' },
  { name: 'cell.chord', source: 'N\\.C\\.?|NC|%' },
  {
    name: 'cell.chord',
    source: `[A-G](?:[A-Za-z0-9#+()^♯♭°øØΔ△]|/(?=[A-G0-9])|-(?=[0-9m]))*${SUFFIXES}`,
  },
  { name: 'wrong', source: `[${LETTERS}0-9]+|[^\\s${BLANK.slice(1, -1)}]` },
]

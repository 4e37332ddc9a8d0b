/**
 * Kinds of tokens, as small numbers: a kind is compared, and looked up in tables of bytes, several times a token.
 *
 * `text` is the mode of the language, `bars` the one between `|`, where every cell with its suffixes is one token.
 */

import { BLOCK_KINDS, HEADS, RESERVED } from './vocabulary.ts'

/** Stands before the first token and after the last one. */
export const End = 0

// ---- text -------------------------------------------------------------------------------------------------------

export const Identifier = 1
/** The one name with a hyphen: `unit user-week`. */
export const UserWeek = 2
/** `20 ms`, `0.5`, `58%`: number and unit are one token. */
export const Quantity = 3
/** `20MS`, `20 msec`: a number with a unit that is none. */
export const BadQuantity = 4
/** `0,5 s` */
export const DecimalComma = 5
/** `±20 ms`, `+-20 ms` */
export const PlusMinus = 6
/** `4th`, `8ths` */
export const Ordinal = 7
/** `C4`, `F#3` */
export const Pitch = 8
/** `F#`, `B♭`, and `b♭` by mistake, as a key's tonic. */
export const SharpName = 9
export const StringText = 10
/** A string without its closing quote. */
export const OpenString = 11
/** `“warm”`: typographic quotes. */
export const SmartString = 12
/** `x---x---` written without bars. */
export const DrumTab = 13
export const LBrace = 14
export const RBrace = 15
export const LParen = 16
export const RParen = 17
export const Comma = 18
export const Dot = 19
export const Equals = 20
export const Colon = 21
export const Arrow = 22
export const DotDot = 23
export const LessEqual = 24
export const GreaterEqual = 25
export const EqualEqual = 26
export const NotEqual = 27
export const Less = 28
export const Greater = 29
export const Plus = 30
export const Minus = 31
export const Star = 32
export const Slash = 33
export const BarOpen = 34

// ---- bars -------------------------------------------------------------------------------------------------------

export const BarSep = 35
/** The last `|` of a bars literal. */
export const BarClose = 36
/** `3:` right after a `|`. */
export const Count = 37
export const LBracket = 38
export const RBracket = 39
export const Hit = 40
export const Rest = 41
export const Tie = 42
export const Maybe = 43
/** `1`, `b3'`, `1/5~` */
export const Degree = 44
/** A chord or a pitch. */
export const BarName = 45
export const NoChord = 46
export const Repeat = 47
/** Something no cell is: a run of letters and digits, or one sign. */
export const BadCell = 48
/** What ends bars whose closing `|` is missing: a modifier, a string, a brace. */
export const ExitWord = 49
export const ExitString = 50
export const ExitOpenString = 51
export const ExitLBrace = 52
export const ExitRBrace = 53

/** `//` and `///` lines, which are kept apart from the tokens. */
export const Comment = 54

// ---- keywords ---------------------------------------------------------------------------------------------------

/** Each once, in the order of their kinds. */
export const KEYWORDS: readonly string[] = [...new Set<string>([...HEADS, ...RESERVED])]
export const FIRST_KEYWORD = 55
const COUNT = FIRST_KEYWORD + KEYWORDS.length

/** The kind of a keyword. */
export function keyword(text: (typeof HEADS)[number] | (typeof RESERVED)[number]): number {
  return FIRST_KEYWORD + KEYWORDS.indexOf(text)
}

// ---- sets of kinds ----------------------------------------------------------------------------------------------

/** 1 at each of `kinds`: a question costs one read. */
export function kindSet(...kinds: readonly number[]): Uint8Array {
  const table = new Uint8Array(COUNT)
  for (const kind of kinds) table[kind] = 1
  return table
}

const KEYWORD_KINDS: readonly number[] = KEYWORDS.map((_, i) => FIRST_KEYWORD + i)

/** What may stand where a name is allowed: identifiers and all keywords. */
export const WORDS: Uint8Array = kindSet(Identifier, UserWeek, ExitWord, ...KEYWORD_KINDS)
/** Words, and pitches, which may be a section's name. */
export const NAMES: Uint8Array = kindSet(Identifier, UserWeek, ExitWord, Pitch, ...KEYWORD_KINDS)
export const RESERVED_WORDS: Uint8Array = kindSet(...RESERVED.map(keyword))
/** Words that open a declaration. */
export const HEAD_WORDS: Uint8Array = kindSet(...HEADS.map(keyword))
export const BLOCK_HEADS: Uint8Array = kindSet(...BLOCK_KINDS.map(keyword))
/** Binary operators, signs and words alike. */
export const OPERATORS: Uint8Array = kindSet(
  Arrow,
  DotDot,
  LessEqual,
  GreaterEqual,
  EqualEqual,
  NotEqual,
  Less,
  Greater,
  Plus,
  Minus,
  Star,
  Slash,
  keyword('and'),
  keyword('or'),
  keyword('else'),
)

/**
 * The lexer: text to tokens, by hand, over character codes. Two modes read everything: `text` for the language, `bars`
 * between `|`. In bars every cell with its suffixes is one token, so each has a span.
 *
 * Where a bars literal ends is the one context-sensitive rule (language design, Lexical rules): it goes on past a `|`
 * only if another `|` follows on that line before `"`, `{`, `}` or `//`, or if the next line starts with `|`. Each
 * look-ahead stops at the next `|`: linear in total.
 *
 * `bench/chevrotain-lexer.ts` says the same in a table of patterns; a test holds the two together.
 */

import type { Span } from './ast.ts'
import {
  FLAT_SIGN,
  gapEnd,
  isBlank,
  isDigit,
  isLineBreak,
  isSign,
  isWordChar,
  lineBreakLength,
  lineEnd,
  SHARP_SIGN,
  startsWord,
} from './characters.ts'
import { addCell } from './lex-cells.ts'
import { addNumber, plusMinusEnd } from './lex-numbers.ts'
import { ForeignComments } from './slips/foreign-comments.ts'
import { conditionSign, lookAlikeKind } from './slips/look-alikes.ts'
import * as t from './token-kinds.ts'
import { type Token, TokenList } from './token-list.ts'

export interface Lexed {
  readonly tokens: TokenList
  /** `//` and `///` lines, in order. */
  readonly comments: readonly Span[]
  /** Runs of characters that no token begins with. */
  readonly unknown: readonly Span[]
  /** Comments of other languages. */
  readonly foreign: readonly Span[]
  /** Tokens of signs that only look like those of SIL: `−`, `×`. */
  readonly lookAlikes: readonly Token[]
}

/** Never throws; time is linear in the length of the text. */
export function lex(text: string): Lexed {
  const tokens = new TokenList(text)
  const comments: Span[] = []
  const unknown: { start: number; end: number }[] = []
  const foreign: Span[] = []
  const foreignComments = new ForeignComments(text)
  const lookAlikes: Token[] = []
  let inBars = false
  let at = 0
  tokens.markLine()
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (isBlank(code)) {
      at++
      continue
    }
    if (isLineBreak(code)) {
      at += lineBreakLength(text, at)
      tokens.markLine()
      if (inBars) inBars = startsWithBar(text, at)
      continue
    }
    if (code === SLASH && text.charCodeAt(at + 1) === SLASH) {
      const end = lineEnd(text, at)
      comments.push({ start: at, end })
      at = end
      continue
    }
    const commentEnd = inBars || MARKS_COMMENT[code] !== 1 ? at : foreignComments.end(at)
    if (commentEnd > at) {
      foreign.push({ start: at, end: commentEnd })
      while (at < commentEnd) if (isLineBreak(text.charCodeAt(at++))) tokens.markLine()
      continue
    }
    const sign = inBars || code > BAR ? null : conditionSign(text, at)
    if (sign !== null) {
      tokens.add(sign.kind, at, sign.end)
      lookAlikes.push(tokens.count)
      at = sign.end
      continue
    }
    const end = inBars ? addInBars(tokens, at, code) : addInText(tokens, at, code)
    if (end > at) {
      at = end
      inBars = KEEPS_MODE[tokens.kind(tokens.count)] === 1 ? inBars : !inBars
      continue
    }
    const kind = inBars ? t.End : lookAlikeKind(text, at)
    if (kind !== t.End) {
      tokens.add(kind, at, at + 1)
      lookAlikes.push(tokens.count)
      at++
      continue
    }
    const last = unknown[unknown.length - 1]
    if (last?.end === at) last.end++
    else unknown.push({ start: at, end: at + 1 })
    at++
  }
  tokens.close()
  return { tokens, comments, unknown, foreign, lookAlikes }
}

/** 0 at the kinds that change from text to bars or back. */
const KEEPS_MODE: Uint8Array = t
  .kindSet(t.BarOpen, t.BarClose, t.ExitWord, t.ExitString, t.ExitOpenString, t.ExitLBrace, t.ExitRBrace)
  .map((changes) => 1 - changes)

/** 1 for the signs that may begin a comment of another language. */
const MARKS_COMMENT = new Uint8Array(128)
for (const sign of '#%;-/') MARKS_COMMENT[sign.charCodeAt(0)] = 1

const SLASH = 0x2f
const MINUS = 0x2d
const BAR = 0x7c
const QUOTE = 0x22
const BACKSLASH = 0x5c

// ---- text -------------------------------------------------------------------------------------------------------

/** Adds the token that begins at `at`, and returns its end; `at` itself where none does. */
function addInText(tokens: TokenList, at: number, code: number): number {
  if (startsWord(code)) {
    const note = code >= 0x41 && code <= 0x47 ? addNote(tokens, at) : at
    return note > at ? note : addWord(tokens, at)
  }
  if (isDigit(code)) return addNumber(tokens, at)
  const { text } = tokens
  const next = text.charCodeAt(at + 1)
  switch (code) {
    case BAR:
      return add(tokens, t.BarOpen, at, at + 1)
    case 0x2e:
      return next === 0x2e ? add(tokens, t.DotDot, at, at + 2) : add(tokens, t.Dot, at, at + 1)
    case 0x2c:
      return add(tokens, t.Comma, at, at + 1)
    case 0x7b:
      return add(tokens, t.LBrace, at, at + 1)
    case 0x7d:
      return add(tokens, t.RBrace, at, at + 1)
    case 0x28:
      return add(tokens, t.LParen, at, at + 1)
    case 0x29:
      return add(tokens, t.RParen, at, at + 1)
    case 0x3d:
      return next === 0x3d ? add(tokens, t.EqualEqual, at, at + 2) : add(tokens, t.Equals, at, at + 1)
    case 0x3a:
      return add(tokens, t.Colon, at, at + 1)
    case 0x3c:
      return next === 0x3d ? add(tokens, t.LessEqual, at, at + 2) : add(tokens, t.Less, at, at + 1)
    case 0x3e:
      return next === 0x3d ? add(tokens, t.GreaterEqual, at, at + 2) : add(tokens, t.Greater, at, at + 1)
    case 0x21:
      return next === 0x3d ? add(tokens, t.NotEqual, at, at + 2) : at
    case 0x2a:
      return add(tokens, t.Star, at, at + 1)
    case SLASH:
      return add(tokens, t.Slash, at, at + 1)
    case QUOTE: {
      const end = stringEnd(text, at)
      return add(tokens, isClosed(text, at, end) ? t.StringText : t.OpenString, at, end)
    }
    case MINUS:
      return addMinus(tokens, at, next)
    case 0x2b:
    case 0xb1: {
      const end = plusMinusEnd(text, at)
      if (end > at) return add(tokens, t.PlusMinus, at, end)
      return code === 0x2b ? add(tokens, t.Plus, at, at + 1) : at
    }
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0xab:
    case 0x2018:
    case 0x2019:
    case 0x201a:
    case 0x27: {
      const end = smartStringEnd(text, at)
      return end > at ? add(tokens, t.SmartString, at, end) : at
    }
    case FLAT_SIGN:
    case SHARP_SIGN:
      return extendNote(tokens, at, code)
    default:
      return at
  }
}

/** `b♭`: a sign right behind the name of a note in a small letter, which is then no word; `at` behind anything else. */
function extendNote(tokens: TokenList, at: number, sign: number): number {
  const { text, count } = tokens
  const letter = text.charCodeAt(at - 1)
  const isNote =
    tokens.kind(count) === t.Identifier && tokens.start(count) === at - 1 && tokens.end(count) === at
  if (!isNote || letter < 0x61 || letter > 0x67) return at
  return tokens.extend(t.SharpName, text.charCodeAt(at + 1) === sign ? at + 2 : at + 1)
}

function add(tokens: TokenList, kind: number, start: number, end: number): number {
  tokens.add(kind, start, end)
  return end
}

/** A word, unless it turns out to be `user-week` or a drum tab. */
function addWord(tokens: TokenList, at: number): number {
  const { text } = tokens
  const end = tokens.addWord(at)
  if (text.charCodeAt(end) !== MINUS) return end
  if (end - at === 4 && text.startsWith('user-week', at)) return tokens.extend(t.UserWeek, at + 9)
  if (text.charCodeAt(end + 1) !== MINUS || !isAllStrokes(text, at, end)) return end
  return tokens.extend(t.DrumTab, strokesEnd(text, end))
}

/** `F#3`, `Bb2`, and `F#` or `B♭` as a key's tonic; `at` where it is neither. */
function addNote(tokens: TokenList, at: number): number {
  const { text } = tokens
  const sign = text.charCodeAt(at + 1)
  // A word ends before all of them but `b`: what they follow is a note's name, with an octave or without.
  const named = sign === 0x23 || isSign(sign)
  const once = named || sign === 0x62 ? 1 : 0
  const signs = once === 1 && text.charCodeAt(at + 2) === sign ? 2 : once
  let end = at + 1 + signs
  if (isDigit(text.charCodeAt(end))) {
    while (isDigit(text.charCodeAt(end))) end++
    if (!isWordChar(text.charCodeAt(end))) return add(tokens, t.Pitch, at, end)
  }
  if (!named) return at
  if (!isDigit(text.charCodeAt(at + 1 + signs))) return add(tokens, t.SharpName, at, at + 1 + signs)
  // Of `F##3x` the second sharp is left over.
  return signs === 2 ? add(tokens, t.SharpName, at, at + 2) : at
}

function addMinus(tokens: TokenList, at: number, next: number): number {
  const { text } = tokens
  if (next === 0x3e) return add(tokens, t.Arrow, at, at + 2)
  let end = at + 1
  while (text.charCodeAt(end) === MINUS) end++
  const behind = text.charCodeAt(end)
  const isTab = isStroke(behind) && end - at >= 3
  if (isTab && end - at <= MOST_DASHES) return add(tokens, t.DrumTab, at, strokesEnd(text, end))
  // The whole row at once, or a line of dashes would cost quadratic time; its last ones may begin something else.
  const last = isTab ? end - MOST_DASHES : behind === 0x3e ? end - 1 : end
  for (let i = at; i < last; i++) tokens.add(t.Minus, i, i + 1)
  return last
}

/** With which a drum tab begins. */
const MOST_DASHES = 64

// ---- bars -------------------------------------------------------------------------------------------------------

function addInBars(tokens: TokenList, at: number, code: number): number {
  const { text } = tokens
  switch (code) {
    case BAR:
      return add(tokens, barsGoOn(text, at) ? t.BarSep : t.BarClose, at, at + 1)
    case QUOTE: {
      const end = stringEnd(text, at)
      return add(tokens, isClosed(text, at, end) ? t.ExitString : t.ExitOpenString, at, end)
    }
    case 0x7b:
      return add(tokens, t.ExitLBrace, at, at + 1)
    case 0x7d:
      return add(tokens, t.ExitRBrace, at, at + 1)
    default:
      return addCell(tokens, at, code)
  }
}

/** Does a bars literal go on past the `|` at `at`? */
function barsGoOn(text: string, at: number): boolean {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === BAR) return true
    if (code === QUOTE || code === 0x7b || code === 0x7d) return false
    if (isLineBreak(code)) return startsWithBar(text, i + lineBreakLength(text, i))
    if (code === SLASH && text.charCodeAt(i + 1) === SLASH) {
      const end = lineEnd(text, i)
      return end < text.length && startsWithBar(text, end + lineBreakLength(text, end))
    }
  }
  return false
}

function startsWithBar(text: string, at: number): boolean {
  return text.charCodeAt(gapEnd(text, at)) === BAR
}

// ---- strings, tabs ------------------------------------------------------------------------------------------------

/** The end of the string that opens at `at`: behind its closing quote, or where its line ends. */
function stringEnd(text: string, at: number): number {
  let end = at + 1
  while (end < text.length) {
    const code = text.charCodeAt(end)
    if (code === QUOTE) return end + 1
    if (isLineBreak(code)) return end
    end++
    if (code === BACKSLASH && end < text.length && !isLineBreak(text.charCodeAt(end))) end++
  }
  return end
}

/** Does the last character close the string? An escaped quote does not. */
function isClosed(text: string, start: number, end: number): boolean {
  if (end - start < 2 || text.charCodeAt(end - 1) !== QUOTE) return false
  let escapes = 0
  while (text.charCodeAt(end - 2 - escapes) === BACKSLASH) escapes++
  return escapes % 2 === 0
}

/** Of “this” and of 'this'; `at` where the string does not close on its line. Each stops at what may open its like: linear. */
function smartStringEnd(text: string, at: number): number {
  const opener = text.charCodeAt(at)
  const single = opener === 0x27 || (opener >= 0x2018 && opener <= 0x201a)
  for (let end = at + 1; end < text.length; end++) {
    switch (text.charCodeAt(end)) {
      case 0x201c:
      case 0x201d:
      case 0xbb:
        return single ? at : end + 1
      case 0x2018:
      case 0x2019:
      case 0x27:
        if (single) return end + 1
        break
      case QUOTE:
        return end + 1
      case 0x201a:
        if (single) return at
        break
      case 0x201e:
      case 0xab:
      case 0x0a:
      case 0x0d:
        return at
    }
  }
  return at
}

/** `x X o O g G`: what drum tabs are made of, beside dashes. */
function isStroke(code: number): boolean {
  const lower = code | 0x20
  return (lower === 0x78 || lower === 0x6f || lower === 0x67) && code < 0x80
}

function isAllStrokes(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isStroke(text.charCodeAt(i))) return false
  return true
}

function strokesEnd(text: string, at: number): number {
  let end = at
  for (let code = text.charCodeAt(end); isStroke(code) || code === MINUS; code = text.charCodeAt(end)) end++
  return end
}

/** Cells: what stands between `|`. A cell with its suffixes is one token. */

import { digitsEnd, gapEnd, isDigit, isSign, isStraySpace, isWordChar, wordEnd } from './characters.ts'
import * as t from './token-kinds.ts'
import type { TokenList } from './token-list.ts'

/** Adds what begins at `at`, and returns its end; `at` itself for white space that the language does not know. */
export function addCell(tokens: TokenList, at: number, code: number): number {
  const { text } = tokens
  switch (code) {
    case 0x2e:
      return add(tokens, t.Rest, at, at + 1)
    case 0x2d:
      return add(tokens, t.Tie, at, at + 1)
    case 0x7e:
      return add(tokens, t.Maybe, at, at + 1)
    case 0x25:
      return add(tokens, t.Repeat, at, at + 1)
    case 0x5b:
      return add(tokens, t.LBracket, at, at + 1)
    case 0x5d:
      return add(tokens, t.RBracket, at, at + 1)
    case 0x78: // x X d
    case 0x58:
    case 0x64:
      return add(tokens, t.Hit, at, suffixesEnd(text, at + 1))
    case 0x67: // g r
    case 0x72:
      return add(tokens, t.Hit, at, suffixesEnd(text, at + 1))
    case 0x6f: // o p f, or `over`, `on`, `pan`, `feel`
    case 0x70:
    case 0x66: {
      const word = exitWordEnd(text, at)
      return word > at ? add(tokens, t.ExitWord, at, word) : add(tokens, t.Hit, at, suffixesEnd(text, at + 1))
    }
    case 0x23: // #
    case 0x62: {
      // b
      const end = degreesEnd(text, at)
      if (end > at) return add(tokens, t.Degree, at, suffixesEnd(text, end))
      if (code === 0x23) return add(tokens, t.Hit, at, suffixesEnd(text, at + 1))
      break
    }
    case 0x4e: {
      // N
      const end = noChordEnd(text, at)
      if (end > at) return add(tokens, t.NoChord, at, end)
      break
    }
    case 0x74: // timbre, level, human, chance
    case 0x6c:
    case 0x68:
    case 0x63: {
      const word = exitWordEnd(text, at)
      if (word > at) return add(tokens, t.ExitWord, at, word)
      break
    }
  }
  if (isDigit(code)) {
    const count = countEnd(tokens, at)
    if (count > at) return add(tokens, t.Count, at, count)
    const end = degreesEnd(text, at)
    if (end > at) return add(tokens, t.Degree, at, suffixesEnd(text, end))
  }
  if (code >= 0x41 && code <= 0x47)
    return add(tokens, t.BarName, at, suffixesEnd(text, nameEnd(text, at + 1)))
  if (isSign(code)) {
    const end = degreesEnd(text, at)
    if (end > at) return add(tokens, t.Degree, at, suffixesEnd(text, end))
  }
  if (isWordChar(code)) return add(tokens, t.BadCell, at, wordEnd(text, at))
  return isStraySpace(code) ? at : add(tokens, t.BadCell, at, at + 1)
}

function add(tokens: TokenList, kind: number, start: number, end: number): number {
  tokens.add(kind, start, end)
  return end
}

/** Over `!`, `_`, `~`, and `?` with 1 to 100. */
function suffixesEnd(text: string, at: number): number {
  let end = at
  for (;;) {
    switch (text.charCodeAt(end)) {
      case 0x21:
      case 0x5f:
      case 0x7e:
        end++
        break
      case 0x3f:
        end = chanceEnd(text, end + 1)
        break
      default:
        return end
    }
  }
}

/** Over 1 to 100. */
function chanceEnd(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (!isDigit(code) || code === 0x30) return at
  if (code === 0x31 && text.charCodeAt(at + 1) === 0x30 && text.charCodeAt(at + 2) === 0x30) return at + 3
  return isDigit(text.charCodeAt(at + 1)) ? at + 2 : at + 1
}

/** `1`, `b3'`, `1/5`: degrees with their signs and octave marks; `at` where none stands. */
function degreesEnd(text: string, at: number): number {
  let end = degreeEnd(text, at)
  if (end === at) return at
  while (text.charCodeAt(end) === 0x2f) {
    const next = degreeEnd(text, end + 1)
    if (next === end + 1) break
    end = next
  }
  return end
}

function degreeEnd(text: string, at: number): number {
  let end = at
  const sign = text.charCodeAt(end)
  if (sign === 0x62 || sign === 0x23 || isSign(sign)) {
    end++
    if (text.charCodeAt(end) === sign) end++
  }
  const degree = text.charCodeAt(end)
  if (!(degree >= 0x31 && degree <= 0x38)) return at
  end++
  for (let mark = text.charCodeAt(end); mark === 0x27 || mark === 0x2019 || mark === 0x2c; ) {
    mark = text.charCodeAt(++end)
  }
  return end
}

/** `N.C.`, `N.C`, `NC` */
function noChordEnd(text: string, at: number): number {
  if (text.charCodeAt(at + 1) === 0x43) return at + 2
  if (text.charCodeAt(at + 1) !== 0x2e || text.charCodeAt(at + 2) !== 0x43) return at
  return text.charCodeAt(at + 3) === 0x2e ? at + 4 : at + 3
}

/** The rest of a chord or a pitch. `-` belongs to it only before a digit or `m`: `D-7` is a chord, `C2-` a pitch and a tie. */
function nameEnd(text: string, at: number): number {
  let end = at
  for (;;) {
    const code = text.charCodeAt(end)
    if (isNameChar(code)) end++
    else if (code === 0x2f && startsBass(text.charCodeAt(end + 1))) end++
    else if (code === 0x2d && (isDigit(text.charCodeAt(end + 1)) || text.charCodeAt(end + 1) === 0x6d)) end++
    else return end
  }
}

function isNameChar(code: number): boolean {
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || isDigit(code)) return true
  return code < 0x80 ? ASCII_NAME_SIGNS.includes(code) : NAME_SIGNS.includes(code)
}

/** `# + ( ) ^` */
const ASCII_NAME_SIGNS: readonly number[] = [0x23, 0x2b, 0x28, 0x29, 0x5e]
/** `♯ ♭ ° ø Ø Δ △` */
const NAME_SIGNS: readonly number[] = [0x266f, 0x266d, 0xb0, 0xf8, 0xd8, 0x394, 0x25b3]

/** What may follow the slash of `C/E` and `C6/9`. */
function startsBass(code: number): boolean {
  return (code >= 0x41 && code <= 0x47) || isDigit(code)
}

/** `3:`; a run of digits without a colon is looked through once. */
function countEnd(tokens: TokenList, at: number): number {
  const { text } = tokens
  // A degree of one digit that touches this one began a run that was looked through.
  const last = tokens.count
  if (tokens.kind(last) === t.Degree && tokens.start(last) === at - 1 && tokens.end(last) === at) return at
  const end = gapEnd(text, digitsEnd(text, at))
  return text.charCodeAt(end) === 0x3a ? end + 1 : at
}

export const EXIT_WORDS = ['timbre', 'level', 'loop', 'feel', 'human', 'pan', 'over', 'chance', 'on'] as const

/** A modifier after bars whose closing `|` is missing; `at` where it is none. */
function exitWordEnd(text: string, at: number): number {
  for (const word of EXIT_WORDS) {
    if (text.startsWith(word, at) && !isWordChar(text.charCodeAt(at + word.length))) return at + word.length
  }
  return at
}

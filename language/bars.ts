/** Reads the tokens between `|` into bars and cells. */

import type { IToken } from 'chevrotain'
import type { Bar, BarsLit, Cell, Degree, GroupCell, HitCell, Suffixes } from './ast.ts'
import { diagnostic } from './messages.ts'
import { begins, type Mutable, quote, type Reader, spanOf } from './reader.ts'
import {
  BadCellToken,
  BarClose,
  BarOpen,
  BarSep,
  CountToken,
  DegreeToken,
  HitToken,
  Identifier,
  LBracketToken,
  MaybeToken,
  NameToken,
  NoChordToken,
  RBracketToken,
  RepeatToken,
  RestToken,
  TieToken,
  tokenEnd,
} from './tokens.ts'
import { MEMBER_PROPERTIES } from './vocabulary.ts'

const MAX_DEPTH = 16

/** Reads on after the opening `|`. */
export function readBars(open: IToken, r: Reader): BarsLit {
  const bars: Bar[] = []
  const literal: Mutable<BarsLit> = {
    kind: 'bars',
    start: open.startOffset,
    end: tokenEnd(open),
    bars,
    closed: false,
  }
  let bar = newBar(tokenEnd(open))
  // The bar's cells so far, copied when it is over: an array that grows reserves room for seventeen, and chords
  // mostly stand alone.
  const cells: Cell[] = []
  let count = 0
  let last: IToken = open

  const finishBar = (end: number): void => {
    bar.cells = cells.slice(0, count)
    bar.end = end
    bars.push(bar)
    count = 0
  }

  for (;;) {
    const token = r.peek(1)
    const type = token.tokenType
    if (type === BarSep || type === BarClose) {
      r.take()
      // `… |` at a line's end and `| …` at the next one's start are one bar line.
      const joins = last.tokenType === BarSep && begins(r, token) && count === 0 && bar.count === null
      if (!joins) finishBar(token.startOffset)
      literal.end = tokenEnd(token)
      last = token
      if (type === BarClose) {
        literal.closed = true
        return literal
      }
      bar = newBar(tokenEnd(token))
      continue
    }
    if (type === CountToken && count === 0 && bar.count === null) {
      r.take()
      bar.count = Number.parseInt(token.image, 10)
      bar.countSpan = { start: token.startOffset, end: tokenEnd(token) }
      literal.end = tokenEnd(token)
      last = token
      continue
    }
    if (type === BadCellToken && startsNextPattern(token, r)) {
      r.report(
        diagnostic(
          'SIL0112',
          spanOf(token),
          { name: token.image },
          {
            fixes: [
              {
                title: `Put \`${token.image}\` on a line of its own`,
                edits: [
                  {
                    span: { start: tokenEnd(last), end: token.startOffset },
                    newText: `\n${indentAt(r.text, open.startOffset)}`,
                  },
                ],
              },
            ],
          },
        ),
      )
      retype(token, Identifier)
      retype(r.peek(2), BarOpen)
      literal.closed = true
      return literal
    }
    const cell = readCell(r, 0)
    if (cell === null) break
    cells[count++] = cell
    literal.end = cell.end
    last = token
  }

  if (count > 0 || bar.count !== null || bars.length === 0) finishBar(literal.end)
  r.report(
    diagnostic(
      'SIL0104',
      { start: literal.start, end: literal.end },
      {},
      {
        fixes: [
          {
            title: 'Close the bars',
            edits: [{ span: { start: literal.end, end: literal.end }, newText: '|' }],
          },
        ],
      },
    ),
  )
  return literal
}

const NO_CELLS: readonly Cell[] = []

function newBar(start: number): Mutable<Bar> {
  return { kind: 'bar', start, end: start, count: null, countSpan: null, cells: NO_CELLS }
}

/** One cell, or null where none stands. */
function readCell(r: Reader, depth: number): Cell | null {
  const token = r.peek(1)
  const start = token.startOffset
  const end = tokenEnd(token)
  switch (token.tokenType) {
    case HitToken: {
      r.take()
      // Fields one by one here and below: spreading an object costs more than reading the cell.
      const { chance, learn, accent, dead } = readSuffixes(token.image, 1)
      return { kind: 'hit', start, end, mark: mark(token.image), chance, learn, accent, dead }
    }
    case RestToken:
      r.take()
      return { kind: 'rest', start, end }
    case TieToken:
      r.take()
      return { kind: 'tie', start, end }
    case MaybeToken:
      r.take()
      if (start > 0 && !'.-|[ \t\n\r'.includes(r.text.charAt(start - 1))) reportSuffix(token, r)
      return { kind: 'maybe', start, end }
    case DegreeToken:
      r.take()
      return readDegrees(token)
    case NameToken:
    case NoChordToken: {
      r.take()
      const length = token.tokenType === NoChordToken ? token.image.length : token.image.search(/[!_~?]|$/)
      const text = token.image.slice(0, length)
      const { chance, learn, accent, dead } = readSuffixes(token.image, length)
      return { kind: 'nameCell', start, end, text, chance, learn, accent, dead }
    }
    case RepeatToken:
      r.take()
      return { kind: 'repeat', start, end }
    case LBracketToken:
      return readGroup(r, depth)
    case BadCellToken:
    case RBracketToken:
    case CountToken: {
      r.take()
      if (/^[?!_]/.test(token.image)) reportSuffix(token, r)
      else r.report(diagnostic('SIL0124', { start, end }, { text: quote(token.image) }))
      return { kind: 'bad', start, end, text: token.image }
    }
    default:
      return null
  }
}

function readGroup(r: Reader, depth: number): GroupCell {
  const open = r.take()
  const cells: Cell[] = []
  const group: Mutable<GroupCell> = {
    kind: 'group',
    start: open.startOffset,
    end: tokenEnd(open),
    cells,
    closed: false,
  }
  if (depth >= MAX_DEPTH) {
    r.report(diagnostic('SIL0127', spanOf(open), { limit: MAX_DEPTH }))
    return group
  }
  for (;;) {
    const token = r.peek(1)
    if (token.tokenType === RBracketToken) {
      r.take()
      group.end = tokenEnd(token)
      group.closed = true
      return group
    }
    const cell = readCell(r, depth + 1)
    if (cell === null) break
    cells.push(cell)
    group.end = cell.end
  }
  r.report(
    diagnostic(
      'SIL0125',
      { start: group.start, end: group.end },
      {},
      {
        fixes: [
          {
            title: 'Close the bracket',
            edits: [{ span: { start: group.end, end: group.end }, newText: ']' }],
          },
        ],
      },
    ),
  )
  return group
}

function readDegrees(token: IToken): Cell {
  const image = token.image
  const choices: Degree[] = []
  const pattern = /(bb?|##?)?([1-8])(['’,]*)/y
  let at = 0
  for (;;) {
    pattern.lastIndex = at
    const match = pattern.exec(image)
    if (match === null) break
    const start = token.startOffset + at
    const sign = match[1] ?? ''
    let octave = 0
    for (const char of match[3] ?? '') octave += char === ',' ? -1 : 1
    choices.push({
      kind: 'degreeChoice',
      start,
      end: start + match[0].length,
      degree: Number(match[2]),
      accidental: sign === '' ? null : sign.startsWith('b') ? -sign.length : sign.length,
      octave,
    })
    at += match[0].length
    if (image.charAt(at) !== '/') break
    at += 1
  }
  const { chance, learn, accent, dead } = readSuffixes(image, at)
  const start = token.startOffset
  return { kind: 'degree', start, end: tokenEnd(token), choices, chance, learn, accent, dead }
}

const NO_SUFFIXES: Suffixes = { chance: null, learn: false, accent: false, dead: false }

function readSuffixes(image: string, from: number): Suffixes {
  if (from >= image.length) return NO_SUFFIXES
  let chance: number | null = null
  let learn = false
  let accent = false
  let dead = false
  for (let i = from; i < image.length; i++) {
    switch (image.charAt(i)) {
      case '~':
        learn = true
        break
      case '!':
        accent = true
        break
      case '_':
        dead = true
        break
      case '?': {
        const digits = /^(?:100|[1-9][0-9]?)/.exec(image.slice(i + 1, i + 4))?.[0] ?? ''
        chance = digits === '' ? 50 : Number(digits)
        i += digits.length
        break
      }
    }
  }
  return { chance, learn, accent, dead }
}

function mark(image: string): HitCell['mark'] {
  const char = image.charAt(0)
  switch (char) {
    case 'X':
    case 'g':
    case 'o':
    case 'p':
    case 'f':
    case 'd':
    case 'r':
    case '#':
      return char
    default:
      return 'x'
  }
}

/** `|x…| snare |x…|`: a property's name right before a bar line opens the next pattern. */
function startsNextPattern(token: IToken, r: Reader): boolean {
  const next = r.peek(2).tokenType
  return (next === BarSep || next === BarClose) && Object.hasOwn(MEMBER_PROPERTIES, token.image)
}

function retype(token: IToken, type: typeof Identifier): void {
  token.tokenType = type
  if (type.tokenTypeIdx !== undefined) token.tokenTypeIdx = type.tokenTypeIdx
}

function reportSuffix(token: IToken, r: Reader): void {
  const start = token.startOffset
  // Blanks between a cell and its suffix can go; what stands behind a rest or a bar line belongs to nothing.
  let gap = start
  while (gap > 0 && ' \t'.includes(r.text.charAt(gap - 1))) gap--
  const joins = gap < start && SOUNDING.test(r.text.charAt(gap - 1))
  const edits = [{ span: { start: gap, end: start }, newText: '' }]
  const fixes = joins ? [{ title: 'Join it to its cell', edits }] : []
  r.report(diagnostic('SIL0123', spanOf(token), { text: quote(token.image) }, { fixes }))
}

/** What a sounding cell may end with. */
const SOUNDING = /[xXgopfdr1-8'’]/

function indentAt(text: string, offset: number): string {
  const line = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? ''
}

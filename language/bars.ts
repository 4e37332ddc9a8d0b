/** Reads the tokens between `|` into bars and cells. */

import type { Bar, BarsLit, Cell, Degree, GroupCell, HitCell, Suffixes } from './ast.ts'
import { BarsNode } from './bars-node.ts'
import { begins, type Mutable, quote, type Reader, spanOf } from './reader.ts'
import { CHORD_CELLS, OF_CHORDS, readNoChord } from './slips/chord-cells.ts'
import { ghosts } from './slips/ghosts.ts'
import { readHands } from './slips/hands.ts'
import { nextPattern, readNextPattern } from './slips/next-pattern.ts'
import { otherOctave } from './slips/octave-marks.ts'
import { repeatSigns } from './slips/repeat-signs.ts'
import { readRepeated, repeatedBracket, reportRepeated } from './slips/repeated-cells.ts'
import { readSmallPitch } from './slips/small-pitches.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'

const MAX_DEPTH = 16

/** What may stand in bars about which there is nothing to say. */
const PLAIN = t.kindSet(
  t.BarSep,
  t.Count,
  t.Hit,
  t.Rest,
  t.Tie,
  t.Maybe,
  t.Degree,
  t.BarName,
  t.NoChord,
  t.Repeat,
  t.LBracket,
  t.RBracket,
)

/** Reads on after the opening `|`. Bars that are written as others before them are not read again. */
export function readBars(open: Token, r: Reader): BarsLit {
  const plain = r.property === 'chords' ? OF_CHORDS : PLAIN
  let close = open + 1
  while (plain[r.kind(close)] === 1) close++
  if (r.kind(close) !== t.BarClose) return readCells(open, r)
  const start = r.start(open)
  const end = r.end(close)
  const number = r.shapes.number(start, end)
  const before = r.shapes.shape(number)
  if (before !== null) {
    r.skip(close)
    return new BarsNode(start, end, true, before)
  }
  const said = r.found
  const literal = readCells(open, r)
  // What is wrong with bars is said of each.
  if (r.found === said) r.shapes.keep(number, literal.shape)
  return literal
}

function readCells(open: Token, r: Reader): BarsLit {
  if (r.wrongCells.size > 0) r.wrongCells.clear()
  const literal = readAllCells(open, r)
  if (r.wrongCells.size > 0) reportRepeated(r, literal.shape.bars)
  return literal
}

function readAllCells(open: Token, r: Reader): BarsLit {
  const bars: Bar[] = []
  const literal = new BarsNode(r.start(open), r.end(open), false, { start: r.start(open), bars })
  let bar = newBar(r.end(open))
  // The bar's cells so far, copied when it is over: an array that grows reserves room for seventeen, and chords
  // mostly stand alone.
  const cells: Cell[] = []
  let count = 0
  let last: Token = open

  const finishBar = (end: number): void => {
    bar.cells = cells.slice(0, count)
    bar.end = end
    bars.push(bar)
    count = 0
  }

  for (;;) {
    const token = r.peek(1)
    const type = r.kind(token)
    if (type === t.BarSep || type === t.BarClose) {
      r.take()
      // `… |` at a line's end and `| …` at the next one's start are one bar line.
      const joins = r.kind(last) === t.BarSep && begins(r, token) && count === 0 && bar.count === null
      if (!joins) finishBar(r.start(token))
      literal.end = r.end(token)
      last = token
      if (type === t.BarClose) {
        literal.closed = true
        return literal
      }
      bar = newBar(r.end(token))
      continue
    }
    if (type === t.Count && count === 0 && bar.count === null) {
      r.take()
      bar.count = Number.parseInt(r.image(token), 10)
      bar.countSpan = { start: r.start(token), end: r.end(token) }
      literal.end = r.end(token)
      last = token
      continue
    }
    // Between chords `gtr.comp` begins with a stroke, and `Bass.line` with a chord.
    const isOdd =
      type === t.BadCell ||
      (r.property === 'chords' && (OF_CHORDS[type] !== 1 || r.text.charAt(r.end(token)) === '.'))
    const another = isOdd ? nextPattern(token, r) : null
    if (another !== null) {
      readNextPattern(r, open, another)
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
  else if (r.kind(last) === t.BarSep && r.kind(r.peek(1)) === t.ExitWord) {
    // `|x...| level -6 dB`, and behind it on the line, or at the next one's start, a bar line of something else.
    literal.closed = true
    return literal
  }
  r.report(
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
  )
  return literal
}

const NO_CELLS: readonly Cell[] = []

function newBar(start: number): Mutable<Bar> {
  return { kind: 'bar', start, end: start, count: null, countSpan: null, cells: NO_CELLS }
}

const REPEATABLE = t.kindSet(t.Hit, t.Rest, t.Maybe, t.Degree, t.BarName)

/** A drag, which no hand on strings plays: there it is a stroke down. */
const SMALL_D = 0x64

/** One cell, or null where none stands. */
function readCell(r: Reader, depth: number): Cell | null {
  const token = r.peek(1)
  const start = r.start(token)
  const end = r.end(token)
  if (r.property === 'chords') {
    const wrong = readNoChord(token, r)
    if (wrong !== null) return wrong
  } else if (REPEATABLE[r.kind(token)] === 1) {
    const repeated = readRepeated(r)
    if (repeated !== null) return repeated
  }
  switch (r.kind(token)) {
    case t.Hit: {
      if (r.property === 'line') {
        const pitch = readSmallPitch(r, token)
        if (pitch !== null) return pitch
      } else if (r.text.charCodeAt(start) === SMALL_D && (r.property === 'comp' || r.property === 'strum')) {
        const hands = readHands(r, token)
        if (hands !== null) return hands
      }
      r.take()
      // Fields one by one here and below: spreading an object costs more than reading the cell.
      const { chance, learn, accent, dead } = readSuffixes(r.image(token), 1)
      return { kind: 'hit', start, end, mark: mark(r.image(token)), chance, learn, accent, dead }
    }
    case t.Rest:
      r.take()
      return { kind: 'rest', start, end }
    case t.Tie:
      r.take()
      return { kind: 'tie', start, end }
    case t.Maybe:
      r.take()
      if (start > 0 && !'.-|[ \t\n\r'.includes(r.text.charAt(start - 1))) {
        reportSuffix(token, r)
        return { kind: 'bad', start, end, text: r.image(token) }
      }
      return { kind: 'maybe', start, end }
    case t.Degree:
      r.take()
      return readDegrees(r, token)
    case t.BarName:
    case t.NoChord: {
      if (r.property === 'comp' || r.property === 'strum') {
        const hands = readHands(r, token)
        if (hands !== null) return hands
      }
      r.take()
      const length = r.kind(token) === t.NoChord ? r.image(token).length : r.image(token).search(/[!_~?]|$/)
      const text = r.image(token).slice(0, length)
      const { chance, learn, accent, dead } = readSuffixes(r.image(token), length)
      return { kind: 'nameCell', start, end, text, chance, learn, accent, dead }
    }
    case t.Repeat:
      r.take()
      return { kind: 'repeat', start, end }
    case t.LBracket:
      return repeatedBracket(r, readGroup(r, depth))
    case t.BadCell:
    case t.RBracket:
    case t.Count: {
      const told = readHands(r, token) ?? readSmallPitch(r, token)
      if (told !== null) return told
      r.take()
      if (/^[?!_]/.test(r.image(token))) reportSuffix(token, r)
      else if (!r.wrongCells.has(r.image(token))) {
        // Whoever takes a letter for a cell writes it all over.
        r.wrongCells.add(r.image(token))
        // A dash of print is never to be taken out: the bar would have a cell less.
        const edits = [{ span: { start, end }, newText: '-' }]
        const fixes = /^[−–—]$/.test(r.image(token)) ? [{ title: 'Write -', edits }] : []
        const told = repeatSigns(token, r) ??
          ghosts(token, r) ??
          otherOctave(token, r) ?? { hint: hintFor(token, r), fixes }
        r.report('SIL0124', { start, end }, { text: quote(r.image(token)), what: 'a cell' }, told)
      }
      return { kind: 'bad', start, end, text: r.image(token) }
    }
    default:
      return null
  }
}

function hintFor(token: Token, r: Reader): string {
  if (r.kind(token) === t.RBracket) return 'No [ is open here.'
  if (r.text.charAt(r.start(token) - 1) === '?' && /^\d/.test(r.image(token))) {
    return 'A chance is a whole number from 1 to 100, as in x?30.'
  }
  return CELLS_OF.get(r.property) ?? STROKES
}

const STROKES =
  'Cells are x X g hits, f d r flam, drag and roll, . a rest, ~ maybe, and [xx] for cells that share one.'

const CELLS_OF: ReadonlyMap<string, string> = new Map([
  ['chords', CHORD_CELLS],
  [
    'line',
    'Cells are degrees 1 to 8 (b3, #4), pitches (E2), . a rest, - a tie, and [15] for cells that share one.',
  ],
  ['comp', 'Cells are x X g hits, . a rest, - a tie, ~ maybe, and [xx] for cells that share one.'],
  ['plays', 'Cells are x X g expected notes, . a rest, - a tie, and [xx] for cells that share one.'],
])

function readGroup(r: Reader, depth: number): Cell {
  const open = r.take()
  if (depth >= MAX_DEPTH) return skipTooDeep(r, open)
  const cells: Cell[] = []
  const group: Mutable<GroupCell> = {
    kind: 'group',
    start: r.start(open),
    end: r.end(open),
    cells,
    closed: false,
  }
  for (;;) {
    const token = r.peek(1)
    if (r.kind(token) === t.RBracket) {
      r.take()
      group.end = r.end(token)
      group.closed = true
      return group
    }
    const cell = readCell(r, depth + 1)
    if (cell === null) break
    cells.push(cell)
    group.end = cell.end
  }
  // Where brackets are too deep, that is told of, and what closes them is not counted.
  if (r.wrongCells.has(TOO_DEEP)) return group
  r.report(
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
  )
  return group
}

/** A bracket that is one too many, up to where it closes or its bar ends: told of once for all of the bars. */
function skipTooDeep(r: Reader, open: Token): Cell {
  for (let depth = 1; depth > 0 && IN_BRACKETS[r.kind(r.peek(1))] === 1; r.take()) {
    const kind = r.kind(r.peek(1))
    if (kind === t.LBracket) depth++
    else if (kind === t.RBracket) depth--
  }
  if (!r.wrongCells.has(TOO_DEEP)) {
    r.wrongCells.add(TOO_DEEP)
    const hint = 'What stands there shares less than anybody hears: write it with fewer brackets.'
    r.report('SIL0127', spanOf(r, open), { limit: MAX_DEPTH }, { hint })
  }
  const { start } = spanOf(r, open)
  return { kind: 'bad', start, end: r.end(r.peek(0)), text: r.image(open) }
}

/** Among what is no cell: no cell is written so. */
const TOO_DEEP = '[['

const IN_BRACKETS = PLAIN.map((plain, kind) => (kind === t.BarSep || kind === t.BarClose ? 0 : plain))
IN_BRACKETS[t.BadCell] = 1

function readDegrees(r: Reader, token: Token): Cell {
  const image = r.image(token)
  const choices: Degree[] = []
  const pattern = /(bb?|##?|♭♭?|♯♯?)?([1-8])(['’,]*)/y
  let at = 0
  for (;;) {
    pattern.lastIndex = at
    const match = pattern.exec(image)
    if (match === null) break
    const start = r.start(token) + at
    const sign = match[1] ?? ''
    let octave = 0
    for (const char of match[3] ?? '') octave += char === ',' ? -1 : 1
    choices.push({
      kind: 'degreeChoice',
      start,
      end: start + match[0].length,
      degree: Number(match[2]),
      accidental: sign === '' ? null : 'b♭'.includes(sign.charAt(0)) ? -sign.length : sign.length,
      octave,
    })
    at += match[0].length
    if (image.charAt(at) !== '/') break
    at += 1
  }
  const { chance, learn, accent, dead } = readSuffixes(image, at)
  const start = r.start(token)
  return { kind: 'degree', start, end: r.end(token), choices, chance, learn, accent, dead }
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

function reportSuffix(token: Token, r: Reader): void {
  const start = r.start(token)
  // Blanks between a cell and its suffix can go; what stands behind a rest or a bar line belongs to nothing.
  let gap = start
  while (gap > 0 && ' \t'.includes(r.text.charAt(gap - 1))) gap--
  const joins = gap < start && SOUNDING.test(r.text.charAt(gap - 1))
  const edits = [{ span: { start: gap, end: start }, newText: '' }]
  const fixes = joins ? [{ title: 'Join it to its cell', edits }] : []
  const behindBracket = gap === start && r.text.charAt(start - 1) === ']'
  const how = behindBracket ? 'stands behind one sounding cell, not behind brackets' : MUST_TOUCH
  const hint = behindBracket ? { hint: 'Write it behind each cell that may sound, as in [x?30 x].' } : {}
  r.report('SIL0123', spanOf(r, token), { text: quote(r.image(token)), how }, { fixes, ...hint })
}

const MUST_TOUCH = 'belongs to a sounding cell and must touch it'

/** What a sounding cell may end with. */
const SOUNDING = /[xXgopfdr1-8'’]/

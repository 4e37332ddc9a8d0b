/** `chords | Dm7 | G7 | Cmaj7 A7 | % |` */

import type { Bar, BarsShape, Cell, Property, Span } from '../../language/ast.ts'
import type { Edit } from '../../language/diagnostics.ts'
import { CHORD_CELLS, smallChord } from '../../language/slips/chord-cells.ts'
import { readChord } from '../../runtime/theory/chord.ts'
import type { ChordBar, ChordCell, ChordLine } from '../model.ts'
import { countOf } from './cell-counts.ts'
import { type FileContext, moved, type Report, rewrite, sourceOf } from './context.ts'
import { exprName, wrongKind } from './place.ts'

export const NO_CHORDS: ChordLine = { bars: [], by: 0 }

export function readChords(ctx: FileContext, property: Property): ChordLine {
  const [value] = property.values
  if (value === undefined) return NO_CHORDS
  if (value.kind !== 'bars') {
    wrongKind({ ctx }, value, exprName(value), 'chords between bars, as in | Dm7 | G7 |')
    return NO_CHORDS
  }
  for (let i = 0; i < property.modifiers.length; i++) {
    const m = property.modifiers[i]
    if (m === undefined) continue
    ctx.report('SIL0206', m.key, { modifier: m.key.text, property: 'chords', known: 'no modifiers' })
  }
  const { shape } = value
  const by = value.start - shape.start
  const known = ctx.values.chordLines.get(shape)
  if (known !== undefined) return { bars: known, by }
  let shareable = true
  const report: Report = (code, place, args, options) => {
    shareable = false
    ctx.report(code, moved(place, by), args, options)
  }
  const bars = readBars(ctx, shape, { report, by })
  // What is wrong with chords is said of each row of them.
  if (shareable) ctx.values.chordLines.set(shape, bars)
  return { bars, by }
}

/** How chords are reported that stand elsewhere than their shape. */
interface Placed {
  readonly report: Report
  readonly by: number
}

/** What becomes of the bars' `%` that do not stand alone. */
type Strays = { readonly first: Cell; readonly edits: Edit[] } | null

const NO_CELLS: readonly ChordCell[] = []

/** Spans are the tree's own nodes: a long file has many bars. */
function readBars(ctx: FileContext, shape: BarsShape, at: Placed): readonly ChordBar[] {
  const bars: ChordBar[] = []
  let before = false
  let strays: Strays = null
  for (const bar of shape.bars) {
    const [first] = bar.cells
    if (bar.cells.length === 1 && first?.kind === 'repeat') {
      if (!before) at.report('SIL0416', first, {})
      if (bar.count !== null) checkCount(bar, bar.count, at)
      bars.push({ span: first, meant: false, broken: false, cells: NO_CELLS, repeat: true })
      continue
    }
    const broken = bar.cells.some(({ kind }) => !OF_CHORDS.includes(kind))
    const cells = readCells(ctx, bar, broken, before, at)
    strays = addStrays(ctx, bar, before, at, strays)
    bars.push({ span: bar, meant: bar.count !== null, broken, cells, repeat: false })
    before ||= bar.cells.length > 0
  }
  if (strays !== null) reportStrays(strays, at)
  return bars
}

/** Beside other chords `%` holds the one before; several in a bar of their own are one. */
function addStrays(
  ctx: FileContext,
  { cells, countSpan }: Bar,
  before: boolean,
  { by }: Placed,
  found: Strays,
): Strays {
  const [head] = cells
  let strays = found
  const alone = cells.every(({ kind }) => kind === 'repeat')
  if (alone && !before) return found
  for (const [i, cell] of cells.entries()) {
    // Where no chord stands before, there is nothing to hold either.
    if (cell.kind !== 'repeat' || (i === 0 && !before)) continue
    strays ??= { first: cell, edits: [] }
    if (alone && i === 0 && countSpan !== null) strays.edits.push({ span: moved(countSpan, by), newText: '' })
    if (!alone) strays.edits.push({ span: moved(cell, by), newText: apart(ctx, moved(cell, by), '-') })
    else if (i > 0 && head !== undefined) {
      strays.edits.push({
        span: moved({ start: cells[i - 1]?.end ?? head.end, end: cell.end }, by),
        newText: '',
      })
    }
  }
  return strays
}

/** With blanks around it: `G-7` would be a chord. */
function apart(ctx: FileContext, { start, end }: Span, text: string): string {
  const touches = (at: number): boolean => !/[\s|:]/.test(sourceOf(ctx, { start: at, end: at + 1 }))
  return `${touches(start - 1) ? ' ' : ''}${text}${touches(end) ? ' ' : ''}`
}

function reportStrays({ first, edits }: NonNullable<Strays>, at: Placed): void {
  const hint = 'Alone in a bar, % repeats the bar before; - lets the chord before go on.'
  const written = [...new Set(edits.map(({ newText }) => (newText.includes('-') ? '-' : '%')))]
  const fixes = [{ title: `Write ${written.join(' and ')}`, edits }]
  at.report('SIL0404', first, { cell: '%', part: 'a bar with other chords' }, { hint, fixes })
}

const OF_CHORDS: readonly Cell['kind'][] = ['nameCell', 'tie', 'repeat']

function readCells(
  ctx: FileContext,
  bar: Bar,
  broken: boolean,
  before: boolean,
  at: Placed,
): readonly ChordCell[] {
  const { cells } = bar
  const repeats = cells.length > 1 && cells.every(({ kind }) => kind === 'repeat')
  // Several `%` become one, and their number goes.
  if (!broken && bar.count !== null && !(repeats && before)) checkCount(bar, bar.count, at)
  let sounding = before
  return cells.map((cell, i): ChordCell => {
    switch (cell.kind) {
      case 'nameCell':
        sounding = true
        if (cell.chance !== null || cell.learn || cell.accent || cell.dead) {
          at.report(
            'SIL0404',
            cell,
            { cell: sourceOf(ctx, moved(cell, at.by)), part: 'the bars of `chords`' },
            { hint: CHORD_CELLS },
          )
        }
        return checkChord(ctx, cell.text, cell, at)
      case 'tie':
      case 'repeat':
        if (!sounding && cell.kind === 'repeat') at.report('SIL0416', cell, {})
        if (!sounding && cell.kind === 'tie') {
          const fixes = [rewrite(moved(cell, at.by), 'N.C.')]
          at.report(
            'SIL0415',
            cell,
            { what: 'chord' },
            { hint: 'Write N.C. for no chord, or a chord before it.', fixes },
          )
        }
        sounding = true
        return { k: 'tie', span: cell }
      case 'bad':
        // A chord is meant there, and what comes may hold it.
        sounding = true
        return { k: 'tie', span: cell }
      default:
        if (!touches(cells[i - 1], cell)) reportStray(ctx, cells, i, at)
        return { k: 'tie', span: cell }
    }
  })
}

function checkCount(bar: Bar, count: number, at: Placed): void {
  if (count === bar.cells.length) return
  const counted = bar.countSpan ?? bar
  const found = countOf(bar.cells.length, 'chord')
  const fixes = bar.cells.length === 0 ? [] : [rewrite(moved(counted, at.by), `${bar.cells.length}:`)]
  at.report('SIL0402', counted, { written: count, found }, { fixes })
}

/** What touches is told of once: `d7` is a stroke and a degree. */
function reportStray(ctx: FileContext, cells: readonly Cell[], from: number, at: Placed): void {
  const span = { start: cells[from]?.start ?? 0, end: cells[from]?.end ?? 0 }
  for (let i = from + 1; i < cells.length && touches(cells[i - 1], cells[i]); i++)
    span.end = cells[i]?.end ?? span.end
  const place = moved(span, at.by)
  const text = sourceOf(ctx, place)
  const small = smallChord(text)
  const args = { cell: text, part: 'the bars of `chords`' }
  if (small === null) at.report('SIL0404', span, args, { hint: CHORD_CELLS })
  else at.report('SIL0404', span, args, { hint: small.hint, fixes: [rewrite(place, small.meant)] })
}

function touches(before: Cell | undefined, cell: Cell | undefined): boolean {
  return (
    before !== undefined &&
    cell !== undefined &&
    before.end === cell.start &&
    !OF_CHORDS.includes(before.kind) &&
    !OF_CHORDS.includes(cell.kind)
  )
}

/** The name is kept; which notes a chord has depends on the key of its section. */
function checkChord(ctx: FileContext, text: string, span: Span, at: Placed): ChordCell {
  const cell: ChordCell = { k: 'chord', symbol: text, span }
  const known = ctx.values.chords.get(text)
  if (known === true) return cell
  if (known === undefined) {
    // Finding what was meant costs time; a file full of unknown chords has had its answer after the first hundred.
    if (ctx.patience.left <= 0) return cell
    if (text.length > LONGEST_CHORD) {
      ctx.values.chords.set(text, false)
      at.report('SIL0405', span, { chord: text, near: 'No chord is written that long.' })
      return cell
    }
    const chord = readChord(text)
    ctx.values.chords.set(text, chord.kind !== 'unknown')
    if (chord.kind !== 'unknown') return cell
    ctx.patience.left -= CHORD_COST
    const meant = otherwise(text)
    // With another third, or without its fifth, it is another chord.
    const isBare = meant === null && WITHOUT_THIRD.test(text)
    const nearest = isBare ? [] : meant === null ? chord.nearest.slice(0, 3) : [meant]
    const [near] = nearest
    at.report(
      'SIL0405',
      span,
      {
        chord: text,
        near: isBare
          ? 'Without its third a chord is a fifth, C5, or has another tone in its place, C7sus4.'
          : near === undefined
            ? 'A chord starts with a note, A to G.'
            : `Did you mean ${near}?`,
      },
      { fixes: nearest.map((name) => rewrite(moved(span, at.by), name)) },
    )
    return cell
  }
  at.report('SIL0405', span, { chord: text, near: 'It stands above, too.' })
  return cell
}

/** `C7M`, `Cm7maj` and `Cm9(maj7)`, as they are written where 7M is the major seventh: Cmaj7, CmMaj7 and CmMaj9; `C(no3)` is C5. */
function otherwise(text: string): string | null {
  if (NO_THIRD.test(text)) return text.replace(NO_THIRD, (_, root, bass = '') => `${root}5${bass}`)
  const [, root = '', minor, number = '', rest = ''] = TURNED.exec(text) ?? []
  const meant = `${root}${minor === undefined ? 'maj' : 'mMaj'}${number}${rest}`
  return root !== '' && readChord(meant).kind === 'chord' ? meant : null
}

const TURNED = /^([A-G](?:##?|bb?|♯|♭)?)(m(?:in?|inor)?|-)?(7|9|11|13)(?:[mM]aj?|M|[Δ△^]|\([mM]aj?7\))(.*)$/
const WITHOUT_THIRD = /no3|omit3/
const NO_THIRD = /^([A-G](?:##?|bb?|♯|♭)?)\(?no3(?:rd)?\)?(\/[A-G][#b♯♭]?)?$/

/** Longer ones would be compared with all others for minutes. */
const LONGEST_CHORD = 40

/** Comparisons that a chord nobody knows takes. */
const CHORD_COST = 300

/** `chords | Dm7 | G7 | Cmaj7 A7 | % |` */

import type { Bar, BarsLit, Property } from '../../language/ast.ts'
import { readChord } from '../../runtime/theory/chord.ts'
import type { ChordBar, ChordCell } from '../model.ts'
import { countOf } from './cell-counts.ts'
import { type FileContext, rewrite, sourceOf } from './context.ts'
import { exprName, wrongKind } from './place.ts'

const HINT = 'Between these | stand chords, N.C., - where a chord goes on, and % for the bar before.'

export function readChords(ctx: FileContext, property: Property): readonly ChordBar[] {
  const [value] = property.values
  if (value === undefined) return []
  if (value.kind !== 'bars') {
    wrongKind({ ctx }, value, exprName(value), 'chords between bars, as in | Dm7 | G7 |')
    return []
  }
  for (const m of property.modifiers) {
    ctx.report('SIL0206', m.key, { modifier: m.key.text, property: 'chords', known: 'nothing' })
  }
  return readBars(ctx, value)
}

const NO_CELLS: readonly ChordCell[] = []

/** Spans are the tree's own nodes: a long file has many bars. */
function readBars(ctx: FileContext, literal: BarsLit): readonly ChordBar[] {
  const bars: ChordBar[] = []
  let before = false
  for (const bar of literal.bars) {
    const [first] = bar.cells
    if (bar.cells.length === 1 && first?.kind === 'repeat') {
      if (!before) ctx.report('SIL0416', first, {})
      bars.push({ span: first, meant: false, cells: NO_CELLS, repeat: true })
      continue
    }
    bars.push({ span: bar, meant: bar.count !== null, cells: readCells(ctx, bar, before), repeat: false })
    before ||= bar.cells.length > 0
  }
  return bars
}

function readCells(ctx: FileContext, bar: Bar, before: boolean): readonly ChordCell[] {
  if (bar.count !== null && bar.count !== bar.cells.length) {
    const at = bar.countSpan ?? bar
    const found = countOf(bar.cells.length, 'chord')
    const fixes = bar.cells.length === 0 ? [] : [rewrite(at, `${bar.cells.length}:`)]
    ctx.report('SIL0402', at, { written: bar.count, found }, { fixes })
  }
  let sounding = before
  return bar.cells.map((cell): ChordCell => {
    switch (cell.kind) {
      case 'nameCell':
        sounding = true
        if (cell.chance !== null || cell.learn || cell.accent || cell.dead) {
          ctx.report(
            'SIL0404',
            cell,
            { cell: sourceOf(ctx, cell), part: 'the bars of `chords`' },
            { hint: HINT },
          )
        }
        return checkChord(ctx, cell.text, cell)
      case 'tie':
      case 'repeat':
        if (!sounding) ctx.report(cell.kind === 'tie' ? 'SIL0415' : 'SIL0416', cell, {})
        sounding = true
        return { k: 'tie', span: cell }
      case 'bad':
        return { k: 'tie', span: cell }
      default:
        ctx.report(
          'SIL0404',
          cell,
          { cell: sourceOf(ctx, cell), part: 'the bars of `chords`' },
          { hint: HINT },
        )
        return { k: 'tie', span: cell }
    }
  })
}

/** The name is kept; which notes a chord has depends on the key of its section. */
function checkChord(ctx: FileContext, text: string, span: ChordCell['span']): ChordCell {
  const cell: ChordCell = { k: 'chord', symbol: text, span }
  const known = ctx.values.chords.get(text)
  if (known === true) return cell
  if (known === undefined) {
    // Finding what was meant costs time; a file full of unknown chords has had its answer after the first hundred.
    if (ctx.patience.left <= 0) return cell
    const chord = readChord(text)
    ctx.values.chords.set(text, chord.kind !== 'unknown')
    if (chord.kind !== 'unknown') return cell
    ctx.patience.left -= CHORD_COST
    const near = chord.nearest[0]
    ctx.report(
      'SIL0405',
      span,
      {
        chord: text,
        near: near === undefined ? 'A chord starts with a note, A to G.' : `Did you mean ${near}?`,
      },
      { fixes: chord.nearest.slice(0, 3).map((name) => rewrite(span, name)) },
    )
    return cell
  }
  ctx.report('SIL0405', span, { chord: text, near: 'It stands above, too.' })
  return cell
}

/** Comparisons that a chord nobody knows takes. */
const CHORD_COST = 300

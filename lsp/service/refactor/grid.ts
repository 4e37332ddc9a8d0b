/**
 * The same rhythm on another grid. Twelve cells in four beats whose middle thirds are silent are swung 8ths written out: eight
 * cells and `swing` at two thirds sound alike; and the other way round. (A player's off-beats are then expected where they swing.)
 */

import { CodeActionKind } from 'vscode-languageserver'
import type { Bar, BarsLit, Cell } from '../../../language/ast.ts'
import type { Edit } from '../../../language/diagnostics.ts'
import { walk } from '../../../language/walk.ts'
import type { Analysis } from '../../project.ts'
import { pathTo } from '../path.ts'
import { newlineOf } from './lines.ts'
import type { Refactor } from './refactoring.ts'

/** Where the second of two 8ths falls when a beat is cut in three. */
const TRIPLET = '66.67%'

export const changeGrid: Refactor = (analysis, offset) => {
  const path = pathTo(analysis.program.sources.main.tree, offset)
  const bars = path.findLast((node): node is BarsLit => node.kind === 'bars')
  const property = path.findLast((node) => node.kind === 'property')
  if (bars === undefined || !bars.closed || property?.key.text === 'chords') return []
  const beats = beatsPerBar(analysis)
  if (beats === null) return []
  const swing = swingOf(analysis)
  const swung = rewritten(analysis, bars, beats, (bar) => toSwung(bar, beats))
  if (swung !== null && swing.written === null && !wouldSwing(analysis, beats))
    return [
      {
        title: `Write these triplets as 8ths with \`swing ${TRIPLET}\``,
        kind: CodeActionKind.RefactorRewrite,
        edits: [...swung, swing.insert],
      },
    ]
  const straight = rewritten(analysis, bars, beats, (bar) => toTriplets(bar, beats))
  // With another swing the third of a beat is not where the 8th was.
  if (straight === null || swing.value === null || Math.abs(swing.value - 2 / 3) > 0.01) return []
  return [
    { title: 'Write these swung 8ths as triplets', kind: CodeActionKind.RefactorRewrite, edits: straight },
  ]
}

function rewritten(
  { text }: Analysis,
  { bars }: BarsLit,
  beats: number,
  change: (bar: Bar) => readonly (Cell | null)[] | null,
): readonly Edit[] | null {
  const edits: Edit[] = []
  for (const bar of bars) {
    const cells = change(bar)
    if (cells === null) return null
    const words = cells.map((cell) => (cell === null ? '.' : text.content.slice(cell.start, cell.end)))
    edits.push({ span: { start: bar.start, end: bar.end }, newText: inBeats(words, words.length / beats) })
  }
  return edits.length === 0 ? null : edits
}

/** Bars in 2, 4 or 8 per beat, which play straight as they are: swing would move them, too. */
function wouldSwing({ program }: Analysis, beats: number): boolean {
  const setting = program.sources.main.tree.items.find(
    (item) => item.kind === 'setting' && item.property.key.text === 'meter',
  )
  const first = setting?.kind === 'setting' ? setting.property.key : undefined
  let found = false
  walk(program.sources.main.tree, (node) => {
    if (node.kind === 'bar' && SWUNG.has(node.cells.length / beats)) found = true
    // In a metre of its own a section has other beats.
    if (node.kind === 'property' && node.key.text === 'meter' && node.key.start !== first?.start) found = true
  })
  return found
}

const SWUNG: ReadonlySet<number> = new Set([2, 4, 8])

/** The cells of a beat touch, as one writes them, unless one has a suffix that would touch the next. */
function inBeats(cells: readonly string[], perBeat: number): string {
  if (cells.some((cell) => cell.length > 1)) return cells.join(' ')
  const beats: string[] = []
  for (let at = 0; at < cells.length; at += perBeat) beats.push(cells.slice(at, at + perBeat).join(''))
  return beats.join(' ')
}

function toSwung({ cells, count }: Bar, beats: number): readonly Cell[] | null {
  if (count !== null || cells.length !== 3 * beats) return null
  const middle = cells.filter((_, i) => i % 3 === 1)
  // A note that is held through the middle is held in 8ths, too.
  if (!middle.every(({ kind }) => kind === 'rest' || kind === 'tie')) return null
  return cells.filter((_, i) => i % 3 !== 1)
}

function toTriplets({ cells, count }: Bar, beats: number): readonly (Cell | null)[] | null {
  if (count !== null || cells.length !== 2 * beats) return null
  return cells.flatMap((cell, i) => (i % 2 === 0 ? [cell, cell.kind === 'tie' ? cell : null] : [cell]))
}

/** Of metres that count in quarters; null elsewhere: there, thirds are what is written anyhow. */
function beatsPerBar({ program, text }: Analysis): number | null {
  const setting = program.sources.main.tree.items.find(
    (item) => item.kind === 'setting' && item.property.key.text === 'meter',
  )
  if (setting === undefined) return 4
  const beats = /^meter\s+(\d+)\/4\b/.exec(text.content.slice(setting.start, setting.end))?.[1]
  return beats === undefined ? null : Number(beats)
}

function swingOf(analysis: Analysis): {
  readonly written: string | null
  readonly value: number | null
  readonly insert: Edit
} {
  const { program, text } = analysis
  const { items } = program.sources.main.tree
  const setting = items.find((item) => item.kind === 'setting' && item.property.key.text === 'swing')
  const written = setting === undefined ? null : text.content.slice(setting.start, setting.end)
  const percent =
    written === null ? null : /^swing\s+(\d+(?:\.\d+)?)%\s*(?:on\s+8ths)?$/.exec(written.trim())?.[1]
  const last = items.findLast(({ kind }) => kind === 'setting' || kind === 'import')
  const line = last === undefined ? 0 : text.positionAt(last.end).line + 1
  const at = line < text.lineCount ? text.lineStart(line) : 0
  return {
    written,
    value: percent == null ? null : Number(percent) / 100,
    insert: { span: { start: at, end: at }, newText: `swing ${TRIPLET}${newlineOf(analysis)}` },
  }
}

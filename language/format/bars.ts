/**
 * Bars as a chart. The author's blanks group the cells of a bar (`x... ..x.` is two groups); they stay. Groups that
 * stand at the same place in bars of the same shape get the same width in every pattern of a block, so drum parts
 * line up beat by beat:
 *
 *     kick |x...    ..x. x... ....|
 *     hat  |x.x?30  x.x. x.x. x.o.|
 *
 * Inside a group nothing is padded: a blank there would be a new group the next time.
 */

import type { BarsLit } from '../ast.ts'
import * as t from '../token-kinds.ts'
import type { Element, Source } from './source.ts'
import { displayWidth } from './width.ts'

/** `chart`: a blank inside every bar line, `| Dm7 | G7 |`; `tight`: `|x.x. x.x.|`. */
export type BarStyle = 'chart' | 'tight'

/** The part of a literal that stands on one line. */
export interface BarRow {
  readonly text: string
  /** Offset of its first token. */
  readonly start: number
  /** Index of the element after its last token. */
  readonly next: number
}

interface Group {
  readonly text: string
  /** Cells it has; a bracket is one. 0 for the count in `|3: x x x|`. */
  readonly cells: number
}

interface Bar {
  readonly groups: readonly Group[]
  readonly closed: boolean
}

interface DraftRow {
  readonly bars: readonly Bar[]
  readonly start: number
  readonly next: number
}

/** The rows of literals that line up with each other. */
export function layoutBars(
  literals: readonly { readonly bars: BarsLit; readonly style: BarStyle }[],
  source: Source,
): readonly (readonly BarRow[])[] {
  const widths = new Map<string, number[]>()
  const drafts = literals.map(({ bars, style }) => ({ style, rows: readRows(bars, source) }))
  for (const { style, rows } of drafts) {
    for (const row of rows) {
      for (const [index, bar] of row.bars.entries()) {
        const key = shape(style, index, bar)
        const columns = widths.get(key) ?? []
        for (const [i, group] of bar.groups.entries()) {
          columns[i] = Math.max(columns[i] ?? 0, displayWidth(group.text))
        }
        widths.set(key, columns)
      }
    }
  }
  return drafts.map(({ style, rows }) => {
    const texts = rows.map((row) =>
      row.bars.map((bar, index) => writeBar(bar, style, widths.get(shape(style, index, bar)) ?? [])),
    )
    const barWidths = rows.length > 1 ? widest(texts) : []
    return rows.map((row, r) => ({
      text: writeRow(row.bars, texts[r] ?? [], barWidths),
      start: row.start,
      next: row.next,
    }))
  })
}

/** Bars of one shape at one place line up: as many groups, of as many cells each. */
function shape(style: BarStyle, index: number, bar: Bar): string {
  return `${style} ${index} ${bar.groups.map((group) => group.cells).join(',')}`
}

function writeBar(bar: Bar, style: BarStyle, widths: readonly number[]): string {
  if (bar.groups.length === 0) return bar.closed ? ' ' : ''
  const groups = bar.groups.map((group, i) => {
    const last = i === bar.groups.length - 1
    return last && !bar.closed ? group.text : pad(group.text, widths[i] ?? 0)
  })
  const inside = groups.join(' ')
  if (style === 'tight') return inside
  return bar.closed ? ` ${inside} ` : ` ${inside}`
}

/** In a literal of several lines the bar lines stand below each other, whatever is in the bars. */
function widest(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [i, text] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, displayWidth(text))
  }
  return widths
}

function writeRow(bars: readonly Bar[], texts: readonly string[], widths: readonly number[]): string {
  const parts = ['|']
  for (const [i, bar] of bars.entries()) {
    const text = texts[i] ?? ''
    parts.push(bar.closed ? `${pad(text, widths[i] ?? 0)}|` : text)
  }
  return parts.join('')
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Cuts a literal's tokens into lines, bars and groups. */
function readRows(literal: BarsLit, source: Source): DraftRow[] {
  const rows: DraftRow[] = []
  let bars: Bar[] = []
  let groups: Group[] = []
  let start = literal.start
  let index = source.indexAt(literal.start)
  /** A comment behind the bars of a line is not theirs to write. */
  let next = index
  const finishRow = (): void => {
    if (groups.length > 0) bars.push({ groups, closed: false })
    rows.push({ bars, start, next })
    bars = []
    groups = []
  }
  for (;;) {
    const element = source.elements[index]
    if (element === undefined || element.start >= literal.end) break
    if (element.comment) {
      index++
      continue
    }
    const opens = element.kind === t.BarOpen
    const fresh = !opens && element.breaks > 0
    if (fresh) {
      finishRow()
      start = element.start
    }
    index++
    if (opens || fresh) {
      next = index
      continue
    }
    if (element.kind === t.BarSep || element.kind === t.BarClose) {
      bars.push({ groups, closed: true })
      groups = []
    } else if (element.kind === t.Count) {
      groups.push({ text: element.image.replace(/\s+/, ''), cells: 0 })
    } else index = readGroup(index - 1, literal.end, groups, source)
    next = index
  }
  finishRow()
  return rows
}

/** Cells that touch each other, from `index` on; returns the index after them. */
function readGroup(index: number, end: number, groups: Group[], source: Source): number {
  let text = ''
  let cells = 0
  let depth = 0
  let before: Element | null = null
  let at = index
  for (let element = source.elements[at]; element !== undefined; element = source.elements[++at]) {
    if (element.comment || element.start >= end || isBarLine(element)) break
    const apart = before !== null && before.end < element.start
    if (depth === 0 && apart) break
    const opens = element.kind === t.LBracket
    const closes = element.kind === t.RBracket
    if (depth === 0) cells++
    if (apart && !closes && before?.kind !== t.LBracket) text += ' '
    text += element.image
    if (opens) depth++
    else if (closes && depth > 0) depth--
    before = element
  }
  groups.push({ text, cells })
  return at
}

function isBarLine(element: Element): boolean {
  return element.kind === t.BarSep || element.kind === t.BarClose
}

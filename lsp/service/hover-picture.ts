/** Small pictures in plain characters, which every editor can show: zones around the beat, and who hits when. */

import type { Bar, Block, Cell, Expr, Property } from '../../language/ast.ts'
import { MEMBER_KINDS } from '../../language/vocabulary.ts'
import type { Analysis } from '../project.ts'
import type { Hover } from './answers.ts'
import { paceOf, rounded } from './musical-time.ts'
import { occurrenceAt } from './occurrences.ts'

/** On the name or the head of zones or of a member, and wherever their name is used. */
export function pictureAt(analysis: Analysis, offset: number): Hover | null {
  const found = occurrenceAt(analysis, offset)
  const declared = found?.binding.target?.decl
  const block = declared ?? headAt(analysis, offset)
  if (block?.kind !== 'block') return null
  const picture = pictureOf(block, paceOf(analysis)?.beat ?? null)
  if (picture === null) return null
  const { start, end } = found?.span ?? block.head
  return { start, end, text: `\`\`\`text\n${picture}\n\`\`\`` }
}

function headAt({ program }: Analysis, offset: number): Block | undefined {
  return program.sources.main.tree.items.find(
    (item): item is Block => item.kind === 'block' && item.head.start <= offset && offset <= item.head.end,
  )
}

function pictureOf(block: Block, beat: number | null): string | null {
  if (block.block === 'zones') return zonesPicture(block, beat)
  return MEMBER_KINDS.some((kind) => kind === block.block) ? strokesPicture(block) : null
}

/** Characters from the beat to the limit. */
const HALF = 24
const SNAP = '█'
const FOLLOW = '▒'
const LIMIT = '░'

/** From the limit on one side to that on the other: held, leaned towards, stretched. */
function zonesPicture({ properties }: Block, beat: number | null): string | null {
  const of = (name: string): number | null => {
    const value = properties.find(({ key }) => key.text === name)?.values[0]
    return value === undefined ? null : milliseconds(value, beat)
  }
  const [snap, follow, limit] = [of('snap'), of('follow'), of('limit')]
  if (snap === null || follow === null || limit === null || !(limit > 0)) return null
  const columns = (time: number): number => Math.max(1, Math.round((HALF * Math.min(time, limit)) / limit))
  const side = Array.from({ length: HALF }, (_, i) =>
    i < columns(snap) ? SNAP : i < columns(follow) ? FOLLOW : LIMIT,
  ).join('')
  const label = `−${rounded(limit)} ms`
  return [
    `${label.padEnd(HALF)}beat${`+${rounded(limit)} ms`.padStart(HALF - 3)}`,
    `${[...side].reverse().join('')}│${side}`,
    `${SNAP} holds ±${rounded(snap)} ms  ${FOLLOW} follows to ±${rounded(follow)} ms  ${LIMIT} up to the limit`,
  ].join('\n')
}

/** Of a slot its default. */
function milliseconds(value: Expr, beat: number | null): number | null {
  if (value.kind === 'learn') return value.default === null ? null : milliseconds(value.default, beat)
  if (value.kind !== 'number' || value.flaw !== null) return null
  if (value.unit === 'ms') return value.value
  if (value.unit === 's') return 1000 * value.value
  return value.unit === 'beats' && beat !== null ? beat * value.value : null
}

/** More lines and columns no hover has room for. */
const MOST_BARS = 4
const MOST_CELLS = 96

function strokesPicture({ properties }: Block): string | null {
  const voices = properties.flatMap((property) => {
    const bars = barsOf(property)
    return bars.length === 0 ? [] : [{ name: property.key.text, bars: bars.slice(0, MOST_BARS) }]
  })
  if (voices.length === 0) return null
  const wide = Math.max(...voices.map(({ name }) => name.length))
  const width = Math.max(...voices.flatMap(({ bars }) => bars.map(({ cells }) => cells.length)))
  if (width > MOST_CELLS) return null
  return voices
    .map(({ name, bars }) => `${name.padEnd(wide)} │${bars.map((bar) => `${strokes(bar, width)}│`).join('')}`)
    .join('\n')
}

function barsOf({ values }: Property): readonly Bar[] {
  return values.flatMap((value) => (value.kind === 'bars' ? value.bars : []))
}

/** Voices with fewer cells stand as wide as the others: what sounds together stands together. */
function strokes({ cells }: Bar, width: number): string {
  const row = new Array<string>(width).fill('·')
  for (const [i, cell] of cells.entries()) row[Math.floor((i * width) / cells.length)] = stroke(cell)
  return row.join('')
}

function stroke(cell: Cell): string {
  switch (cell.kind) {
    case 'hit':
      if (cell.learn || cell.chance !== null) return '?'
      return cell.mark === 'X' || cell.accent ? '█' : cell.mark === 'g' ? '▂' : '▅'
    case 'rest':
      return '·'
    case 'tie':
      return '─'
    case 'maybe':
      return '?'
    case 'degree':
      return cell.learn || cell.chance !== null || cell.choices.length > 1
        ? '?'
        : String(cell.choices[0]?.degree ?? '▅')
    default:
      return '▅'
  }
}

/** `x*4` and `x(3,8)`, cells that are repeated as in Tidal: told of once for all of the bars, with the cells written out. */

import type { BadCell, Bar, Cell } from '../ast.ts'
import type { Edit } from '../diagnostics.ts'
import { quote, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'

/** How often, or how many of how many and from which on. */
const REPEATED = /^\s?(?:\*\s?(\d+)|\(\s?(\d+)\s?,\s?(\d+)\s?(?:,\s?(\d+)\s?)?\))/
/** Of a pitch the lexer takes the bracket for a chord's. */
const PITCH = /^[A-G][#b♯♭]*\d(?=\()/

/** No rhythm is longer, nor how it is written. */
const MOST_CELLS = 64
const LONGEST = 40
const LONGEST_CELL = 200

/** Among what is no cell: no cell is written so. */
const MARK = '*('

/** Reads the next token with what repeats it; null where nothing does. */
export function readRepeated(r: Reader): BadCell | null {
  const next = r.peek(1)
  const kind = r.kind(r.peek(2))
  if (kind !== t.BadCell) return null
  const pitch = r.kind(next) === t.BarName ? PITCH.exec(r.text.slice(r.start(next), r.end(next) + 1)) : null
  const behind = pitch === null ? r.end(next) : r.start(next) + pitch[0].length
  return readFrom(r, r.start(next), behind)
}

/** Reads on behind a bracket that ends with the token just taken. */
export function repeatedBracket(r: Reader, cell: Cell): Cell {
  if (r.kind(r.peek(1)) !== t.BadCell) return cell
  return readFrom(r, cell.start, cell.end) ?? cell
}

function readFrom(r: Reader, start: number, behind: number): BadCell | null {
  const how = REPEATED.exec(r.text.slice(behind, behind + LONGEST))
  if (how === null) return null
  const end = behind + how[0].length
  while (r.start(r.peek(1)) < end && r.kind(r.peek(1)) !== t.End) r.take()
  r.wrongCells.add(MARK)
  return { kind: 'bad', start, end, text: r.text.slice(start, end) }
}

/** Told of when all bars have been read: what stands alone in its place is written out there. */
export function reportRepeated(r: Reader, bars: readonly Bar[]): void {
  if (!r.wrongCells.has(MARK)) return
  const found: BadCell[] = []
  const edits: (Edit | null)[] = []
  const visit = (cells: readonly Cell[], before: (count: number) => string): void => {
    for (const cell of cells) {
      if (cell.kind === 'group') visit(cell.cells, () => '')
      if (cell.kind !== 'bad') continue
      const parts = partsOf(cell.text)
      if (parts === null) continue
      found.push(cell)
      const { start, end } = cell
      const written = parts.cells === null ? null : join(parts.cells)
      const alone = cells.length === 1
      // Beside other cells nobody can say whether `x*2` is two cells or one that two share.
      const newText =
        written === null || parts.cells === null || !(alone || parts.isRhythm)
          ? null
          : alone
            ? `${before(parts.cells.length)}${written}`
            : `[${written}]`
      edits.push(newText === null ? null : { span: { start, end }, newText })
    }
  }
  for (const { cells, count } of bars) {
    visit(cells, (n) => (count !== null || ANY_METRE.includes(n) ? '' : `${n}: `))
  }
  const [first] = found
  if (first === undefined) return
  const hint = /\*/.test(first.text)
    ? 'Cells are written out: xxxx are four, and [xx] are two that share one.'
    : 'A rhythm is written out: three of eight are x..x..x., and in [ ] cells share one.'
  const [own] = edits
  const fixes =
    own == null ? [] : [{ title: `Write ${own.newText}`, edits: edits.filter((edit) => edit !== null) }]
  const span = { start: first.start, end: first.end }
  r.report('SIL0124', span, { text: quote(first.text), what: 'a cell' }, { hint, fixes })
}

/** Of others a bar says that they are meant. */
const ANY_METRE: readonly number[] = [1, 2, 4, 8, 16]

interface Parts {
  /** One by one; null where nobody can say which. */
  readonly cells: readonly string[] | null
  readonly isRhythm: boolean
}

function partsOf(text: string): Parts | null {
  const at = text.startsWith('[') ? text.lastIndexOf(']') + 1 : text.search(/\s?[*(]/)
  const how = at < 1 ? null : REPEATED.exec(text.slice(at))
  if (how === null) return null
  const cell = text.slice(0, at)
  const [, times, hits = '', of = '', from = '0'] = how
  const isRhythm = times === undefined
  const count = Number(times ?? of)
  if (count < 1 || count > MOST_CELLS || cell.length > LONGEST_CELL) return { cells: null, isRhythm }
  if (!isRhythm) return { cells: Array.from({ length: count }, () => cell), isRhythm }
  const some = Number(hits)
  if (some < 1 || some > count) return { cells: null, isRhythm }
  const rhythm = bjorklund(some, count)
  const turn = Number(from) % count
  const turned = [...rhythm.slice(turn), ...rhythm.slice(0, turn)]
  return { cells: turned.map((isHit) => (isHit ? cell : '.')), isRhythm }
}

/** So many hits, as evenly as they can lie among so many places (Toussaint 2005, after Bjorklund): three of eight are x..x..x. */
function bjorklund(hits: number, places: number): readonly boolean[] {
  let heads: (readonly boolean[])[] = Array.from({ length: hits }, () => [true])
  let tails: (readonly boolean[])[] = Array.from({ length: places - hits }, () => [false])
  while (tails.length > 1) {
    const pairs = Math.min(heads.length, tails.length)
    const rest = heads.length > pairs ? heads.slice(pairs) : tails.slice(pairs)
    heads = heads.slice(0, pairs).map((head, i) => [...head, ...(tails[i] ?? [])])
    tails = rest
  }
  return [...heads, ...tails].flat()
}

/** Longer ones stand apart: `x?30` and `1` are no `x?301`. */
function join(cells: readonly string[]): string {
  return cells.join(cells.some((cell) => cell.length > 1 && !cell.endsWith(']')) ? ' ' : '')
}

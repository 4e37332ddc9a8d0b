/** Patterns cut to a metre: cells become events at exact positions, ties move ends. */

import { isBeatByBeat, loopQuarters } from '../check/loops.ts'
import type { EventIr, Position } from '../ir.ts'
import type { CellModel, MeterModel, PatternModel, SoundCell } from '../model.ts'
import { add, divide, isLess, type Rational, rational, subtract, times, toNumber, ZERO } from '../rational.ts'
import { plainSpan, type SlotTable } from './slots.ts'

export interface CutPattern {
  readonly bars: readonly (readonly EventIr[])[]
  readonly barQuarters: number
  readonly loopQuarters: number | null
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** A cell that sounds, rests or holds, with its place in the whole pattern. */
interface Leaf {
  readonly cell: Exclude<CellModel, { readonly k: 'group' }>
  readonly bar: number
  readonly number: number
  readonly from: Position
  readonly to: Position
}

export function cutPattern(
  pattern: PatternModel,
  meter: MeterModel,
  slots: SlotTable,
  cuts: Cuts,
): CutPattern {
  const grid = gridOf(pattern, meter, cuts)
  const leaves = pattern.bars.flatMap((bar, index) => leavesOf(bar.cells, bar.meant, index, grid))
  const bars: EventIr[][] = pattern.bars.map(() => [])
  let sounding: { readonly event: Mutable<EventIr>; readonly bar: number } | null = null
  const hold = ({ to, bar }: Leaf, round: number): void => {
    if (sounding === null || sounding.event.end === null) return
    const barsOn = bar + round * pattern.bars.length - sounding.bar
    sounding.event.end = shifted(to, times(grid.quarters, barsOn))
  }
  for (const leaf of leaves) {
    if (leaf.cell.k === 'rest') sounding = null
    else if (leaf.cell.k === 'tie') hold(leaf, 0)
    else {
      const event = eventOf(leaf, leaf.cell, pattern.by, slots)
      bars[leaf.bar]?.push(event)
      sounding = { event, bar: leaf.bar }
    }
  }
  // The pattern goes round: ties at its start hold what sounds at its end.
  for (const leaf of leaves) {
    if (leaf.cell.k !== 'tie') break
    hold(leaf, 1)
  }
  const length = toNumber(grid.quarters)
  return { bars, barQuarters: length, loopQuarters: pattern.loop === null ? null : length }
}

function eventOf(leaf: Leaf, cell: SoundCell, by: number, slots: SlotTable): Mutable<EventIr> {
  // Drums and clicks ring by themselves; a roll fills its cell.
  const rings = cell.sounds[0]?.k === 'hit' && cell.articulation !== 'roll'
  const event: Mutable<EventIr> = {
    span: plainSpan(cell.span, by),
    cell: leaf.number,
    label: cell.label,
    at: leaf.from,
    end: rings ? null : leaf.to,
    chance: slots.chance(cell.chance),
    velocity: cell.velocity,
    articulation: cell.articulation,
    sounds: cell.sounds,
    weights: null,
  }
  if (cell.weights !== null) slots.weights(cell.weights, event)
  return event
}

// ---- where cells lie --------------------------------------------------------------------------------------------

interface Grid {
  /** Length of a bar, or of the loop. */
  readonly quarters: Rational
  readonly meter: MeterModel
  readonly looped: boolean
  readonly cuts: Cuts
}

/** What the bars of a lowering have been cut to, by metre: songs have few grids, and thousands of bars. */
export type Cuts = Map<string, readonly Position[]>

function gridOf(pattern: PatternModel, meter: MeterModel, cuts: Cuts): Grid {
  const { loop } = pattern
  if (loop === null) return { quarters: meter.quarters, meter, looped: false, cuts }
  return { quarters: loopQuarters(loop, meter), meter, looped: true, cuts }
}

function leavesOf(cells: readonly CellModel[], meant: boolean, bar: number, grid: Grid): readonly Leaf[] {
  const leaves: Leaf[] = []
  const bounds = boundsOf(cells.length, meant, grid)
  let beyond = cells.length
  const visit = (cell: CellModel, number: number, from: Position, to: Position): void => {
    if (cell.k !== 'group') {
      leaves.push({ cell, bar, number, from, to })
      return
    }
    const parts = cell.cells.length
    for (const [i, part] of cell.cells.entries()) {
      beyond++
      visit(part, beyond, between(from, to, i, parts), between(from, to, i + 1, parts))
    }
    // An empty bracket is a rest.
    if (parts === 0) leaves.push({ cell: { k: 'rest' }, bar, number, from, to })
  }
  for (const [i, cell] of cells.entries()) {
    const from = bounds[i]
    const to = bounds[i + 1]
    if (from !== undefined && to !== undefined) visit(cell, i + 1, from, to)
  }
  return leaves
}

function between(from: Position, to: Position, num: number, den: number): Position {
  if (num === 0) return from
  if (num === den) return to
  const { num: n, den: d } = rational(num, den)
  return { from, to, num: n, den: d }
}

/** The ends of a bar's cells, one more than there are cells. */
function boundsOf(count: number, meant: boolean, grid: Grid): readonly Position[] {
  const { meter, quarters, looped, cuts } = grid
  const key = `${count} ${meant} ${looped} ${quarters.num}/${quarters.den} ${meter.text}`
  const known = cuts.get(key)
  if (known !== undefined) return known
  const bounds = boundsAnew(count, meant, grid)
  cuts.set(key, bounds)
  return bounds
}

function boundsAnew(count: number, meant: boolean, grid: Grid): readonly Position[] {
  const { meter, quarters, looped } = grid
  if (!meant && isBeatByBeat(count, quarters, meter)) {
    return Array.from({ length: count + 1 }, (_, i): Position => {
      const { num, den } = beatAt(i, meter)
      return { num, den, swing: false }
    })
  }
  const swings = swingsWith(count, grid)
  return Array.from({ length: count + 1 }, (_, i): Position => {
    const { num, den } = times(quarters, i, count)
    return { num, den, swing: swings && (looped || !isOnBeat({ num, den }, meter)) }
  })
}

/** Where a beat begins, counted on beyond the bar. */
function beatAt(beat: number, { beats, quarters }: MeterModel): Rational {
  const bar = Math.floor(beat / beats.length)
  return add(times(quarters, bar), beats[beat % beats.length] ?? ZERO)
}

/** Bars whose cells divide the beat by 2, 4 or 8 swing; in unequal groups, 8ths, 16ths and 32nds do. */
function swingsWith(count: number, { meter, quarters }: Grid): boolean {
  if (meter.even) {
    const beat = divide(meter.quarters, { num: meter.beats.length, den: 1 })
    const perBeat = divide({ num: count, den: 1 }, divide(quarters, beat))
    return perBeat.den === 1 && (perBeat.num === 2 || perBeat.num === 4 || perBeat.num === 8)
  }
  const cell = divide(quarters, { num: count, den: 1 })
  return cell.num === 1 && (cell.den === 2 || cell.den === 4 || cell.den === 8)
}

/** Swing leaves beats where they are. */
function isOnBeat(at: Rational, meter: MeterModel): boolean {
  let inBar = at
  while (!isLess(inBar, meter.quarters)) inBar = subtract(inBar, meter.quarters)
  return meter.beats.some((beat) => beat.num === inBar.num && beat.den === inBar.den)
}

/** A position so many quarters later. */
function shifted(position: Position, by: Rational): Position {
  if (by.num === 0) return position
  if ('from' in position) {
    const { num, den } = position
    return { from: shifted(position.from, by), to: shifted(position.to, by), num, den }
  }
  return { ...add(position, by), swing: position.swing }
}

/** Where something is expected, bar by bar: the starts of all notes. */
export function startsOf(
  pattern: PatternModel,
  meter: MeterModel,
  cuts: Cuts,
): readonly (readonly Position[])[] {
  const grid = gridOf(pattern, meter, cuts)
  return pattern.bars.map((bar, index) =>
    leavesOf(bar.cells, bar.meant, index, grid)
      .filter((leaf) => leaf.cell.k === 'sound')
      .map((leaf) => leaf.from),
  )
}

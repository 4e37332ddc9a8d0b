/** Which notes the cells of a bar are, and whether another metre makes others of them. */

import type { BarModel, CellModel, MeterModel } from '../model.ts'
import { divide, type Rational, rational } from '../rational.ts'

interface Change {
  readonly before: string
  readonly after: string
}

/**
 * What a bar's cells are in the metre that they were written for, and what in another where they fit, too; null where
 * they mean the same.
 * @param rings do its notes ring by themselves, however long their cells are?
 */
export function changeOf(bar: BarModel, home: MeterModel, there: MeterModel, rings: boolean): Change | null {
  const count = bar.cells.length
  if (bar.meant || bar.broken || count < 2 || home.unknown) return null
  // As many to the beat, whatever the beat is.
  if (home.beats.length === there.beats.length && isByBeat(count, home) && isByBeat(count, there)) return null
  const before = cellOf(count, home)
  const after = cellOf(count, there)
  if (before.num === after.num && before.den === after.den) return null
  if (isSilent(bar.cells, rings ? 1 : 0)) return null
  return { before: nameOf(before), after: nameOf(after) }
}

/** In groups that are not equal only one to each is counted by beats. */
function isByBeat(count: number, { even, beats }: MeterModel): boolean {
  return even ? count % beats.length === 0 : count === beats.length
}

function cellOf(count: number, { quarters }: MeterModel): Rational {
  return divide(quarters, rational(count))
}

/** From a cell on. */
function isSilent(cells: readonly CellModel[], from: number): boolean {
  return cells.every((cell, i) => {
    if (cell.k === 'rest') return true
    if (cell.k === 'group') return isSilent(cell.cells, i < from ? 1 : 0)
    return cell.k === 'sound' && i < from
  })
}

/** By its share of a whole note. */
function nameOf(quarters: Rational): string {
  const { num, den } = divide(quarters, rational(4))
  const plain = NAMES.get(den)
  if (num === 1 && plain !== undefined) return plain
  // Three of the next shorter ones.
  const dotted = NAMES.get(den / 2)
  if (num === 3 && dotted !== undefined) return `dotted ${dotted}`
  const triplet = den % 3 === 0 ? NAMES.get((den / 3) * 2) : undefined
  if (num === 1 && triplet !== undefined) return `triplet ${triplet}`
  return `${num}/${den} notes`
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'whole notes'],
  [2, 'halves'],
  [4, 'quarters'],
  [8, '8ths'],
  [16, '16ths'],
  [32, '32nds'],
  [64, '64ths'],
])

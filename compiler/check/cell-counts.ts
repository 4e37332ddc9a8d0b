/** Do the cells of a bar fit it? */

import type { MeterModel } from '../model.ts'
import { divide, type Rational, toNumber } from '../rational.ts'

const PER_BEAT = [1, 2, 3, 4, 6, 8] as const

/** Do so many cells share a bar of this metre evenly, or stand one to a group of it? */
export function fits(meter: MeterModel, cells: number): boolean {
  if (meter.even) {
    // As in `fitsBeats`, without fractions: every bar of a file is asked.
    const beats = meter.beats.length
    if (cells === 0) return false
    if (cells % beats === 0 ? PER_BEAT.some((each) => each === cells / beats) : beats % cells === 0)
      return true
    return !meter.compound && isPerNote(meter, cells)
  }
  return cells === 1 || cells === meter.beats.length || isPerNote(meter, cells)
}

/** 1, 2, 3, 4, 6 or 8 cells to each of the notes that make the groups of a metre. */
function isPerNote({ upper }: MeterModel, cells: number): boolean {
  return PER_BEAT.some((each) => cells === upper * each)
}

/** One cell, 1, 2, 3, 4, 6 or 8 to the beat, or beats to the cell. */
export function fitsBeats(beats: Rational, cells: number): boolean {
  if (cells === 0) return false
  // One fills whatever it is in.
  if (cells === 1) return true
  const perBeat = divide({ num: cells, den: 1 }, beats)
  if (perBeat.den === 1) return PER_BEAT.some((each) => each === perBeat.num)
  return perBeat.num === 1
}

/** Cell counts that fit, ascending. */
export function fittingCounts(meter: MeterModel): readonly number[] {
  const perNote = PER_BEAT.map((each) => meter.upper * each)
  if (!meter.even) return ascending([1, meter.beats.length, ...perNote])
  return ascending([...fittingBeats({ num: meter.beats.length, den: 1 }), ...(meter.compound ? [] : perNote)])
}

export function fittingBeats(beats: Rational): readonly number[] {
  const length = toNumber(beats)
  const counts = [1, ...PER_BEAT.map((each) => length * each)]
  for (let n = 1; n <= length; n++) counts.push(length / n)
  return ascending(counts.filter((n) => Number.isInteger(n)))
}

function ascending(counts: readonly number[]): readonly number[] {
  return [...new Set(counts)].sort((a, b) => a - b)
}

/**
 * `(2+2+3)`, where a metre of 8ths or shorter was written without its groups and so many twos and threes make it; else null.
 * Threes stand last, but for the three of 8/8.
 */
export function likelyGroups(meter: MeterModel, cells: number): string | null {
  const { upper, lower, compound, even, span, text } = meter
  const isWritten = span.end > span.start && even && !compound && !text.includes('(')
  const threes = upper - 2 * cells
  if (!isWritten || lower < 8 || cells < 2 || threes <= 0 || threes >= cells) return null
  const sizes = Array.from({ length: cells }, (_, i) => (i < cells - threes ? 2 : 3))
  if (upper === 8) sizes.reverse()
  return `(${sizes.join('+')})`
}

/** What to do about a count that does not fit. */
export function countHint(counts: readonly number[], cells: number): string {
  if (cells === 0) return 'A silent bar is |.|'
  const below = counts.filter((n) => n < cells).at(-1)
  const above = counts.find((n) => n > cells)
  const near = [below, above].filter((n) => n !== undefined)
  return `${near.length === 0 ? '' : `${near.join(' or ')} would fit; `}|${cells}: says that ${cells} are meant.`
}

export function countOf(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? '' : 's'}`
}

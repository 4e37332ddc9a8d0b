/**
 * What a policy would have earned, from what another one earned: direct method, inverse propensity scores, their
 * self-normalised form, doubly robust (Dudík, Langford & Li, ICML 2011). Each row is a unit of randomisation, whose draw is
 * independent of all others: of a unit's sessions the mean. What units earn is not, where they are somebody's own.
 */

import { overPeople } from './people.ts'

/** Numbers of rows, all of one length. */
export interface Rows {
  /** π_e / π_b of what was drawn. */
  readonly w: Float64Array
  readonly r: Float64Array
  /** A model's guess of r for what was drawn; 0 where there is no model. */
  readonly q: Float64Array
  /** The model's expectation of r under the target policy. */
  readonly v: Float64Array
  /** By how much the sum of v grows for each 1 that r is more: where the model was learned from these rows, what it says is their luck, too. */
  readonly pull?: Float64Array
}

export interface Estimate {
  readonly value: number
  /** Standard error of the value, over rows. */
  readonly error: number
  /** Half of the interval of 95 % over people; not there where each row is somebody else's. */
  readonly people?: number
}

/** Two sided, 95 %. */
const EITHER_SIDE = 0.025

export interface Estimates {
  readonly dm: Estimate
  readonly ips: Estimate
  readonly snips: Estimate
  readonly dr: Estimate
  /** (Σw)² / Σw²: how many rows of the target policy these are worth. */
  readonly effective: number
  readonly greatest: number
  /** Of w; 1 where the logged laws are what they say. */
  readonly meanRatio: Estimate
}

/**
 * @param users by row, whose it is, as `numbered` has them; without it each is somebody else's
 * @throws RangeError where the columns are not of one length, or empty
 */
export function estimates(rows: Rows, users?: Uint32Array): Estimates {
  const { w, r, q, v } = rows
  const n = w.length
  if (n === 0 || [r, q, v].some((column) => column.length !== n))
    throw new RangeError('an estimate needs rows, with four numbers each')
  const terms = (of: (i: number) => number): Estimate =>
    meanOf(
      Float64Array.from({ length: n }, (_, i) => of(i)),
      users,
    )
  const at = (column: Float64Array, i: number): number => column[i] ?? 0
  let [sum, squares, greatest] = [0, 0, 0]
  for (const one of w) {
    sum += one
    squares += one * one
    greatest = Math.max(greatest, one)
  }
  const meanW = sum / n
  const snips = w.reduce((total, one, i) => total + one * at(r, i), 0) / sum
  return {
    dm: meanOf(ofModel(rows), users),
    ips: terms((i) => at(w, i) * at(r, i)),
    // The ratio of two means, by its linearisation (delta method).
    snips: { ...terms((i) => (at(w, i) * (at(r, i) - snips)) / meanW), value: snips },
    dr: terms((i) => at(v, i) + at(w, i) * (at(r, i) - at(q, i))),
    effective: (sum * sum) / squares,
    greatest,
    // Draws are independent, whosever they are.
    meanRatio: meanOf(w),
  }
}

/** What each row says of the mean of v: its own, and how it moves the model. Their mean is that of v. */
export function ofModel({ r, q, v, pull }: Rows): Float64Array {
  if (pull === undefined) return v
  const moves = pull.map((one, i) => one * ((r[i] ?? 0) - (q[i] ?? 0)))
  const mean = moves.reduce((sum, one) => sum + one, 0) / moves.length
  return v.map((one, i) => one + (moves[i] ?? 0) - mean)
}

export function meanOf(values: Float64Array, users?: Uint32Array): Estimate {
  const n = values.length
  const value = values.reduce((sum, one) => sum + one, 0) / n
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / Math.max(1, n - 1)
  const people = users === undefined ? null : overPeople(values, users, EITHER_SIDE)
  const error = Math.sqrt(variance / n)
  return people === null ? { value, error } : { value, error, people: people.width }
}

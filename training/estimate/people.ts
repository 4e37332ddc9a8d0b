/**
 * Whether a gain is that of people, or of the few who play most. Bets are made on units, whose draws are independent whosever they are:
 * what a bet proves is proved of those who played. But what a candidate gains with somebody it gains with them each week, and a hundred
 * weeks of one are no hundred people: for those who are yet to play it is people who are the sample.
 *
 * By Student's t over people, each left out once (Tukey's jackknife, of which little is known beyond that it is right for many), and with
 * as many degrees of freedom as there are people who count: where one has nearly all units there are none, and nothing is known.
 */

import { normalBelow } from '../gate/normal.ts'
import { studentQuantile } from './student.ts'

export interface OverPeople {
  /** Standard error of the mean over units, from the differences between people. */
  readonly error: number
  /** As many people as count, less one. */
  readonly freedom: number
  /** How far from the mean either bound lies. */
  readonly width: number
}

/** With fewer the quantile is astronomical. */
const LEAST_FREEDOM = 0.1

/**
 * @param values by unit
 * @param users by unit, whose it is, as `numbered` has them
 * @returns null where everybody has one unit: what is known of units is known of people
 */
export function overPeople(values: Float64Array, users: Uint32Array, alpha: number): OverPeople | null {
  return widthsBy(values, users, (freedom) => studentQuantile(1 - alpha, freedom))
}

/** For so many people the bound of many looks is chosen; it holds for any number. */
const PEOPLE = 200

/**
 * The same for whoever looks again and again, for ever: a normal mixture (Robbins 1970; of means whose variance is estimated, Waudby-Smith,
 * Arbour, Sinha, Kennedy & Ramdas, Annals of Statistics 2024), as far out in Student's law as it lies in the normal one. What grows is how many
 * people count: another week of the same tells nothing of others.
 */
export function overPeopleAlways(values: Float64Array, users: Uint32Array, alpha: number): OverPeople | null {
  return widthsBy(values, users, (freedom) => {
    const far = -2 * Math.log(2 * Math.min(alpha, 0.25))
    const share = ((freedom + 1) * (far + Math.log(far + 1))) / PEOPLE
    const errors = Math.sqrt(2 * (1 + 1 / share) * Math.log1p(Math.sqrt(share + 1) / (2 * alpha)))
    return studentQuantile(normalBelow(errors), freedom)
  })
}

function widthsBy(
  values: Float64Array,
  users: Uint32Array,
  errorsFor: (freedom: number) => number,
): OverPeople | null {
  const n = values.length
  const people = headcount(users)
  if (people === n) return null
  const [sums, sizes] = [new Float64Array(people), new Float64Array(people)]
  let total = 0
  for (const [unit, user] of users.entries()) {
    const value = values[unit] ?? 0
    sums[user] = (sums[user] ?? 0) + value
    sizes[user] = (sizes[user] ?? 0) + 1
    total += value
  }
  const mean = total / n
  let squares = 0
  for (const [user, size] of sizes.entries()) {
    // By so much the mean moves without them; without the only one there is none.
    const moves = ((sums[user] ?? 0) - size * mean) / Math.max(1, n - size)
    squares += moves * moves
  }
  const freedom = countedBy(sizes) - 1
  if (freedom < LEAST_FREEDOM)
    return { error: Number.POSITIVE_INFINITY, freedom, width: Number.POSITIVE_INFINITY }
  const error = Math.sqrt((squares * (people - 1)) / people)
  return { error, freedom, width: error === 0 ? 0 : errorsFor(freedom) * error }
}

/** As how many people with as many units each they count. */
export function peopleCounted(users: Uint32Array): number {
  const sizes = new Float64Array(headcount(users))
  for (const user of users) sizes[user] = (sizes[user] ?? 0) + 1
  return countedBy(sizes)
}

/** (Σm)² / Σm² */
function countedBy(sizes: Float64Array): number {
  let [sum, squares] = [0, 0]
  for (const size of sizes) {
    sum += size
    squares += size * size
  }
  return squares === 0 ? 0 : (sum * sum) / squares
}

/** Why more units of the same people would not help. */
export const tooFewInWords = (people: number): string =>
  people === 1 ? 'all units are of one person' : `these ${people} are too few, or differ too much`

/** How many people there are. */
export const headcount = (users: Uint32Array): number =>
  users.reduce((most, one) => Math.max(most, one + 1), 0)

/** Whose each unit is, in numbers from 0 on. */
export function numbered<Name>(names: readonly Name[]): Uint32Array {
  const known = new Map<Name, number>()
  return Uint32Array.from(names, (name) => {
    const number = known.get(name) ?? known.size
    known.set(name, number)
    return number
  })
}

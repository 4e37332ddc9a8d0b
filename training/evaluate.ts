/** What a law would have earned, from units that others drew. */

import { constant, type Target } from './contextual/target.ts'
import { type Estimate, type Estimates, estimates, meanOf, type Rows } from './estimate/estimators.ts'
import { haveOneSupport, type Law, ratio } from './estimate/gaussian.ts'
import { numbered } from './estimate/people.ts'
import { crossFitted, type Expected } from './offline/model.ts'
import { createSpace } from './offline/space.ts'
import type { Unit } from './units/units.ts'

/**
 * Each law that logged, with its share of the units.
 *
 * @returns at most as many as there are policies in the logs
 */
function loggedLaws(units: readonly Unit[]): readonly (readonly [share: number, law: Law])[] {
  const counted = new Map<string, { count: number; readonly law: Law }>()
  for (const { lawKey, law } of units) {
    const known = counted.get(lawKey)
    if (known === undefined) counted.set(lawKey, { count: 1, law })
    else known.count++
  }
  return [...counted.values()].map(({ count, law }) => [count / units.length, law])
}

/** The law that most units were drawn from: what runs. */
export function incumbentOf(units: readonly Unit[]): Law {
  const laws = loggedLaws(units)
  const [, law] = laws.reduce((most, one) => (one[0] > most[0] ? one : most), [
    0,
    { mean: [], sigma: [], choices: {} },
  ] as readonly [number, Law])
  return law
}

export function ratiosOf(units: readonly Unit[], target: Law | Target): Float64Array {
  const at = typeof target === 'function' ? target : constant(target)
  const laws = loggedLaws(units)
  return Float64Array.from(units, ({ draw, context, law }) =>
    // One law may have a mean for each player: each unit has its own.
    ratio(at(context), laws.length === 1 ? [[1, law]] : laws, draw),
  )
}

/**
 * With a model of the rewards, a ridge regression that is cross-fitted by user on the units themselves: nobody's reward takes part in
 * the guess of their own, and of what the candidate was learned from there is nothing in it.
 *
 * @throws RangeError where the units scatter in different slots
 */
export function evaluate(units: readonly Unit[], target: Law | Target): Evaluation {
  const at = typeof target === 'function' ? target : constant(target)
  const seen = seenFromOne(units)
  const space = createSpace(seen)
  const model = crossFitted(seen, space)
  const [d, k] = [space.shifts.length, space.weights.length]
  const n = units.length
  const expected = {
    linear: new Float64Array(n * d),
    square: new Float64Array(n * d),
    choice: new Float64Array(n * k),
  }
  /** What unit i would earn under a law, by the model. */
  const under = (its: Law, i: number, drawn: Expected | null): number => {
    const law = seen[i]?.law ?? its
    let mean = model.base[i] ?? 0
    for (const [j, dimension] of space.shifts.entries()) {
      const sigma = law.sigma[dimension] ?? 1
      // Of e = (z − μ)/σ under the candidate: E e = u, and E e² − 1 = u² + t² − 1.
      const u = ((its.mean[dimension] ?? 0) - (law.mean[dimension] ?? 0)) / sigma
      const t = (its.sigma[dimension] ?? 0) / sigma
      const square = u * u + t * t - 1
      if (drawn !== null) {
        drawn.linear[i * d + j] = u
        drawn.square[i * d + j] = square
      }
      mean += u * (model.linear[i * d + j] ?? 0) + square * (model.square[i * d + j] ?? 0)
    }
    for (const [c, { slot, choice }] of space.weights.entries()) {
      const more = (its.choices[slot]?.[choice] ?? 0) - (space.p[c] ?? 0)
      if (drawn !== null) drawn.choice[i * k + c] = more
      mean += more * (model.choice[i * k + c] ?? 0)
    }
    return mean
  }
  const v = Float64Array.from(units, ({ context }, i) => under(at(context), i, expected))
  const w = ratiosOf(units, at)
  const r = Float64Array.from(units, ({ reward }) => reward)
  const rows = { w, r, q: model.guess, v, pull: model.leverage(expected) }
  const users = usersOf(units)
  // What ran is estimated like the candidate, so that the luck of draws is in both.
  const more = Float64Array.from(
    units,
    ({ law }, i) =>
      (v[i] ?? 0) - under(law, i, null) + ((w[i] ?? 0) - 1) * ((r[i] ?? 0) - (model.guess[i] ?? 0)),
  )
  return { ...estimates(rows, users), gain: meanOf(more, users), w, rows }
}

/**
 * The units as drawn around one law. A model of the draw in σ of whatever law each came from would be another function for each, and the
 * ratios to their mixture make up for the faults of one.
 */
function seenFromOne(units: readonly Unit[]): readonly Unit[] {
  if (loggedLaws(units).length < 2) return units
  const law = incumbentOf(units)
  // Where some scatter and others do not there is no draw in σ of one law.
  return units.every((unit) => haveOneSupport(unit.law, law))
    ? units.map((unit) => ({ ...unit, law }))
    : units
}

export interface Evaluation extends Estimates {
  /** What the candidate earns more than what ran, doubly robust, unit by unit: what both have in common is no luck of the candidate's. */
  readonly gain: Estimate
  /** By unit. */
  readonly w: Float64Array
  readonly rows: Rows
}

/** What the units earned: of who drew them. */
export const earned = (units: readonly Unit[]): Estimate =>
  meanOf(
    Float64Array.from(units, ({ reward }) => reward),
    usersOf(units),
  )

/** Whose each unit is. */
const usersOf = (units: readonly Unit[]): Uint32Array => numbered(units.map(({ user }) => user))

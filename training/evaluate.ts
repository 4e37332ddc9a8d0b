/** What a law would have earned, from units that others drew. */

import { type Estimates, estimates } from './estimate/estimators.ts'
import { type Law, ratio } from './estimate/gaussian.ts'
import type { Unit } from './units/units.ts'

/**
 * Each law that logged, with its share of the units.
 *
 * @returns at most as many as there are policies in the logs
 */
export function loggedLaws(units: readonly Unit[]): readonly (readonly [share: number, law: Law])[] {
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

export function ratiosOf(units: readonly Unit[], target: Law): Float64Array {
  const laws = loggedLaws(units)
  return Float64Array.from(units, ({ draw }) => ratio(target, laws, draw))
}

/** Without a model: `dm` says nothing, and `dr` is `ips`. */
export function evaluate(units: readonly Unit[], target: Law): Estimates {
  const none = new Float64Array(units.length)
  const r = Float64Array.from(units, ({ reward }) => reward)
  return estimates({ w: ratiosOf(units, target), r, q: none, v: none })
}

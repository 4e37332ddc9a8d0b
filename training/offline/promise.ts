/**
 * What may be promised of a candidate. On the units that it was learned from it looks better than it is, since it was chosen by their
 * luck, and no interval around that is one. So each fifth of the users tells what was learned from the other four would have earned by
 * them (cross-fitting; Chernozhukov et al. 2018): five candidates for one, learned from a little less, and none flattered.
 */

import { type Estimate, meanOf } from '../estimate/estimators.ts'
import { numbered } from '../estimate/people.ts'
import type { Unit } from '../units/units.ts'
import { crossFitted, FOLDS, foldOf } from './model.ts'
import { columnsAt } from './objective.ts'
import { createSpace } from './space.ts'
import { climb, type TrainOptions } from './train.ts'

/** Doubly robust, as what is promised is chosen by. */
export function promiseOf(
  units: readonly Unit[],
  { leastEffective, caution, contextual = [] }: Omit<TrainOptions, 'onStep'>,
): Estimate {
  const space = createSpace(units, contextual)
  const model = crossFitted(units, space)
  const folds = units.map(foldOf)
  const earned = new Float64Array(units.length)
  for (let fold = 0; fold < FOLDS; fold++) {
    const rest = units.filter((_, i) => folds[i] !== fold)
    // Where there is nobody else, nothing is learned, and what ran goes on.
    const theta = rest.length === 0 ? new Float64Array(space.size) : learnedFrom(rest)
    const { w, v } = columnsAt(space, model, theta)
    for (const [i, { reward }] of units.entries())
      if (folds[i] === fold) earned[i] = (v[i] ?? 0) + (w[i] ?? 0) * (reward - (model.guess[i] ?? 0))
  }
  return meanOf(earned, numbered(units.map(({ user }) => user)))

  function learnedFrom(rest: readonly Unit[]): Float64Array {
    const part = createSpace(rest, contextual, units)
    const most = units.length / leastEffective
    return climb(rest, part, crossFitted(rest, part), { caution, most }).theta
  }
}

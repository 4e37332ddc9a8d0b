/**
 * Slots from logs: the mean that the doubly robust estimate likes best, no further from what was logged than the logs can tell.
 * Inside the trust region E[w²] ≤ n/ESS_min, averaged over what was known of the units: beyond it so few units of the candidate are in the logs that no estimate means
 * anything.
 */

import type { ContextualSlot } from '../contextual/bases.ts'
import { type Estimates, estimates } from '../estimate/estimators.ts'
import { numbered } from '../estimate/people.ts'
import type { Unit } from '../units/units.ts'
import { crossFitted, type Model } from './model.ts'
import { columnsAt, createObjective } from './objective.ts'
import { createSpace, type Space } from './space.ts'

export interface TrainOptions {
  /** The candidate's units that the logs must be worth, at least. */
  readonly leastEffective: number
  /** κ: standard errors that a candidate must make up for. */
  readonly caution: number
  /** Slots that may depend on the player, with what they are drawn around in these units. */
  readonly contextual?: readonly ContextualSlot[]
  readonly onStep?:
    | ((step: { readonly step: number; readonly gain: number; readonly effective: number }) => void)
    | undefined
}

export interface Trained {
  readonly space: Space
  readonly theta: Float64Array
  /** On the units that it was learned from, and too good: what may be promised says `promise.ts`. */
  readonly estimates: Estimates
  /** What the logged law earned on them. */
  readonly logged: number
  readonly steps: number
}

const MOST_STEPS = 400
const FIRST_STEP = 0.1
const LONGEST_STEP = 0.5
const LEAST_STEP = 1e-4

/** @throws RangeError where there are fewer units than the trust region needs */
export function trainOffline(
  units: readonly Unit[],
  { leastEffective, caution, contextual = [], onStep }: TrainOptions,
): Trained {
  if (units.length < leastEffective)
    throw new RangeError(
      `there are ${units.length} units to learn from, and ${leastEffective} are needed at least`,
    )
  const space = createSpace(units, contextual)
  if (!haveOneScatter(units))
    throw new RangeError(
      'the units scatter by different σ, and one candidate cannot: let the slots file that is explored around give `sigma`',
    )
  const model = crossFitted(units, space)
  const { theta, steps } = climb(units, space, model, {
    caution,
    most: units.length / leastEffective,
    onStep,
  })
  const r = Float64Array.from(units, ({ reward }) => reward)
  return {
    space,
    theta,
    estimates: estimates(
      { ...columnsAt(space, model, theta), r, q: model.guess },
      numbered(units.map(({ user }) => user)),
    ),
    logged: r.reduce((sum, one) => sum + one, 0) / units.length,
    steps,
  }
}

interface Climb extends Pick<TrainOptions, 'caution' | 'onStep'> {
  /** E[w²], at most. */
  readonly most: number
}

/** Uphill from what was logged, as far as the logs can tell. */
export function climb(
  units: readonly Unit[],
  space: Space,
  model: Model,
  { caution, most, onStep }: Climb,
): Pick<Trained, 'theta' | 'steps'> {
  const at = createObjective(units, space, model, caution)
  const inside = (theta: Float64Array): boolean => space.moment(theta) <= most
  let theta: Float64Array = new Float64Array(space.size)
  let now = at(theta)
  let length = FIRST_STEP
  let steps = 0
  while (steps < MOST_STEPS && length > LEAST_STEP && space.size > 0) {
    steps++
    const norm = Math.sqrt(now.gradient.reduce((sum, one) => sum + one * one, 0))
    if (!(norm > 1e-12)) break
    const step = length / norm
    const next = drawnIn(
      Float64Array.from(theta, (one, i) => one + step * (now.gradient[i] ?? 0)),
      inside,
    )
    const there = at(next)
    if (there.value > now.value + 1e-9) {
      theta = next
      now = there
      length = Math.min(LONGEST_STEP, length * 1.5)
      onStep?.({ step: steps, gain: now.value, effective: now.effective })
    } else length /= 2
  }
  return { theta, steps }
}

/** Straight back towards what was logged, until the logs can tell. */
function drawnIn(theta: Float64Array, inside: (theta: Float64Array) => boolean): Float64Array {
  if (inside(theta)) return theta
  let [low, high] = [0, 1]
  const scaled = (share: number): Float64Array => Float64Array.from(theta, (one) => share * one)
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (inside(scaled(middle))) low = middle
    else high = middle
  }
  return scaled(low)
}

/** Without a `sigma` of its file a slot scatters by where a network has put it. */
function haveOneScatter(units: readonly Unit[]): boolean {
  const sigma = units[0]?.law.sigma ?? []
  return units.every(({ law }) =>
    law.sigma.every((one, i) => Math.abs(one - (sigma[i] ?? 0)) <= 1e-9 * Math.abs(one)),
  )
}

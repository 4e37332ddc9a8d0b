/**
 * The slots of a piece as a search space: `z/1` for those that have a z (contextual ones as constants), and for choices the logarithm
 * of how much more each weighs than the written one.
 *
 *     a choice drawn once for a session   the written choice weighs 0, the others θ: the heaviest plays, at a tie the written one
 *     a weighted cell (`1/5~`)            softmax over all choices, the first weighing 0
 */

import type { SlotSpec } from '../../runtime/policy.ts'
import { defaultSlots, specOf, valuesOfSlots } from '../../runtime/slots.ts'
import { pointOf, slotsAt, slotsInSpace } from '../../runtime/slots-space.ts'
import type { Candidate, SearchSpace } from './search-space.ts'

/**
 * A slot that is written on a bound lies infinitely far out, where no step changes anything: the search begins nearer, at 4.7 % of the
 * range. The slots as written are what a result is held against, and not where the search began.
 */
const FARTHEST_START = 3
/** From here on, at 0.7 % of the range, the way out costs something; a θ that is 1 farther costs a thousandth of the reward's range. */
const INSIDE = 5
const OUTSIDE_COSTS = 1e-3
/** Beyond, a slot is on its bound as far as numbers go; ordered slots still keep apart. */
const FARTHEST = 30
/** The written choice is what is known: others begin as far below it as the search looks at first. */
const OTHER_CHOICE = -1

/**
 * @param only the slots to search: others stay as they are written
 * @throws RangeError where there are none
 */
export function slotSpace(
  specs: readonly SlotSpec[],
  only: (name: string) => boolean = () => true,
): SearchSpace {
  const all = slotsInSpace(specs)
  const written = defaultSlots(specs)
  const places = all.flatMap(({ name }, i) => (only(name) ? [i] : []))
  const inSpace = places.flatMap((i) => all[i] ?? [])
  const fixed = pointOf(specs, written)
  /** What must exceed a slot that moves moves with it. */
  const moves = ({ name, above }: SlotSpec): boolean => {
    const below = specOf(specs, above)
    return only(name) || (below !== undefined && moves(below))
  }
  const choices = specs
    .filter(({ name }) => only(name))
    .filter(({ kind }) => kind === 'categorical')
    .map((spec) => weighing(spec, written))
  const names = [...inSpace.map(({ name }) => name), ...choices.flatMap((one) => one.names)]
  if (names.length === 0) throw new RangeError('the piece has no slots: there is nothing to learn')
  const start = [
    ...places.map((i) => within(fixed[i] ?? 0, FARTHEST_START)),
    ...choices.flatMap((one) => one.start),
  ]
  return {
    id: 'slots z/1',
    names,
    start,
    decode(theta): Candidate {
      const z = fixed.slice()
      for (const [k, i] of places.entries()) z[i] = within(theta[k] ?? 0, FARTHEST)
      const slots = slotsAt(specs, z, written)
      // There and back again is not always the same last bit; and a choice has no z.
      for (const spec of all) if (!moves(spec)) slots[spec.index] = written[spec.index] ?? 0
      let at = inSpace.length
      for (const { spec, names: own, place } of choices) {
        place(theta.slice(at, at + own.length), slots.subarray(spec.index, spec.index + spec.size))
        at += own.length
      }
      return { slots: valuesOfSlots(specs, slots), networks: null }
    },
    penalty: (theta) =>
      theta.reduce((sum, one) => sum + OUTSIDE_COSTS * Math.max(0, Math.abs(one) - INSIDE) ** 2, 0),
  }
}

interface Weighing {
  readonly spec: SlotSpec
  readonly names: readonly string[]
  readonly start: readonly number[]
  /** Writes the slot's own part of the vector. */
  place(weights: readonly number[], into: Float64Array): void
}

function weighing(spec: SlotSpec, written: Float64Array): Weighing {
  const all = spec.choices ?? []
  const pinned = spec.size > 1 ? 0 : (written[spec.index] ?? 0)
  const others = all.flatMap((_, i) => (i === pinned ? [] : [i]))
  const named = { spec, names: others.map((i) => `${spec.name}=${all[i]}`) }
  if (spec.size > 1) return { ...named, start: others.map(() => 0), place: softmax }
  return {
    ...named,
    start: others.map(() => OTHER_CHOICE),
    place(weights, into) {
      let [best, most] = [pinned, 0]
      for (const [k, weight] of weights.entries())
        if (weight > most) [best, most] = [others[k] ?? pinned, weight]
      into[0] = best
    },
  }
}

/** The first weighs 0; what is largest is taken out, so that nothing overflows. */
function softmax(weights: readonly number[], into: Float64Array): void {
  const all = [0, ...weights]
  const most = Math.max(...all)
  const raised = all.map((weight) => Math.exp(weight - most))
  const total = raised.reduce((sum, one) => sum + one, 0)
  for (const [i, one] of raised.entries()) into[i] = one / total
}

const within = (value: number, most: number): number => Math.max(-most, Math.min(most, value))

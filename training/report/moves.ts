/** What the pages tell of two laws: where each slot was and is, and how draws fit. */

import type { PolicyDefinition } from '../../runtime/policy.ts'
import { slotsAt, slotsInSpace } from '../../runtime/slots-space.ts'
import type { Law } from '../estimate/gaussian.ts'
import type { Fit } from '../estimate/pit.ts'
import type { Interval, Move, SlotFit } from './input.ts'

type Definition = Pick<PolicyDefinition, 'slots'>

export function movesOf(
  { slots: specs }: Definition,
  before: Law,
  after: Law,
  base: Float64Array,
): readonly Move[] {
  const inSpace = slotsInSpace(specs)
  const moves: Move[] = inSpace.map((spec, i) => {
    const around = (law: Law): Interval => {
      const at = (sigmas: number): number => {
        const z = law.mean.map((mean, j) => (i === j ? mean + sigmas * (law.sigma[j] ?? 0) : mean))
        return slotsAt(specs, z, base)[spec.index] ?? 0
      }
      return { value: at(0), low: at(-1), high: at(1) }
    }
    const sigma = before.sigma[i] ?? 0
    return {
      kind: 'number',
      name: spec.name,
      unit: spec.unit ?? '',
      min: spec.min ?? 0,
      max: spec.max ?? 1,
      before: around(before),
      after: around(after),
      sigmas: sigma > 0 ? ((after.mean[i] ?? 0) - (before.mean[i] ?? 0)) / sigma : null,
    }
  })
  for (const [name, was] of Object.entries(before.choices))
    moves.push({
      kind: 'choice',
      name,
      choices: Object.entries(was).map(([choice, probability]) => ({
        name: choice,
        before: probability,
        after: after.choices[name]?.[choice] ?? 0,
      })),
    })
  return moves
}

/** The slots that a law plays on average. */
export const meansOf = ({ slots }: Definition, law: Law, base: Float64Array): Float64Array =>
  slotsAt(slots, law.mean, base)

/** Fits by the slots' names. */
export function namedFits({ slots }: Definition, fits: readonly Fit[]): readonly SlotFit[] {
  const inSpace = slotsInSpace(slots)
  return fits.map(({ of, p, counts }) => ({
    name: 'slot' in of ? `${of.slot}: ${of.choice}` : (inSpace[of.dimension]?.name ?? ''),
    p,
    counts,
  }))
}

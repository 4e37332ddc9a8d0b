/** Between slots files and the laws that they play: what was logged, what a candidate is, and what training found. */

import type { Network } from '../../runtime/contextual.ts'
import type { PolicyDefinition } from '../../runtime/policy.ts'
import { drawnChoices, NO_SPREAD, type Spread, stochasticSlots } from '../../runtime/session/explore.ts'
import { type SlotValues, valuesOfSlots } from '../../runtime/slots.ts'
import { SLOT_TRANSFORM, SLOTS_FILE_VERSION } from '../../runtime/slots-file.ts'
import { slotsInSpace } from '../../runtime/slots-space.ts'
import type { Law } from '../estimate/gaussian.ts'
import { valuesAt } from './values-at.ts'

type Definition = Pick<PolicyDefinition, 'slots' | 'behaviour' | 'slotSchema' | 'train'>

export interface TrainedNote {
  readonly method: string
  readonly data: string
  readonly seed: number
  readonly date: string
  readonly estimate: number
  readonly interval: readonly [number, number]
}

/** What a policy draws its slots from. @param share how far it explores where its file does not say */
export function lawOf(
  definition: Definition,
  slots: Float64Array,
  spread: Spread = NO_SPREAD,
  share = definition.train[0]?.explore ?? 0,
): Law {
  const { mean, sigma, choiceProbs } = stochasticSlots(definition.slots, slots, spread, share)
  return { mean, sigma, choices: choiceProbs }
}

/** `NAME.slots.json` of a law: what it certifies is what is played, the scatter too. */
export function slotsFileOf(
  { slots: specs, behaviour, slotSchema }: Definition,
  law: Law,
  base: Float64Array,
  trained: TrainedNote,
  networks: Readonly<Record<string, Network>> = {},
): Readonly<Record<string, unknown>> {
  const means = valuesAt(specs, law.mean, base)
  for (const spec of drawnChoices(specs)) {
    const probabilities = law.choices[spec.name] ?? {}
    const likeliest = (spec.choices ?? []).reduce((best, one) =>
      (probabilities[one] ?? 0) > (probabilities[best] ?? 0) ? one : best,
    )
    means[spec.index] = (spec.choices ?? []).indexOf(likeliest)
  }
  const values: SlotValues = valuesOfSlots(specs, means)
  return {
    version: SLOTS_FILE_VERSION,
    policy: behaviour,
    slot_schema: slotSchema,
    transform: SLOT_TRANSFORM,
    slots: values,
    sigma: Object.fromEntries(slotsInSpace(specs).map(({ name }, i) => [name, law.sigma[i] ?? 0])),
    choice_probs: Object.keys(law.choices).length === 0 ? null : law.choices,
    networks: Object.keys(networks).length === 0 ? null : networks,
    trained,
  }
}

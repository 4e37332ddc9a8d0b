/**
 * What an optimiser moves, and what it means: a vector θ of real numbers without bounds. Whoever learns something else than slots (the
 * weights of a network, both together) writes a space; optimiser, evaluation, checkpoints and reports stay as they are.
 *
 * A space is chosen so that one σ fits all dimensions: what is naturally moved by s is kept as θ = x / s. Workers never see θ: they get
 * what `decode` gives, and load it as an app would.
 */

import type { Network } from '../../runtime/contextual.ts'
import type { PolicyDefinition } from '../../runtime/policy.ts'
import type { SlotValues } from '../../runtime/slots.ts'
import { SLOT_TRANSFORM, SLOTS_FILE_VERSION } from '../../runtime/slots-file.ts'
import type { TrainedNote } from '../offline/slots-file.ts'

export interface SearchSpace {
  /** Names the space and its version: a run in another one is not resumed. */
  readonly id: string
  /** Of θ's dimensions, each once; what metrics and reports call them. */
  readonly names: readonly string[]
  /** θ to begin at, as long as `names`; what the policy does unlearned, or near it. */
  readonly start: readonly number[]
  /** Pure, and total: every finite θ decodes to a candidate that loads. */
  decode(theta: readonly number[]): Candidate
  /**
   * How far θ lies where nothing changes any more, as a share of the reward's range: 0 inside, small, and rising outwards. Without it a
   * search whose best slot lies on its bound walks on for ever. Left out: nowhere.
   */
  penalty?(theta: readonly number[]): number
}

/** The part of `NAME.slots.json` that decides what is played. Plain JSON: it travels to workers. */
export interface Candidate {
  readonly slots: SlotValues
  /** By contextual slot. Null: none. */
  readonly networks: Readonly<Record<string, Network>> | null
}

/**
 * `NAME.slots.json` of a candidate. How far it explores is left to the piece's `train`: what was learned in simulation is a mean, and
 * nothing was learned of the scatter.
 */
export function fileOfCandidate(
  { behaviour, slotSchema }: Pick<PolicyDefinition, 'behaviour' | 'slotSchema'>,
  { slots, networks }: Candidate,
  trained: TrainedNote | null = null,
): Readonly<Record<string, unknown>> {
  return {
    version: SLOTS_FILE_VERSION,
    policy: behaviour,
    slot_schema: slotSchema,
    transform: SLOT_TRANSFORM,
    slots,
    sigma: null,
    choice_probs: null,
    networks,
    trained,
  }
}

/**
 * `NAME.slots.json`: trained slot values, beside the file that declares the slots.
 *
 * An app may load a new one without new code; a file that does not fit is refused as a whole, with every fault
 * named, and what played before goes on playing.
 */

import type { Network, Networks } from './contextual.ts'
import type { Features } from './features.ts'
import type { PolicyDefinition, SlotSpec, Slots } from './policy.ts'
import { inWords } from './problems.ts'
import { createFaults, type Faults, fieldsOf, isRecord, type Problem } from './score/checks.ts'
import type { Spread } from './session/explore.ts'
import type { ChoiceProbs } from './session/log.ts'
import { defaultSlots, placeValues, specOf, writeValue } from './slots.ts'
import { FARTHEST } from './slots-space.ts'

export const SLOTS_FILE_VERSION = 1
export const SLOT_TRANSFORM = 'z/1'

/** What a slots file may hold, before anything of it has been checked. */
export interface SlotsFile {
  readonly version?: unknown
  readonly policy?: unknown
  readonly slot_schema?: unknown
  readonly transform?: unknown
  readonly slots?: unknown
  readonly sigma?: unknown
  readonly choice_probs?: unknown
  readonly networks?: unknown
}

export type SlotsReading =
  | {
      readonly ok: true
      readonly slots: Slots
      readonly spread: Spread
      readonly networks: Networks
      readonly warnings: readonly Problem[]
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export const NO_NETWORKS: Networks = new Map()

/**
 * Reads a slots file for a policy.
 * @param json the parsed file, or its text
 * @param contextual what reads its networks
 */
export function readSlotsFile(
  definition: Pick<PolicyDefinition, 'slots' | 'behaviour' | 'slotSchema'>,
  json: unknown,
  contextual: Features['contextual'] = undefined,
): SlotsReading {
  const faults = createFaults()
  const { problems, fault, record } = faults
  const file: SlotsFile = fieldsOf(json, 'slots file', faults)
  if (problems.length > 0) return { ok: false, problems }
  if (file.version !== SLOTS_FILE_VERSION) {
    fault('version', `must be ${SLOTS_FILE_VERSION}: this runtime reads no other version`)
    return { ok: false, problems }
  }
  if (file.slot_schema === undefined) fault('slot_schema', 'is missing: it says whose slots these are')
  else if (file.slot_schema !== definition.slotSchema) {
    fault(
      'slot_schema',
      `is that of other slots: the file was made for ${String(file.slot_schema)}, the policy has ${definition.slotSchema}`,
    )
  }
  if (file.transform !== SLOT_TRANSFORM) fault('transform', `must be "${SLOT_TRANSFORM}"`)
  const networks = new Map<string, Network>()
  for (const [name, network] of Object.entries(record(file.networks ?? {}, 'networks'))) {
    const path = `networks.${name}`
    const spec = specOf(definition.slots, name)
    if (spec?.kind !== 'contextual' || contextual === undefined)
      fault(path, 'there is no such contextual slot in the policy')
    else networks.set(name, contextual.read(spec.features ?? [], network, path, fault))
  }
  const slots = defaultSlots(definition.slots)
  const choiceProbs = record(file.choice_probs ?? {}, 'choice_probs')
  const values = record(file.slots, 'slots')
  const weights = readValues(definition.slots, values, choiceProbs, slots, fault)
  const sigma = readSigma(definition.slots, file.sigma ?? {}, faults)
  if (problems.length > 0) return { ok: false, problems }

  const warnings: Problem[] = []
  if (file.policy !== definition.behaviour) {
    warnings.push({
      path: 'policy',
      message: 'is another behaviour: the slots fit, but they were trained on a piece that has changed since',
    })
  }
  const spread: Spread = {
    sigma: (file.sigma ?? null) === null ? null : sigma,
    choiceProbs: (file.choice_probs ?? null) === null ? null : weights,
  }
  return { ok: true, slots, spread, networks, warnings }
}

function readValues(
  specs: readonly SlotSpec[],
  values: Readonly<Record<string, unknown>>,
  choiceProbs: Readonly<Record<string, unknown>>,
  slots: Slots,
  fault: Faults['fault'],
): ChoiceProbs {
  const read: [string, Readonly<Record<string, number>>][] = []
  for (const [name, byChoice] of Object.entries(choiceProbs)) {
    const spec = specOf(specs, name)
    const weights =
      spec?.kind === 'categorical'
        ? readChoiceProbs(spec, byChoice, name in values, slots)
        : 'there is no such choice in the policy'
    if (typeof weights === 'string') fault(`choice_probs.${name}`, weights)
    else read.push([name, weights])
  }
  placeValues(specs, values, slots, (name, message) => fault(`slots.${name}`, message))
  return Object.fromEntries(read)
}

/** `{ choice: probability }`, or what is wrong; of a weighted cell choice they are the values themselves. */
function readChoiceProbs(
  spec: SlotSpec,
  value: unknown,
  hasValue: boolean,
  slots: Slots,
): Readonly<Record<string, number>> | string {
  if (!isRecord(value)) return 'must give a probability for each choice'
  const choices = spec.choices ?? []
  const unknown = Object.keys(value).find((choice) => !choices.includes(choice))
  if (unknown !== undefined) return `has no choice "${unknown}": the choices are ${choices.join(', ')}`
  // Not by `value[choice]`: a choice may be called `constructor`.
  const weights = choices.map((choice) => (Object.hasOwn(value, choice) ? value[choice] : 0))
  // Checked as if they were values, in a place of their own.
  const checked = new Float64Array(spec.index + choices.length)
  const message = writeValue({ ...spec, size: Math.max(2, choices.length) }, weights, checked)
  if (message !== null) return message
  if (spec.size > 1 && !hasValue) slots.set(checked.subarray(spec.index), spec.index)
  return Object.fromEntries(choices.map((choice, i) => [choice, checked[spec.index + i] ?? 0]))
}

function readSigma(
  specs: readonly SlotSpec[],
  value: unknown,
  { record, fault }: Faults,
): Readonly<Record<string, number>> {
  const read: [string, number][] = []
  for (const [name, sigma] of Object.entries(record(value, 'sigma'))) {
    if (specOf(specs, name) === undefined) fault(`sigma.${name}`, 'there is no such slot in the policy')
    // Beyond the farthest point there is nothing to draw, and soon no number to log.
    if (typeof sigma === 'number' && sigma >= 0 && sigma <= FARTHEST) read.push([name, sigma])
    else fault(`sigma.${name}`, `must be a number from 0 to ${FARTHEST}, not ${inWords(sigma)}`)
  }
  return Object.fromEntries(read)
}

/**
 * `NAME.slots.json`: trained slot values, beside the file that declares the slots.
 *
 * An app may load a new one without new code; a file that does not fit is refused as a whole, with every fault
 * named, and what played before goes on playing.
 */

import type { PolicyDefinition, SlotSpec, Slots } from './policy.ts'
import { createChecks, type Problem } from './score/checks.ts'
import { defaultSlots, writeValue } from './slots.ts'

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
  | { readonly ok: true; readonly slots: Slots; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Reads a slots file for a policy.
 * @param json the parsed file, or its text
 */
export function readSlotsFile(
  definition: Pick<PolicyDefinition, 'slots' | 'behaviour' | 'slotSchema'>,
  json: unknown,
): SlotsReading {
  const checks = createChecks()
  const file: SlotsFile = checks.record(parsed(json), 'slots file')
  if (checks.problems.length > 0) return { ok: false, problems: checks.problems }
  if (file.version !== SLOTS_FILE_VERSION) {
    checks.fault('version', `must be ${SLOTS_FILE_VERSION}: this runtime reads no other version`)
    return { ok: false, problems: checks.problems }
  }
  if (file.slot_schema !== definition.slotSchema) {
    checks.fault(
      'slot_schema',
      `is that of other slots: the file was made for ${String(file.slot_schema)}, the policy has ${definition.slotSchema}`,
    )
  }
  if (file.transform !== SLOT_TRANSFORM) checks.fault('transform', `must be "${SLOT_TRANSFORM}"`)
  const { networks = null } = file
  if (networks !== null) {
    checks.fault(
      'networks',
      'are not played by this version of the runtime: contextual slots need a fixed value',
    )
  }
  const slots = defaultSlots(definition.slots)
  const choiceProbs =
    (file.choice_probs ?? null) === null ? {} : checks.record(file.choice_probs, 'choice_probs')
  const values = checks.record(file.slots, 'slots')
  readValues(definition.slots, values, choiceProbs, slots, checks.fault)
  checkSigma(definition.slots, file.sigma ?? null, checks)
  if (checks.problems.length > 0) return { ok: false, problems: checks.problems }

  const warnings: Problem[] = []
  if (file.policy !== definition.behaviour) {
    warnings.push({
      path: 'policy',
      message: 'is another behaviour: the slots fit, but they were trained on a piece that has changed since',
    })
  }
  return { ok: true, slots, warnings }
}

function parsed(json: unknown): unknown {
  if (typeof json !== 'string') return json
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

type Fault = (path: string, message: string) => void

function readValues(
  specs: readonly SlotSpec[],
  values: Readonly<Record<string, unknown>>,
  choiceProbs: Readonly<Record<string, unknown>>,
  slots: Slots,
  fault: Fault,
): void {
  const known = new Map(specs.map((spec) => [spec.name, spec]))
  for (const [name, value] of Object.entries(values)) {
    const spec = known.get(name)
    const message =
      spec === undefined ? 'there is no such slot in the policy' : writeValue(spec, value, slots)
    if (message !== null) fault(`slots.${name}`, message)
  }
  for (const [name, byChoice] of Object.entries(choiceProbs)) {
    const spec = known.get(name)
    if (spec === undefined || spec.kind !== 'categorical') {
      fault(`choice_probs.${name}`, 'there is no such choice in the policy')
      continue
    }
    const message = checkChoiceProbs(spec, byChoice, name in values, slots)
    if (message !== null) fault(`choice_probs.${name}`, message)
  }
  for (const spec of specs) {
    const below = specs.find(({ name }) => name === spec.above)
    if (below === undefined) continue
    const least = slots[below.index] ?? 0
    if (!((slots[spec.index] ?? 0) > least)) {
      fault(`slots.${spec.name}`, `must lie above ${below.name}, which is ${least}`)
    }
  }
}

/** `{ choice: probability }`; of a weighted cell choice they are the values themselves. */
function checkChoiceProbs(spec: SlotSpec, value: unknown, hasValue: boolean, slots: Slots): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'must give a probability for each choice'
  }
  const choices = spec.choices ?? []
  const unknown = Object.keys(value).find((choice) => !choices.includes(choice))
  if (unknown !== undefined) return `has no choice "${unknown}": the choices are ${choices.join(', ')}`
  const byChoice = new Map<string, unknown>(Object.entries(value))
  const weights = choices.map((choice) => byChoice.get(choice) ?? 0)
  // Checked as if they were values, in a place of their own.
  const checked = new Float64Array(spec.index + choices.length)
  const message = writeValue({ ...spec, size: Math.max(2, choices.length) }, weights, checked)
  if (message === null && spec.size > 1 && !hasValue) slots.set(checked.subarray(spec.index), spec.index)
  return message
}

function checkSigma(
  specs: readonly SlotSpec[],
  value: unknown,
  checks: ReturnType<typeof createChecks>,
): void {
  if (value === null) return
  for (const [name, sigma] of Object.entries(checks.record(value, 'sigma'))) {
    if (!specs.some((spec) => spec.name === name))
      checks.fault(`sigma.${name}`, 'there is no such slot in the policy')
    checks.number(sigma, `sigma.${name}`, { min: 0 })
  }
}

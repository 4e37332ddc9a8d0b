/** The law of a slots file, for evaluation and the gate. */

import { contextual, type Networks } from '../runtime/contextual.ts'
import type { Policy } from '../runtime/create-policy.ts'
import { inWords } from '../runtime/problems.ts'
import type { Problem } from '../runtime/score/checks.ts'
import { readSlotsFile } from '../runtime/slots-file.ts'
import { type SlotsReading, strangerTo, type Target, targetOf } from '../training/contextual/target.ts'
import type { Unit } from '../training/units/units.ts'
import { readText } from './io/text.ts'
import { Failure, INPUT_ERROR } from './outcome.ts'

const MAX_SLOTS_BYTES = 16 * 1024 * 1024

export interface Candidate {
  readonly target: Target
  /** Empty: whoever plays, it draws from one law. */
  readonly networks: Networks
  readonly reading: SlotsReading
  readonly text: string
  /** What may be wrong with the file, a line each. */
  readonly warnings: readonly string[]
}

export function candidateAt(policy: Policy, path: string): Candidate {
  return candidateIn(policy, path, readText(path, MAX_SLOTS_BYTES))
}

/** The same of a text that is at hand. @param path as it is called in words */
export function candidateIn(policy: Policy, path: string, text: string): Candidate {
  const reading = readSlotsFile(policy.definition, parsed(path, text), contextual)
  const words = ({ path: at, message }: Problem): string => `${path}: ${at} ${message}`
  if (!reading.ok) throw new Failure(INPUT_ERROR, reading.problems.map(words).join('\n'))
  return {
    target: targetOf(policy.definition, reading),
    networks: reading.networks,
    reading,
    text,
    warnings: reading.warnings.map(words),
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new Failure(INPUT_ERROR, `${path} is not JSON.`, 'As sil train --out writes it.')
  }
}

/** The units, whose law is that of a slots file: one law, with a mean for each player. */
export function drawnFrom(
  policy: Policy,
  path: string,
  units: readonly Unit[],
): { readonly incumbent: Candidate; readonly units: readonly Unit[] } {
  const incumbent = candidateAt(policy, path)
  const stranger = strangerTo(units, incumbent.target)
  if (stranger !== null)
    throw new Failure(
      INPUT_ERROR,
      `These sessions were not drawn from ${path}: the unit ${inWords(stranger.id)} has another law.`,
      'Name the slots file that ran when they were played.',
    )
  return { incumbent, units: units.map((unit) => ({ ...unit, lawKey: path })) }
}

/** Where no file says what ran, one law must have: what differs from player to player cannot be told from several policies. */
export function needsIncumbent(policy: Policy, units: readonly Unit[]): void {
  const several = new Set(units.map(({ lawKey }) => lawKey)).size > 1
  if (several && policy.definition.slots.some(({ kind }) => kind === 'contextual'))
    throw new Failure(
      INPUT_ERROR,
      'These sessions were drawn from more than one law, in a piece whose slots may depend on the player.',
      'Name the slots file that ran: --against F.slots.json',
    )
}

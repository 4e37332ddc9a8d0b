/** The law of a slots file, for evaluation and the gate. */

import { readFileSync } from 'node:fs'
import { contextual, type Networks } from '../runtime/contextual.ts'
import type { Policy } from '../runtime/create-policy.ts'
import { describe } from '../runtime/score/checks.ts'
import { readSlotsFile } from '../runtime/slots-file.ts'
import { type SlotsReading, strangerTo, type Target, targetOf } from '../training/contextual/target.ts'
import type { Unit } from '../training/units/units.ts'
import { Failure, fileFailure, INPUT_ERROR } from './outcome.ts'

export interface Candidate {
  readonly target: Target
  /** Empty: whoever plays, it draws from one law. */
  readonly networks: Networks
  readonly reading: SlotsReading
  readonly text: string
}

export function candidateAt(policy: Policy, path: string): Candidate {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw fileFailure(path, error, 'read')
  }
  return candidateIn(policy, path, text)
}

/** The same of a text that is at hand. @param path as it is called in words */
export function candidateIn(policy: Policy, path: string, text: string): Candidate {
  const reading = readSlotsFile(policy.definition, text, contextual)
  if (!reading.ok) {
    const words = reading.problems.map(({ path: at, message }) => `${path}: ${at} ${message}`)
    throw new Failure(INPUT_ERROR, words.join('\n'))
  }
  return { target: targetOf(policy.definition, reading), networks: reading.networks, reading, text }
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
      `These sessions were not drawn from ${path}: the unit ${describe(stranger.id)} has another law.`,
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

/** The law of a slots file, for evaluation and the gate. */

import { readFileSync } from 'node:fs'
import { contextual } from '../runtime/contextual.ts'
import type { Policy } from '../runtime/create-policy.ts'
import { readSlotsFile } from '../runtime/slots-file.ts'
import type { Law } from '../training/estimate/gaussian.ts'
import { lawOf } from '../training/offline/slots-file.ts'
import { Failure, fileFailure, INPUT_ERROR } from './outcome.ts'

export interface Candidate {
  readonly law: Law
  readonly text: string
}

export function candidateAt(policy: Policy, path: string): Candidate {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw fileFailure(path, error, 'read')
  }
  const reading = readSlotsFile(policy.definition, text, contextual)
  if (!reading.ok) {
    const words = reading.problems.map(({ path: at, message }) => `${path}: ${at} ${message}`)
    throw new Failure(INPUT_ERROR, words.join('\n'))
  }
  if (reading.networks.size > 0)
    throw new Failure(
      INPUT_ERROR,
      `${path} has networks: slots that depend on the player cannot be judged from logs yet.`,
      'Without them the file can be.',
    )
  return { law: lawOf(policy.definition, reading.slots, reading.spread), text }
}

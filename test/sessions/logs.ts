/** What any session log must hold, whoever made it. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import type { SlotSpec } from '../../runtime/policy.ts'
import { hashOf } from '../../runtime/session/canonical.ts'
import { checkExploration } from '../../runtime/session/check-exploration.ts'
import { type SessionLog, sessionText } from '../../runtime/session/log.ts'
import { readSession } from '../../runtime/session/read.ts'
import { repositoryTop } from '../harness/sil.ts'

const schema = JSON.parse(readFileSync(join(repositoryTop, 'schemas', 'session.schema.json'), 'utf8'))
const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema)

/**
 * Holds a log to the published schema, to the reader's checks and to its own densities.
 * @param text the log as a file
 * @param specs the slots of the policy that was played
 */
export function expectSound(text: string, specs: readonly SlotSpec[]): SessionLog {
  const json: unknown = JSON.parse(text)
  expect(validate(json) ? [] : validate.errors).toEqual([])
  const reading = readSession(text)
  if (!reading.ok)
    throw new Error(reading.problems.map(({ path, message }) => `${path} ${message}`).join('\n'))
  const log = reading.value
  expect(log).toEqual(json)
  expect(sessionText(log)).toBe(text)
  expect(log.policy.slots_hash).toBe(hashOf(log.slots))
  expect(checkExploration(specs, log)).toEqual([])
  return log
}

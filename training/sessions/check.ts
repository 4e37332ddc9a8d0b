/** Whether a row may be learned from: every check of `session.json`, and what only the policy knows. */

import type { PolicyDefinition } from '../../runtime/policy.ts'
import type { Problem } from '../../runtime/score/checks.ts'
import { checkExploration } from '../../runtime/session/check-exploration.ts'
import { keyOfUnit } from '../../runtime/session/explore.ts'
import type { SessionLog } from '../../runtime/session/log.ts'
import { readSession } from '../../runtime/session/read.ts'

export type Checked =
  | { readonly ok: true; readonly log: SessionLog }
  /** Why it is set aside; `kind` counts. */
  | { readonly ok: false; readonly kind: Kind; readonly reason: string }

export type Kind =
  | 'not JSON'
  | 'schema'
  | 'duplicate'
  | 'other slots'
  | 'other piece'
  | 'exploration'
  | 'several players'
  | 'time travel'

export interface RowChecker {
  check(line: string): Checked
}

/** @param policy null: what needs a policy is not looked at */
export function createRowChecker(
  policy: Pick<PolicyDefinition, 'slots' | 'slotSchema' | 'behaviour'> | null,
  now: number,
): RowChecker {
  const seen = new Set<string>()
  return {
    check(line) {
      let json: unknown
      try {
        json = JSON.parse(line)
      } catch {
        return { ok: false, kind: 'not JSON', reason: 'the line is no JSON' }
      }
      const read = readSession(json)
      if (!read.ok) return { ok: false, kind: 'schema', reason: inWords(read.problems) }
      const log = read.value
      if (seen.has(log.session_id))
        return { ok: false, kind: 'duplicate', reason: `session ${log.session_id} was read before` }
      seen.add(log.session_id)
      if (Date.parse(log.started_at) > now)
        return { ok: false, kind: 'time travel', reason: `it starts at ${log.started_at}, which is not yet` }
      if (log.players !== 1)
        return {
          ok: false,
          kind: 'several players',
          reason: `${log.players} people played: whose timing it is nobody knows`,
        }
      if (policy === null) return { ok: true, log }
      if (log.policy.slot_schema !== policy.slotSchema)
        return {
          ok: false,
          kind: 'other slots',
          reason: `its slots are ${log.policy.slot_schema.slice(0, 12)}…, the file's ${policy.slotSchema.slice(0, 12)}…`,
        }
      if (log.policy.behaviour !== policy.behaviour)
        return {
          ok: false,
          kind: 'other piece',
          reason: `its piece is ${log.policy.behaviour.slice(0, 12)}…, the file ${policy.behaviour.slice(0, 12)}…: what was earned was earned by other music`,
        }
      const problems = [...checkExploration(policy.slots, log), ...checkUnit(log)]
      return problems.length === 0
        ? { ok: true, log }
        : { ok: false, kind: 'exploration', reason: inWords(problems) }
    },
  }
}

const inWords = (problems: readonly Problem[]): string =>
  problems
    .slice(0, 3)
    .map(({ path, message }) => `${path} ${message}`)
    .join('; ')

/** A draw belongs to its unit: with another id the same draw would count twice. */
function checkUnit({ policy, exploration }: SessionLog): readonly Problem[] {
  if (exploration === null) return []
  const key = keyOfUnit(policy.name, { kind: exploration.unit, id: exploration.unit_id })
  if (exploration.rng.key === key) return []
  return [
    {
      path: 'exploration.unit_id',
      message: `must be that of the draw, whose key is ${exploration.rng.key}, not ${key}`,
    },
  ]
}

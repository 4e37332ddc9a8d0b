/** Whether a row may be learned from: every check of `session.json`, and what only the policy knows. */

import { millisecondsOf } from '../../runtime/instant.ts'
import type { PolicyDefinition } from '../../runtime/policy.ts'
import { inWords } from '../../runtime/problems.ts'
import type { Problem } from '../../runtime/score/checks.ts'
import { checkExploration } from '../../runtime/session/check-exploration.ts'
import { keyOfUnit, type Stochastic } from '../../runtime/session/explore.ts'
import type { SessionLog } from '../../runtime/session/log.ts'
import { readSession } from '../../runtime/session/read.ts'
import { dayOf } from './manifest.ts'

export type Checked =
  | { readonly ok: true; readonly log: SessionLog; readonly json: unknown }
  /** Why it is set aside; `kind` counts. */
  | { readonly ok: false; readonly kind: Kind; readonly reason: string }

export type Kind =
  | 'not JSON'
  /** A file that is broken, cut, or no table of sessions. */
  | 'unreadable'
  | 'schema'
  | 'duplicate'
  /** The session is known, and says something else. */
  | 'other content'
  | 'other slots'
  | 'other piece'
  | 'exploration'
  | 'unknown slots'
  | 'several players'
  | 'time travel'

/** A row that is too long to read, or no text. */
export const unreadable = (problem: string): Checked => ({ ok: false, kind: 'not JSON', reason: problem })

export interface RowChecker {
  check(line: string): Checked
}

export interface RowCheckerOptions {
  /** What the slots were drawn around in the field: the laws of the slots files that were. Empty: nobody said. */
  readonly laws?: readonly Stochastic[]
  /** Whether a session that was read before is set aside; default true. */
  readonly unique?: boolean
}

/** @param policy null: what needs a policy is not looked at */
export function createRowChecker(
  policy: Pick<PolicyDefinition, 'slots' | 'slotSchema' | 'behaviour' | 'train'> | null,
  now: number,
  { laws = [], unique = true }: RowCheckerOptions = {},
): RowChecker {
  const seen = new Set<string>()
  return {
    check(line) {
      const checked = checkRow(line)
      return checked.ok ? checked : { ...checked, reason: inShort(checked.reason) }
    },
  }

  function checkRow(line: string): Checked {
    let json: unknown
    try {
      json = JSON.parse(line)
    } catch {
      return { ok: false, kind: 'not JSON', reason: notJson(line) }
    }
    // A session may be read from its text; a row is none, or nobody would find in the store whose it is.
    if (typeof json === 'string')
      return {
        ok: false,
        kind: 'schema',
        reason: 'session must be an object, not a text: the line is JSON twice',
      }
    const read = readSession(json)
    if (!read.ok) return { ok: false, kind: 'schema', reason: firstOf(read.problems) }
    const log = read.value
    if (unique && seen.has(log.session_id))
      return { ok: false, kind: 'duplicate', reason: `session ${log.session_id} was read before` }
    if (unique) seen.add(log.session_id)
    if (dayOf(log.started_at) === null)
      return { ok: false, kind: 'schema', reason: `started_at is on no day of four-digit years` }
    if (millisecondsOf(log.started_at) > now)
      return { ok: false, kind: 'time travel', reason: `it starts at ${log.started_at}, which is not yet` }
    if (log.players !== 1)
      return {
        ok: false,
        kind: 'several players',
        reason: `${log.players} people played: whose timing it is nobody knows`,
      }
    if (policy === null) return { ok: true, log, json }
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
    const problems = [...checkExploration(policy.slots, log), ...checkUnit(log, policy.train)]
    if (problems.length > 0) return { ok: false, kind: 'exploration', reason: firstOf(problems) }
    const unlike = laws.length === 0 ? [] : checkLaw(policy.slots, log, laws)
    return unlike.length === 0
      ? { ok: true, log, json }
      : { ok: false, kind: 'unknown slots', reason: firstOf(unlike) }
  }
}

/** A stranger's word may be as long as a file; who it is about shows at its beginning. */
const LONGEST_REASON = 400

const inShort = (reason: string): string =>
  reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)}…` : reason

const firstOf = (problems: readonly Problem[]): string =>
  problems
    .slice(0, 3)
    .map(({ path, message }) => `${path} ${message}`)
    .join('; ')

/** A draw that agrees with itself may still be around slots that nobody played: μ, σ and probabilities are those of a slots file. */
function checkLaw(
  specs: PolicyDefinition['slots'],
  log: SessionLog,
  laws: readonly Stochastic[],
): readonly Problem[] {
  let nearest: readonly Problem[] = []
  for (const law of laws) {
    const problems = checkExploration(specs, log, law)
    if (problems.length === 0) return []
    if (nearest.length === 0 || problems.length < nearest.length) nearest = problems
  }
  return nearest
}

/** `NaN` is what a program writes that has not thought of it. */
const notJson = (line: string): string =>
  /[[,:]\s*-?(?:NaN|Infinity)\b/.test(line)
    ? 'the line is no JSON: NaN and infinities are no numbers in it; what is not known is null'
    : 'the line is no JSON'

/** A draw belongs to its unit: with another id the same draw would count twice, and by another kind of unit a user would be many. */
function checkUnit(
  { policy, exploration }: SessionLog,
  train: PolicyDefinition['train'],
): readonly Problem[] {
  if (exploration === null) return []
  const kinds = [...new Set(train.map(({ unit }) => unit))]
  if (kinds.length > 0 && !kinds.includes(exploration.unit))
    return [
      {
        path: 'exploration.unit',
        message: `must be ${kinds.join(' or ')}, by which the piece draws, not ${exploration.unit}`,
      },
    ]
  const key = keyOfUnit(policy.name, { kind: exploration.unit, id: exploration.unit_id })
  if (exploration.rng.key === key) return []
  return [
    {
      path: 'exploration.unit_id',
      message: `must be that of the draw, whose key is ${inWords(exploration.rng.key)}, not ${key}`,
    },
  ]
}

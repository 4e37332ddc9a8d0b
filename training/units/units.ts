/**
 * Units of randomisation, from sessions: those that share a draw are one, and its reward is the mean of theirs. Whatever an
 * estimator calls n counts these, and not sessions: the sessions of a unit are not independent.
 */

import type { Policy } from '../../runtime/create-policy.ts'
import { millisecondsOf } from '../../runtime/instant.ts'
import { keyOf } from '../../runtime/random.ts'
import { drawnChoices } from '../../runtime/session/explore.ts'
import { weekOf } from '../../runtime/session/exploring.ts'
import type { Exploration, SessionLog } from '../../runtime/session/log.ts'
import { isMature } from '../../runtime/session/metrics.ts'
import type { Draw, Law } from '../estimate/gaussian.ts'
import type { Guard } from './guards.ts'
import type { Users } from './users.ts'

export interface Unit {
  readonly id: string
  readonly user: string
  /** The law that its slots were drawn from. */
  readonly law: Law
  /** Equal for units of one law. */
  readonly lawKey: string
  readonly draw: Draw
  /** Mean over its sessions, moved to 0..1 by the reward's bounds. */
  readonly reward: number
  /** Of what the guards watch, by metric: the mean over its sessions, in 0..1. */
  readonly guarded: Readonly<Record<string, number>>
  readonly sessions: number
  /** When the first of them that was read began, in ms since 1970. */
  readonly started: number
  /** When the last of them was over. */
  readonly ended: number
  /** Frozen at the start of its first session. */
  readonly context: Readonly<Record<string, number>>
}

/** Sessions that no unit is made of, by why. */
export interface LeftOut {
  /** Played what is known to work, and nothing was drawn: from these nothing can be learned, and they are no loss. */
  notExplored: number
  /** Too young: whether somebody came back is not known yet. */
  immature: number
  /** The reward could not be measured, and has no `else`. */
  unmeasured: number
  /** Of a unit that has another user, draw or law, or of a user who has another unit in that week: whose it is nobody knows. */
  contradictory: number
}

export interface UnitsBuilder {
  add(log: SessionLog): void
  finish(): { readonly units: readonly Unit[]; readonly leftOut: LeftOut }
}

interface Growing {
  readonly first: SessionLog
  readonly exploration: Exploration
  sum: number
  /** One for each guard. */
  readonly guarded: number[]
  sessions: number
  ended: number
}

/**
 * @param reward the name of one of the policy's rewards
 * @param guards what must be known of a session beside it
 */
export function createUnits(
  policy: Pick<Policy, 'definition' | 'rewards'>,
  reward: string,
  users: Users,
  guards: readonly Guard[] = [],
): UnitsBuilder {
  const { definition } = policy
  const bounds = definition.rewards.find(({ name }) => name === reward)
  const measure = policy.rewards[reward]
  if (bounds === undefined || measure === undefined) throw new Error(`there is no reward \`${reward}\``)
  if (!(bounds.max > bounds.min))
    throw new RangeError(`the reward \`${reward}\` is always ${bounds.min}: there is nothing to learn for`)
  const growing = new Map<string, Growing>()
  const unitOfWeek = new Map<string, string>()
  const leftOut: LeftOut = { notExplored: 0, immature: 0, unmeasured: 0, contradictory: 0 }
  const choices = drawnChoices(definition.slots)

  return {
    add(log) {
      const { exploration } = log
      if (exploration === null) {
        leftOut.notExplored++
        return
      }
      const history = users.historyOf(log)
      const measured = measure(log, history)
      if (measured.problem !== undefined) {
        leftOut.unmeasured++
        return
      }
      if (!measured.mature || guards.some(({ matures }) => !isMature(log, history, matures))) {
        leftOut.immature++
        return
      }
      if (!('value' in measured)) {
        leftOut.unmeasured++
        return
      }
      const unit = growing.get(exploration.unit_id) ?? {
        first: log,
        exploration,
        sum: 0,
        guarded: guards.map(() => 0),
        sessions: 0,
        ended: 0,
      }
      const week = weekKey(log)
      const one = week === null || (unitOfWeek.get(week) ?? exploration.unit_id) === exploration.unit_id
      if (!one || unit.first.user_id !== log.user_id || drawKey(unit.exploration) !== drawKey(exploration)) {
        leftOut.contradictory++
        return
      }
      if (week !== null) unitOfWeek.set(week, exploration.unit_id)
      growing.set(exploration.unit_id, unit)
      unit.sum += measured.value
      for (const [i, guard] of guards.entries())
        unit.guarded[i] = (unit.guarded[i] ?? 0) + guard.measure(log, history)
      unit.sessions++
      unit.ended = Math.max(unit.ended, millisecondsOf(log.started_at) + log.duration_seconds * 1000)
    },
    finish() {
      const units = [...growing.values()].map((unit): Unit => {
        const { first, exploration, sum, guarded, sessions, ended } = unit
        const law: Law = {
          mean: exploration.mean,
          sigma: exploration.sigma,
          choices: exploration.choice_probs,
        }
        const chosen = Object.fromEntries(choices.map(({ name }) => [name, String(first.slots[name])]))
        return {
          id: exploration.unit_id,
          user: first.user_id,
          law,
          lawKey: JSON.stringify(law),
          draw: { z: exploration.z, chosen },
          // What rounding adds is not earned.
          reward: Math.min(1, Math.max(0, (sum / sessions - bounds.min) / (bounds.max - bounds.min))),
          guarded: Object.fromEntries(guards.map(({ metric }, i) => [metric, (guarded[i] ?? 0) / sessions])),
          sessions,
          started: millisecondsOf(first.started_at),
          ended,
          context: first.context,
        }
      })
      // In an order that no file decides.
      units.sort((a, b) => (a.id < b.id ? -1 : 1))
      return { units, leftOut }
    },
  }
}

/** Sessions of one unit play one draw of one law. */
const drawKey = ({ z, mean, sigma, choice_probs: choices, rng }: Exploration): string =>
  JSON.stringify([z, mean, sigma, choices, rng])

/** Whose week a session is of; null where each has a draw of its own. */
const weekKey = ({ user_id: user, started_at: at, exploration }: SessionLog): string | null =>
  exploration?.unit === 'user-week' ? JSON.stringify([user, weekOf(at)]) : null

const MS_PER_DAY = 86_400_000
/** A session that began in a week is over, but for those that somebody forgot to end. */
const OVER_THE_WEEK_MS = MS_PER_DAY

/**
 * When all of a unit is known, so that no later session changes it: once its week is over and its last session, which may go on for a
 * day, and so many days after. Weeks count from Monday, 29 December 1969.
 */
export function knownAt({ id, ended }: Pick<Unit, 'id' | 'ended'>, days: number): number {
  const week = /\/week-(-?\d+)$/.exec(id)?.[1]
  const over = week === undefined ? ended : (Number(week) * 7 + 4) * MS_PER_DAY + OVER_THE_WEEK_MS
  return Math.max(over, ended) + days * MS_PER_DAY
}

/** Half of the users propose, the other half judge: by the user's name alone, so that nobody ever changes sides. */
export const judges = ({ user }: Pick<Unit, 'user'>): boolean => keyOf(`gate ${user}`) % 2 === 0

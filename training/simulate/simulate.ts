/**
 * Logs of people who play with the band, session after session. A simulation is a function of its seed: the same people, draws and
 * days, in whatever order they are asked for.
 */

import type { Policy } from '../../runtime/create-policy.ts'
import { keyOf, uniform } from '../../runtime/random.ts'
import { weekOf } from '../../runtime/session/exploring.ts'
import { type SessionSummary, summaryOfSession } from '../../runtime/session/history.ts'
import type { SessionLog } from '../../runtime/session/log.ts'
import { type LearningAcross, learned } from '../players/condition.ts'
import { comesBackSoon, LATER_DAYS, SOON_DAYS } from '../players/life.ts'
import { type Person, personOf } from '../players/people.ts'
import { playSession } from './session.ts'

export interface Simulation {
  readonly seed: number
  readonly players: number
  /** Each plays so many at most. */
  readonly sessions: number
  /** And none lasts longer. */
  readonly bars: number
  /** ISO 8601: the first day on which anybody plays. */
  readonly from: string
  readonly explore: boolean
  /** From session to session: an assumption. */
  readonly across: LearningAcross
}

export interface Life {
  /** By their start. */
  readonly logs: readonly SessionLog[]
  /** ISO 8601: when they would have played once more. */
  readonly next: string
}

/** They do not all begin on one day. */
const BEGIN_WITHIN_DAYS = 28
const MS_PER_DAY = 86_400_000
const STREAM = 43

/** All sessions of one person. */
export function lifeOf(policy: Policy, number: number, simulation: Simulation): Life {
  const { seed, sessions, bars, from, explore, across } = simulation
  const person = personOf(seed, number)
  const u = (name: string, index: number): number =>
    uniform(seed, keyOf(person.id), keyOf(name), index, 0, STREAM)
  const between = ([low, high]: readonly [number, number], at: number): number => low + (high - low) * at
  const logs: SessionLog[] = []
  let before: SessionSummary | null = null
  let at = Date.parse(from) + Math.floor(BEGIN_WITHIN_DAYS * MS_PER_DAY * u('begins', 0))
  let lived = 0
  // Sessions that share a draw must share what it is drawn around: what is known stays as it was when their week began.
  const { slots, train } = policy.definition
  const forWeeks = train[0]?.unit === 'user-week' && slots.some(({ kind }) => kind === 'contextual')
  let known: { readonly week: number; readonly context: Readonly<Record<string, number>> } = {
    week: Number.NaN,
    context: {},
  }
  for (let index = 0; index < sessions; index++) {
    const startedAt = new Date(at).toISOString()
    const week = weekOf(startedAt)
    if (!forWeeks || known.week !== week) known = { week, context: contextOf(person, index, before, at) }
    const { log, together } = playSession(policy, person, {
      seed,
      index,
      startedAt,
      bars,
      context: known.context,
      // What somebody hears first is what is known to work.
      explore: explore && index > 0,
      noise: learned(across, lived),
    })
    logs.push(log)
    lived += together
    before = summaryOfSession(log)
    const days = u('returns', index) < comesBackSoon(together) ? SOON_DAYS : LATER_DAYS
    at += Math.floor(log.duration_seconds * 1000 + MS_PER_DAY * between(days, u('days', index)))
  }
  return { logs, next: new Date(at).toISOString() }
}

/** As an app knows it when a session starts. */
function contextOf(
  { level }: Person,
  index: number,
  before: SessionSummary | null,
  at: number,
): Readonly<Record<string, number>> {
  return {
    'player.level': level,
    'session.index': index,
    ...(before?.spread_ms == null ? {} : { 'player.spread': before.spread_ms }),
    ...(before?.bias_ms == null ? {} : { 'player.bias': before.bias_ms }),
    ...(before === null ? {} : { 'days since last': (at - Date.parse(before.started_at)) / MS_PER_DAY }),
  }
}

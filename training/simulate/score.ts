/** What a candidate earns with one simulated person: the mean reward of their sessions, each known to the end of its days. */

import type { Policy } from '../../runtime/create-policy.ts'
import {
  HISTORY_VERSION,
  MOST_SUMMARIES,
  type SessionHistory,
  type SessionSummary,
  summaryOfSession,
} from '../../runtime/session/history.ts'
import { lifeOf, type Simulation } from './simulate.ts'

export interface PersonScore {
  /** Mean over sessions; one without a reward counts as the least that the reward can be. */
  readonly reward: number
  readonly sessions: number
  readonly unmeasured: number
  /** The reward's summands, each a mean over the sessions that have it; NaN where none has. */
  readonly parts: readonly number[]
  /** Of the player's own timing, as a share of the beat: mean over sessions; NaN where too little was played. */
  readonly spread: number
}

/** By then whoever comes back has come back. */
const LATEST_DAYS = 400
const MS_PER_DAY = 86_400_000

/** @throws Error where there is no such reward */
export function scorePerson(
  policy: Policy,
  reward: string,
  number: number,
  simulation: Omit<Simulation, 'explore'>,
): PersonScore {
  const measure = policy.rewards[reward]
  const least = policy.definition.rewards.find(({ name }) => name === reward)?.min
  if (measure === undefined || least === undefined) throw new Error(`there is no reward \`${reward}\``)
  const { logs, next } = lifeOf(policy, number, { ...simulation, explore: false })
  const summaries = logs.map(summaryOfSession)
  const known: readonly SessionSummary[] = [
    ...summaries,
    // Of the one after the last it is known that it was.
    { started_at: next, duration_seconds: 0, spread: null },
  ]
  const results = logs.map((log, i) => {
    const history: SessionHistory = {
      version: HISTORY_VERSION,
      complete_through: new Date(Date.parse(next) + LATEST_DAYS * MS_PER_DAY).toISOString(),
      sessions: known.slice(Math.max(0, i + 2 - MOST_SUMMARIES), i + 2),
    }
    const result = measure(log, history)
    if (result.problem !== undefined) throw new Error(`${log.session_id}: ${result.problem}`)
    return result
  })
  const values = results.map((result) => ('value' in result ? result.value : least))
  const labels = results[0]?.parts ?? []
  return {
    reward: mean(values),
    sessions: logs.length,
    unmeasured: results.filter((result) => !('value' in result)).length,
    parts: labels.map((_, k) =>
      mean(
        results.flatMap(({ parts }) => {
          const part = parts[k]
          return part !== undefined && 'value' in part ? [part.value] : []
        }),
      ),
    ),
    spread: mean(summaries.flatMap(({ spread }) => spread ?? [])),
  }
}

/** NaN of nothing. */
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

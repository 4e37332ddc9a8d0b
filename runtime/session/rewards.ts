/** Rewards of a policy, as functions from a session and its history to a number. */

import type { RewardDef } from '../policy-rules.ts'
import { inWords, messageOf } from '../problems.ts'
import { HISTORY_VERSION, NO_HISTORY, type SessionHistory } from './history.ts'
import { SESSION_VERSION, type SessionLog } from './log.ts'
import { isMature, sessionMetrics } from './metrics.ts'

/** A number, or that there is none: too little was played, or the time for it has not passed. */
export type Measured = { readonly value: number } | { readonly missing: true }

/** What a session was worth, and of what that is made. */
export type RewardResult = Measured & {
  /** The top-level summands, in order. */
  readonly parts: readonly ({ readonly label: string } & Measured)[]
  /** True once the data is complete as far as the reward looks. Only mature sessions are for learning from. */
  readonly mature: boolean
  /** Why nothing could be measured: the session or its history cannot be read. */
  readonly problem?: string
}

/** A reward of the piece. Never throws: what cannot be read is `missing`, with the reason in `problem`. */
export type Reward = (log: SessionLog, history?: SessionHistory | null) => RewardResult

/** The feature `rewarding`: all rewards of a policy by name. */
export function rewarding(definitions: readonly RewardDef[]): Readonly<Record<string, Reward>> {
  return Object.fromEntries(definitions.map((definition) => [definition.name, rewardFunction(definition)]))
}

function rewardFunction({ parts: labels, compute, maturesAfterDays }: RewardDef): Reward {
  return (log, known) => {
    // Histories are kept for years and by other programs; a value of half of one would pass for a value.
    try {
      // Whoever has no log or no history has none of this version: said so, not in the engine's words.
      const history = known ?? NO_HISTORY
      const problem =
        unlike('session', log?.version, SESSION_VERSION) ??
        unlike('history', history.version, HISTORY_VERSION)
      if (problem !== null) return unmeasured(problem)
      const values = compute(sessionMetrics(log, history))
      let sum = 0
      for (const value of values) sum += value
      return {
        ...measured(sum),
        parts: values.map((value, i) => ({ label: labels[i] ?? '', ...measured(value) })),
        mature: isMature(log, history, maturesAfterDays),
      }
    } catch (error) {
      return unmeasured(`session or history cannot be read: ${messageOf(error)}`)
    }
  }

  function unmeasured(problem: string): RewardResult {
    return { missing: true, parts: labels.map((label) => ({ label, missing: true })), mature: false, problem }
  }
}

function unlike(what: string, version: unknown, needed: number): string | null {
  return version === needed
    ? null
    : `the ${what} is of version ${version === undefined ? version : inWords(version)}, and this runtime reads ${needed}`
}

function measured(value: number): Measured {
  return Number.isFinite(value) ? { value } : { missing: true }
}

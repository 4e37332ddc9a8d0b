/** Rewards of a policy, as functions from a session and its history to a number. */

import type { RewardDef } from '../policy.ts'
import { NO_HISTORY, type SessionHistory } from './history.ts'
import type { SessionLog } from './log.ts'
import { isMature, sessionMetrics } from './metrics.ts'

export type Measured = { readonly value: number } | { readonly missing: true }

export type RewardResult = Measured & {
  /** The top-level summands, in order. */
  readonly parts: readonly ({ readonly label: string } & Measured)[]
  /** True once the data is complete as far as the reward looks. Only mature sessions are for learning from. */
  readonly mature: boolean
}

export type Reward = (log: SessionLog, history?: SessionHistory | null) => RewardResult

/** The feature `rewarding`: all rewards of a policy by name. */
export function rewarding(definitions: readonly RewardDef[]): Readonly<Record<string, Reward>> {
  return Object.fromEntries(definitions.map((definition) => [definition.name, rewardFunction(definition)]))
}

function rewardFunction({ parts: labels, compute, maturesAfterDays }: RewardDef): Reward {
  return (log, known) => {
    const history = known ?? NO_HISTORY
    const values = compute(sessionMetrics(log, history))
    let sum = 0
    for (const value of values) sum += value
    return {
      ...measured(sum),
      parts: values.map((value, i) => ({ label: labels[i] ?? '', ...measured(value) })),
      mature: isMature(log, history, maturesAfterDays),
    }
  }
}

function measured(value: number): Measured {
  return Number.isFinite(value) ? { value } : { missing: true }
}

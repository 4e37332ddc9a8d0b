/** What a `guard` watches, session by session, as a number in 0..1 that must not fall. */

import type { SessionHistory } from '../../runtime/session/history.ts'
import type { SessionLog } from '../../runtime/session/log.ts'
import { returnRate } from '../../runtime/session/metrics.ts'

export interface Guard {
  /** As the piece has it: `completed`, `return_rate(3 days)`. */
  readonly metric: string
  /** Days after a session until it is known. */
  readonly matures: number
  measure(log: SessionLog, history: SessionHistory): number
}

const RETURN_RATE = /^return_rate\((\d+(?:\.\d+)?) days\)$/

/** Null for what has no bounds that are known before it is measured: of `rating`, `duration`, `onsets` and `spread` there are none. */
export function guardOf(metric: string): Guard | null {
  if (metric === 'completed') return { metric, matures: 0, measure: (log) => (log.completed ? 1 : 0) }
  const days = Number(RETURN_RATE.exec(metric)?.[1] ?? Number.NaN)
  if (Number.isNaN(days)) return null
  return { metric, matures: days, measure: (log, history) => returnRate(log, history, days) }
}

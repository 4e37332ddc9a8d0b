/**
 * What of each session is kept while a store is read: its summary, for the rewards of the sessions around it. Some hundred bytes a
 * session; beats and onsets are read again when a reward is worked out.
 */

import {
  HISTORY_VERSION,
  MOST_SUMMARIES,
  type SessionHistory,
  type SessionSummary,
  summaryOfSession,
} from '../../runtime/session/history.ts'
import type { SessionLog } from '../../runtime/session/log.ts'

export interface Users {
  add(log: SessionLog): void
  /** What is known around a session, as its reward needs it. */
  historyOf(log: SessionLog): SessionHistory
  readonly count: number
  /** Up to here all sessions are there, in ms since 1970. */
  readonly completeThrough: number
}

export interface UsersOptions {
  /** ISO 8601: up to here all sessions are there. Null: up to the start of the last one, which is all that is certain. */
  readonly completeThrough: string | null
}

export function createUsers({ completeThrough }: UsersOptions): Users {
  const byUser = new Map<string, SessionSummary[]>()
  const sorted = new Set<string>()
  let last = 0
  return {
    add(log) {
      const known = byUser.get(log.user_id)
      const summary = summaryOfSession(log)
      if (known === undefined) byUser.set(log.user_id, [summary])
      else known.push(summary)
      last = Math.max(last, Date.parse(log.started_at))
    },
    historyOf(log) {
      const all = byUser.get(log.user_id) ?? []
      if (!sorted.has(log.user_id)) {
        // Zones differ from device to device: moments are compared, and not their spelling.
        all.sort((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at))
        sorted.add(log.user_id)
      }
      const at = all.findIndex(({ session_id }) => session_id === log.session_id)
      // The next one says whether somebody came back; the others are those before.
      const from = Math.max(0, at + 2 - MOST_SUMMARIES)
      return {
        version: HISTORY_VERSION,
        complete_through: completeThrough ?? new Date(last).toISOString(),
        sessions: all.slice(from, at + 2),
      }
    },
    get count() {
      return byUser.size
    },
    get completeThrough() {
      return completeThrough === null ? last : Date.parse(completeThrough)
    },
  }
}

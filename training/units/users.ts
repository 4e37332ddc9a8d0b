/**
 * What of each session is kept while a store is read: its summary, for the rewards of the sessions around it. Some hundred bytes a
 * session; beats and onsets are read again when a reward is worked out.
 */

import { millisecondsOf } from '../../runtime/instant.ts'
import {
  HISTORY_VERSION,
  MOST_SUMMARIES,
  type SessionHistory,
  type SessionSummary,
  summaryOfSession,
} from '../../runtime/session/history.ts'
import type { SessionLog } from '../../runtime/session/log.ts'
import { CONTINUATION_MS } from '../../runtime/session/metrics.ts'

/** A history holds that many sessions from before the one in question; one place is for the return after it. */
export const EARLIER_SESSIONS = MOST_SUMMARIES - 1

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
      last = Math.max(last, millisecondsOf(log.started_at))
    },
    historyOf(log) {
      const all = byUser.get(log.user_id) ?? []
      if (!sorted.has(log.user_id)) {
        all.sort(byStart)
        sorted.add(log.user_id)
      }
      const at = all.findIndex(({ session_id }) => session_id === log.session_id)
      const earlier = at < 0 ? [] : all.slice(Math.max(0, at - EARLIER_SESSIONS), at)
      // What starts at once goes on with the same session. Who comes back comes back later: the first of these says when.
      const over = millisecondsOf(log.started_at) + log.duration_seconds * 1000 + CONTINUATION_MS
      const back = all.slice(at + 1).find(({ started_at }) => millisecondsOf(started_at) > over)
      return {
        version: HISTORY_VERSION,
        complete_through: completeThrough ?? new Date(last).toISOString(),
        sessions: back === undefined ? earlier : [...earlier, back],
      }
    },
    get count() {
      return byUser.size
    },
    get completeThrough() {
      return completeThrough === null ? last : millisecondsOf(completeThrough)
    },
  }
}

/** Zones differ from device to device: moments are compared, and not their spelling. Two at one moment are told apart by their ids. */
function byStart(a: SessionSummary, b: SessionSummary): number {
  const apart = millisecondsOf(a.started_at) - millisecondsOf(b.started_at)
  if (apart !== 0) return apart
  return Buffer.compare(Buffer.from(a.session_id ?? ''), Buffer.from(b.session_id ?? ''))
}

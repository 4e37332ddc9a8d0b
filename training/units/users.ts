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
  /** How long after the last session of anybody else the last one began, in ms: a clock that is wrong makes everybody else one who did not come back. */
  readonly ahead: number
}

export interface UsersOptions {
  /** ISO 8601: up to here all sessions are there. Null: up to the start of the last one, which is all that is certain. */
  readonly completeThrough: string | null
}

/** What is known of a user. */
interface Played {
  readonly at: number
  readonly summary: SessionSummary
}

export function createUsers({ completeThrough }: UsersOptions): Users {
  const byUser = new Map<string, Played[]>()
  /** Where a session stands among its user's, of users whose sessions are in order. Who has no name may have all sessions of an app. */
  const places = new Map<string, ReadonlyMap<string, number>>()
  let last = 0
  return {
    add(log) {
      const at = millisecondsOf(log.started_at)
      const known = byUser.get(log.user_id)
      const played = { at, summary: summaryOfSession(log) }
      if (known === undefined) byUser.set(log.user_id, [played])
      else known.push(played)
      places.delete(log.user_id)
      last = Math.max(last, at)
    },
    historyOf(log) {
      const all = byUser.get(log.user_id) ?? []
      const at = placesOf(log.user_id, all).get(log.session_id) ?? -1
      const earlier = at < 0 ? [] : all.slice(Math.max(0, at - EARLIER_SESSIONS), at)
      // What starts at once goes on with the same session. Who comes back comes back later: the first of these says when.
      const over = millisecondsOf(log.started_at) + log.duration_seconds * 1000 + CONTINUATION_MS
      const back = all[firstAfter(all, over, at + 1)]
      return {
        version: HISTORY_VERSION,
        complete_through: completeThrough ?? new Date(last).toISOString(),
        sessions: [...earlier, ...(back === undefined ? [] : [back])].map(({ summary }) => summary),
      }
    },
    get count() {
      return byUser.size
    },
    get completeThrough() {
      return completeThrough === null ? last : millisecondsOf(completeThrough)
    },
    get ahead() {
      let [latest, second] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
      for (const all of byUser.values()) {
        const own = all.reduce((most, { at }) => Math.max(most, at), Number.NEGATIVE_INFINITY)
        second = Math.max(second, Math.min(latest, own))
        latest = Math.max(latest, own)
      }
      return byUser.size < 2 ? 0 : latest - second
    },
  }

  function placesOf(user: string, all: Played[]): ReadonlyMap<string, number> {
    const known = places.get(user)
    if (known !== undefined) return known
    all.sort(byStart)
    const found = new Map(all.map(({ summary }, i) => [summary.session_id ?? '', i]))
    places.set(user, found)
    return found
  }
}

/** Of sessions in order: the first from `from` on that starts after a moment. */
function firstAfter(all: readonly Played[], moment: number, from: number): number {
  let [low, high] = [from, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.at ?? 0) > moment) high = middle
    else low = middle + 1
  }
  return low
}

/** Zones differ from device to device: moments are compared, and not their spelling. Two at one moment are told apart by their ids. */
function byStart(a: Played, b: Played): number {
  if (a.at !== b.at) return a.at - b.at
  return Buffer.compare(Buffer.from(a.summary.session_id ?? ''), Buffer.from(b.summary.session_id ?? ''))
}

/**
 * What an app knows of a user's other sessions: enough for the parts of a reward that look across sessions.
 */

import { isInstant } from '../instant.ts'
import { createChecks, flag, type NumberRange, type Reading, reading } from '../score/checks.ts'
import type { Milliseconds, Ratio, Seconds } from '../units.ts'
import type { SessionLog } from './log.ts'
import { onsetsOf, playedBeats } from './metrics.ts'
import { timingResiduals, variance } from './robust-line.ts'

export const HISTORY_VERSION = 1
/** A history holds this many summaries at most. */
export const MOST_SUMMARIES = 20

/** A user’s other sessions, twenty at most: the second argument of a reward. */
export interface SessionHistory {
  readonly version: typeof HISTORY_VERSION
  /** ISO 8601: every session that started before this moment is known. */
  readonly complete_through: string
  /** By start; sessions before the one in question and after it. */
  readonly sessions: readonly SessionSummary[]
}

/** What a reward needs of another session; `summaryOfSession` makes one of its log. */
export interface SessionSummary {
  readonly session_id?: string
  /** ISO 8601. */
  readonly started_at: string
  readonly duration_seconds: Seconds
  /** SD of the player's own timing as a share of the beat; null where too little was played. */
  readonly spread: Ratio | null
  /** SD and mean of the deviations from the band's beats. */
  readonly spread_ms?: Milliseconds | null
  readonly bias_ms?: Milliseconds | null
  readonly onsets?: number
  readonly completed?: boolean
  readonly rating?: number | null
}

export const NO_HISTORY: SessionHistory = {
  version: HISTORY_VERSION,
  complete_through: '1970-01-01T00:00:00.000Z',
  sessions: [],
}

/** The summary of a session, for the histories of those that follow. */
export function summaryOfSession(log: SessionLog): SessionSummary {
  const deviations = log.beats.flatMap(({ deviation }) => (deviation === null ? [] : [deviation * 1000]))
  return {
    session_id: log.session_id,
    started_at: log.started_at,
    duration_seconds: log.duration_seconds,
    spread: finiteOrNull(Math.sqrt(variance(timingResiduals(playedBeats(log))))),
    spread_ms: finiteOrNull(Math.sqrt(variance(deviations))),
    bias_ms: finiteOrNull(deviations.reduce((sum, d) => sum + d, 0) / deviations.length),
    onsets: onsetsOf(log),
    completed: log.completed,
    rating: log.explicit_rating,
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** Reads a history; every fault is named. */
export function readHistory(json: unknown): Reading<SessionHistory> {
  return reading('history', () => readSummaries(json))
}

function readSummaries(json: unknown): Reading<SessionHistory> {
  const checks = createChecks()
  const file = checks.record(json, 'history')
  if (file.version !== HISTORY_VERSION) checks.fault('version', `must be ${HISTORY_VERSION}`)
  const completeThrough = instant(file.complete_through, 'complete_through')
  const list = checks.list(file.sessions, 'sessions')
  if (list.length > MOST_SUMMARIES) checks.fault('sessions', `must hold at most ${MOST_SUMMARIES} summaries`)
  const sessions = list.map((item, i): SessionSummary => {
    const path = `sessions[${i}]`
    const summary = checks.record(item, path)
    return {
      ...optional('session_id', summary, (value) => checks.text(value, `${path}.session_id`)),
      started_at: instant(summary.started_at, `${path}.started_at`),
      duration_seconds: checks.number(summary.duration_seconds, `${path}.duration_seconds`, { min: 0 }),
      spread: numberOrNull(summary.spread, `${path}.spread`),
      ...optional('spread_ms', summary, (value) => numberOrNull(value, `${path}.spread_ms`)),
      ...optional('bias_ms', summary, (value) => numberOrNull(value, `${path}.bias_ms`)),
      ...optional('onsets', summary, (value) =>
        checks.number(value, `${path}.onsets`, { min: 0, whole: true }),
      ),
      ...optional('completed', summary, (value) => flag(checks, value, `${path}.completed`)),
      ...optional('rating', summary, (value) => numberOrNull(value, `${path}.rating`, { min: 1, max: 5 })),
    }
  })
  if (checks.problems.length > 0) return { ok: false, problems: checks.problems }
  return { ok: true, value: { version: HISTORY_VERSION, complete_through: completeThrough, sessions } }

  function instant(value: unknown, path: string): string {
    const text = checks.text(value, path)
    if (text !== '' && !isInstant(text)) checks.fault(path, `must be an ISO 8601 time, not "${text}"`)
    return text
  }

  function numberOrNull(value: unknown, path: string, range: NumberRange = {}): number | null {
    return value === null || value === undefined ? null : checks.number(value, path, range)
  }
}

function optional<K extends string, T>(
  key: K,
  from: Readonly<Record<string, unknown>>,
  read: (value: unknown) => T,
): { readonly [P in K]?: T } {
  if (from[key] === undefined) return {}
  const found: { [P in K]?: T } = {}
  found[key] = read(from[key])
  return found
}

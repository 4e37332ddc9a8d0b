/**
 * What a reward can measure. A metric that is not known (too little played, no rating, the days not yet over) is
 * NaN: `missing` in the language, which spreads through the arithmetic until an `else` stops it.
 */

import { millisecondsOf } from '../instant.ts'
import type { SessionMetrics } from '../policy-rules.ts'
import type { Seconds } from '../units.ts'
import type { SessionHistory, SessionSummary } from './history.ts'
import type { SessionBeat, SessionLog } from './log.ts'
import { type PlayedBeat, timingResiduals, variance } from './robust-line.ts'

const MISSING = Number.NaN
/** Each half of a session needs this many onsets to have a variance worth comparing. */
const LEAST_IN_HALF = 8
const MS_PER_DAY = 86_400_000
/** A session that starts sooner than this after the last is its continuation, not a return. */
export const CONTINUATION_MS = 30 * 60_000

export function sessionMetrics(log: SessionLog, history: SessionHistory): SessionMetrics {
  const deviations = log.beats.flatMap(({ deviation }) => (deviation === null ? [] : [deviation * 1000]))
  const residuals = timingResiduals(playedBeats(log))
  return {
    improvementWithin: () => improvement(residuals),
    improvementAcross: (sessions) => improvementAcross(log, history, residuals, sessions),
    asynchrony: () => meanAbsolute(deviations),
    asynchronyImprovementWithin: () => improvement(deviations),
    returnRate: (days) => returnRate(log, history, days),
    durationMs: playedSeconds(log) * 1000,
    completed: log.completed ? 1 : 0,
    rating: log.explicit_rating ?? MISSING,
    onsets: onsetsOf(log),
    spreadMs: Math.sqrt(variance(deviations)),
    biasMs: mean(deviations),
  }
}

/** The beats as band and player went through them: what stood still between them is cut out. */
export function livedBeats({
  beats,
  clock,
}: SessionLog): readonly Pick<SessionBeat, 'measure' | 'grid' | 'onset' | 'deviation'>[] {
  return beats.map(({ measure, grid, time, onset, deviation }) => ({
    measure,
    // A beat moves as one, however far its written time lies from when it sounded.
    grid: grid - stood(time),
    onset: onset === null ? null : onset - stood(onset),
    deviation,
  }))

  /** How long time had stood still. Nothing happens within an interruption, but a few ms from its ends (by feel, or late) may seem to. */
  function stood(time: Seconds): Seconds {
    let sum = 0
    for (const { from, to } of clock.interruptions) if (to > from && 2 * time > from + to) sum += to - from
    return sum
  }
}

/** The beats that the player played, with the written beat as their ruler. The count is not the player's. */
export function playedBeats(log: SessionLog): readonly PlayedBeat[] {
  const played: PlayedBeat[] = []
  const beats = livedBeats(log)
  for (const [i, beat] of beats.entries()) {
    const next = beats[i + 1]
    const before = beats[i - 1]
    const length = next !== undefined ? next.grid - beat.grid : beat.grid - (before?.grid ?? Number.NaN)
    if (beat.onset === null || beat.measure < 1 || !(length > 0)) continue
    played.push({ grid: beat.grid, length, onset: beat.onset })
  }
  return played
}

/** How long band and player were at it: without the time for which the host let everything stand still. Whoever is away practises nothing. */
export function playedSeconds({ clock, duration_seconds: end }: SessionLog): Seconds {
  let away = 0
  for (const { from, to } of clock.interruptions) away += Math.max(0, Math.min(to, end) - Math.max(from, 0))
  return Math.max(0, end - away)
}

/** Whether the data is complete as far as the reward looks: decided by time alone. */
export function isMature(log: SessionLog, history: SessionHistory, days: number): boolean {
  return days <= 0 || millisecondsOf(history.complete_through) >= endOf(log) + days * MS_PER_DAY
}

/** 1 − second half / first half, −1..1; halves by count, the odd one in the middle belongs to neither. */
function improvement(values: readonly number[]): number {
  const half = Math.floor(values.length / 2)
  if (half < LEAST_IN_HALF) return MISSING
  return relativeGain(variance(values.slice(0, half)), variance(values.slice(-half)))
}

function relativeGain(before: number, after: number): number {
  // Nothing can improve on no variance at all; to keep it is neither better nor worse.
  if (before === 0) return after === 0 ? 0 : -1
  const gain = 1 - after / before
  return gain < -1 ? -1 : gain > 1 ? 1 : gain
}

/** The newer half of the last n sessions against the older; this session is the newest. */
function improvementAcross(
  log: SessionLog,
  history: SessionHistory,
  residuals: readonly number[],
  sessions: number,
): number {
  const start = millisecondsOf(log.started_at)
  const earlier = history.sessions
    .filter((summary) => summary.session_id !== log.session_id && millisecondsOf(summary.started_at) < start)
    .sort((a, b) => millisecondsOf(a.started_at) - millisecondsOf(b.started_at))
    .map(spreadSquared)
  const own = variance(residuals)
  const last = [...earlier, own].filter(Number.isFinite).slice(-sessions)
  const half = Math.floor(sessions / 2)
  // What others were like says nothing of one in which too little was played.
  if (half < 1 || last.length < sessions || Number.isNaN(own)) return MISSING
  return relativeGain(mean(last.slice(0, half)), mean(last.slice(-half)))
}

function spreadSquared({ spread }: SessionSummary): number {
  return spread === null ? MISSING : spread * spread
}

/** 1 if the player came back in time, 0 once the time has passed, until then missing. */
export function returnRate(log: SessionLog, history: SessionHistory, days: number): number {
  const end = endOf(log)
  const last = end + days * MS_PER_DAY
  for (const { started_at } of history.sessions) {
    const start = millisecondsOf(started_at)
    if (start > end + CONTINUATION_MS && start <= last) return 1
  }
  return millisecondsOf(history.complete_through) >= last ? 0 : MISSING
}

/** All of them, those that the log left out too. */
export function onsetsOf({
  onset_times,
  left_out,
}: {
  readonly onset_times: readonly Seconds[]
  readonly left_out?: { readonly onsets: number } | undefined
}): number {
  return onset_times.length + (left_out?.onsets ?? 0)
}

function endOf(log: SessionLog): number {
  return millisecondsOf(log.started_at) + log.duration_seconds * 1000
}

function mean(values: readonly number[]): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

function meanAbsolute(values: readonly number[]): number {
  return mean(values.map(Math.abs))
}

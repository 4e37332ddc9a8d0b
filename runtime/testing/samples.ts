/**
 * Session logs, slots files and histories for an app's own tests: complete, of the right shape, and small. Give what a
 * test is about, and leave the rest.
 */

import type { PolicyDefinition } from '../policy.ts'
import { hashOf } from '../session/canonical.ts'
import { HISTORY_VERSION, type SessionHistory, type SessionSummary } from '../session/history.ts'
import { SESSION_VERSION, type SessionBeat, type SessionLog } from '../session/log.ts'
import type { SlotValues } from '../slots.ts'
import { SLOT_TRANSFORM, SLOTS_FILE_VERSION } from '../slots-file.ts'
import type { Seconds } from '../units.ts'
import { RUNTIME_VERSION } from '../version.ts'

export interface SampleBeats {
  /** Default 16. */
  readonly count?: number
  /** Seconds from beat to beat; default 0.5. */
  readonly period?: Seconds
  /** How far after the beat (before it: negative) the player plays; null for a beat without onset. Default 0. */
  readonly deviation?: (n: number) => Seconds | null
}

const START = '2026-01-05T10:00:00.000Z'

/** Beats in 4/4 from 0 s on. */
export function sampleBeats({
  count = 16,
  period = 0.5,
  deviation = () => 0,
}: SampleBeats = {}): readonly SessionBeat[] {
  return Array.from({ length: count }, (_, i) => {
    const time = i * period
    const off = deviation(i + 1)
    return {
      n: i + 1,
      measure: 1 + Math.floor(i / 4),
      member: 'click',
      grid: time,
      time,
      mode: 'snap',
      confidence: 1,
      onset: off === null ? null : time + off,
      deviation: off,
    }
  })
}

/** A session that was played to its end. What follows from `beats`, `slots` and `end_reason` does, unless it is given. */
export function sampleSession(more: Partial<SessionLog> = {}): SessionLog {
  const beats = more.beats ?? sampleBeats()
  const slots = more.slots ?? {}
  const slotsHash = hashOf(slots)
  const reason = more.end_reason ?? 'completed'
  const last = beats[beats.length - 1]
  return {
    version: SESSION_VERSION,
    session_id: 'sample-session',
    user_id: 'sample-user',
    started_at: START,
    source: 'simulated',
    policy: {
      name: 'sample',
      behaviour: hashOf('sample behaviour'),
      slot_schema: hashOf('sample slots'),
      slots_hash: slotsHash,
      runtime: RUNTIME_VERSION,
    },
    seed: 0,
    slots,
    exploration: null,
    context: {},
    latency: { input: 0, output: 0, calibrated: false },
    clock: { offset: 0, drift: 0, interruptions: [] },
    beats,
    onset_times: beats.flatMap(({ onset }) => (onset === null ? [] : [onset])),
    ai_beat_times: beats.map(({ time }) => time),
    segments: [{ from: 0, slots_hash: slotsHash }],
    players: 1,
    duration_seconds: last === undefined ? 0 : last.time + 0.5,
    completed: reason === 'completed',
    explicit_rating: null,
    end_reason: reason,
    ...more,
  }
}

export interface SampleSlotsFile {
  readonly version: number
  readonly policy: string
  readonly slot_schema: string
  readonly transform: string
  readonly slots: SlotValues
  readonly sigma: Readonly<Record<string, number>> | null
  readonly choice_probs: Readonly<Record<string, Readonly<Record<string, number>>>> | null
  readonly networks: null
  readonly trained: null
}

/** A slots file that fits the policy: its own values, with yours over them. */
export function sampleSlotsFile(
  policy: {
    readonly definition: Pick<PolicyDefinition, 'behaviour' | 'slotSchema'>
    readonly slotValues: SlotValues
  },
  slots: SlotValues = {},
  more: Partial<SampleSlotsFile> = {},
): SampleSlotsFile {
  return {
    version: SLOTS_FILE_VERSION,
    policy: policy.definition.behaviour,
    slot_schema: policy.definition.slotSchema,
    transform: SLOT_TRANSFORM,
    slots: { ...policy.slotValues, ...slots },
    sigma: null,
    choice_probs: null,
    networks: null,
    trained: null,
    ...more,
  }
}

const MS_PER_DAY = 86_400_000

/** Sessions a day apart, the newest first day 0: `daysAgo` counts back from `completeThrough`. */
export function sampleHistory(
  daysAgo: readonly number[],
  more: Partial<SessionSummary> = {},
  completeThrough: string = START,
): SessionHistory {
  const end = Date.parse(completeThrough)
  return {
    version: HISTORY_VERSION,
    complete_through: completeThrough,
    sessions: [...daysAgo]
      .sort((a, b) => b - a)
      .map((days) => ({
        session_id: `sample-${days}-days-ago`,
        started_at: new Date(end - days * MS_PER_DAY).toISOString(),
        duration_seconds: 600,
        spread: 0.03,
        ...more,
      })),
  }
}

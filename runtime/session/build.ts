/** From the band's book to the session log. */

import type { Performance } from '../performance.ts'
import type { PolicyDefinition, Slots } from '../policy.ts'
import { valuesOfSlots } from '../slots.ts'
import type { StartOptions } from '../start-options.ts'
import type { Bpm, Seconds } from '../units.ts'
import { RUNTIME_VERSION } from '../version.ts'
import { LOGGED_ROWS, type SessionBook } from './book.ts'
import { hashOf } from './canonical.ts'
import {
  type EndReason,
  type Exploration,
  LONGEST_SESSION,
  SESSION_VERSION,
  type SessionBeat,
  type SessionLog,
} from './log.ts'
import type { SessionTape } from './tape.ts'

/** How a session ended, as the host knows it. */
export interface EndOptions {
  /** Default: `completed` where the form is through, else `stopped`. */
  readonly reason?: EndReason
  /** The player's own, 1..5. */
  readonly rating?: number
  /** When it ended, on the host's clock. Default: the latest moment that the performer has heard of. */
  readonly at?: Seconds
}

/** What one policy plays of a session, until the next one takes over. */
export interface Segment {
  from: Seconds
  /** The first of its beats in the book. */
  readonly row: number
  readonly policy: Pick<Performance, 'definition' | 'slots' | 'reference' | 'referenceOffset'>
}

export interface LogInput {
  readonly definition: PolicyDefinition
  readonly slots: Slots
  readonly exploration: Exploration | null
  readonly seed: number
  readonly options: StartOptions
  readonly latency: SessionLog['latency']
  readonly book: SessionBook
  readonly segments: readonly Segment[]
  readonly interruptions: SessionLog['clock']['interruptions']
  /** Since when time stands still; null where it does not. */
  readonly pausedAt: Seconds | null
  readonly duration: Seconds
  readonly end: EndOptions
  readonly tape: SessionTape
  readonly tempo: Bpm | null
}

export function buildLog(input: LogInput): SessionLog {
  const { definition, slots, seed, options, latency, book, end } = input
  const values = valuesOfSlots(definition.slots, slots)
  const slotsHash = hashOf(values)
  const duration = end.at ?? Math.min(input.duration, LONGEST_SESSION)
  const { beats, more } = beatsOf(input, duration)
  const interruptions = interruptionsOf(input, duration)
  const reason = end.reason ?? 'stopped'
  const log: Omit<SessionLog, 'session_id'> = {
    version: SESSION_VERSION,
    user_id: options.userId ?? '',
    started_at: options.startedAt ?? EPOCH,
    source: options.source ?? 'app',
    policy: {
      name: definition.name,
      behaviour: definition.behaviour,
      slot_schema: definition.slotSchema,
      slots_hash: slotsHash,
      runtime: RUNTIME_VERSION,
    },
    seed,
    slots: values,
    exploration: input.exploration,
    context: plainNumbers(options.context ?? {}),
    latency,
    clock: {
      offset: plain(options.clock?.offset ?? 0),
      drift: plain(options.clock?.drift ?? 0),
      interruptions: interruptions.slice(0, MOST_INTERRUPTIONS),
    },
    beats,
    onset_times: book.onsets.map(plain),
    ai_beat_times: beats.map(({ time }) => time),
    segments: segmentsOf(input, slotsHash, duration),
    players: options.players ?? 1,
    duration_seconds: plain(duration),
    completed: reason === 'completed',
    explicit_rating: end.rating ?? null,
    end_reason: reason,
    ...leftOut({
      beats: more,
      onsets: book.onsetCount - book.onsets.length,
      interruptions: Math.max(0, interruptions.length - MOST_INTERRUPTIONS),
    }),
    ...replayOf(input),
  }
  return { ...log, session_id: options.sessionId ?? hashOf(log) }
}

function replayOf({ tape, tempo, options }: LogInput): Pick<SessionLog, 'replay'> {
  const calls = tape.calls()
  if (calls === null) return {}
  return { replay: { tempo, mode: options.mode ?? 'band', advanced_to: plain(tape.advancedTo), calls } }
}

const EPOCH = '1970-01-01T00:00:00.000Z'

/** A day of one every twenty seconds. */
const MOST_INTERRUPTIONS = 4096

function leftOut(counts: NonNullable<SessionLog['left_out']>): Pick<SessionLog, 'left_out'> {
  return counts.beats + counts.onsets + counts.interruptions > 0 ? { left_out: counts } : {}
}

/** A session that ends while time stands still was interrupted to its end. */
function interruptionsOf(
  { interruptions, pausedAt }: LogInput,
  duration: Seconds,
): SessionLog['clock']['interruptions'] {
  if (pausedAt === null || !(duration > pausedAt)) return interruptions
  return [...interruptions, { from: plain(pausedAt), to: plain(duration) }]
}

/** A policy that was to take over after the end did not. */
function segmentsOf({ segments }: LogInput, first: string, duration: Seconds): SessionLog['segments'] {
  return segments
    .filter(({ from }, i) => i === 0 || from < duration)
    .map(({ from, policy: { definition, slots } }, i) =>
      i === 0
        ? { from: 0, slots_hash: first }
        : {
            from: Math.max(0, from),
            slots_hash: hashOf(valuesOfSlots(definition.slots, slots)),
            behaviour: definition.behaviour,
          },
    )
}

/** The first beats, and how many more there were. Those decided ahead that the session's end cut off did not sound. */
function beatsOf(
  { book, segments }: LogInput,
  duration: Seconds,
): { readonly beats: readonly SessionBeat[]; readonly more: number } {
  const beats: SessionBeat[] = []
  for (let row = 0, i = 0; row < book.length && row < LOGGED_ROWS; row++) {
    while ((segments[i + 1]?.row ?? Number.POSITIVE_INFINITY) <= row) i++
    const { reference = '', referenceOffset = 0 } = segments[i]?.policy ?? {}
    const { n, measure, time, grid, mode, confidence, onset, deviation } = book.beat(row)
    if (time >= duration) break
    beats.push({
      n: plain(n),
      measure: plain(measure),
      member: reference,
      grid: plain(grid),
      time: plain(time + referenceOffset),
      mode,
      confidence,
      onset: Number.isNaN(onset) ? null : plain(onset),
      deviation: Number.isNaN(deviation) ? null : plain(deviation),
    })
  }
  let end = book.length
  while (end > Math.max(LOGGED_ROWS, book.first) && book.beat(end - 1).time >= duration) end--
  return { beats, more: Math.max(0, end - LOGGED_ROWS) }
}

function plainNumbers(context: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(context).map(([name, value]) => [name, plain(value)]))
}

/** −0 is 0 to a reader, and has no place in canonical JSON. */
function plain(value: number): number {
  return value === 0 ? 0 : value
}

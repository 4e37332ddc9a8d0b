/**
 * `session.json`, version 1: what happened in one session, the same whether an app, a recording or a simulated
 * player made it. Training reads it as it is.
 *
 * Times are seconds since the session's start on the audio clock, at the player's ear: latencies are taken out.
 */

import type { ResponseMode } from '../score/beat.ts'
import type { SlotValues } from '../slots.ts'
import type { SwapMoment } from '../swap.ts'
import type { Bpm, Ratio, Seconds } from '../units.ts'
import { canonicalJson } from './canonical.ts'

export const SESSION_VERSION = 1
/** A month: no session is longer, and no host's clock further. */
export const LONGEST_SESSION: Seconds = 2_678_400

export type SessionSource = 'app' | 'recorded' | 'simulated'
export type EndReason = 'completed' | 'stopped' | 'killed' | 'error'

export const SESSION_SOURCES: readonly SessionSource[] = ['app', 'recorded', 'simulated']
export const END_REASONS: readonly EndReason[] = ['completed', 'stopped', 'killed', 'error']

/** One session, as `session.json` has it (`silencio/schemas/session.schema.json`). */
export interface SessionLog {
  readonly version: typeof SESSION_VERSION
  /** Made by the client, so that sending a log twice is no harm. */
  readonly session_id: string
  /** Opaque. */
  readonly user_id: string
  /** ISO 8601. */
  readonly started_at: string
  readonly source: SessionSource
  readonly policy: {
    readonly name: string
    readonly behaviour: string
    readonly slot_schema: string
    /** SHA-256 of the canonical JSON of `slots`. */
    readonly slots_hash: string
    readonly runtime: string
  }
  readonly seed: number
  /** As played. */
  readonly slots: SlotValues
  readonly exploration: Exploration | null
  /** Features frozen at the start. */
  readonly context: Readonly<Record<string, number>>
  readonly latency: { readonly input: Seconds; readonly output: Seconds; readonly calibrated: boolean }
  readonly clock: {
    /** Wall time minus audio time at the start, and how far they ran apart since, as the host measured them. */
    readonly offset: Seconds
    readonly drift: number
    readonly interruptions: readonly { readonly from: Seconds; readonly to: Seconds }[]
  }
  /** Beats of the reference member, the count and rests included. */
  readonly beats: readonly SessionBeat[]
  /** All onsets, whatever they were heard as. */
  readonly onset_times: readonly Seconds[]
  /** The times of `beats`. */
  readonly ai_beat_times: readonly Seconds[]
  /** What played from when; more than one where the policy was swapped. `behaviour` is that of the other policy. */
  readonly segments: readonly {
    readonly from: Seconds
    readonly slots_hash: string
    readonly behaviour?: string
  }[]
  /** More than one is flagged at the start and not trained on. */
  readonly players: number
  readonly duration_seconds: Seconds
  readonly completed: boolean
  /** 1..5 */
  readonly explicit_rating: number | null
  readonly end_reason: EndReason
  /** How many more there were than a log holds: what is here is the beginning. Only where something is left out. */
  readonly left_out?: { readonly beats: number; readonly onsets: number; readonly interruptions: number }
  /** What it takes to play the session again, bit for bit. Left out of sessions with too many calls to keep. */
  readonly replay?: Replay
}

export interface Replay {
  /** In place of the written tempo; null for that. */
  readonly tempo: Bpm | null
  readonly mode: 'band' | 'click'
  /** How far the host asked for music in the end, on its clock. */
  readonly advanced_to: Seconds
  readonly calls: readonly HostCall[]
}

/** Times on the host's clock, latencies included: as they were given. */
export interface HostCall {
  readonly call: 'onset' | 'pause' | 'resume' | 'cue' | 'swap'
  readonly at: Seconds
  /** How far the host had asked for music by then. */
  readonly advanced_to: Seconds
  /** Of an onset. */
  readonly velocity?: Ratio
  readonly pitched?: boolean
  /** Of a swap. */
  readonly when?: SwapMoment
  readonly behaviour?: string
  readonly slots?: SlotValues
}

/** What a swap asked for: when, and which policy with which slots. */
export type SwapCall = Required<Pick<HostCall, 'when' | 'behaviour' | 'slots'>>

/** A beat of the reference member, and how it was answered. */
export interface SessionBeat {
  /** 1 on the first beat of bar 1; 0 and below during the count. */
  readonly n: number
  /** 0 and below during the count. */
  readonly measure: number
  readonly member: string
  /** Written. */
  readonly grid: Seconds
  /** Sounded, the member's feel included (not its `human` wandering). */
  readonly time: Seconds
  /** The zone in which the onset on this beat lay, from the habit; `snap` where there was none. */
  readonly mode: ResponseMode
  readonly confidence: number
  /** The onset that was heard as this beat; where time stood still between the two, as if it had not. */
  readonly onset: Seconds | null
  /** Onset minus time: negative is early. */
  readonly deviation: Seconds | null
}

/** For each slot that is a choice, what is played how often. */
export type ChoiceProbs = Readonly<Record<string, Readonly<Record<string, number>>>>

/** One draw around the slots' means, with its density (runtime/slots-space.ts). */
export interface Exploration {
  readonly unit: 'session' | 'user-week'
  readonly unit_id: string
  readonly transform: 'z/1'
  /** Order of the vectors below. */
  readonly slots: readonly string[]
  readonly mean: readonly number[]
  readonly sigma: readonly number[]
  readonly z: readonly number[]
  readonly choice_probs: ChoiceProbs
  /** Nats. */
  readonly log_density: number
  /** What z is drawn with: a key in hex, and how many draws of the unit came before. */
  readonly rng: { readonly key: string; readonly counter: number }
  /** SHA-256 of the canonical JSON of `{ slots, sigma, choice_probs }`: what was drawn around. */
  readonly around?: string
}

/** The log as a file: two logs that say the same are the same bytes. */
export function sessionText(log: SessionLog): string {
  return `${canonicalJson(log)}\n`
}

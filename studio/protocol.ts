/**
 * What the page and the band's worker say to each other. The band lives in a worker of its own, so that nothing the
 * page does (typing, drawing) can delay it; sound goes from that worker straight to the audio worklet.
 *
 * Times are seconds on the session's clock (0 is the first beat of the count) at the player's ear, unless named otherwise.
 */

import type { ResponseMode } from '../runtime/score/beat.ts'
import type { SessionLog } from '../runtime/session/log.ts'
import type { Bpm, Decibels, Midi, Milliseconds, Ratio, Seconds } from '../runtime/units.ts'

/** When an edited band takes over. */
export type SwapMoment = 'bar' | 'beat' | 'now'

/** Of a way of playing: see `latency.ts`. */
export interface InputLatency {
  readonly latency: Seconds
  /** Measured, and not only believed. */
  readonly calibrated: boolean
}

/** From the page to the band. */
export type BandCommand =
  | {
      readonly kind: 'load'
      /** The compiled policy, target `esm`: one module, whose only import is the runtime by its address. */
      readonly code: string
      readonly at: SwapMoment
      /** Counts up with each edit that compiles; comes back in `loaded`. */
      readonly revision: number
      readonly slots: Readonly<Record<string, number | string>> | null
    }
  /** Another piece: from its beginning, with the next barline of the one that plays. Where nothing plays it is only loaded. */
  | {
      readonly kind: 'next'
      readonly code: string
      readonly revision: number
      /** What brings it to the level of all bands, where that is known; null: it is found when nothing plays. */
      readonly gain: Decibels | null
      readonly seed: number
      readonly tempo: Bpm | null
      readonly input: InputLatency
    }
  /** Plays on where another thread was stopped. */
  | ({ readonly kind: 'go-on' } & GoOn)
  | {
      readonly kind: 'play'
      readonly seed: number
      readonly tempo: Bpm | null
      /** Written bar to begin at, from 1. */
      readonly fromBar: number
      /** What the player plays on, the way in alone: for the log. Each tap says its own latency. */
      readonly input: InputLatency
    }
  | { readonly kind: 'stop' }
  /** Silence at once, whatever sounds. */
  | { readonly kind: 'panic' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'cue' }
  | {
      readonly kind: 'tap'
      /** Seconds on the audio context's clock, latency of the input not yet taken out. */
      readonly contextTime: Seconds
      readonly latency: Seconds
      readonly velocity: Ratio
      readonly pitch: Midi | null
    }
  | { readonly kind: 'mute'; readonly member: string; readonly muted: boolean }
  /** From a moment of the context to the player's ear: another device plays, or the browser knows better by now. */
  | { readonly kind: 'latency'; readonly output: Seconds }

/** A performance, as far as another thread needs it to play it on. */
export interface Checkpoint {
  /** The session so far; its `replay` plays it again. */
  readonly log: SessionLog
  /** Context time at session time 0. */
  readonly zero: Seconds
  readonly pausedAt: Seconds | null
  readonly skipTo: number
  readonly gain: Decibels
  /** Taps, cues, pauses and resumes that the thread had heard by then, since it runs. */
  readonly heard: number
  /** Revision of the newest program that it has in it. */
  readonly revision: number
}

/** A barline that was to come, as it was last known. */
export interface Barline {
  readonly measure: number
  /** Session time. */
  readonly time: Seconds
  /** Length of a bar there. */
  readonly bar: Seconds
  readonly bpm: Bpm
}

/** What the page kept of a performance. */
export interface GoOn {
  /** Compiled policies: those that have played, in their order; of too many the last one alone. */
  readonly codes: readonly string[]
  /** All of them are there, so that the session can be played again; else it begins anew from the bar. */
  readonly whole: boolean
  readonly checkpoint: Checkpoint
  readonly barline: Barline | null
  /** What was said after the checkpoint. */
  readonly since: readonly BandCommand[]
  readonly muted: readonly string[]
}

/** A beat as the band decided it. */
export interface BeatMark {
  /** Counts from 0. */
  readonly n: number
  readonly measure: number
  /** From 1. */
  readonly beatNumber: number
  /** Before bar 1, and music all the same. */
  readonly pickup?: true
  readonly section: string
  readonly time: Seconds
  readonly grid: Seconds
  readonly length: Seconds
  readonly bpm: Bpm
  readonly mode: ResponseMode
  readonly confidence: Ratio
  /** The player's onset that met it, and how far off it was; null where nobody played. */
  readonly onset: Seconds | null
  readonly deviation: Milliseconds | null
}

/** An event that sounds, or is about to. */
export interface NoteMark {
  readonly time: Seconds
  readonly grid: Seconds
  readonly duration: Seconds
  readonly measure: number
  readonly beatNumber: number
  readonly member: string
  readonly voice: string
  readonly pitch: Midi | null
  readonly velocity: Ratio
  readonly mode: ResponseMode
  /** The cell of its pattern bar, from 1; 0 where it came from none. */
  readonly cell: number
}

/** The player's onset, and where it fell. */
export interface TapMark {
  readonly time: Seconds
  readonly velocity: Ratio
  /** After the nearest beat (positive) or before it; null where no beat is near. */
  readonly deviation: Milliseconds | null
  /** The beat it was nearest to. */
  readonly n: number | null
  /** How the band answered it, as the log has it; null where it answered nothing, as between the beats and in the count. */
  readonly mode: ResponseMode | null
}

/** The zones in force, at the tempo of the moment. */
export interface ZoneView {
  readonly name: string
  readonly snap: Milliseconds
  readonly follow: Milliseconds
  readonly limit: Milliseconds
  readonly strength: Ratio
  readonly adapt: Ratio
  readonly curve: 'classic' | 'smooth'
}

export interface MemberView {
  readonly name: string
  readonly kind: 'metronome' | 'drummer' | 'bassist' | 'pianist' | 'guitarist'
  readonly level: Decibels
  readonly muted: boolean
  /** Peak of the last block it sounded in; −∞ for silence. */
  readonly peak: Decibels
}

/** The band now, some thirty times a second while it plays. */
export interface BandView {
  readonly playing: boolean
  readonly paused: boolean
  /** Waiting for the player to count in. */
  readonly waiting: boolean
  /** Beats that the player is to count in, and has; null where nobody waits for them. */
  readonly count: { readonly heard: number; readonly wanted: number } | null
  /** Vamps until somebody says `cue`. */
  readonly vamping: boolean
  readonly now: Seconds
  /** The beat that sounds now. */
  readonly beat: BeatMark | null
  readonly beatsInBar: number
  readonly section: string
  readonly bpm: Bpm
  /** The player's own tempo over the last intervals; null while unknown. */
  readonly playerBpm: Bpm | null
  /** The player's habitual earliness; null while unknown. */
  readonly bias: Milliseconds | null
  readonly zones: ZoneView | null
  readonly members: readonly MemberView[]
}

/** From the band to the page. */
export type BandReport =
  | { readonly kind: 'view'; readonly view: BandView }
  | { readonly kind: 'beats'; readonly beats: readonly BeatMark[] }
  | {
      readonly kind: 'notes'
      readonly notes: readonly NoteMark[]
      /** The context's time at session time 0. */
      readonly zero: Seconds
    }
  | { readonly kind: 'tap'; readonly tap: TapMark }
  /** One that was told of, by its time: its beat took another onset after all, and it has no verdict any more. */
  | { readonly kind: 'displaced'; readonly tap: TapMark }
  /** An edit will sound from `at` on; `problem` where it could not and the old band plays on. */
  | {
      readonly kind: 'loaded'
      readonly revision: number
      readonly at: Seconds | null
      readonly problem: string | null
    }
  /** Another piece is loaded, and begins with the next barline. */
  | { readonly kind: 'waits'; readonly revision: number }
  /** A performance begins: what was told of another one is over. `heard` counts as in a checkpoint. */
  | { readonly kind: 'began'; readonly revision: number; readonly title: string; readonly heard: number }
  | { readonly kind: 'ended'; readonly log: SessionLog; readonly title: string }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint }
  /** It plays on after a fault: heard again from this bar. */
  | { readonly kind: 'went-on'; readonly measure: number }
  | { readonly kind: 'problem'; readonly message: string }

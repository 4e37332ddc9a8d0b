/** What a host holds of a policy that performs. `create-performer.ts` makes one. */

import type { Networks } from './contextual.ts'
import type { Features } from './features.ts'
import type { PolicyDefinition, Slots } from './policy.ts'
import type { Beat, ResponseMode } from './score/beat.ts'
import type { EndOptions } from './session/build.ts'
import type { Spread } from './session/explore.ts'
import type { SessionLog } from './session/log.ts'
import type { Swap, SwapOptions, Swappable } from './swap.ts'
import type { Bpm, Decibels, Midi, Ratio, Seconds } from './units.ts'

export type { StartOptions } from './start-options.ts'

/** What a host knows of an onset beside its time. */
export interface OnsetDetails {
  /** 0..1; default that of a plain stroke. */
  readonly velocity?: Ratio
  readonly pitch?: Midi
}

/** A beat of the performance so far, for displays and reports. */
export interface TimelineBeat {
  readonly n: number
  readonly measure: number
  readonly section: string
  readonly time: Seconds
  readonly grid: Seconds
  readonly bpm: Bpm
  /** Of the beat, at that tempo. */
  readonly length: Seconds
}

/** The same, with what is known so far of the player. */
export interface HeardBeat extends TimelineBeat {
  /** The zone in which the onset that met this beat lay. */
  readonly mode: ResponseMode
  readonly confidence: Ratio
  /** The player's onset that met it, latency taken out; null where there is none so far. */
  readonly onset: Seconds | null
  /** How far that was behind the beat as the player hears it; negative is early. */
  readonly deviation: Seconds | null
  /** Of the player, as the band allowed for it when it answered: the zones lay around this place; null without an onset. */
  readonly habit: Seconds | null
}

/** All times are seconds on the host's clock, whose zero is the start of the session: the first beat of the count. */
export interface Performer {
  /** The player played. */
  onset(time: Seconds, details?: OnsetDetails): void
  /**
   * What sounds before `until`, in order, each event exactly once. `timestamp` is the moment at the player's ear:
   * a host schedules it `latency.output` earlier. The events are the caller's to keep.
   */
  advance(until: Seconds): readonly Beat[]
  /** Time stands still from here until `resume`. What is played meanwhile is logged and answered by nobody, whenever it is told. */
  pause(time: Seconds): void
  resume(time: Seconds): void
  /** Ends the vamp that is sounding when its section is through. */
  cue(): void
  /**
   * Another policy takes over, at the next barline where nothing else is said: the same piece edited, or with other slots.
   * Clock, tempo, what was learned of the player and the place in the piece go on; members of the same name remember what
   * they played. Never throws: where it cannot be, `onError` hears why and the band plays on as it was.
   */
  swap(policy: Swappable, options?: SwapOptions | null): Swap
  /** The log so far, as if the app had been killed now; after the end the last word. */
  checkpoint(): SessionLog
  /** The last word; further calls change nothing. */
  end(options?: EndOptions): SessionLog
  /** How long the band counts before bar 1 at the written tempo; 0 where the player counts or nobody does. */
  readonly countSeconds: Seconds
  /** True when the form is through and every event has been handed out. */
  readonly ended: boolean
  /** The band's tempo now. */
  readonly bpm: Bpm
  /** What sounds is a vamp that waits for `cue`. */
  readonly vamping: boolean
  /** Beats that the player is to count in, and has; null once the band plays, or where it counts itself. */
  readonly counting: { readonly heard: number; readonly wanted: number } | null
  /** How far behind the beat the player plays by habit (negative: early); NaN until the band knows. */
  readonly habit: Seconds
  /** The level a member has now, as written and as rules moved it; NaN for an unknown one. */
  level(member: string): Decibels
  /** The beats decided so far, from the given one (0-based) on. */
  timeline(from?: number): readonly HeardBeat[]
}

/** A policy that has what a performance needs. */
export interface Playable {
  readonly definition: PolicyDefinition
  /** The slots that play where a start names none. */
  readonly slots: Slots
  /** How they scatter where a start explores. */
  readonly spread: Spread
  /** Those of contextual slots, where a slots file gave some. */
  readonly networks: Networks
  readonly features: Features
}

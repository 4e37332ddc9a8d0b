/** How the page and the band's worker begin to talk, and what they say besides `protocol.ts`. */

import type { Decibels, Seconds } from '../runtime/units.ts'
import type { BandCommand, BandReport } from './protocol.ts'

/** The first message to the worker; its ports are the page's and the audio thread's. */
export interface BandSetup {
  readonly clock: SharedArrayBuffer | null
  readonly sampleRate: number
  readonly latency: Seconds
  /** Address of what every policy imports. */
  readonly runtime: string
}

/** The other first message: nothing shall sound, a piece is only tried. Its port speaks `TrialRequest`. */
export interface TrialSetup {
  readonly trial: true
}

export interface TrialRequest {
  readonly code: string
}

export type TrialAnswer =
  | { readonly ok: true; readonly gain: Decibels }
  | { readonly ok: false; readonly problem: string }

/** Beside the band's commands: what it has played, as files. */
export type BandRequest =
  | BandCommand
  | { readonly kind: 'export'; readonly what: 'score' | 'midi' }
  /** The audio thread has begun anew: its port comes along. */
  | { readonly kind: 'sound'; readonly clock: SharedArrayBuffer | null }
  /** Time and levels of the audio thread, where it shares no memory. */
  | { readonly kind: 'board'; readonly board: Float64Array }

export type BandAnswer =
  | BandReport
  | { readonly kind: 'exported'; readonly name: string; readonly data: string | Uint8Array<ArrayBuffer> }

/** What the worker's port carries: its answers, and that it has a piano which is played from recordings. */
export type BandMessage = BandAnswer | { readonly kind: 'samples-wanted' }

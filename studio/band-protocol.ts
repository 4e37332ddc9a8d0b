/** How the page and the band's worker begin to talk, and what they say besides `protocol.ts`. */

import type { Seconds } from '../runtime/units.ts'
import type { BandCommand, BandReport } from './protocol.ts'

/** The first message to the worker; its ports are the page's and the audio thread's. */
export interface BandSetup {
  readonly clock: SharedArrayBuffer | null
  readonly sampleRate: number
  readonly latency: Seconds
}

/** Beside the band's commands: what it has played, as files. */
export type BandRequest =
  | BandCommand
  | { readonly kind: 'export'; readonly what: 'score' | 'midi' }
  /** Time and levels of the audio thread, where it shares no memory. */
  | { readonly kind: 'board'; readonly board: Float64Array }

export type BandAnswer =
  | BandReport
  | { readonly kind: 'exported'; readonly name: string; readonly data: string | Uint8Array<ArrayBuffer> }

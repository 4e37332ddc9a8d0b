/** How page, audio thread and worker speak of a loopback. */

import type { LoopbackReading } from '../runtime/audio/ears/calibration/loopback.ts'
import type { Hertz, Ratio, Seconds } from '../runtime/units.ts'

export const CAPTURE_PROCESSOR = 'silencio-capture'

/** What the processor is made with; it answers with the samples, once, and ends. */
export interface CaptureOptions {
  /** Of the context's clock. */
  readonly from: number
  readonly frames: number
}

export interface LoopbackRequest {
  readonly rate: Hertz
  /** From the frame on at which the chirps began. */
  readonly recorded: Float32Array<ArrayBuffer>
}

/** The reading, and whether what came in was at the end of the scale. */
export interface LoopbackAnswer {
  readonly reading: LoopbackReading
  readonly clipped: boolean
}

/** What became of it, for whoever asked. */
export type LoopbackOutcome =
  | { readonly ok: true; readonly delay: Seconds; readonly confidence: Ratio; readonly spread: Seconds }
  | {
      readonly ok: false
      /** `clipped`: too loud to be found; `stopped`: the sound stood still, or the page was left. */
      readonly reason: 'silent' | 'noisy' | 'unsteady' | 'clipped' | 'stopped'
    }

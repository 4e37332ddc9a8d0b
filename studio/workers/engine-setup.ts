/** What the engine is given, and what it gives. */

import type { Policy } from '../../runtime/create-policy.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { Decibels, Seconds } from '../../runtime/units.ts'
import type { BandCommand, BandReport } from '../protocol.ts'
import type { BandOutput } from './band-output.ts'
import type { Marks } from './marks.ts'

export interface EngineSetup {
  readonly output: BandOutput
  readonly report: (report: BandReport) => void
  /** Runs compiled code and gives the policy that it exports. */
  readonly load: (code: string) => Promise<unknown>
  /** From a moment of the context to the player's ear. Onsets come with it taken out: see `page/clock.ts`. */
  readonly latency: Seconds
  /** ISO 8601, for the log. */
  readonly today: () => string
  /** A new one each time: by it a session and its checkpoints are one. */
  readonly sessionId: () => string
  /** What brings a band to the level of all bands. Takes its time: it is asked while nothing plays. */
  readonly gainOf: (policy: Policy) => Decibels
}

export interface Engine {
  take(command: BandCommand): Promise<void>
  /** Looks ahead once more. */
  tick(): void
  /** The sound begins anew, and knows nobody: it is told again, and what sounds begins with the next bar. */
  renewed(): void
  /** Everything that was handed out since the last `play`, the count included. */
  readonly played: readonly Beat[]
  /** What they were played from; null before the first `play`. */
  readonly piece: { readonly policy: Policy; readonly marks: Marks } | null
}

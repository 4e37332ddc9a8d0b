/** What a lane plays: all that a policy says about it, and what it shares with the rest of the band. */

import type { BarMaker } from './band/bar.ts'
import type { PlayerLoudness } from './band/loudness.ts'
import type { Note } from './band/note.ts'
import type { BandRun, VoiceRun } from './band/parts.ts'
import type { Features } from './features.ts'
import type { PlayerTracker } from './follow/player-tracker.ts'
import type { FormCursor } from './form.ts'
import type { PolicyDefinition, Slots, SwingSettings, TempoSettings, ZoneSettings } from './policy.ts'
import type { Rules } from './rules.ts'
import type { SessionBook } from './session/book.ts'
import type { TempoPlan } from './tempo.ts'
import type { Quarters, Seconds } from './units.ts'

export interface LaneSetup {
  readonly definition: PolicyDefinition
  readonly features: Features
  readonly slots: Slots
  readonly band: BandRun
  /** Sections that the book knows from policies before this one. */
  readonly firstSection: number
  readonly piece: TempoSettings
  readonly unit: Quarters
  /** By section; null where a section keeps the piece's tempo. */
  readonly sectionTempos: readonly (TempoSettings | null)[]
  readonly zones: readonly ZoneSettings[]
  /** By section. */
  readonly swings: readonly SwingSettings[]
  readonly form: FormCursor
  readonly plan: TempoPlan
  /** null where only the click sounds. */
  readonly maker: BarMaker | null
  readonly pool: { take(voice: VoiceRun): Note; give(note: Note): void }
  /** Sounds in the count, and alone where there is no maker; null where nobody counts, or another lane does. */
  readonly click: VoiceRun | null
  /** Furthest before its beat that a note may sound. */
  readonly earliest: Seconds
  /** The reference member's feel: where the player hears the beat. */
  readonly referenceOffset: Seconds
  readonly adapts: boolean
  /** null where nobody's level follows the player's. */
  readonly loudness: PlayerLoudness | null
  readonly rules: Rules | null
  /** What rules read; null where there are none. */
  readonly tracker: PlayerTracker | null
  /** The main lane's. */
  readonly book: SessionBook | null
}

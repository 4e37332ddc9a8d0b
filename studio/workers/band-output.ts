/** What the engine needs of the sound: a part of what `runtime/host/browser/band-output.ts` gives. */

import type { MemberKind } from '../../runtime/policy.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { Decibels, Seconds } from '../../runtime/units.ts'

export interface SoundingMember {
  readonly name: string
  readonly kind: MemberKind
}

export interface BandOutput {
  /** Who plays from now on, and how loud all of them together. */
  band(members: readonly SoundingMember[], gain: Decibels): void
  /** @param zero context time at which the session's time 0 leaves the context */
  play(beats: readonly Beat[], zero: Seconds): void
  mute(member: string, muted: boolean): void
  /** Takes back what has not begun. */
  clear(): void
  /** Silence at once. */
  panic(): void
  /** Context time now. */
  now(): Seconds
  /** Peak of each member since it was last asked for. */
  peaks(): Readonly<Record<string, Decibels>>
}

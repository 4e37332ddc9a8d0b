/** What a band that plays needs of the sound. */

import type { MemberKind } from '../../runtime/policy.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { Decibels, Seconds } from '../../runtime/units.ts'

export interface SoundingMember {
  readonly name: string
  readonly kind: MemberKind
}

export interface BandOutput {
  /** Who plays from now on, and how loud all of them together. */
  band(members: readonly SoundingMember[], gainDb: Decibels): void
  /** @param zero context time at which the session's time 0 is rendered */
  play(beats: readonly Beat[], zero: Seconds): void
  /** Silence at once. */
  panic(): void
  /** Context time now. */
  now(): Seconds
  /** The peak of each member that sounds. */
  peaks(): Readonly<Record<string, Decibels>>
}

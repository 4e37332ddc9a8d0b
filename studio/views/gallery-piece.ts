/** What a card of the gallery shows of a piece. */

import type { Bpm, Ratio } from '../../runtime/units.ts'
import type { MemberView } from '../protocol.ts'

export interface GalleryPiece {
  readonly id: string
  readonly title: string
  /** A sentence; empty for none. */
  readonly about: string
  readonly tempo: Bpm
  /** `4/4`, `7/8`. */
  readonly meter: string
  /** Where the beats are in a bar. */
  readonly beats: readonly Ratio[]
  readonly members: readonly { readonly name: string; readonly kind: MemberView['kind'] }[]
  /** A row for each voice, from the top; strokes of one bar. */
  readonly rhythm: readonly GalleryRow[]
}

export interface GalleryRow {
  readonly name: string
  readonly strokes: readonly { readonly at: Ratio; readonly velocity: Ratio; readonly length: Ratio }[]
}

/** A session as the preview keeps it: everything that a band would have told the page. */

import type { Bpm, Milliseconds, Seconds } from '../../../runtime/units.ts'
import type { BeatMark, MemberView, NoteMark, TapMark, ZoneView } from '../../protocol.ts'

/** A beat with what the band knew of the player by then. */
export interface PreviewBeat extends BeatMark {
  readonly bias: Milliseconds | null
  readonly playerBpm: Bpm | null
  readonly vamping: boolean
}

export interface PreviewSession {
  readonly title: string
  readonly beatsInBar: number
  readonly beats: readonly PreviewBeat[]
  readonly notes: readonly NoteMark[]
  readonly taps: readonly TapMark[]
  readonly zones: ZoneView
  readonly members: readonly Pick<MemberView, 'name' | 'kind' | 'level'>[]
  /** Moments worth a picture. */
  readonly moments: Readonly<Record<'quiet' | 'mid' | 'rushing' | 'coasting' | 'limit', Seconds>>
}

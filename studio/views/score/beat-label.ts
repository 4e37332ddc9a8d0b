import type { BeatMark } from '../../protocol.ts'

/** What stands over a beat: the bar that begins with it, or what comes before bar 1. */
export function beatLabel(beat: BeatMark, before: BeatMark | undefined): string | null {
  if (beat.pickup && !before?.pickup) return 'pickup'
  if (beat.beatNumber !== 1) return null
  return beat.measure < 1 ? 'count' : String(beat.measure)
}

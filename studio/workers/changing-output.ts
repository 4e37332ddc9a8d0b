/** The sound that a band plays through, where the audio thread may be replaced by another one while it plays. */

import type { Seconds } from '../../runtime/units.ts'
import type { BandOutput } from './band-output.ts'

export interface ChangingOutput extends BandOutput {
  /** Another audio thread: it is played through as soon as its clock runs. */
  change(next: Sounding): void
  hearBoard(board: Float64Array): void
  /** To be called before each look ahead. True when another one has taken the place, and must be told of the band. */
  changed(): boolean
}

export interface Sounding extends BandOutput {
  /** Where no memory is shared: time and levels, as they were posted. */
  hearBoard(board: Float64Array): void
}

export function changingOutput(first: Sounding): ChangingOutput {
  let now: Sounding = first
  let next: Sounding | null = null
  /** A new board begins at 0, and time does not go back. */
  let latest: Seconds = 0

  return {
    band: (members, gain) => now.band(members, gain),
    play: (beats, zero) => now.play(beats, zero),
    mute: (member, muted) => now.mute(member, muted),
    clear: () => now.clear(),
    panic: () => now.panic(),
    now() {
      latest = Math.max(latest, now.now())
      return latest
    },
    peaks: () => now.peaks(),
    change(sounding) {
      next = sounding
    },
    hearBoard(board) {
      now.hearBoard(board)
      next?.hearBoard(board)
    },
    changed() {
      if (next === null || next.now() === 0) return false
      now = next
      next = null
      return true
    },
  }
}

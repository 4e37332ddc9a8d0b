/**
 * Where the music is between two reports of the band. Views come some thirty times a second and not evenly; what is
 * drawn moves with the screen's clock and leans towards the band's, so that nothing jerks.
 */

import type { Milliseconds, Seconds } from '../../runtime/units.ts'

/** The browser's clock; replaced in tests and in the preview. */
export type Clock = () => Milliseconds

/** Further off than this is a jump of the band (a new start, a pause), not a late message. */
const JUMP: Seconds = 0.12
/** Share of a smaller difference that each report takes away. */
const LEAN = 0.15
/** A band that has said nothing for so long stands still. */
const LONGEST_SILENCE: Seconds = 0.5

export interface Playhead {
  /** The band said where it is. */
  report(now: Seconds, moving: boolean): void
  /** Seconds on the session's clock. */
  now(): Seconds
}

export function createPlayhead(clock: Clock = () => performance.now()): Playhead {
  let at: Seconds = 0
  let seen: Milliseconds = 0
  let moves = false

  return { report, now }

  function report(told: Seconds, moving: boolean): void {
    if (!Number.isFinite(told)) return
    const drawn = now()
    const difference = told - drawn
    const jumps = !moving || !moves || Math.abs(difference) > JUMP
    at = jumps ? told : drawn + LEAN * difference
    seen = clock()
    moves = moving
  }

  function now(): Seconds {
    if (!moves) return at
    const passed = (clock() - seen) / 1000
    return at + (passed > LONGEST_SILENCE ? LONGEST_SILENCE : passed > 0 ? passed : 0)
  }
}

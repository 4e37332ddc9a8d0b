/** Where the host's clock stands, and where the band's own. */

import type { Seconds } from './units.ts'

/** How far the host has come. Fields of an object, because engines box the numbers that closures share. */
export class HostClock {
  /** Everything before this has been handed out. The band's own time: pauses are cut out. */
  handedOut: Seconds = 0
  /** Host time minus the band's own time. */
  paused: Seconds = 0
  pausedAt: Seconds | null = null
  /** When it stood still, on the host's clock. */
  readonly interruptions: { readonly from: Seconds; readonly to: Seconds }[] = []
  /** Nothing sounds before this. */
  quietUntil: Seconds = Number.NEGATIVE_INFINITY
  /** The last onset, on the host's clock. */
  lastOnset: Seconds = 0

  /** Whether a moment of the host's clock is none of the band's. */
  stoodStillAt(time: Seconds): boolean {
    if (this.pausedAt !== null && time >= this.pausedAt) return true
    return this.interruptions.some(({ from, to }) => from <= time && time < to)
  }

  /** How long time had stood still by a moment of the host's clock. */
  stoodBy(time: Seconds): Seconds {
    let stood = 0
    for (const { from, to } of this.interruptions) if (from < time) stood += to - from
    return stood
  }

  /** The same by a moment of the band's own time. What was to come just then has come after it. */
  stoodByOwn(time: Seconds): Seconds {
    let stood = 0
    for (const { from, to } of this.interruptions) if (from <= time + stood) stood += to - from
    return stood
  }
}

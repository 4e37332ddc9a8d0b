/**
 * The founding rule for thousands of metronomes at once: `computeNextBeat` (`runtime/follow/zones.ts`) on columns. For whoever trains on the
 * zones alone; whole bands and people are in `vector.ts`.
 *
 * HOT PATH: allocates nothing.
 */

import { type Curve, correction } from '../../runtime/follow/zones.ts'
import type { Milliseconds, Ratio } from '../../runtime/units.ts'

export interface ZoneWidths {
  readonly snap: Milliseconds
  readonly follow: Milliseconds
  readonly limit: Milliseconds
  readonly strength: Ratio
  readonly curve: Curve
}

/**
 * Moves each beat towards the onset that met it.
 *
 * @param beats when each was expected, in seconds; moved in place
 * @param onsets when the players played; NaN moves nothing
 */
export function answerAll(beats: Float64Array, onsets: Float64Array, zones: ZoneWidths): void {
  const { snap, follow, limit, strength, curve } = zones
  for (let i = 0; i < beats.length; i++) {
    const beat = beats[i] ?? 0
    const deviation = (onsets[i] ?? Number.NaN) - beat
    if (!Number.isNaN(deviation))
      beats[i] = beat + correction(deviation, snap, follow, limit, strength, curve)
  }
}

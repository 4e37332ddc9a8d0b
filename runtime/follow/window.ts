/** How far from a beat an event may lie and still be that beat. */

import type { Quarters, Ratio, Seconds } from '../units.ts'

/** An onset further than this share of a beat from every beat is no beat, unless the file says what is played. */
export const NEAREST_SHARE = 0.15

/**
 * For a beat of the given length.
 * @param share of the beat, see `nearestShare`
 */
export function onsetWindow(limit: Seconds, beat: Seconds, share: Ratio): Seconds {
  const reach = beat * share
  return limit < reach ? limit : reach
}

/** Of a beat, by how much a pace that few notes have told is off, and what it moves nobody beyond. */
const STRAYS: Ratio = 0.03
const STRAYS_TO: Ratio = 0.25
/** Of a beat: no window reaches further from it, with the shift of its middle. */
const REACHES: Ratio = 0.4

/**
 * For somebody whose pace few notes have told, and who has let pass some beats since: each of them may have taken them further away.
 * @param window what it is for who played on the beat before
 * @param shift of its middle
 * @param missed beats
 */
export function strayedWindow(window: Seconds, shift: Seconds, beat: Seconds, missed: number): Seconds {
  const most = Math.min(STRAYS_TO * beat, REACHES * beat - Math.abs(shift))
  return Math.max(window, Math.min(window + STRAYS * missed * beat, most))
}

/**
 * Of a beat, how far an onset may be from it. Where the file says what the player plays, an onset belongs to the
 * nearest expected one, so the reach is half the way to the next, across barlines, too; otherwise off-beats must not be
 * taken for beats.
 * @param plays expected onsets, quarters from bar start, one list a bar
 * @param beat length of a beat in quarters
 * @param length of a bar in quarters
 */
export function nearestShare(
  plays: readonly (readonly Quarters[])[],
  beat: Quarters,
  length: Quarters,
): Ratio {
  let gap = beat
  plays.forEach((bar, n) => {
    const following = plays[(n + 1) % plays.length]?.[0] ?? length
    for (let i = 0; i < bar.length; i++)
      gap = Math.min(gap, (bar[i + 1] ?? length + following) - (bar[i] ?? 0))
  })
  return gap / beat / 2
}

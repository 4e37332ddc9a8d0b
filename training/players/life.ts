/**
 * When a simulated person stops, and whether they come back. No data were found for either: these are assumptions, each a constant
 * with a name, and nothing that is learned from simulated logs is truer than they are.
 *
 * Both follow from how well band and player kept together: `togetherness`, 1 where every beat was met as the player means it, and
 * nearer to 0 the more the band was elsewhere.
 */

import type { HeardBeat } from '../../runtime/performer.ts'
import type { Ratio } from '../../runtime/units.ts'

/** A beat that is met this far from where it is usually met, as a share of the beat, counts e^(−½). */
export const FELT_AS_OFF: Ratio = 0.06
/** Chance to stop at the end of a bar: however it goes, and what it grows by where nothing keeps together. */
export const STOPS_ANYWAY: Ratio = 0.01
export const STOPS_IN_DESPAIR: Ratio = 0.08
/** ln odds to come back within three days: at no togetherness, and what full togetherness adds. */
export const COMES_BACK_AT_NONE = -1.5
export const COMES_BACK_MORE = 2.5
/** Days until somebody comes back who does so within three, and who does later: from, to. */
export const SOON_DAYS: readonly [number, number] = [0.4, 2.8]
export const LATER_DAYS: readonly [number, number] = [3.5, 12]

/**
 * How well the last beats were met, the habit taken out: people are early by habit and call it together.
 *
 * @param beats what was heard of the session so far, oldest first
 * @returns 0..1; 1 where there is nothing yet
 */
export function togetherness(beats: readonly HeardBeat[]): Ratio {
  const met = beats.filter(({ onset, deviation }) => onset !== null && deviation !== null)
  if (met.length === 0) return beats.length === 0 ? 1 : 0
  const shares = met.map(({ deviation, length }) => (deviation ?? 0) / length)
  const usual = shares.reduce((sum, one) => sum + one, 0) / shares.length
  const felt = shares.reduce((sum, one) => sum + Math.exp(-0.5 * ((one - usual) / FELT_AS_OFF) ** 2), 0)
  // A beat on which nobody met is not together either.
  return felt / beats.length
}

export const stops = (together: Ratio): Ratio => STOPS_ANYWAY + STOPS_IN_DESPAIR * (1 - together)

export const comesBackSoon = (together: Ratio): Ratio =>
  1 / (1 + Math.exp(-(COMES_BACK_AT_NONE + COMES_BACK_MORE * together)))

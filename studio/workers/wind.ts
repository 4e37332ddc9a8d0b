/** Through a piece without being heard: to a bar and a beat of it. */

import type { Policy } from '../../runtime/create-policy.ts'
import type { HeardBeat } from '../../runtime/performer.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { Seconds } from '../../runtime/units.ts'
import { type NumberedBeat, numbered, type Place } from './beats.ts'

/** Most beats that a band is wound forward through. */
const MOST_BEATS = 100_000

/** What is asked of a performer. */
export interface Windable {
  readonly ended: boolean
  advance(until: Seconds): readonly Beat[]
  timeline(from?: number): readonly HeardBeat[]
}

/** A place that was reached, and the events from there on that have been handed out already. */
interface Reached {
  readonly row: HeardBeat
  readonly beats: readonly Beat[]
}

/** Plays a performer up to a place, for nobody. Undefined where its form ends before. */
export function wind(set: Windable, policy: Policy, place: Place): Reached | undefined {
  let beats: readonly Beat[] = []
  // Beats are counted as they come: to ask for all of them at each one would take quadratic time.
  let rows: readonly NumberedBeat[] = numbered(set.timeline(), policy)
  let seen = rows.length
  for (let i = 0; i < MOST_BEATS; i++) {
    const last = rows.at(-1)
    if (last === undefined) return undefined
    const row = rows.find(
      ({ measure, beatNumber }) => measure === place.measure && beatNumber === place.beatNumber,
    )
    if (row !== undefined) return { row, beats: beats.filter((beat) => !isBefore(beat, place)) }
    if (set.ended) return undefined
    beats = set.advance(last.time + last.length + A_LITTLE)
    const fresh = numbered(set.timeline(seen), policy, last)
    seen += fresh.length
    rows = fresh.length === 0 ? [last] : fresh
  }
  return undefined
}

/** A beat is decided when music beyond it is asked for. */
const A_LITTLE: Seconds = 1e-6

function isBefore(beat: Place, place: Place): boolean {
  return (
    beat.measure < place.measure || (beat.measure === place.measure && beat.beatNumber < place.beatNumber)
  )
}

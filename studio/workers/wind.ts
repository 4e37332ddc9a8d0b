/** Through a piece without being heard: to a bar and a beat of it. */

import type { Policy } from '../../runtime/create-policy.ts'
import type { HeardBeat } from '../../runtime/performer.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { Seconds } from '../../runtime/units.ts'
import { numbered, type Place } from './beats.ts'

/** Most beats that a band is wound forward through. */
const MOST_BEATS = 100_000

/** What is asked of a performer. */
export interface Windable {
  readonly ended: boolean
  advance(until: Seconds): readonly Beat[]
  timeline(): readonly HeardBeat[]
}

/** A place that was reached, and the events from there on that have been handed out already. */
interface Reached {
  readonly row: HeardBeat
  readonly beats: readonly Beat[]
}

/** Plays a performer up to a place, for nobody. Undefined where its form ends before. */
export function wind(set: Windable, policy: Policy, place: Place): Reached | undefined {
  let beats: readonly Beat[] = []
  for (let i = 0; i < MOST_BEATS; i++) {
    const last = set.timeline().at(-1)
    if (last === undefined) return undefined
    const row = last.measure < place.measure ? undefined : findPlace(set, policy, place)
    if (row !== undefined) return { row, beats: beats.filter((beat) => !isBefore(beat, place)) }
    if (set.ended) return undefined
    beats = set.advance(last.time + last.length + A_LITTLE)
  }
  return undefined
}

/** A beat is decided when music beyond it is asked for. */
const A_LITTLE: Seconds = 1e-6

function findPlace(set: Windable, policy: Policy, place: Place): HeardBeat | undefined {
  return numbered(set.timeline(), policy).find(
    (row) => row.measure === place.measure && row.beatNumber === place.beatNumber,
  )
}

function isBefore(beat: Place, place: Place): boolean {
  return (
    beat.measure < place.measure || (beat.measure === place.measure && beat.beatNumber < place.beatNumber)
  )
}

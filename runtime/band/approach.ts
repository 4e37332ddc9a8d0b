/**
 * Notes that lead into the next root: a bassist's `approach`.
 *
 * HOT PATH: once a bar; allocates nothing.
 */

import type { ChordDef, MemberSettings, MeterDef } from '../policy.ts'
import { uniform } from '../random.ts'
import type { Midi, Quarters } from '../units.ts'
import type { Harmony } from './harmony.ts'
import type { PartRun } from './parts.ts'
import type { BarSink } from './sink.ts'
import { APPROACH, APPROACH_SIDE } from './streams.ts'

export type Approach = NonNullable<MemberSettings['approach']>

/** The fifth of a root lies this far above it, and a fourth below. */
export const FIFTH = 7
const FOURTH = 5
/** How much further away the other side has to be before the line changes its mind. */
const OTHER_SIDE = 4

/** The note that leads into `root` from below (side −1) or above (1). */
export function approachNote(kind: Approach['kind'], root: Midi, side: number, coming: ChordDef): Midi {
  switch (kind) {
    case 'chromatic':
      return root + side
    case 'dominant':
      return side < 0 ? root - FOURTH : root + FIFTH
    case 'scale': {
      const scale = maskOf(coming.root, coming.degrees)
      for (let step = 1; step <= 3; step++) {
        if (((scale >>> ((root + step * side + 12) % 12)) & 1) === 1) return root + step * side
      }
      return root + side
    }
  }
}

/** Positions are quotients that were rounded. */
const SAME_PLACE: Quarters = 1e-9

/** A bit for each pitch class. */
export function maskOf(root: number, steps: readonly number[]): number {
  let mask = 0
  for (const step of steps) mask |= 1 << ((root + step) % 12)
  return mask
}

/** The lowest pitch of a class that a range may hold. */
export function lowestOf(pitchClass: number, low: Midi): Midi {
  return low + ((((pitchClass - low) % 12) + 12) % 12)
}

/**
 * Lets the last note of a written line, where it falls on the last beat before a change, lead over as a walk's does.
 * @param from the line's first note in the sink
 * @param before the pitch that sounded before it
 */
function leadOver(
  sink: BarSink,
  harmony: Harmony,
  part: PartRun,
  meter: MeterDef,
  measure: number,
  seed: number,
  from: number,
  before: Midi,
): void {
  const { settings, member } = part
  const { approach, range } = settings
  const { coming } = harmony
  const last = sink.notes.length - 1
  const note = last >= from ? sink.notes.at(last) : undefined
  if (note === undefined || approach === null || coming === null || coming.root < 0) return
  if (note.at < (meter.beats[meter.beats.length - 1] ?? 0) || note.articulation === 'dead') return
  // What is held over the barline is of the coming chord.
  if (harmony.chordAt(note.at) === coming || note.at + note.length > meter.quarters + SAME_PLACE) return
  const { key } = note.voice
  if (!(uniform(seed, member.key, key, measure, note.cell, APPROACH) < approach.chance)) return
  const below = uniform(seed, member.key, key, measure, note.cell, APPROACH_SIDE) < 0.5
  const previous = (last > from ? sink.notes.at(last - 1)?.pitch : before) ?? before
  const here = Number.isNaN(previous) ? note.pitch : previous
  let least = Number.POSITIVE_INFINITY
  for (let root = lowestOf(coming.bass, range.low); root <= range.high; root += 12) {
    for (let side = -1; side <= 1; side += 2) {
      const pitch = approachNote(approach.kind, root, side, coming)
      const far = Math.abs(pitch - here) + (side < 0 === below ? 0 : OTHER_SIDE)
      if (pitch < range.low || pitch > range.high || pitch === here || far >= least) continue
      least = far
      note.pitch = pitch
      member.lastPitch = pitch
      member.behindEight = false
    }
  }
}

/** The feature `approaching`. */
export const approaching = { leadOver } as const

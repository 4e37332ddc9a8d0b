/**
 * Lines: from degrees of the sounding chord to pitches within a range.
 *
 * HOT PATH: called for every note of a line; allocates nothing.
 */

import type { ChordDef } from '../policy.ts'
import type { Midi } from '../units.ts'
import type { PitchRange } from './voicing.ts'

/**
 * The pitch of the given class that lies nearest to `last`, within the range; NaN where the range, being less than
 * an octave, has none. Of two equally near ones the lower. With no last pitch, the middle of the range attracts.
 */
export function nearestPitch(pitchClass: number, last: Midi, range: PitchRange): Midi {
  const { low, high } = range
  const wanted = Number.isNaN(last) ? (low + high) / 2 : last
  const first = low + ((((pitchClass - low) % 12) + 12) % 12)
  if (!(first <= high)) return Number.NaN
  let best = first
  for (let pitch = first + 12; pitch <= high; pitch += 12) {
    if (Math.abs(pitch - wanted) < Math.abs(best - wanted)) best = pitch
  }
  return best
}

/** Moves a pitch by octaves until it lies within the range; NaN where no octave of it does. */
export function foldIntoRange(pitch: Midi, range: PitchRange): Midi {
  let folded = pitch
  while (folded > range.high) folded -= 12
  while (folded < range.low) folded += 12
  return folded <= range.high ? folded : Number.NaN
}

/**
 * Degree 1…8 of a chord as a pitch near `last`, then moved by `octave`.
 * @param bass where true, degree 1 of a slash chord is the bass note, as a bassist reads it
 */
export function degreePitch(
  chord: ChordDef,
  degree: number,
  octave: number,
  bass: boolean,
  last: Midi,
  range: PitchRange,
  behindEight = false,
  octavesUp = 0,
): Midi {
  const step = degree === 8 ? 0 : degree - 1
  const pitchClass = step === 0 && bass ? chord.bass : chord.root + (chord.degrees[step] ?? 0)
  return linePitch(pitchClass, octave, placeOf(degree, last, range, behindEight, octavesUp), range)
}

/**
 * What a note of a line is to lie near: the note before, but
 *
 *     8              above it, by a semitone to an octave; behind another 8 near it, too
 *     1 behind an 8  an octave below it
 *     the first      the middle of the range, lower by half of what goes up from there, so that both have room
 */
export function placeOf(
  degree: number,
  last: Midi,
  { low, high }: PitchRange,
  behindEight: boolean,
  octavesUp: number,
): Midi {
  const eight = degree === 8
  if (Number.isNaN(last)) return (low + high) / 2 - 6 * octavesUp + (eight ? 12 : 0)
  if (behindEight) return degree === 1 ? last - 12 : last
  return eight ? last + 6.5 : last
}

/** A pitch class near `wanted`, then moved by `octave`, and back into the range if that left it. */
export function linePitch(pitchClass: number, octave: number, wanted: Midi, range: PitchRange): Midi {
  const pitch = nearestPitch(pitchClass, wanted, range)
  return octave === 0 ? pitch : foldIntoRange(pitch + 12 * octave, range)
}

/** What General MIDI has for the members of a band: drum notes, programs, and the strokes behind an articulation. */

import { CLASS_AXES, type ClassAxis } from '../timbre/axes.ts'
import type { TimbreEmbedding } from '../timbre/embedding.ts'
import type { Ratio, Seconds } from '../units.ts'
import type { Beat } from './beat.ts'

/** General MIDI percussion map (key numbers on channel 10) for the drummer's voices. */
const DRUM_NOTES: Readonly<Record<string, number>> = {
  kick: 36, // Bass Drum 1
  snare: 38, // Acoustic Snare
  rim: 37, // Side Stick
  hat: 42, // Closed Hi-Hat
  pedal: 44, // Pedal Hi-Hat
  ride: 51, // Ride Cymbal 1
  bell: 53, // Ride Bell
  crash: 49, // Crash Cymbal 1
  tom1: 50, // High Tom
  tom2: 47, // Low-Mid Tom
  tom3: 43, // High Floor Tom
}

const HI_WOOD_BLOCK = 76
const LOW_WOOD_BLOCK = 77

/** For voices that are no drummer's, the nearest drum by what their timbre is. */
const NOTE_OF_CLASS: Readonly<Partial<Record<ClassAxis, number>>> = {
  kick: 36,
  snare: 38,
  hat: 42,
  cymbal: 49,
  tom: 47,
  shaker: 70, // Maracas
}

/** From this emphasis on a click is an accented one. An accent cell has 1, a plain one 0.7. */
const ACCENT_EMPHASIS = 0.85

/** The percussion key for a beat without pitch. */
export function drumNote(beat: Beat): number {
  if (beat.voice === 'hat' && beat.articulation === 'open') return 46 // Open Hi-Hat
  if (beat.voice === 'hat' && beat.articulation === 'pedal') return 44
  const drum = DRUM_NOTES[beat.voice]
  if (drum !== undefined) return drum
  const byTimbre = beat.voice === 'beat' ? undefined : NOTE_OF_CLASS[mainClass(beat.timbre) ?? 'click']
  return byTimbre ?? (beat.emphasis >= ACCENT_EMPHASIS ? HI_WOOD_BLOCK : LOW_WOOD_BLOCK)
}

/** The General MIDI program (from 0) for a pitched member, by what its timbre is; a piano where that says nothing. */
export function programOf(timbre: TimbreEmbedding): number {
  const electronic = timbre.grade('electronic') > 0.3
  switch (mainClass(timbre)) {
    case 'bass':
      if (electronic) return 38 // Synth Bass 1
      return timbre.grade('wood') >= timbre.grade('metal') ? 32 : 33 // Acoustic Bass, Electric Bass (finger)
    case 'guitar':
      if (electronic) return 27 // Electric Guitar (clean)
      return timbre.grade('brightness') > 0.1 ? 25 : 24 // Acoustic Guitar (steel), (nylon)
    case 'keys':
      return electronic ? 4 : 0 // Electric Piano 1, Acoustic Grand Piano
    default:
      return 0
  }
}

/** The class axis that stands out, or null. */
function mainClass(timbre: TimbreEmbedding): ClassAxis | null {
  let best: ClassAxis | null = null
  let most = 0.25
  for (const axis of CLASS_AXES) {
    const grade = timbre.grade(axis)
    if (grade > most) {
      most = grade
      best = axis
    }
  }
  return best
}

/** One stroke of a beat: how long after its timestamp, and how loud beside it. */
export interface Stroke {
  readonly delay: Seconds
  readonly loudness: Ratio
}

const ONE_STROKE: readonly Stroke[] = [{ delay: 0, loudness: 1 }]
/** Grace strokes come this long before their main stroke: close enough to be heard as one hit with a soft edge. */
const GRACE_SECONDS = 0.03
/** As fast as hands roll with ease: the strokes of a measured roll come as near to this as its count allows. */
const ROLL_SECONDS = 1 / 14
/** The length of a roll that has none of its own. */
const SHORT_ROLL_SECONDS = 0.24
/** More than in any roll that was ever heard: twenty minutes of it. A longer one is rolled that much slower. */
const MOST_STROKES = 16_384
/** Slower than two strokes nobody calls it a roll. */
const FEWEST_STROKES = 2

/** MIDI has no flam, drag or roll: they are written out. */
export function strokesOf(beat: Beat): readonly Stroke[] {
  switch (beat.articulation) {
    case 'flam':
      return [{ delay: -GRACE_SECONDS, loudness: 0.5 }, ...ONE_STROKE]
    case 'drag':
      return [
        { delay: -2 * GRACE_SECONDS, loudness: 0.4 },
        { delay: -GRACE_SECONDS, loudness: 0.4 },
        ...ONE_STROKE,
      ]
    case 'roll': {
      const length = beat.duration > 0 ? beat.duration : SHORT_ROLL_SECONDS
      const count = strokesIn(length)
      return Array.from({ length: count }, (_, i) => ({
        delay: (i * length) / count,
        loudness: i === 0 ? 1 : 0.7,
      }))
    }
    default:
      return ONE_STROKE
  }
}

/**
 * How many strokes fill a roll. Drummers measure their rolls: 32nds, or their triplets where those would drag or rush, so
 * that the next note is met on time. So the count is a power of 2, or one and a half, whichever is nearer to easy hands.
 */
function strokesIn(length: Seconds): number {
  const easy = length / ROLL_SECONDS
  let count = FEWEST_STROKES
  // From each count to the next in steps of about √2; the nearer of two by ratio.
  for (let next = 3; next <= MOST_STROKES && count * next < easy * easy; next = nextCount(next)) count = next
  return count
}

/** 2, 3, 4, 6, 8, 12, 16 … */
function nextCount(count: number): number {
  return count % 3 === 0 ? (count / 3) * 4 : (count / 2) * 3
}

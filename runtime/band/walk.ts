/**
 * A walking bass, one quarter note after another.
 *
 * The root on a chord change; the last quarter before one leads into the coming root; chord and scale tones
 * between, going on in one direction until the range ends or the player feels like turning. No leap is wider than a
 * fifth, except to a root that the range puts further away.
 */

import type { ChordDef, MemberSettings, MeterDef } from '../policy.ts'
import { keyOf, uniform } from '../random.ts'
import type { Midi, Quarters } from '../units.ts'
import type { Harmony } from './harmony.ts'
import { nearestPitch } from './line.ts'
import type { PartRun } from './parts.ts'
import type { BarSink } from './sink.ts'
import { APPROACH, APPROACH_SIDE, WALK_STEP, WALK_TURN } from './streams.ts'
import { PLAIN_VELOCITY } from './velocity.ts'
import type { PitchRange } from './voicing.ts'

/** The widest leap: a fifth. */
const WIDEST = 7
const OCTAVES = [0, 12, -12]
/** How often a line turns before the end of its range. */
const TURN_CHANCE = 0.18
/** How much likelier a step is than a leap, and a chord tone than a tone of the scale. */
const STEP_WEIGHT = 3
const CHORD_WEIGHT = 2

/** A bar of quarter notes. */
function playWalk(sink: BarSink, harmony: Harmony, part: PartRun, meter: MeterDef, measure: number): void {
  const voice = part.voices[0]
  const { settings, member } = part
  const { walk } = member
  if (voice === undefined || walk === null) return
  const { quarters } = meter
  sink.enterVoice(voice, measure, 0)
  walk.last = member.lastPitch
  for (let at: Quarters = 0; at < quarters; at++) {
    const chord = harmony.chordAt(at)
    const last = at + 1 >= quarters
    const coming = last ? harmony.coming : harmony.chordAt(at + 1)
    const pitch = walk.step(chord, coming, settings.approach, settings.range, measure, at)
    if (Number.isNaN(pitch)) continue
    sink.play(at, (last ? quarters - at : 1) * settings.length, PLAIN_VELOCITY, pitch)
  }
  member.lastPitch = walk.last
}

/** The feature `walking`. */
export const walking = {
  memory: (seed: number, memberKey: number): Walk => new Walk(seed, memberKey, keyOf('line')),
  play: playWalk,
} as const

/** What a walking player remembers. */
export class Walk {
  last: Midi = Number.NaN
  chord: ChordDef | null = null
  climbing = true

  readonly #seed: number
  readonly #memberKey: number
  readonly #voiceKey: number

  constructor(seed: number, memberKey: number, voiceKey: number) {
    this.#seed = seed
    this.#memberKey = memberKey
    this.#voiceKey = voiceKey
  }

  /**
   * The next note, NaN for silence.
   * @param coming the chord of the next quarter, null at the end of the piece
   * @param measure, place key the draws
   */
  step(
    chord: ChordDef,
    coming: ChordDef | null,
    approach: MemberSettings['approach'],
    range: PitchRange,
    measure: number,
    place: number,
  ): Midi {
    const changed = chord !== this.chord
    this.chord = chord
    if (chord.root < 0) return Number.NaN
    const leads = coming !== null && coming !== chord && coming.root >= 0
    const pitch =
      changed || Number.isNaN(this.last)
        ? nearestPitch(chord.bass, this.last, range)
        : leads
          ? this.#lead(chord, coming, approach, range, measure, place)
          : this.#pass(chord, Number.NaN, range, measure, place)
    const sounding = Number.isNaN(pitch) ? this.#anyTone(chord, range) : pitch
    if (!Number.isNaN(sounding)) {
      if (sounding !== this.last && !Number.isNaN(this.last)) this.climbing = sounding > this.last
      this.last = sounding
    }
    return sounding
  }

  /** The last note before a change. */
  #lead(
    chord: ChordDef,
    coming: ChordDef,
    approach: MemberSettings['approach'],
    range: PitchRange,
    measure: number,
    place: number,
  ): Midi {
    const target = nearestPitch(coming.bass, this.last, range)
    if (
      approach !== null &&
      !Number.isNaN(target) &&
      this.#draw(measure, place, APPROACH) < approach.chance
    ) {
      const below = this.#draw(measure, place, APPROACH_SIDE) < 0.5
      // The root in another octave will do where there is no way to the nearest.
      for (const octave of OCTAVES) {
        const root = target + octave
        const near = approachNote(approach.kind, root, below, coming)
        if (this.#reaches(near, root, range)) return near
        const far = approachNote(approach.kind, root, !below, coming)
        if (this.#reaches(far, root, range)) return far
      }
    }
    return this.#pass(chord, target, range, measure, place)
  }

  #reaches(pitch: Midi, target: Midi, range: PitchRange): boolean {
    return (
      target >= range.low &&
      target <= range.high &&
      pitch !== this.last &&
      pitch >= range.low &&
      pitch <= range.high &&
      Math.abs(pitch - this.last) <= WIDEST &&
      Math.abs(target - pitch) <= WIDEST
    )
  }

  /** A chord or scale tone onwards; where `target` is known, one from which it can be reached. */
  #pass(chord: ChordDef, target: Midi, range: PitchRange, measure: number, place: number): Midi {
    if (this.#draw(measure, place, WALK_TURN) < TURN_CHANCE) this.climbing = !this.climbing
    const draw = this.#draw(measure, place, WALK_STEP)
    const onwards = this.#choose(chord, target, range, this.climbing, draw)
    if (!Number.isNaN(onwards)) return onwards
    this.climbing = !this.climbing
    return this.#choose(chord, target, range, this.climbing, draw)
  }

  /** A weighted draw among the tones in one direction, in two passes so that no list is made. */
  #choose(chord: ChordDef, target: Midi, range: PitchRange, up: boolean, draw: number): Midi {
    const direction = up ? 1 : -1
    let total = 0
    for (let leap = 1; leap <= WIDEST; leap++) total += this.#weight(chord, target, range, leap * direction)
    if (total === 0) return Number.NaN
    let left = draw * total
    let chosen = Number.NaN
    for (let leap = 1; leap <= WIDEST; leap++) {
      const weight = this.#weight(chord, target, range, leap * direction)
      if (weight === 0) continue
      chosen = this.last + leap * direction
      left -= weight
      if (left < 0) break
    }
    return chosen
  }

  #weight(chord: ChordDef, target: Midi, range: PitchRange, move: number): number {
    const pitch = this.last + move
    if (pitch < range.low || pitch > range.high) return 0
    if (pitch === target || Math.abs(target - pitch) > WIDEST) return 0
    const tone = isChordTone(chord, pitch)
    if (!tone && !isScaleTone(chord, pitch)) return 0
    return (Math.abs(move) <= 2 ? STEP_WEIGHT : 1) * (tone ? CHORD_WEIGHT : 1)
  }

  /** The range holds no root: the nearest tone of the chord that it does hold. */
  #anyTone(chord: ChordDef, range: PitchRange): Midi {
    let best = Number.NaN
    const wanted = Number.isNaN(this.last) ? (range.low + range.high) / 2 : this.last
    for (const tone of chord.tones) {
      const pitch = nearestPitch(chord.root + tone, wanted, range)
      if (Number.isNaN(best) || Math.abs(pitch - wanted) < Math.abs(best - wanted)) best = pitch
    }
    return best
  }

  #draw(measure: number, place: number, stream: number): number {
    return uniform(this.#seed, this.#memberKey, this.#voiceKey, measure, place, stream)
  }
}

/** The note that leads into `target` from below or above. */
function approachNote(
  kind: 'chromatic' | 'scale' | 'dominant',
  target: Midi,
  below: boolean,
  coming: ChordDef,
): Midi {
  switch (kind) {
    case 'chromatic':
      return below ? target - 1 : target + 1
    case 'dominant':
      // The fifth of the coming root: a fourth below it or a fifth above.
      return below ? target - 5 : target + 7
    case 'scale': {
      const direction = below ? -1 : 1
      for (let step = 1; step <= 3; step++) {
        if (isScaleTone(coming, target + step * direction)) return target + step * direction
      }
      return target + direction
    }
  }
}

function isChordTone(chord: ChordDef, pitch: Midi): boolean {
  for (const tone of chord.tones) {
    if ((pitch - chord.root - tone) % 12 === 0) return true
  }
  return false
}

function isScaleTone(chord: ChordDef, pitch: Midi): boolean {
  const pitchClass = ((pitch % 12) + 12) % 12
  for (const tone of chord.scale) {
    if (tone === pitchClass) return true
  }
  return false
}

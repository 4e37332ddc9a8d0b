/**
 * A walking bass: a note on every beat, and on every quarter of longer ones.
 *
 * The root on a chord change; the last note before one leads into the coming root; chord and scale tones between. A
 * leap goes to a chord tone and is followed by a step; on strong beats chord tones are likelier. No leap is wider than
 * a fifth, except to a root that the range puts further away. Where an approach is wanted, the line looks ahead for a
 * way to it: no note is taken from which it could not be reached, as long as there is another.
 *
 * HOT PATH: once per beat of a walking player; allocates nothing.
 */

import type { ChordDef, MeterDef } from '../policy.ts'
import { keyOf, uniform } from '../random.ts'
import type { Midi, Quarters, Ratio } from '../units.ts'
import { type Approach, approachNote, FIFTH, lowestOf, maskOf } from './approach.ts'
import type { Harmony } from './harmony.ts'
import { nearestPitch } from './line.ts'
import type { PartRun } from './parts.ts'
import type { BarSink } from './sink.ts'
import { APPROACH, WALK_STEP, WALK_TURN } from './streams.ts'
import { PLAIN_VELOCITY } from './velocity.ts'
import type { PitchRange } from './voicing.ts'

/** The widest leap. */
const WIDEST = FIFTH
/** The widest step. What is wider is a leap. */
const STEP = 2
/** From here on a leap wants to be answered by a step back. */
const WIDE = 5
/** Beats up to a dotted quarter have one note. */
const LONGEST_NOTE: Quarters = 1.5
/** How far the line sees a change coming, in notes: from anywhere in any range it is there by then. */
const LOOK_AHEAD = 8
/** MIDI numbers. */
const PITCHES = 128
/** How often a line turns before the end of its range. */
const TURN_CHANCE = 0.18
/** How much likelier one note is than another. */
const ONWARDS: Ratio = 4
const CHORD_TONE: Ratio = 2
const STRONG_CHORD_TONE: Ratio = 5
/** Bars lean on their 1: another note there sounds like another chord. */
const CHORD_TONE_ON_1: Ratio = 60
const ROOT_ON_1: Ratio = 4
const LEAP: Ratio = 0.4
const WIDE_LEAP: Ratio = 0.2
const THERE_AND_BACK: Ratio = 0.2
const SECOND_LEAP: Ratio = 0.2
const SMOOTH: Ratio = 3

/** A bar of a walk. */
function playWalk(sink: BarSink, harmony: Harmony, part: PartRun, meter: MeterDef, measure: number): void {
  const voice = part.voices[0]
  const { settings, member } = part
  const { walk } = member
  if (voice === undefined || walk === null) return
  sink.enterVoice(voice, measure, 0)
  walk.enterBar(measure, member.lastPitch)
  let place = 0
  for (let at: Quarters = 0; at < meter.quarters; place++) {
    const next = nextNote(meter, at)
    const change = harmony.nextChange(at)
    // Notes until the change is heard, this one included.
    let left = 0
    let heard = at
    for (; change <= meter.quarters && heard < change; left++) heard = nextNote(meter, heard)
    const coming = heard < meter.quarters ? harmony.chordAt(heard) : harmony.coming
    const chord = harmony.chordAt(at)
    const pitch = walk.step(chord, coming, left, settings.approach, settings.range, place)
    if (!Number.isNaN(pitch)) sink.play(at, (next - at) * settings.length, PLAIN_VELOCITY, pitch)
    at = next
  }
  member.lastPitch = walk.last
  member.behindEight = false
}

function nextNote(meter: MeterDef, at: Quarters): Quarters {
  const { beats, quarters } = meter
  let i = 0
  while (i < beats.length && (beats[i] ?? quarters) <= at) i++
  const end = beats[i] ?? quarters
  return end - at > LONGEST_NOTE ? at + 1 : end
}

/** The feature `walking`. */
export const walking = {
  memory: (seed: number, memberKey: number): Walk => new Walk(seed, memberKey, keyOf('line')),
  play: playWalk,
} as const

const NO_RANGE: PitchRange = { low: 0, high: -1 }

/** What a walking player remembers. */
export class Walk {
  last: Midi = Number.NaN

  readonly #seed: number
  readonly #memberKey: number
  readonly #voiceKey: number
  #measure = Number.NaN
  #chord: ChordDef | null = null
  #beforeLast: Midi = Number.NaN
  #climbing = true
  readonly #barStart: { chord: ChordDef | null; beforeLast: Midi; climbing: boolean } = {
    chord: null,
    beforeLast: Number.NaN,
    climbing: true,
  }
  /** The tones of the sounding chord and of its scale, a bit for each pitch class. */
  #tones = 0
  #scale = 0
  #range = NO_RANGE
  /** The chord to be led into; null where nobody leads. */
  #goal: ChordDef | null = null
  /**
   * Row k, from 1: pitches from which an approach sounds after k − 1 more notes. Row 1 are the approach notes themselves.
   */
  readonly #ways = new Uint8Array((LOOK_AHEAD + 1) * PITCHES)
  #approachPlace = -1

  constructor(seed: number, memberKey: number, voiceKey: number) {
    this.#seed = seed
    this.#memberKey = memberKey
    this.#voiceKey = voiceKey
  }

  /** Goes on from `last`. After bars of silence the line begins anew, on a root; a bar that is made again, where it began. */
  enterBar(measure: number, last: Midi): void {
    const start = this.#barStart
    if (measure === this.#measure) {
      this.#chord = start.chord
      this.#beforeLast = start.beforeLast
      this.#climbing = start.climbing
    } else {
      if (measure !== this.#measure + 1) this.#chord = null
      start.chord = this.#chord
      start.beforeLast = this.#beforeLast
      start.climbing = this.#climbing
    }
    this.#measure = measure
    this.#approachPlace = -1
    this.last = last
  }

  /**
   * The next note, NaN for silence.
   * @param coming the chord after this one; null at the end of the piece
   * @param left notes until then, this one included; 0 where no change is in sight
   * @param place of the note in the bar: keys the draws
   */
  step(
    chord: ChordDef,
    coming: ChordDef | null,
    left: number,
    approach: Approach | null,
    range: PitchRange,
    place: number,
  ): Midi {
    const changed = chord !== this.#chord || Number.isNaN(this.last)
    this.#chord = chord
    if (chord.root < 0) return Number.NaN
    this.#range = range
    this.#tones = maskOf(chord.root, chord.tones)
    this.#scale = maskOf(chord.root, chord.degrees) | this.#tones
    const leads = coming !== null && coming.root >= 0 && left > 0 && left <= LOOK_AHEAD
    this.#plan(leads ? coming : null, left, approach, place)
    return this.#take(
      changed ? this.#root(chord.bass, left) : this.#onwards(leads ? coming : null, left, place),
    )
  }

  #take(pitch: Midi): Midi {
    const sounding = Number.isNaN(pitch) ? this.#anyTone() : pitch
    if (Number.isNaN(sounding)) return sounding
    if (sounding !== this.last) this.#climbing = !(sounding < this.last)
    this.#beforeLast = this.last
    this.last = sounding
    return sounding
  }

  /** Is there an approach to come, and from where can it be reached? Found once a change. */
  #plan(coming: ChordDef | null, left: number, approach: Approach | null, place: number): void {
    const approachPlace = place + left - 1
    if (coming !== null && approachPlace === this.#approachPlace) return
    this.#approachPlace = approachPlace
    this.#goal = null
    if (coming === null || approach === null) return
    if (!(this.#uniform(approachPlace, APPROACH) < approach.chance)) return
    this.#goal = coming
    const ways = this.#ways.fill(0)
    const { low, high } = this.#range
    for (let root = lowestOf(coming.bass, low); root <= high; root += 12) {
      for (let side = -1; side <= 1; side += 2) {
        const pitch = approachNote(approach.kind, root, side, coming)
        if (pitch >= low && pitch <= high) ways[PITCHES + pitch] = 1
      }
    }
    for (let row = 2; row < left; row++) {
      for (let pitch = low; pitch <= high; pitch++) {
        if (this.#has(this.#scale, pitch) && this.#leadsOn(pitch, row - 1)) ways[row * PITCHES + pitch] = 1
      }
    }
  }

  /** Whether the way to the approach goes on from here, `row` notes before the change. */
  #leadsOn(pitch: Midi, row: number): boolean {
    for (let leap = 1; leap <= WIDEST; leap++) {
      if (this.#isWay(pitch + leap, row) || this.#isWay(pitch - leap, row)) return true
    }
    return false
  }

  #isWay(pitch: Midi, row: number): boolean {
    return pitch >= 0 && pitch < PITCHES && this.#ways[row * PITCHES + pitch] === 1
  }

  /** The nearest root; of those within reach, one from which the approach can be reached. */
  #root(pitchClass: number, left: number): Midi {
    const range = this.#range
    const nearest = nearestPitch(pitchClass, this.last, range)
    if (this.#goal === null || left < 2 || this.#leadsOn(nearest, left - 1)) return nearest
    let best = nearest
    let least = Number.isNaN(this.last) ? Number.POSITIVE_INFINITY : WIDEST + 1
    for (let root = nearest % 12; root <= range.high; root += 12) {
      const leap = Number.isNaN(this.last) ? Math.abs(root - nearest) : Math.abs(root - this.last)
      if (root < range.low || leap >= least || !this.#leadsOn(root, left - 1)) continue
      best = root
      least = leap
    }
    return best
  }

  /** A note between roots. */
  #onwards(coming: ChordDef | null, left: number, place: number): Midi {
    if (this.#uniform(place, WALK_TURN) < TURN_CHANCE) this.#climbing = !this.#climbing
    if (this.#goal !== null) {
      const led = this.#draw(left, null, place, true)
      if (!Number.isNaN(led)) return led
      const leapt = this.#draw(left, null, place, false)
      if (!Number.isNaN(leapt)) return leapt
      this.#goal = null
    }
    const next = left === 1 ? coming : null
    const stepped = this.#draw(left, next, place, true)
    return Number.isNaN(stepped) ? this.#draw(left, next, place, false) : stepped
  }

  /**
   * A weighted draw among the pitches within reach, in two passes so that no list is made.
   * @param next the chord whose root comes next, where it does
   * @param strict leaps go to chord tones only
   */
  #draw(left: number, next: ChordDef | null, place: number, strict: boolean): Midi {
    let total = 0
    for (let move = -WIDEST; move <= WIDEST; move++) total += this.#weight(move, left, next, place, strict)
    let rest = this.#uniform(place, WALK_STEP) * total
    let chosen = Number.NaN
    for (let move = -WIDEST; move <= WIDEST; move++) {
      const weight = this.#weight(move, left, next, place, strict)
      if (weight === 0) continue
      chosen = this.last + move
      rest -= weight
      if (rest < 0) break
    }
    return chosen
  }

  #weight(move: number, left: number, next: ChordDef | null, place: number, strict: boolean): Ratio {
    const pitch = this.last + move
    const { low, high } = this.#range
    if (move === 0 || pitch < low || pitch > high) return 0
    const size = Math.abs(move)
    const leads = this.#goal !== null
    let weight = 1
    if (leads && left === 1) {
      if (!this.#isWay(pitch, 1)) return 0
    } else {
      const isChordTone = this.#has(this.#tones, pitch)
      if (!isChordTone && (!this.#has(this.#scale, pitch) || (strict && size > STEP))) return 0
      if (leads && left > 1 && !this.#leadsOn(pitch, left - 1)) return 0
      if (isChordTone)
        weight = place === 0 ? CHORD_TONE_ON_1 : place % 2 === 0 ? STRONG_CHORD_TONE : CHORD_TONE
      // A chord that goes on for bars is heard by its root now and then.
      if (place === 0 && pitch % 12 === this.#chord?.bass) weight *= ROOT_ON_1
    }
    if (leads && left === 2 && this.#isNear(pitch)) weight *= SMOOTH
    if (next !== null) {
      const root = nearestPitch(next.bass, pitch, this.#range)
      const leap = Math.abs(root - pitch)
      if (leap === 0 || leap > WIDEST) return 0
      if (leap <= STEP) weight *= SMOOTH
    }
    if (move > 0 === this.#climbing) weight *= ONWARDS
    if (size > STEP) weight *= size >= WIDE ? WIDE_LEAP : LEAP
    if (pitch === this.#beforeLast) weight *= THERE_AND_BACK
    const before = this.last - this.#beforeLast
    // A wide leap is answered by a step, or by turning back.
    if (Math.abs(before) >= WIDE && (size > STEP || before * move > 0)) weight *= SECOND_LEAP
    return weight
  }

  /** Whether an approach note is a step away. */
  #isNear(pitch: Midi): boolean {
    for (let step = 1; step <= STEP; step++) {
      if (this.#isWay(pitch + step, 1) || this.#isWay(pitch - step, 1)) return true
    }
    return false
  }

  #has(mask: number, pitch: Midi): boolean {
    return ((mask >>> (pitch % 12)) & 1) === 1
  }

  /** The range holds no root, or nothing within reach: the nearest other tone of the chord that it does hold. */
  #anyTone(): Midi {
    const { low, high } = this.#range
    const wanted = Number.isNaN(this.last) ? (low + high) / 2 : this.last
    let best = Number.NaN
    for (let pitch = low; pitch <= high; pitch++) {
      if (!this.#has(this.#tones, pitch) || pitch === this.last) continue
      if (!(Math.abs(pitch - wanted) >= Math.abs(best - wanted))) best = pitch
    }
    return best
  }

  #uniform(place: number, stream: number): number {
    return uniform(this.#seed, this.#memberKey, this.#voiceKey, this.#measure, place, stream)
  }
}

/**
 * What compiled patterns play into: it turns cells into notes of the bar that is being made.
 *
 * HOT PATH: one object serves all voices of a band, so that the calls from compiled code have one target; it
 * allocates nothing once its pool is filled. The band sets bar and voice before each pattern.
 */

import type { Articulation, ChordDef, MeterDef, PatternSink, Slots } from '../policy.ts'
import { uniform } from '../random.ts'
import type { Midi, Quarters, Ratio } from '../units.ts'
import type { Harmony } from './harmony.ts'
import { degreePitch, foldIntoRange, linePitch, placeOf } from './line.ts'
import { type Note, NoteList, type NotePool } from './note.ts'
import type { VoiceRun } from './parts.ts'
import { CHANCE, CHOICE, WEIGHTS } from './streams.ts'
import { swung } from './swing.ts'

/** An anticipation is a hit in the last 8th before a change. */
const ANTICIPATION: Quarters = 0.5
const EIGHTH: Quarters = 0.5
/** So many strokes in a row are strummed; two may be a push and what it leads to. */
const A_STRUM = 3
/** And a note of a line that is tied over the barline, in the last quarter before that. */
const LINE_ANTICIPATION: Quarters = 1
/** Positions are quotients that were rounded once: nearer than this they are the same. */
const SAME_PLACE: Quarters = 1e-9

/** A dead note is a tap on a muffled string, however long its cell. */
const DEAD: Quarters = 1 / 8

/** Semitones of a 7 with two sharps; what counts more is an 8 with accidentals. */
const HIGHEST_STEP = 13

const NONE: readonly Midi[] = []
const FOUR_FOUR: MeterDef = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }

export class BarSink implements PatternSink {
  /** The notes of the bar, in the order they were played into it. */
  readonly notes = new NoteList()

  readonly #seed: number
  readonly #pool: NotePool
  readonly #harmony: Harmony
  #meter: MeterDef = FOUR_FOUR
  #swingUnit: Quarters = 0.5
  #swingRatio: Ratio = 0.5
  #voice: VoiceRun
  #memberKey = 0
  #voiceKey = 0
  #bar = 0
  /** Start of the pattern's cycle, from the start of the bar; 0 unless the pattern loops across barlines. */
  #start: Quarters = 0
  /** Where held notes end at the latest, from the start of the bar. */
  #until: Quarters = Number.POSITIVE_INFINITY
  /** Beats of which the hand struck the off-beat and nothing else, from the bar's first; NaN where it plays otherwise. */
  #skanked = 0
  /** Strikes of the hand that keeps up 8ths or shorter notes from the bar's 1; NaN where it leaves some out. */
  #strummed = 0
  #lastStrike: Quarters = 0

  constructor(seed: number, pool: NotePool, harmony: Harmony, voice: VoiceRun) {
    this.#seed = seed
    this.#pool = pool
    this.#harmony = harmony
    this.#voice = voice
  }

  enterBar(meter: MeterDef, swingUnit: Quarters, swingRatio: Ratio): void {
    this.#meter = meter
    this.#swingUnit = swingUnit
    this.#swingRatio = swingRatio
  }

  /**
   * What follows is this voice's.
   * @param bar keys the draws
   * @param start where the pattern's own time 0 lies in the bar
   * @param until where held notes end at the latest, from the start of the bar
   */
  enterVoice(
    voice: VoiceRun,
    bar: number,
    start: Quarters,
    until: Quarters = Number.POSITIVE_INFINITY,
  ): void {
    this.#voice = voice
    this.#memberKey = voice.member.key
    this.#voiceKey = voice.key
    this.#bar = bar
    this.#start = start
    this.#until = until
    this.#skanked = 0
    this.#strummed = 0
    this.#lastStrike = 0
  }

  swing(at: number): number {
    if (this.#swingRatio === 0.5) return at
    return swung(this.#start + at, this.#meter, this.#swingUnit, this.#swingRatio) - this.#start
  }

  chance(cell: number, p: number): boolean {
    return this.#draw(cell, CHANCE) < p
  }

  choose(cell: number, n: number): number {
    return Math.floor(this.#draw(cell, CHOICE) * n)
  }

  weigh(cell: number, s: Slots, index: number, n: number): number {
    let total = 0
    for (let i = 0; i < n; i++) total += weightOf(s, index + i)
    if (!(total > 0)) return Math.floor(this.#draw(cell, WEIGHTS) * n)
    let left = this.#draw(cell, WEIGHTS) * total
    for (let i = 0; i < n; i++) {
      left -= weightOf(s, index + i)
      if (left < 0) return i
    }
    return n - 1
  }

  hit(
    cell: number,
    at: number,
    velocity: number,
    articulation: Articulation = 'normal',
    end: number = at,
  ): void {
    this.#add(cell, at, end - at, velocity, articulation, Number.NaN)
  }

  degree(
    cell: number,
    at: number,
    end: number,
    velocity: number,
    degree: number,
    octave: number,
    articulation: Articulation = 'normal',
  ): void {
    const { member, part, def } = this.#voice
    const chord = this.#chordForLine(at, end)
    if (chord.root < 0) return
    const { range } = part.settings
    const bass = member.kind === 'bassist'
    const pitch = degreePitch(
      chord,
      degree,
      octave,
      bass,
      member.lastPitch,
      range,
      member.behindEight,
      def.octavesUp,
    )
    this.#line(cell, at, this.#toSilence(at, end), velocity, articulation, pitch, degree === 8)
  }

  step(
    cell: number,
    at: number,
    end: number,
    velocity: number,
    semitones: number,
    octave: number,
    articulation: Articulation = 'normal',
  ): void {
    const { member, part, def } = this.#voice
    const chord = this.#chordForLine(at, end)
    if (chord.root < 0) return
    const { range } = part.settings
    const eight = semitones > HIGHEST_STEP
    const near = placeOf(eight ? 8 : 0, member.lastPitch, range, member.behindEight, def.octavesUp ?? 0)
    // The accidental moves the 8, wherever that is.
    const pitch = linePitch(chord.root + semitones, octave, eight ? near + semitones - 24 : near, range)
    this.#line(cell, at, this.#toSilence(at, end), velocity, articulation, pitch, eight)
  }

  pitch(
    cell: number,
    at: number,
    end: number,
    velocity: number,
    midi: number,
    articulation: Articulation = 'normal',
  ): void {
    const { range } = this.#voice.part.settings
    this.#line(cell, at, end, velocity, articulation, foldIntoRange(midi, range), false)
  }

  chord(
    cell: number,
    at: number,
    end: number,
    velocity: number,
    articulation: Articulation = 'normal',
  ): void {
    const place = this.#start + at
    // What another bar plays of a loop must not move the hands.
    if (!this.#isHere(place)) return
    this.carryOn(place)
    const { beats } = this.#meter
    const next = beats[this.#skanked + 1] ?? this.#meter.quarters
    const isOff = place > (beats[this.#skanked] ?? place) + SAME_PLACE && place < next
    this.#skanked = isOff ? this.#skanked + 1 : Number.NaN
    this.#noteStrike(place, articulation === 'dead')
    const first = this.#chordForHit(at, end)
    // A tap on muffled strings is over before a change, and of silence there is nothing to hold.
    const only = articulation === 'dead' || first.root < 0 ? first : null
    const last = Math.min(this.#harmony.endIn(place, this.#start + end, only), this.#until)
    this.#hold(place, last, first, cell, velocity, articulation)
  }

  /** Does the hand go on strumming? A tap on muffled strings fills a gap and leaves it one. */
  #noteStrike(place: Quarters, isDead: boolean): void {
    const longest = this.#swingUnit === EIGHTH ? Math.max(EIGHTH, 2 * EIGHTH * this.#swingRatio) : EIGHTH
    const gap = this.#strummed === 0 ? place : place - this.#lastStrike - longest
    this.#strummed = gap > SAME_PLACE || isDead ? Number.NaN : this.#strummed + 1
    this.#lastStrike = place
  }

  /** What is held into the bar moves with its chords, until a strike: after a swap or a cue another pattern's may come sooner. */
  carryOn(until: Quarters): void {
    const { held, barStart } = this.#voice.member
    const { chord, left, velocity } = barStart.held
    const last = Math.min(left, until)
    if (held.chord !== null || chord === null || last <= SAME_PLACE) return
    const from = this.#harmony.endIn(-1, last, chord)
    const first = this.#isHere(from) ? this.#harmony.chordAt(from) : chord
    this.#hold(from, last, first, 0, velocity, 'normal')
  }

  /** A chord, and in its place those that come while it is held. What the hands hold is noted. */
  #hold(
    from: Quarters,
    last: Quarters,
    first: ChordDef,
    cell: number,
    velocity: Ratio,
    articulation: Articulation,
  ): void {
    const { member, part } = this.#voice
    const { voicing, range, length } = part.settings
    let chord = first
    for (let place = from; place < last && this.#isHere(place); ) {
      if (place > from) chord = this.#harmony.chordAt(place)
      const end = this.#harmony.endIn(place, last, chord)
      for (const pitch of member.voicing?.play(chord, voicing, range) ?? NONE) {
        this.#add(cell, place - this.#start, (end - place) * length, velocity, articulation, pitch)
      }
      place = end
    }
    member.held.chord = chord
    member.held.left = last - this.#meter.quarters
    member.held.velocity = velocity
  }

  /** A note that no cell wrote: fills, walking lines, the count. */
  play(at: Quarters, length: Quarters, velocity: Ratio, pitch: number): void {
    this.#add(0, at, length, velocity, 'normal', pitch)
  }

  /** Where a note that the chords gave ends: with them. */
  #toSilence(at: Quarters, end: Quarters): Quarters {
    return this.#harmony.endIn(this.#start + at, this.#start + end) - this.#start
  }

  /** The sounding chord, or the next bar's for a note that is tied into that from shortly before: it is heard there. */
  #chordForLine(at: Quarters, end: Quarters): ChordDef {
    const harmony = this.#harmony
    const place = this.#start + at
    const sounding = harmony.chordAt(place)
    const { coming } = harmony
    const { quarters } = this.#meter
    const held = Math.min(this.#start + end, this.#until)
    if (!(held > quarters + SAME_PLACE) || place < quarters - LINE_ANTICIPATION - SAME_PLACE) return sounding
    return coming === null || coming.root < 0 ? sounding : coming
  }

  /** The same for a chord, or the coming one for a hit in the last 8th before it. */
  #chordForHit(at: Quarters, end: Quarters): ChordDef {
    const harmony = this.#harmony
    const place = this.#start + at
    const sounding = this.#chordForLine(at, end)
    const change = harmony.nextChange(place)
    if (change === Number.POSITIVE_INFINITY) return sounding
    // As written, however late a swung 8th comes: brackets and triplets play straight.
    const early = change - ANTICIPATION
    // Who strikes after each beat (ska, polka) strikes with the bass that was on it.
    if (place < early - SAME_PLACE || this.#skanked > 1) return sounding
    // Who strums on without a gap pushes nothing: the chord comes with the stroke on its place.
    if (this.#strummed >= A_STRUM) return sounding
    const coming = harmony.chordAt(change)
    // Silence cannot be anticipated.
    return coming.root < 0 ? sounding : coming
  }

  #line(
    cell: number,
    at: Quarters,
    end: Quarters,
    velocity: Ratio,
    articulation: Articulation,
    pitch: number,
    eight: boolean,
  ): void {
    if (Number.isNaN(pitch)) return
    const { member, part } = this.#voice
    const note = this.#add(cell, at, (end - at) * part.settings.length, velocity, articulation, pitch)
    if (note === null) return
    member.lastPitch = pitch
    member.behindEight = eight
  }

  #add(
    cell: number,
    at: Quarters,
    length: Quarters,
    velocity: Ratio,
    articulation: Articulation,
    pitch: number,
  ): Note | null {
    const place = this.#start + at
    // A cycle that runs across barlines is played into each bar it touches; the rest belongs to the neighbours.
    if (!this.#isHere(place)) return null
    const note = this.#pool.take(this.#voice)
    const most = articulation === 'dead' ? DEAD : this.#until - place
    note.at = place
    note.length = !(length > 0) ? 0 : length > most ? most : length
    note.velocity = velocity
    note.pitch = pitch
    note.cell = cell
    note.articulation = articulation
    this.notes.add(note)
    return note
  }

  #isHere(place: Quarters): boolean {
    return place >= 0 && place < this.#meter.quarters
  }

  #draw(cell: number, stream: number): number {
    return uniform(this.#seed, this.#memberKey, this.#voiceKey, this.#bar, cell, stream)
  }
}

/** A weight that is no number, or negative, counts as none. */
function weightOf(s: Slots, index: number): number {
  const weight = s[index] ?? 0
  return weight > 0 ? weight : 0
}

/**
 * The notes of a bar, from its maker to the host: made when the bar begins, placed in time beat by beat, and waiting in
 * a queue, where an onset may still move them, until they are handed out.
 *
 * HOT PATH: placing a note allocates nothing.
 */

import type { BarMaker } from './band/bar.ts'
import { type Note, NoteList, NoteQueue } from './band/note.ts'
import { type VoiceRun, writtenLevel } from './band/parts.ts'
import type { Course } from './course.ts'
import type { FollowClock } from './follow/clock.ts'
import type { GridTime } from './grid-time.ts'
import type { LaneSetup } from './lane-setup.ts'
import type { ResponseMode } from './score/beat.ts'
import type { Decibels, Quarters, Seconds } from './units.ts'

const SILENCE = new NoteList()

export class BarPlayer {
  readonly queue = new NoteQueue()
  setup: LaneSetup
  /** How the band answered on the beat before: what placed this one. */
  mode: ResponseMode = 'snap'

  readonly #course: Course
  readonly #clock: FollowClock
  readonly #grid: GridTime
  #notes = new NoteList()
  #cursor = 0
  /** The tempo at the start of the bar. */
  #barPeriod: Seconds = 0
  /** Notes of this beat that have been handed out. */
  readonly #heard = new NoteList()
  readonly #timeOf = (note: Note): Seconds =>
    note.quarter >= this.#clock.quarter ? this.#clock.timeAt(note.quarter) + note.offset : note.time

  constructor(setup: LaneSetup, course: Course, clock: FollowClock, grid: GridTime) {
    this.setup = setup
    this.#course = course
    this.#clock = clock
    this.#grid = grid
  }

  /** The next bar's notes. */
  beginBar(maker: BarMaker): void {
    this.#course.lookAhead(this.setup)
    this.#barPeriod = this.#clock.period
    this.#makeBar(maker, this.#course.bar)
  }

  /** The bar before the section's first, from a place on. */
  beginPickup(maker: BarMaker, from: Quarters): void {
    this.#course.leadIn()
    this.#barPeriod = this.#clock.period
    this.#makeBar(maker, -1)
    this.#skipTo(from)
  }

  /** The same bar once more, for a policy that takes over in its middle: from the present beat on. */
  makeAgain(maker: BarMaker): void {
    this.#makeBar(maker, this.#course.bar)
    this.#skipTo(this.#course.place)
  }

  /** As if the bar had begun at another tempo. */
  takeTempo(period: Seconds): void {
    this.#barPeriod = period
  }

  /** Queues the notes of the present beat. */
  playBeat(isDue: (note: Note) => boolean = always): void {
    const end = this.#course.beatEnd
    const notes = this.#notes
    for (; this.#cursor < notes.length; this.#cursor++) {
      const note = notes.at(this.#cursor)
      if (note === undefined || note.at >= end) break
      const muted = note.voice.member.ruledMute ?? false
      if (!muted) this.#place(note)
      if (muted || !isDue(note)) this.setup.pool.give(note)
      else this.queue.push(note)
    }
  }

  playClick(): void {
    const { click, pool } = this.setup
    if (click === null) return
    const first = this.#course.at.beatInBar === 0
    const note = pool.take(click)
    note.at = this.#course.place
    note.length = 0
    note.velocity = first ? 1 : 0.7
    note.pitch = Number.NaN
    note.cell = 0
    note.articulation = 'normal'
    this.#place(note)
    this.queue.push(note)
  }

  /** Makes the bar once more and plays what has not been heard of its present beat. */
  playRest(maker: BarMaker, handedOut: Seconds): void {
    const waiting = new NoteList()
    const known = new NoteList()
    this.queue.take((note) => note.quarter >= this.#clock.quarter, waiting)
    this.makeAgain(maker)
    this.playBeat((note) => {
      const heard = this.#heard.take(note)
      if (heard !== null) {
        known.add(heard)
        return false
      }
      const decided = waiting.take(note)
      // What follows the player's loudness stays as it was decided.
      if (decided !== null && alike(decided, note)) note.level = decided.level
      return decided !== null || note.time >= handedOut
    })
    // The next policy that takes over within this beat must know as well, wherever an onset moves the beat by then.
    for (let i = 0; i < known.length; i++) {
      const heard = known.at(i)
      if (heard !== undefined) this.#heard.add(heard)
    }
    this.#drop(waiting)
  }

  /** Nothing that waits will sound. */
  silence(): void {
    this.queue.take(always, this.#heard)
  }

  /** An onset moved the next beat, and with it what is still waiting in this one. */
  moved(): void {
    if (this.queue.length > 0) this.queue.retime(this.#timeOf)
  }

  /** A note has been handed out. */
  release(note: Note): void {
    // Of this beat: another policy that takes over in its middle must know.
    if (note.quarter >= this.#clock.quarter) this.#heard.add(note)
    else this.setup.pool.give(note)
  }

  /** The beat whose notes were handed out is over. */
  closeBeat(): void {
    this.#drop(this.#heard)
  }

  /** Drops the notes of the bar that stand before a place. */
  #skipTo(from: Quarters): void {
    for (;;) {
      const note = this.#notes.at(this.#cursor)
      if (note === undefined || note.at >= from) return
      this.setup.pool.give(note)
      this.#cursor++
    }
  }

  #drop(notes: NoteList): void {
    for (let i = 0; i < notes.length; i++) {
      const note = notes.at(i)
      if (note !== undefined) this.setup.pool.give(note)
    }
    notes.length = 0
  }

  #makeBar(maker: BarMaker, bar: number): void {
    for (; this.#cursor < this.#notes.length; this.#cursor++) {
      const unplayed = this.#notes.at(this.#cursor)
      if (unplayed !== undefined) this.setup.pool.give(unplayed)
    }
    this.#cursor = 0
    if (this.setup.form.rests) {
      this.#notes = SILENCE
      return
    }
    const { section, measure, sectionMeasure, hasNext, next } = this.#course
    this.#notes = maker.make(section, bar, measure, sectionMeasure, hasNext ? next : null, this.#barPeriod)
  }

  /** Gives a note of this beat its time, level and names. */
  #place(note: Note): void {
    const clock = this.#clock
    const course = this.#course
    const { voice } = note
    const quarter = course.barQuarter + note.at
    note.quarter = quarter
    note.offset += voice.offset
    if (voice.human !== null) note.offset += voice.human.at(quarter)
    note.time = clock.timeAt(quarter) + note.offset
    note.grid = this.#grid.at(quarter)
    note.duration = note.length * clock.period
    note.beatNumber = course.at.beatInBar + 1
    note.measure = course.measure
    note.mode = this.mode
    note.level = this.#levelOf(voice, quarter)
  }

  #levelOf(voice: VoiceRun, quarter: Quarters): Decibels {
    if (voice.steadyLevel !== null && voice.member.level.idle) return voice.steadyLevel
    const { settings } = voice.part
    const clock = this.#clock
    const { at, counting, sectionBeats } = this.#course
    // A pickup stands before the first beat: what goes on from there has not begun.
    const beats = Math.max(0, at.beats - counting + (quarter - clock.quarter) / clock.length)
    const { level } = settings
    const base =
      'db' in level
        ? level.db
        : writtenLevel(settings, beats - sectionBeats, at.beatsInBar, clock.period * clock.length)
    const moved = voice.member.level.value(base, beats)
    const dynamics = settings.dynamics
    const { loudness } = this.setup
    const lift = dynamics === null || loudness === null ? 0 : loudness.lift(dynamics.share, dynamics.withinDb)
    return moved + voice.levelDb + lift
  }
}

const always = (): boolean => true

/** Whether two notes come from parts that are set alike. */
function alike(a: Note, b: Note): boolean {
  return JSON.stringify(a.voice.part.settings) === JSON.stringify(b.voice.part.settings)
}

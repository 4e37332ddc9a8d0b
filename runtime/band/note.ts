/**
 * A note on its way: from the pattern that wrote it to the moment it is handed out as a `Beat`.
 *
 * HOT PATH: notes are taken from a pool and go back to it, so that a performance allocates nothing but its beats.
 */

import type { Articulation } from '../policy.ts'
import type { Beat, ResponseMode } from '../score/beat.ts'
import type { Decibels, Midi, Quarters, Ratio, Seconds } from '../units.ts'
import type { VoiceRun } from './parts.ts'

export class Note {
  voice: VoiceRun
  /** From the start of its bar. */
  at: Quarters = 0
  /** How long it is written. */
  length: Quarters = 0
  velocity: Ratio = 0
  /** NaN for what has no pitch. */
  pitch: Midi = Number.NaN
  cell = 0
  articulation: Articulation = 'normal'
  /** Seconds after (positive) or before its place: feel, human timing, strum. */
  offset: Seconds = 0

  /** From the start of the piece. */
  quarter: Quarters = 0
  time: Seconds = 0
  grid: Seconds = 0
  duration: Seconds = 0
  beatNumber = 1
  measure = 1
  level: Decibels = 0
  mode: ResponseMode = 'snap'

  constructor(voice: VoiceRun) {
    this.voice = voice
  }
}

/** Notes that are not in use. Never shortened, as the queue is not. */
export class NotePool {
  readonly #free: Note[] = []
  #count = 0

  take(voice: VoiceRun): Note {
    const note = this.#count > 0 ? this.#free[--this.#count] : undefined
    if (note === undefined) return new Note(voice)
    note.voice = voice
    note.offset = 0
    return note
  }

  give(note: Note): void {
    this.#free[this.#count++] = note
  }
}

/** The fields stand in the order of `makeBeat`, so that all beats have one shape. @param stood how long time has stood still by then */
export function beatOfNote(note: Note, time: Seconds, stood: Seconds): Beat {
  const { voice, beatNumber } = note
  return {
    timestamp: time + stood,
    gridTimestamp: note.grid + stood,
    beatNumber,
    measure: note.measure,
    emphasis: note.velocity,
    timbre: voice.accents[beatNumber] ?? voice.timbre,
    responseMode: note.mode,
    member: voice.memberName,
    voice: voice.name,
    articulation: note.articulation,
    pitch: Number.isNaN(note.pitch) ? null : note.pitch,
    velocity: note.velocity,
    duration: note.duration,
    level: note.level,
    pan: voice.pan,
    cell: note.cell,
  }
}

/**
 * Notes in order of time. New ones mostly belong near the end, so that insertion from there costs next to nothing.
 * The list is never shortened: engines would throw its memory away, only to ask for it again with the next note.
 */
export class NoteQueue {
  /** When the first note sounds; +∞ when there is none. */
  headTime: Seconds = Number.POSITIVE_INFINITY

  readonly #notes: Note[] = []
  #head = 0
  #end = 0

  get length(): number {
    return this.#end - this.#head
  }

  push(note: Note): void {
    if (this.#settle(note, this.#end++) === this.#head) this.headTime = note.time
  }

  /** Moves a note from place `from` to before all that sound later. @returns its place. */
  #settle(note: Note, from: number): number {
    const notes = this.#notes
    let i = from
    for (; i > this.#head; i--) {
      const before = notes[i - 1]
      if (before === undefined || before.time <= note.time) break
      notes[i] = before
    }
    notes[i] = note
    return i
  }

  /** The first note, taken out. */
  shift(): Note | undefined {
    if (this.#head === this.#end) return undefined
    const notes = this.#notes
    const note = notes[this.#head++]
    if (this.#head === this.#end) {
      this.#head = 0
      this.#end = 0
      this.headTime = Number.POSITIVE_INFINITY
      return note
    }
    // Half of it at least, so that a note is moved once on average however long the queue is.
    if (this.#head >= COMPACT_AT && 2 * this.#head >= this.#end) {
      notes.copyWithin(0, this.#head, this.#end)
      this.#end -= this.#head
      this.#head = 0
    }
    this.headTime = notes[this.#head]?.time ?? Number.POSITIVE_INFINITY
    return note
  }

  /** Moves the notes that `takes` says over to a list. */
  take(takes: (note: Note) => boolean, into: NoteList): void {
    const notes = this.#notes
    let kept = this.#head
    for (let i = kept; i < this.#end; i++) {
      const note = notes[i]
      if (note === undefined) continue
      if (takes(note)) into.add(note)
      else notes[kept++] = note
    }
    this.#end = kept
    this.headTime = this.length > 0 ? (notes[this.#head]?.time ?? 0) : Number.POSITIVE_INFINITY
  }

  /** Gives every waiting note the time that `timeOf` says and puts them in order again. */
  retime(timeOf: (note: Note) => Seconds): void {
    const notes = this.#notes
    for (let i = this.#head; i < this.#end; i++) {
      const note = notes[i]
      if (note === undefined) continue
      note.time = timeOf(note)
      this.#settle(note, i)
    }
    if (this.#head < this.#end) this.headTime = notes[this.#head]?.time ?? Number.POSITIVE_INFINITY
  }
}

/** Notes handed out are cut off the front of the queue in pieces of this many. */
const COMPACT_AT = 256

/** The notes of a bar. Like the queue, it keeps its memory. */
export class NoteList {
  length = 0
  readonly #notes: Note[] = []

  add(note: Note): void {
    this.#notes[this.length++] = note
  }

  at(i: number): Note | undefined {
    return i < this.length ? this.#notes[i] : undefined
  }

  /** Keeps the notes that `keeps` says, of those from `from` on; the others go to `drop`. */
  keep(from: number, keeps: (note: Note) => boolean, drop: (note: Note) => void): void {
    let kept = from
    for (let i = from; i < this.length; i++) {
      const note = this.#notes[i]
      if (note === undefined) continue
      if (keeps(note)) this.#notes[kept++] = note
      else drop(note)
    }
    this.length = kept
  }

  /** Takes out the note that is the same stroke or tone of the same beat; null where there is none. */
  take(like: Note): Note | null {
    for (let i = 0; i < this.length; i++) {
      const note = this.#notes[i]
      if (note === undefined || !isSame(note, like)) continue
      this.#notes.copyWithin(i, i + 1, this.length--)
      return note
    }
    return null
  }

  /** By position in the bar; notes at one place stay as they are. Bars are short and each voice is in order already. */
  sort(): void {
    const notes = this.#notes
    for (let i = 1; i < this.length; i++) {
      const note = notes[i]
      if (note === undefined) continue
      const { at } = note
      let j = i
      for (; j > 0; j--) {
        const before = notes[j - 1]
        if (before === undefined || before.at <= at) break
        notes[j] = before
      }
      notes[j] = note
    }
  }
}

function isSame(a: Note, b: Note): boolean {
  return (
    a.at === b.at &&
    a.cell === b.cell &&
    Object.is(a.pitch, b.pitch) &&
    a.voice.name === b.voice.name &&
    a.voice.memberName === b.voice.memberName
  )
}

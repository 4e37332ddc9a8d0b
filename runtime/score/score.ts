import type { Bpm, Quarters, Seconds } from '../units.ts'
import type { Beat } from './beat.ts'
import { type Tensor, tensorOfBeats } from './tensor.ts'

/** From `time` on, until the next entry, the band's tempo is `bpm`. */
export interface TempoChange {
  readonly time: Seconds
  readonly bpm: Bpm
}

/** Upper and lower number of a metre: [4, 4], [7, 8]. */
export type TimeSignature = readonly [number, number]

/** From the bar that begins at `time` on, until the next entry. */
export interface MeterChange {
  readonly time: Seconds
  readonly timeSignature: TimeSignature
}

/** From the bar that begins at `time` on, until the next entry. Repeats begin anew. */
export interface SectionStart {
  readonly time: Seconds
  readonly name: string
}

/** A key as it stands at a staff's beginning. */
export interface KeySignature {
  /** Sharps, or as a negative number flats: −7 to 7. */
  readonly fifths: number
  /** Is the third a small one? */
  readonly minor: boolean
}

/** From the bar that begins at `time` on, until the next entry. */
export interface KeyChange {
  readonly time: Seconds
  readonly key: KeySignature
}

export interface ScoreFields {
  readonly name?: string
  /** The tempo at the start. */
  readonly bpm: Bpm
  /** The metre at the start. */
  readonly timeSignature: TimeSignature
  /** In any order. Empty: `timeSignature` throughout. */
  readonly meterMap?: readonly MeterChange[]
  /** In any order. Empty: the piece has no sections. */
  readonly sectionMap?: readonly SectionStart[]
  /** In any order. Before the first: C major, or nobody says. */
  readonly keyMap?: readonly KeyChange[]
  /** Quarters in what bpm counts; where left out, what the time signature implies (`tempoUnitOf`). */
  readonly tempoUnit?: Quarters
  /** What stands before bar 1: the score begins so long before its first barline. Left out: nothing. */
  readonly pickup?: Quarters
  /** In any order. Empty: `bpm` throughout. A ramp is written as one entry a beat. */
  readonly tempoMap?: readonly TempoChange[]
  /** In any order; those at the same time keep theirs. */
  readonly beats: readonly Beat[]
}

/** What a band plays, as data: all beats in order of time. Never changed once made. */
export class Score {
  readonly name: string
  readonly bpm: Bpm
  readonly timeSignature: TimeSignature
  readonly meterMap: readonly MeterChange[]
  readonly sectionMap: readonly SectionStart[]
  readonly keyMap: readonly KeyChange[]
  readonly tempoUnit: Quarters
  readonly pickup: Quarters
  readonly tempoMap: readonly TempoChange[]
  readonly beats: readonly Beat[]

  constructor(fields: ScoreFields) {
    this.name = fields.name ?? ''
    this.bpm = fields.bpm
    this.timeSignature = fields.timeSignature
    this.meterMap = byTime(fields.meterMap)
    this.sectionMap = byTime(fields.sectionMap)
    this.keyMap = byTime(fields.keyMap)
    this.tempoUnit = fields.tempoUnit ?? tempoUnitOf(fields.timeSignature)
    this.pickup = fields.pickup ?? 0
    this.tempoMap = byTime(fields.tempoMap)
    this.beats = isInOrder(fields.beats)
      ? fields.beats
      : [...fields.beats].sort((a, b) => a.timestamp - b.timestamp)
  }

  /** The beat at `time` or the last one before it; of several at one time the last; null before the first. */
  at(time: Seconds): Beat | null {
    return this.beats[firstAfter(this.beats, time) - 1] ?? null
  }

  /** The beats with start ≤ timestamp < end: the windows of any partition hold each beat exactly once. */
  window(start: Seconds, end: Seconds): readonly Beat[] {
    return this.beats.slice(firstFrom(this.beats, start), firstFrom(this.beats, end))
  }

  /** All beats as a table of numbers: [N, features + embedding]. */
  toTensor(): Tensor {
    return tensorOfBeats(this.beats)
  }
}

/** What bpm counts: a dotted quarter in 6/8, 9/8 and 12/8, else a quarter. */
export function tempoUnitOf([upper, lower]: TimeSignature): Quarters {
  return lower === 8 && (upper === 6 || upper === 9 || upper === 12) ? 1.5 : 1
}

function byTime<T extends { readonly time: Seconds }>(entries: readonly T[] = []): readonly T[] {
  return [...entries].sort((a, b) => a.time - b.time)
}

function isInOrder(beats: readonly Beat[]): boolean {
  let previous = Number.NEGATIVE_INFINITY
  for (const beat of beats) {
    if (!(beat.timestamp >= previous)) return false
    previous = beat.timestamp
  }
  return true
}

/** Index of the first beat at or after `time`. */
function firstFrom(beats: readonly Beat[], time: Seconds): number {
  let low = 0
  let high = beats.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((beats[middle]?.timestamp ?? Number.POSITIVE_INFINITY) < time) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the first beat after `time`. */
function firstAfter(beats: readonly Beat[], time: Seconds): number {
  let low = 0
  let high = beats.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((beats[middle]?.timestamp ?? Number.POSITIVE_INFINITY) <= time) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The band's own notes on a performance: one row a beat, in columns, and every onset.
 *
 * HOT PATH: written once a beat; grows by doubling, so that it allocates ever more rarely, and at `MOST_ROWS` no more:
 * a band that was forgotten over a week keeps its beginning and its last days, not all of the device's memory.
 */

import type { ResponseMode } from '../score/beat.ts'
import type { Bpm, Seconds } from '../units.ts'

/** A beat of the reference member. */
export interface BookedBeat {
  /** 1 on the first beat of bar 1; 0 and below in the count. */
  readonly n: number
  readonly measure: number
  readonly section: number
  readonly time: Seconds
  readonly grid: Seconds
  readonly bpm: Bpm
  /** Of the beat, at that tempo. */
  readonly length: Seconds
  readonly mode: ResponseMode
  readonly confidence: number
  /** NaN for none. */
  readonly onset: Seconds
  readonly deviation: Seconds
}

/** Columns of numbers: time, grid, bpm, length, confidence, onset, deviation. */
const COLUMNS = 7
/** Columns of whole numbers: n, measure, section, mode. */
const WHOLE_COLUMNS = 4
const FIRST_ROWS = 256
/** Nine hours at 120 bpm: what a log holds, and what stays however long a session grows. */
export const LOGGED_ROWS = 65_536
/** Six days at 120 bpm; more beats than this push out the oldest that no log holds. */
export const MOST_ROWS = 1_048_576
/** Five hours of seven a second; later ones are counted. */
export const MOST_ONSETS = 131_072
const MODES: readonly ResponseMode[] = ['snap', 'follow', 'limit']

export class SessionBook {
  /** Added to every time: how long the clock has stood still so far. */
  shift: Seconds = 0

  #rows = FIRST_ROWS
  #numbers = new Float64Array(COLUMNS * FIRST_ROWS)
  #wholes = new Int32Array(WHOLE_COLUMNS * FIRST_ROWS)
  #count = 0
  readonly #onsets: number[] = []
  #onsetCount = 0

  /** Beats so far. */
  get length(): number {
    return this.#count
  }

  /** The first beat from which on all are known: 0 in every session of a sensible length. Before it the first `LOGGED_ROWS` are. */
  get first(): number {
    return this.#count <= MOST_ROWS ? 0 : this.#count - (MOST_ROWS - LOGGED_ROWS)
  }

  /** How many onsets came. */
  get onsetCount(): number {
    return this.#onsetCount
  }

  /** Onsets in the order they came; of more than `MOST_ONSETS` the first ones. */
  get onsets(): readonly Seconds[] {
    return this.#onsets
  }

  /** The player played. */
  addOnset(time: Seconds): void {
    if (this.#onsetCount++ < MOST_ONSETS) this.#onsets.push(time)
  }

  /** A beat has been decided. */
  begin(
    n: number,
    measure: number,
    section: number,
    time: Seconds,
    grid: Seconds,
    bpm: Bpm,
    length: Seconds,
    confidence: number,
  ): void {
    if (this.#count === this.#rows && this.#rows < MOST_ROWS) this.#grow()
    const row = placeOf(this.#count++)
    const numbers = this.#numbers
    let at = row * COLUMNS
    numbers[at++] = time + this.shift
    numbers[at++] = grid + this.shift
    numbers[at++] = bpm
    numbers[at++] = length
    numbers[at++] = confidence
    numbers[at++] = Number.NaN
    numbers[at] = Number.NaN
    const wholes = this.#wholes
    at = row * WHOLE_COLUMNS
    wholes[at++] = n
    wholes[at++] = measure
    wholes[at++] = section
    wholes[at] = 0
  }

  /** Moves the beats from a moment on. */
  shiftFrom(time: Seconds, by: Seconds): void {
    for (let row = this.#count - 1; row >= this.first; row--) {
      const at = placeOf(row) * COLUMNS
      if (!((this.#numbers[at] ?? 0) >= time)) return
      this.#numbers[at] = (this.#numbers[at] ?? 0) + by
      this.#numbers[at + 1] = (this.#numbers[at + 1] ?? 0) + by
    }
  }

  /** An onset was heard as the beat `back` beats before the last one; a later call replaces an earlier one. */
  hear(back: number, onset: Seconds, deviation: Seconds, mode: ResponseMode): void {
    const row = this.#count - 1 - back
    if (row < this.first) return
    const at = placeOf(row) * COLUMNS
    this.#numbers[at + 5] = onset + this.shift
    this.#numbers[at + 6] = deviation
    this.#wholes[placeOf(row) * WHOLE_COLUMNS + 3] = MODES.indexOf(mode)
  }

  /** @param row from `first` to `length` − 1, or below `LOGGED_ROWS` */
  beat(row: number): BookedBeat {
    const at = placeOf(row)
    const number = (column: number): number => this.#numbers[at * COLUMNS + column] ?? Number.NaN
    const whole = (column: number): number => this.#wholes[at * WHOLE_COLUMNS + column] ?? 0
    return {
      n: whole(0),
      measure: whole(1),
      section: whole(2),
      time: number(0),
      grid: number(1),
      bpm: number(2),
      length: number(3),
      confidence: number(4),
      onset: number(5),
      deviation: number(6),
      mode: MODES[whole(3)] ?? 'snap',
    }
  }

  #grow(): void {
    this.#rows *= 2
    const numbers = new Float64Array(COLUMNS * this.#rows)
    const wholes = new Int32Array(WHOLE_COLUMNS * this.#rows)
    numbers.set(this.#numbers)
    wholes.set(this.#wholes)
    this.#numbers = numbers
    this.#wholes = wholes
  }
}

/** Where a row stands: the first ones for good, then as they come, then in place of the oldest of those. */
function placeOf(row: number): number {
  return row < MOST_ROWS ? row : LOGGED_ROWS + ((row - LOGGED_ROWS) % (MOST_ROWS - LOGGED_ROWS))
}

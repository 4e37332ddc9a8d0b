/**
 * The band's own notes on a performance: one row a beat, in columns, and every onset.
 *
 * HOT PATH: written once a beat; grows by doubling, so that it allocates ever more rarely, and at `MOST_ROWS` no more:
 * a band that was forgotten over a week keeps its last days, not all of the device's memory.
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
/** Six days at 120 bpm; more beats than this push the oldest out. */
export const MOST_ROWS = 1_048_576
/** The same for onsets. */
export const MOST_ONSETS = 1_048_576
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

  /** The first beat that is still known: 0 in every session of a sensible length. */
  get first(): number {
    return Math.max(0, this.#count - MOST_ROWS)
  }

  /** Onsets that came, and are no longer known. */
  get forgottenOnsets(): number {
    return Math.max(0, this.#onsetCount - MOST_ONSETS)
  }

  /** Every onset, in the order they came; of more than `MOST_ONSETS` the last ones. */
  get onsets(): readonly Seconds[] {
    const start = this.#onsetCount % MOST_ONSETS
    return this.forgottenOnsets === 0
      ? this.#onsets
      : [...this.#onsets.slice(start), ...this.#onsets.slice(0, start)]
  }

  /** The player played. */
  addOnset(time: Seconds): void {
    this.#onsets[this.#onsetCount++ % MOST_ONSETS] = time
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
    const row = this.#count++ % this.#rows
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
      const at = (row % this.#rows) * COLUMNS
      if (!((this.#numbers[at] ?? 0) >= time)) return
      this.#numbers[at] = (this.#numbers[at] ?? 0) + by
      this.#numbers[at + 1] = (this.#numbers[at + 1] ?? 0) + by
    }
  }

  /** An onset was heard as the beat `back` beats before the last one; a later call replaces an earlier one. */
  hear(back: number, onset: Seconds, deviation: Seconds, mode: ResponseMode): void {
    const row = this.#count - 1 - back
    if (row < this.first) return
    const at = (row % this.#rows) * COLUMNS
    this.#numbers[at + 5] = onset + this.shift
    this.#numbers[at + 6] = deviation
    this.#wholes[(row % this.#rows) * WHOLE_COLUMNS + 3] = MODES.indexOf(mode)
  }

  /** @param row from `first` to `length` − 1 */
  beat(row: number): BookedBeat {
    const at = row % this.#rows
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

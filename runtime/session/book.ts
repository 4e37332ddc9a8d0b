/**
 * The band's own notes on a performance: one row a beat, in columns of numbers, and every onset.
 *
 * HOT PATH: written once a beat; grows by doubling, so that it allocates ever more rarely.
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
  readonly mode: ResponseMode
  readonly confidence: number
  /** NaN for none. */
  readonly onset: Seconds
  readonly deviation: Seconds
}

const COLUMNS = 10
const MODES: readonly ResponseMode[] = ['snap', 'follow', 'limit']

export class SessionBook {
  /** Every onset, in the order they came. */
  readonly onsets: number[] = []
  /** Added to every time: how long the clock has stood still so far. */
  shift: Seconds = 0

  #rows = new Float64Array(COLUMNS * 256)
  #count = 0

  get length(): number {
    return this.#count
  }

  /** A beat has been decided. */
  begin(n: number, measure: number, section: number, time: Seconds, grid: Seconds, bpm: Bpm): void {
    const at = this.#count * COLUMNS
    if (at === this.#rows.length) {
      const grown = new Float64Array(this.#rows.length * 2)
      grown.set(this.#rows)
      this.#rows = grown
    }
    const rows = this.#rows
    rows[at] = n
    rows[at + 1] = measure
    rows[at + 2] = section
    rows[at + 3] = time + this.shift
    rows[at + 4] = grid + this.shift
    rows[at + 5] = bpm
    rows[at + 6] = 0
    rows[at + 7] = 1
    rows[at + 8] = Number.NaN
    rows[at + 9] = Number.NaN
    this.#count++
  }

  /** Moves the beats from a moment on. */
  shiftFrom(time: Seconds, by: Seconds): void {
    for (let row = this.#count - 1; row >= 0; row--) {
      const at = row * COLUMNS
      if (!((this.#rows[at + 3] ?? 0) >= time)) return
      this.#rows[at + 3] = (this.#rows[at + 3] ?? 0) + by
      this.#rows[at + 4] = (this.#rows[at + 4] ?? 0) + by
    }
  }

  /** An onset was heard as the beat `back` beats before the last one; a later call replaces an earlier one. */
  hear(back: number, onset: Seconds, deviation: Seconds, mode: ResponseMode, confidence: number): void {
    const row = this.#count - 1 - back
    if (row < 0) return
    const at = row * COLUMNS
    this.#rows[at + 6] = MODES.indexOf(mode)
    this.#rows[at + 7] = confidence
    this.#rows[at + 8] = onset + this.shift
    this.#rows[at + 9] = deviation
  }

  beat(row: number): BookedBeat {
    const at = row * COLUMNS
    const cell = (column: number): number => this.#rows[at + column] ?? Number.NaN
    return {
      n: cell(0),
      measure: cell(1),
      section: cell(2),
      time: cell(3),
      grid: cell(4),
      bpm: cell(5),
      mode: MODES[cell(6)] ?? 'snap',
      confidence: cell(7),
      onset: cell(8),
      deviation: cell(9),
    }
  }
}

/**
 * The band's own notes on a performance: one row a beat, in columns, and every onset.
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
  /** Of the beat, at that tempo. */
  readonly length: Seconds
  readonly mode: ResponseMode
  readonly confidence: number
  /** NaN for none. */
  readonly onset: Seconds
  readonly deviation: Seconds
}

/** Columns of numbers that every beat has: time, grid, bpm, length, confidence. */
const COLUMNS = 5
/** Columns of whole numbers: n, measure, section, and the row of what was heard as the beat (−1 for nothing). */
const WHOLE_COLUMNS = 4
/** Columns of what was heard: onset, deviation, mode. Most beats of most sessions have none. */
const HEARD_COLUMNS = 3
const FIRST_ROWS = 256
const MODES: readonly ResponseMode[] = ['snap', 'follow', 'limit']

export class SessionBook {
  /** Every onset, in the order they came. */
  readonly onsets: number[] = []
  /** Added to every time: how long the clock has stood still so far. */
  shift: Seconds = 0

  #times = new Float64Array(COLUMNS * FIRST_ROWS)
  #wholes = new Int32Array(WHOLE_COLUMNS * FIRST_ROWS)
  readonly #heard: number[] = []
  #count = 0

  get length(): number {
    return this.#count
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
    if (this.#count * COLUMNS === this.#times.length) this.#grow()
    const at = this.#count * COLUMNS
    const times = this.#times
    times[at] = time + this.shift
    times[at + 1] = grid + this.shift
    times[at + 2] = bpm
    times[at + 3] = length
    times[at + 4] = confidence
    const wholes = this.#wholes
    const to = this.#count * WHOLE_COLUMNS
    wholes[to] = n
    wholes[to + 1] = measure
    wholes[to + 2] = section
    wholes[to + 3] = -1
    this.#count++
  }

  /** Moves the beats from a moment on. */
  shiftFrom(time: Seconds, by: Seconds): void {
    for (let row = this.#count - 1; row >= 0; row--) {
      const at = row * COLUMNS
      if (!((this.#times[at] ?? 0) >= time)) return
      this.#times[at] = (this.#times[at] ?? 0) + by
      this.#times[at + 1] = (this.#times[at + 1] ?? 0) + by
    }
  }

  /** An onset was heard as the beat `back` beats before the last one; a later call replaces an earlier one. */
  hear(back: number, onset: Seconds, deviation: Seconds, mode: ResponseMode): void {
    const row = this.#count - 1 - back
    if (row < 0) return
    const at = row * WHOLE_COLUMNS + 3
    const known = this.#wholes[at] ?? -1
    const heard = known >= 0 ? known : this.#heard.length / HEARD_COLUMNS
    this.#wholes[at] = heard
    const to = heard * HEARD_COLUMNS
    this.#heard[to] = onset + this.shift
    this.#heard[to + 1] = deviation
    this.#heard[to + 2] = MODES.indexOf(mode)
  }

  beat(row: number): BookedBeat {
    const time = (column: number): number => this.#times[row * COLUMNS + column] ?? Number.NaN
    const whole = (column: number): number => this.#wholes[row * WHOLE_COLUMNS + column] ?? 0
    const from = whole(3) * HEARD_COLUMNS
    const heard = (column: number): number => this.#heard[from + column] ?? Number.NaN
    return {
      n: whole(0),
      measure: whole(1),
      section: whole(2),
      time: time(0),
      grid: time(1),
      bpm: time(2),
      length: time(3),
      onset: heard(0),
      deviation: heard(1),
      confidence: time(4),
      mode: MODES[heard(2)] ?? 'snap',
    }
  }

  #grow(): void {
    const times = new Float64Array(this.#times.length * 2)
    const wholes = new Int32Array(this.#wholes.length * 2)
    times.set(this.#times)
    wholes.set(this.#wholes)
    this.#times = times
    this.#wholes = wholes
  }
}

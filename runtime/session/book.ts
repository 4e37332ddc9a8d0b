/**
 * The band's own notes on a performance: one row a beat, in columns, and every onset.
 *
 * HOT PATH: written once a beat; grows by a page every 512 beats, and at `MOST_ROWS` no more: a band that was forgotten
 * over a week keeps its beginning and its last days, not all of the device's memory. (Doubling would copy what is there, and a session that
 * is sampled or trained on is over before that pays: it took a tenth of the time of a metronome.)
 */

import { HostClock } from '../host-clock.ts'
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
  /** Of the player, as the band allowed for it when it answered; NaN for no onset. */
  readonly habit: Seconds
}

/** Columns of numbers: time, grid, bpm, length, confidence, onset, deviation, habit. */
const COLUMNS = 8
/** Columns of whole numbers: n, measure, section, mode. */
const WHOLE_COLUMNS = 4
/** Rows of a page: four minutes at 120 bpm. */
const PAGE = 512
const PAGE_BYTES = PAGE * (COLUMNS * 8 + WHOLE_COLUMNS * 4)
/** Nine hours at 120 bpm, and whole pages: what a log holds, and what stays however long a session grows. */
export const LOGGED_ROWS = 65_536
/** Six days at 120 bpm, and whole pages; more beats than this push out the oldest that no log holds. */
export const MOST_ROWS = 1_048_576
/** Five hours of seven a second; later ones are counted. */
export const MOST_ONSETS = 131_072
const MODES: readonly ResponseMode[] = ['snap', 'follow', 'limit']

interface Page {
  readonly numbers: Float64Array
  readonly wholes: Int32Array
}

export class SessionBook {
  /** The band's own times go in; those of the host come out. */
  readonly clock = new HostClock()

  readonly #pages: Page[] = []
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
    const { numbers, wholes } = this.#page(this.#count)
    // A page begins with every multiple of its length, in the ring too.
    const row = this.#count++ % PAGE
    const stood = this.clock.stoodByOwn(time)
    let at = row * COLUMNS
    numbers[at++] = time + stood
    numbers[at++] = grid + stood
    numbers[at++] = bpm
    numbers[at++] = length
    numbers[at++] = confidence
    numbers[at++] = Number.NaN
    numbers[at++] = Number.NaN
    numbers[at] = Number.NaN
    at = row * WHOLE_COLUMNS
    wholes[at++] = n
    wholes[at++] = measure
    wholes[at++] = section
    wholes[at] = 0
  }

  /** Moves the beats from a moment on, and with each what was heard as it. */
  shiftFrom(time: Seconds, by: Seconds): void {
    for (let row = this.#count - 1; row >= this.first; row--) {
      const at = (row % PAGE) * COLUMNS
      const { numbers } = this.#page(row)
      if (!((numbers[at] ?? 0) >= time)) return
      for (const column of [at, at + 1, at + 5]) numbers[column] = (numbers[column] ?? 0) + by
    }
  }

  /** An onset was heard as the beat `back` beats before the last one; a later call replaces an earlier one. */
  hear(back: number, onset: Seconds, deviation: Seconds, mode: ResponseMode, habit: Seconds): void {
    const row = this.#count - 1 - back
    if (row < this.first) return
    const { numbers, wholes } = this.#page(row)
    const at = (row % PAGE) * COLUMNS
    numbers[at + 5] = onset + this.clock.stoodBy(numbers[at] ?? 0)
    numbers[at + 6] = deviation
    numbers[at + 7] = habit
    wholes[(row % PAGE) * WHOLE_COLUMNS + 3] = MODES.indexOf(mode)
  }

  /** What was heard as the last beat is not that beat after all. */
  unhear(): void {
    this.hear(0, Number.NaN, Number.NaN, 'snap', Number.NaN)
  }

  /** @param row from `first` to `length` − 1, or below `LOGGED_ROWS` */
  beat(row: number): BookedBeat {
    const at = row % PAGE
    const { numbers, wholes } = this.#page(row)
    const number = (column: number): number => numbers[at * COLUMNS + column] ?? Number.NaN
    const whole = (column: number): number => wholes[at * WHOLE_COLUMNS + column] ?? 0
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
      habit: number(7),
      mode: MODES[whole(3)] ?? 'snap',
    }
  }

  /** The page of a row; a new one where the row is the first on it. */
  #page(row: number): Page {
    const place = Math.floor(placeOf(row) / PAGE)
    const page = this.#pages[place]
    if (page !== undefined) return page
    const bytes = new ArrayBuffer(PAGE_BYTES)
    const fresh = {
      numbers: new Float64Array(bytes, 0, COLUMNS * PAGE),
      wholes: new Int32Array(bytes, COLUMNS * PAGE * 8),
    }
    this.#pages[place] = fresh
    return fresh
  }
}

/** Where a row stands: the first ones for good, then as they come, then in place of the oldest of those. */
function placeOf(row: number): number {
  return row < MOST_ROWS ? row : LOGGED_ROWS + ((row - LOGGED_ROWS) % (MOST_ROWS - LOGGED_ROWS))
}

/**
 * The player's habit: people tap 20 to 60 ms before the beat and feel exactly on it. A band that believes every tap
 * is dragged faster and faster (by 75 % over 120 beats for the best open-loop follower), so the deviation that counts
 * is measured from the habit, which is learned while the player's own tempo agrees with the band's.
 *
 * HOT PATH: one call a beat; allocates nothing.
 */

import type { Quarters, Ratio, Seconds } from '../units.ts'
import { FirstNotes } from './first-notes.ts'

/** The learning rate falls no further than 1 / this. */
const MEMORY = 32
/** What is known of people before this one has played is worth so many onsets: between people the habit's SD is 22 ms. */
const PRIOR = 3
/** Phase is believed from this many used onsets on. */
const WAITS_FOR = 8
/** The player's tempo is that of their last notes, this many intervals. */
const INTERVALS = 8
/** So many onsets are kept. */
const RING = INTERVALS + 1
/** An onset this long ago, in quarters, does not tell where the next will be. */
const RECENT: Quarters = 4
/** Tempi that differ by less agree. */
const AGREES: Ratio = 0.01
/** No habit is further off the beat. */
const FURTHEST: Seconds = 0.08
const FURTHEST_SHARE: Ratio = 0.2
/**
 * 2.5 standard errors of a habit learned from one onset: people's deviations have an SD of 25 ms, and a lag-1
 * correlation of 0.45 makes two and a half of them worth one.
 */
const DOUBT: Seconds = 0.1
/** Against what is expected of anybody. */
const LAST_WEIGHS: Ratio = 2 / 3
/** A mean that forgets by 1 / MEMORY rests on no more onsets than this. */
const RESTS_ON = 2 * MEMORY - 1
/** An onset this much of a beat from the habit says nothing about it. */
const OUTLIER: Ratio = 0.15

export class Habit {
  /** b: where the player plays relative to the beat; negative is early. */
  bias: Seconds = 0

  #used = 0
  /** How far behind its beat the last onset was; NaN before there was one. */
  #last: Seconds = Number.NaN
  /**
   * A ring of onsets: the time of each, and its quarter behind it. No typed array: a small one lies far from its object, and where
   * thousands of bands are simulated that is what they wait for.
   */
  readonly #onsets: number[] = new Array<number>(2 * RING).fill(Number.NaN)
  #count = 0
  /** How the notes of a stranger are answered. */
  readonly first = new FirstNotes()

  /** Nothing is known of the player who comes now. */
  start(): void {
    this.bias = 0
    this.#used = 0
    this.#count = 0
    this.#last = Number.NaN
  }

  /** Whether enough was heard to tell habit from haste. */
  get known(): boolean {
    return this.#used >= WAITS_FOR
  }

  /** Neither the habit nor the tempo of whoever plays is known. */
  get ofStranger(): boolean {
    return !this.known && this.#count < INTERVALS
  }

  /** How wrong the habit may still be. */
  get doubt(): Seconds {
    return DOUBT / Math.sqrt((this.#used < RESTS_ON ? this.#used : RESTS_ON) + PRIOR)
  }

  /**
   * The player's own tempo, in seconds a quarter, with an onset that has just come: the slope of the straight line through it and the eight
   * before it (least squares), which one note that is off turns by half as much as it turns a mean of intervals. NaN before two onsets.
   */
  period(onset: Seconds, quarter: Quarters): Seconds {
    const before = this.#count < INTERVALS ? this.#count : INTERVALS
    // Sums from the newest onset on: small numbers lose nothing when they are squared.
    let quarters = 0
    let seconds = 0
    let squares = 0
    let products = 0
    for (let back = 1; back <= before; back++) {
      const slot = 2 * ((this.#count - back) % RING)
      const x = (this.#onsets[slot + 1] ?? 0) - quarter
      const y = (this.#onsets[slot] ?? 0) - onset
      quarters += x
      seconds += y
      squares += x * x
      products += x * y
    }
    const notes = before + 1
    const spread = notes * squares - quarters * quarters
    return spread > 0 ? (notes * products - quarters * seconds) / spread : Number.NaN
  }

  /** When a player who goes on as before plays at `quarter`; NaN where nobody can tell. */
  next(quarter: Quarters): Seconds {
    const last = this.#newest
    const time = this.#onsets[last] ?? 0
    const from = this.#onsets[last + 1] ?? 0
    if (this.#count < 2 || quarter - from > RECENT) return Number.NaN
    // The oldest that is kept: with the last one kept, too, there are as many intervals as `period` has with a new one.
    const oldest = this.#count <= RING ? 0 : 2 * (this.#count % RING)
    const pace = (time - (this.#onsets[oldest] ?? 0)) / (from - (this.#onsets[oldest + 1] ?? 0))
    return time + (quarter - from) * pace
  }

  /**
   * How far behind a beat at `at` the player is expected. Of a stranger few notes tell little: what they say is mixed with what is thought of
   * everybody, which weighs as much as one of them; and where no pace tells
   * anything, a stranger is expected two thirds of the way to where they last were.
   * @param otherwise where nobody can tell
   */
  expects(quarter: Quarters, at: Seconds, otherwise: Seconds): Seconds {
    const seen = this.next(quarter) - at
    if (!Number.isNaN(seen)) return this.known ? seen : seen + (otherwise - seen) / this.#count
    return this.known || Number.isNaN(this.#last)
      ? otherwise
      : otherwise + LAST_WEIGHS * (this.#last - otherwise)
  }

  /** Beats of this length that a stranger has let pass since they were last heard; 0 of whom the band knows. */
  missed(quarter: Quarters, length: Quarters): number {
    if (!this.ofStranger || this.#count === 0) return 0
    return (quarter - (this.#onsets[this.#newest + 1] ?? 0)) / length - 1
  }

  /** Where the newest onset stands in the ring. */
  get #newest(): number {
    return 2 * ((this.#count + INTERVALS) % RING)
  }

  /** Whether the player keeps the band's tempo, as far as anybody can tell. */
  agrees(onset: Seconds, quarter: Quarters, period: Seconds): boolean {
    if (this.#count < INTERVALS) return true
    return Math.abs(this.period(onset, quarter) / period - 1) <= AGREES
  }

  /**
   * A beat that the player played is over.
   * @param a the onset minus the beat
   * @param period the band's, seconds a quarter
   * @param beat length of the beat
   * @param adapt the share that the tempo kept on it
   */
  learn(onset: Seconds, quarter: Quarters, a: Seconds, period: Seconds, beat: Seconds, adapt: Ratio): void {
    const agrees = this.agrees(onset, quarter, period)
    this.#last = a
    if (this.#count === 0) this.first.begin(onset - a, quarter, period)
    else if (!this.known) this.first.heard(adapt)
    this.#keep(onset, quarter)
    if (!agrees) return
    if (this.known && Math.abs(a - this.bias) > OUTLIER * beat) return
    this.#used++
    const furthest = Math.min(FURTHEST, FURTHEST_SHARE * beat)
    const learned = this.bias + (a - this.bias) / Math.min(this.#used, MEMORY)
    this.bias = learned < -furthest ? -furthest : learned > furthest ? furthest : learned
  }

  /** The player has come back with this onset: the first of their pace. Where it lies beside the beat says nothing of their habit. */
  foundAgain(onset: Seconds, quarter: Quarters, period: Seconds): void {
    this.#count = 0
    this.#last = this.bias
    this.first.begin(onset - this.bias, quarter, period)
    this.#keep(onset, quarter)
  }

  #keep(onset: Seconds, quarter: Quarters): void {
    const slot = 2 * (this.#count++ % RING)
    this.#onsets[slot] = onset
    this.#onsets[slot + 1] = quarter
  }

  /**
   * The player was away, or the count of beats began anew: intervals across the gap say nothing.
   * @param elsewhere the player hears the beat elsewhere than before: nor does where they last were
   */
  interrupt(elsewhere = false): void {
    this.#count = 0
    if (elsewhere) this.#last = Number.NaN
  }
}

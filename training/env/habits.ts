/**
 * What `runtime/follow/habit.ts` learns of one player, for many in arrays.
 *
 * HOT PATH: one call a beat; allocates nothing.
 */

import {
  AGREES,
  FURTHEST,
  FURTHEST_SHARE,
  INTERVALS,
  MEMORY,
  OUTLIER,
  RECENT,
  WAITS_FOR,
} from '../../runtime/follow/habit.ts'
import type { Quarters, Seconds } from '../../runtime/units.ts'

/** What a habit is learned from, a column each: the present beat, and how far the player was behind it. */
export interface Lessons {
  readonly time: Float64Array
  readonly beat: Float64Array
  readonly period: Float64Array
  readonly quarter: Float64Array
  readonly evidence: Float64Array
}

/** A power of two, of which the last INTERVALS + 1 are asked for. */
const RING = 16

export class Habits {
  readonly bias: Float64Array

  readonly #size: number
  readonly #lessons: Lessons
  readonly #ear: Seconds
  readonly #used: Int32Array
  readonly #count: Int32Array
  /** Rings, one a column. */
  readonly #times: Float64Array
  readonly #quarters: Float64Array

  /** @param ear how far behind its beat the player hears it */
  constructor(size: number, lessons: Lessons, ear: Seconds) {
    this.#size = size
    this.#lessons = lessons
    this.#ear = ear
    this.bias = new Float64Array(size)
    this.#used = new Int32Array(size)
    this.#count = new Int32Array(size)
    this.#times = new Float64Array(size * RING)
    this.#quarters = new Float64Array(size * RING)
  }

  start(i: number): void {
    this.bias[i] = 0
    this.#used[i] = 0
    this.#count[i] = 0
  }

  known(i: number): boolean {
    return (this.#used[i] ?? 0) >= WAITS_FOR
  }

  interrupt(i: number): void {
    this.#count[i] = 0
  }

  period(i: number, onset: Seconds, quarter: Quarters): Seconds {
    const count = this.#count[i] ?? 0
    if (count === 0) return Number.NaN
    const oldest = (count <= INTERVALS ? 0 : (count - INTERVALS) & (RING - 1)) * this.#size + i
    const quarters = quarter - (this.#quarters[oldest] ?? 0)
    return quarters > 0 ? (onset - (this.#times[oldest] ?? 0)) / quarters : Number.NaN
  }

  next(i: number, quarter: Quarters): Seconds {
    const count = this.#count[i] ?? 0
    if (count < 2) return Number.NaN
    const last = ((count - 1) & (RING - 1)) * this.#size + i
    const time = this.#times[last] ?? 0
    const from = this.#quarters[last] ?? 0
    if (quarter - from > RECENT) return Number.NaN
    return time + (quarter - from) * this.period(i, time, from)
  }

  agrees(i: number, onset: Seconds, quarter: Quarters, period: Seconds): boolean {
    if ((this.#count[i] ?? 0) < INTERVALS) return true
    return Math.abs(this.period(i, onset, quarter) / period - 1) <= AGREES
  }

  /** A beat that the player played is over. */
  learn(i: number): void {
    const lessons = this.#lessons
    const a = lessons.evidence[i] ?? 0
    const onset = (lessons.time[i] ?? 0) + this.#ear + a
    const quarter = lessons.quarter[i] ?? 0
    const period = lessons.period[i] ?? 0
    const beat = lessons.beat[i] ?? 0
    const agrees = this.agrees(i, onset, quarter, period)
    const count = this.#count[i] ?? 0
    const slot = (count & (RING - 1)) * this.#size + i
    this.#count[i] = count + 1
    this.#times[slot] = onset
    this.#quarters[slot] = quarter
    if (!agrees) return
    const bias = this.bias[i] ?? 0
    let used = this.#used[i] ?? 0
    if (used >= WAITS_FOR && Math.abs(a - bias) > OUTLIER * beat) return
    this.#used[i] = ++used
    const share = FURTHEST_SHARE * beat
    const furthest = FURTHEST < share ? FURTHEST : share
    const learned = bias + (a - bias) / (used < MEMORY ? used : MEMORY)
    this.bias[i] = learned < -furthest ? -furthest : learned > furthest ? furthest : learned
  }
}

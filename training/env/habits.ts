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
import type { Clocks } from './clocks.ts'

/** A power of two, of which the last INTERVALS + 1 are asked for. */
const RING = 16

export class Habits {
  readonly bias: Float64Array

  readonly #size: number
  readonly #clocks: Clocks
  readonly #beat: Float64Array
  readonly #evidence: Float64Array
  readonly #ear: Seconds
  readonly #used: Int32Array
  readonly #count: Int32Array
  /** Rings, one a column. */
  readonly #times: Float64Array
  readonly #quarters: Float64Array

  /**
   * @param beat length of each present beat
   * @param evidence how far the player was behind it
   * @param ear how far behind its beat the player hears it
   */
  constructor(size: number, clocks: Clocks, beat: Float64Array, evidence: Float64Array, ear: Seconds) {
    this.#size = size
    this.#clocks = clocks
    this.#beat = beat
    this.#evidence = evidence
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
    const clocks = this.#clocks
    const a = this.#evidence[i] ?? 0
    const onset = (clocks.time[i] ?? 0) + this.#ear + a
    const quarter = clocks.quarter[i] ?? 0
    const period = clocks.period[i] ?? 0
    const beat = this.#beat[i] ?? 0
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

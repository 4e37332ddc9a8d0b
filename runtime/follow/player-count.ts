/**
 * `count player 4 beats`: the player counts in, and the band takes tempo and phase from that.
 */

import type { Seconds } from '../units.ts'

/** Onsets closer than this are one stroke (or one chord). */
const ONE_STROKE: Seconds = 0.05
/** A gap of more than this many of the slowest beats starts the count anew. */
const LOST_COUNT = 1.5

export class PlayerCount {
  readonly times: Seconds[] = []
  readonly #beats: number
  readonly #slowest: Seconds

  /**
   * @param beats how many the player counts
   * @param slowest length of the longest of them at the lowest tempo
   */
  constructor(beats: number, slowest: Seconds) {
    this.#beats = beats
    this.#slowest = slowest
  }

  /** True once the last beat of the count has been heard. */
  hear(time: Seconds): boolean {
    const last = this.times[this.times.length - 1]
    if (last !== undefined) {
      if (time - last < ONE_STROKE) return false
      if (time - last > LOST_COUNT * this.#slowest) this.times.length = 0
    }
    this.times.push(time)
    return this.times.length >= this.#beats
  }
}

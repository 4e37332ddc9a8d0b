/**
 * The one clock of a band: when the beats sound.
 *
 * HOT PATH: one call per beat and one per onset; allocates nothing.
 *
 * With p the sounded beat, T the period and c the correction that the zones propose for an onset of weight w,
 *
 *     T′        = clamp(T + adapt · c · w)
 *     next beat = p + clamp(T′ + c · w)
 *
 * and both clamps are to the tempo range, which has the last word. Beats may differ in length (7/8 as 2+2+3), so
 * the period is kept per quarter note and scaled by the length of the beat.
 *
 * Beat times are not summed up: while nothing corrects it, a beat's time is `anchor + quarters · T` from the last
 * place where the tempo or the phase changed, and quarter positions are exact.
 */

import type { Quarters, Ratio, Seconds } from '../units.ts'

export class FollowClock {
  /** p: when the current beat sounds. Decided; never changes again. */
  time: Seconds = 0
  /** Where the current beat stands in the piece. */
  quarter: Quarters = 0
  /** How long the current beat is. */
  length: Quarters = 1
  /** T, per quarter, as it was when the current beat began. */
  period: Seconds = 0.5
  /** The estimate of the next beat's time; an onset may move it until that beat is decided. */
  nextTime: Seconds = 0.5
  /** T′: the period that the next beat will start from. */
  nextPeriod: Seconds = 0.5
  /** True while an onset bends the current beat, so that its inner positions stretch. */
  corrected = false

  #anchorTime: Seconds = 0
  #anchorQuarter: Quarters = 0

  /** Sets the clock to a beat of `length` quarters that sounds at `time`. */
  start(time: Seconds, quarter: Quarters, length: Quarters, period: Seconds): void {
    this.time = time
    this.quarter = quarter
    this.length = length
    this.#lead(period)
  }

  /**
   * Decides the next beat and makes it the current one.
   * @param notBefore what has been handed out already; the beat cannot sound earlier.
   * @param length the new beat's length
   */
  decideNext(length: Quarters, notBefore: Seconds): void {
    const time = this.nextTime > notBefore ? this.nextTime : notBefore
    this.quarter += this.length
    if (this.corrected || time !== this.nextTime) {
      this.#anchorTime = time
      this.#anchorQuarter = this.quarter
    }
    this.time = time
    this.length = length
    this.period = this.nextPeriod
    this.#rest()
  }

  /** The band leads: this period from the current beat on, whatever it was. */
  setPeriod(period: Seconds): void {
    if (period !== this.period || this.corrected) this.#lead(period)
  }

  /**
   * Answers an onset on the current beat; a later call replaces the answer, so the same onsets in the same order
   * always give the same beat.
   * @param c correction proposed by the zones
   * @param weight of the onset, times the band's confidence
   * @param low, high bounds of the period per quarter: the tempo range
   */
  correct(c: Seconds, weight: Ratio, adapt: Ratio, low: Seconds, high: Seconds): void {
    const move = c * weight
    this.bend((adapt * move) / this.length, move, low, high)
  }

  /**
   * The same, with the two moves told apart.
   * @param periodMove what the period, per quarter, changes by
   * @param phaseMove what the next beat moves by besides
   */
  bend(periodMove: Seconds, phaseMove: Seconds, low: Seconds, high: Seconds): void {
    if (periodMove === 0 && phaseMove === 0) {
      this.#rest()
      return
    }
    this.nextPeriod = clamp(this.period + periodMove, low, high)
    this.nextTime = this.time + nextInterval(this.nextPeriod, this.length, phaseMove, low, high)
    this.corrected = true
  }

  /** When a position (in quarters from the start of the piece) of the current beat or later sounds. */
  timeAt(quarter: Quarters): Seconds {
    if (!this.corrected) return this.#anchorTime + (quarter - this.#anchorQuarter) * this.period
    return this.time + (quarter - this.quarter) * ((this.nextTime - this.time) / this.length)
  }

  #lead(period: Seconds): void {
    this.period = period
    this.#anchorTime = this.time
    this.#anchorQuarter = this.quarter
    this.#rest()
  }

  #rest(): void {
    this.corrected = false
    this.nextPeriod = this.period
    this.nextTime = this.#anchorTime + (this.quarter + this.length - this.#anchorQuarter) * this.period
  }
}

/** From a beat of `length` quarters to the next. */
function nextInterval(
  period: Seconds,
  length: Quarters,
  move: Seconds,
  low: Seconds,
  high: Seconds,
): Seconds {
  return clamp(period * length + move, low * length, high * length)
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value
}

/**
 * The clocks of many bands, in columns: `runtime/follow/clock.ts` for each, whose arithmetic this is.
 *
 * HOT PATH: allocates nothing.
 */

import { clamp, nextInterval } from '../../runtime/follow/clock.ts'
import type { Seconds } from '../../runtime/units.ts'
import type { Columns } from './columns.ts'
import type { Timing } from './timing.ts'

/** What they are, a column each. */
export const CLOCK_COLUMNS = 13

export class Clocks {
  /** The present beat's row in the timing. */
  readonly row: Int32Array
  /** When the present beat sounds. */
  readonly time: Float64Array
  /** Where it stands in the piece. */
  readonly quarter: Float64Array
  /** T, seconds a quarter. */
  readonly period: Float64Array
  readonly next: Float64Array
  readonly nextPeriod: Float64Array
  /** When music beyond this moment is asked for, the next beat is decided. */
  readonly due: Float64Array
  /** What has been handed out already: no beat sounds earlier. */
  readonly handed: Float64Array
  /** What `bend` is to do: the change of the period, per quarter, and of the next beat besides. */
  readonly periodMove: Float64Array
  readonly phaseMove: Float64Array

  readonly #timing: Timing
  readonly #anchorTime: Float64Array
  readonly #anchorQuarter: Float64Array
  readonly #corrected: Uint8Array

  constructor({ floats, ints, bytes }: Columns, timing: Timing, time: Float64Array) {
    this.row = ints()
    this.time = time
    this.quarter = floats()
    this.period = floats()
    this.next = floats()
    this.nextPeriod = floats()
    this.due = floats()
    this.handed = floats()
    this.periodMove = floats()
    this.phaseMove = floats()
    this.#timing = timing
    this.#anchorTime = floats()
    this.#anchorQuarter = floats()
    this.#corrected = bytes()
  }

  start(i: number): void {
    this.row[i] = 0
    this.time[i] = 0
    this.handed[i] = 0
    this.quarter[i] = 0
    this.#lead(i, this.#timing.period)
  }

  /** Decides the next beat and makes it the present one. */
  decide(i: number): void {
    const { length, leads } = this.#timing
    const row = this.row[i] ?? 0
    const next = row + 1
    const planned = this.next[i] ?? 0
    const handed = this.handed[i] ?? 0
    const time = planned > handed ? planned : handed
    const quarter = (this.quarter[i] ?? 0) + (length[row] ?? 1)
    this.row[i] = next
    this.quarter[i] = quarter
    if (this.#corrected[i] === 1 || time !== planned) {
      this.#anchorTime[i] = time
      this.#anchorQuarter[i] = quarter
    }
    this.time[i] = time
    this.period[i] = this.nextPeriod[i] ?? 0
    this.rest(i)
    const lead = leads[next] ?? Number.NaN
    if (!Number.isNaN(lead) && lead !== this.period[i]) this.#lead(i, lead)
  }

  /** No onset moves the next beat. */
  rest(i: number): void {
    const period = this.period[i] ?? 0
    const length = this.#timing.length[this.row[i] ?? 0] ?? 1
    const next =
      (this.#anchorTime[i] ?? 0) + ((this.quarter[i] ?? 0) + length - (this.#anchorQuarter[i] ?? 0)) * period
    this.#corrected[i] = 0
    this.nextPeriod[i] = period
    this.next[i] = next
    this.due[i] = next - this.#timing.earliest
  }

  /** An onset moves the next beat, by what stands in `periodMove` and `phaseMove`. */
  bend(i: number): void {
    const periodMove = this.periodMove[i] ?? 0
    const phaseMove = this.phaseMove[i] ?? 0
    if (periodMove === 0 && phaseMove === 0) {
      this.rest(i)
      return
    }
    const row = this.row[i] ?? 0
    const { shortest, longest, length, earliest } = this.#timing
    const low = shortest[row] ?? 0
    const high = longest[row] ?? 0
    const period = clamp((this.period[i] ?? 0) + periodMove, low, high)
    const next = (this.time[i] ?? 0) + nextInterval(period, length[row] ?? 1, phaseMove, low, high)
    this.nextPeriod[i] = period
    this.next[i] = next
    this.due[i] = next - earliest
    this.#corrected[i] = 1
  }

  #lead(i: number, period: Seconds): void {
    this.period[i] = period
    this.#anchorTime[i] = this.time[i] ?? 0
    this.#anchorQuarter[i] = this.quarter[i] ?? 0
    this.rest(i)
  }
}

import type { Quarters, Seconds } from './units.ts'

/** Written time: straight lines from one change of the written tempo to the next. Nothing is summed up between. */
export class GridTime {
  /** Seconds per quarter. */
  period: Seconds = 0.5
  #time: Seconds = 0
  #quarter: Quarters = 0

  anchor(time: Seconds, quarter: Quarters, period: Seconds): void {
    this.#time = time
    this.#quarter = quarter
    this.period = period
  }

  at(quarter: Quarters): Seconds {
    return this.#time + (quarter - this.#quarter) * this.period
  }
}

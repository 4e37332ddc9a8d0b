/**
 * What the band knows about the player: the values that rules read.
 *
 * One call a beat; the view is refilled in place.
 */

import type { PlayerView } from '../policy-rules.ts'
import type { Milliseconds, Quarters, Seconds } from '../units.ts'

/** `player.spread` and `player.bias` look at this many deviations. */
const RECENT = 16
/** `player.early` and `player.late` look at this many. */
const LATEST = 4
/** `player.tempo` is the mean of this many intervals. */
const INTERVALS = 8
/** Fewer deviations than this say nothing about a spread. */
const LEAST_FOR_SPREAD = 4

export class PlayerTracker {
  readonly view: MutableView = {
    silent: true,
    spread: Number.NaN,
    bias: Number.NaN,
    tempo: Number.NaN,
    drift: Number.NaN,
    early: false,
    late: false,
    confidence: 1,
  }

  readonly #deviations = new Float64Array(RECENT)
  readonly #periods = new Float64Array(INTERVALS)
  #heard = 0
  #intervals = 0
  /** Of the player, seconds per quarter. */
  #period: Seconds = Number.NaN
  #lastOnset: Seconds = Number.NaN
  #lastQuarter: Quarters = 0

  /**
   * A beat is over.
   * @param onset the player's onset for it, NaN if there was none
   * @param silent whether the player played nothing for it, and nothing during it
   * @param snap snap threshold of the beat
   * @param writtenPeriod seconds per quarter as written
   * @param unit quarters that bpm counts
   * @param bias the habit that the band allows for; NaN where it allows for none
   */
  closeBeat(
    onset: Seconds,
    deviation: Seconds,
    quarter: Quarters,
    silent: boolean,
    snap: Milliseconds,
    writtenPeriod: Seconds,
    unit: Quarters,
    confidence: number,
    bias: Seconds,
  ): void {
    const view = this.view
    view.silent = silent
    view.confidence = confidence
    if (!Number.isNaN(onset)) {
      this.#deviations[this.#heard++ % RECENT] = deviation * 1000
      if (quarter > this.#lastQuarter && onset > this.#lastOnset) {
        this.#periods[this.#intervals++ % INTERVALS] =
          (onset - this.#lastOnset) / (quarter - this.#lastQuarter)
      }
      this.#lastOnset = onset
      this.#lastQuarter = quarter
      this.#summarise(snap)
      if (!Number.isNaN(bias)) view.bias = bias * 1000
    }
    // Without an onset, too: a section may count in other units.
    view.tempo = 60 / (this.#period * unit)
    view.drift = view.tempo / (60 / (writtenPeriod * unit)) - 1
  }

  #summarise(snap: Milliseconds): void {
    const view = this.view
    const count = this.#heard < RECENT ? this.#heard : RECENT
    let sum = 0
    for (let i = 0; i < count; i++) sum += this.#deviations[i] ?? 0
    const mean = sum / count
    let squares = 0
    for (let i = 0; i < count; i++) {
      const off = (this.#deviations[i] ?? 0) - mean
      squares += off * off
    }
    view.bias = mean
    view.spread = count < LEAST_FOR_SPREAD ? Number.NaN : Math.sqrt(squares / (count - 1))
    if (this.#heard >= LATEST) {
      let latest = 0
      for (let i = 1; i <= LATEST; i++) latest += this.#deviations[(this.#heard - i) % RECENT] ?? 0
      view.early = latest / LATEST < -snap
      view.late = latest / LATEST > snap
    }
    if (this.#intervals > 0) {
      const intervals = this.#intervals < INTERVALS ? this.#intervals : INTERVALS
      let periods = 0
      for (let i = 0; i < intervals; i++) periods += this.#periods[i] ?? 0
      this.#period = periods / intervals
    }
  }
}

type MutableView = { -readonly [K in keyof PlayerView]: PlayerView[K] }

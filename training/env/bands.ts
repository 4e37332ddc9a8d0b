/**
 * Many bands at once, in arrays: when the beats of each sound while a player plays with it. To the bit what a `Performer` decides, for
 * bands that track one idea of the beat and a player of one onset at a time, all of them equally loud (a property test holds the two
 * together over random pieces). `vector.ts` refuses what is beyond that.
 *
 * The zones are `runtime/follow/zones.ts`, the clock is `clocks.ts`; what stands here is what `Lane` and `Listener` do between them (who is
 * heard, on which beat, how sure the band is), in columns instead of objects.
 * An onset that is heard on the beat after its own does not occur: it would lie within 0.4 beats of a beat whose successor was decided, and
 * none is decided more than half a beat ahead (`vector.ts` sees to it).
 *
 * HOT PATH: allocates nothing.
 */

import { swingRatio } from '../../runtime/band/swing.ts'
import { COASTS_BELOW, FOUND_AGAIN_STEPS, STEPS, stepsAfter } from '../../runtime/follow/confidence.ts'
import { LEAST } from '../../runtime/follow/evidence.ts'
import { findAgain } from '../../runtime/follow/find-again.ts'
import { EARLY, MOST_EXPECTED, REMEMBERED, SPENT } from '../../runtime/follow/listener.ts'
import { OFF_BEAT_WEIGHT, OFF_BEAT_WINDOW } from '../../runtime/follow/near-beat.ts'
import { ZoneThresholds } from '../../runtime/follow/thresholds.ts'
import { nearestShare, onsetWindow } from '../../runtime/follow/window.ts'
import { correction, zoneOf } from '../../runtime/follow/zones.ts'
import type { ZoneSettings } from '../../runtime/policy.ts'
import type { Ratio, Seconds } from '../../runtime/units.ts'
import { CLOCK_COLUMNS, Clocks } from './clocks.ts'
import { columnsFor } from './columns.ts'
import type { Sounding } from './crowd.ts'
import { Habits } from './habits.ts'
import { ONSET_COLUMNS, Onsets } from './onsets.ts'
import type { Timing } from './timing.ts'

const NONE = Number.NaN
/** Of a band, at most. */
const COLUMNS = CLOCK_COLUMNS + ONSET_COLUMNS + 30

export class Bands {
  /** When the present beat sounds. */
  readonly time: Float64Array
  /** T, seconds a quarter. */
  readonly period: Float64Array
  /** The present beat's row in the timing. */
  readonly row: Int32Array
  /** How long it is, as the tempo stood when it began. */
  readonly beat: Float64Array
  /** When music beyond this moment is asked for, the next beat is decided. */
  readonly due: Float64Array
  /** The onset that met the present beat, behind it; NaN without one. */
  readonly deviation: Float64Array
  /** How the band answered it: 0 snap, 1 follow, 2 limit. */
  readonly mode: Uint8Array
  /** As it was when the present beat began. */
  readonly confidence: Float64Array

  readonly #timing: Timing
  /** When the players play next. */
  readonly #played: Float64Array
  readonly #share: Ratio
  readonly #habits: Habits
  readonly #clocks: Clocks
  readonly #quarter: Float64Array
  readonly #steps: Uint8Array
  readonly #onsets: Onsets
  readonly #lastPeriod: Float64Array
  readonly #debt: Float64Array
  readonly #found: Uint8Array
  readonly #shift: Float64Array
  readonly #window: Float64Array
  readonly #snap: Float64Array
  readonly #follow: Float64Array
  readonly #limit: Float64Array
  readonly #offBeat: Float64Array
  readonly #prepared: Uint8Array
  readonly #evidence: Float64Array
  readonly #weight: Float64Array
  readonly #onset: Float64Array
  readonly #heard: Uint8Array

  readonly #thresholds = new ZoneThresholds()
  readonly #place = { at: 0, beat: 0 }
  readonly #lately: { count: number; time(k: number): Seconds }
  #asked = 0

  /**
   * @param sounding the columns that tell the players
   * @param played when the player of each plays next: read when `hear` says so
   */
  constructor(size: number, timing: Timing, { time, beat }: Sounding, played: Float64Array) {
    const columns = columnsFor(size, COLUMNS)
    const { floats: column, bytes: flags } = columns
    this.#timing = timing
    this.#played = played
    this.#share = nearestShare(null, timing.beat)
    this.beat = beat
    this.#clocks = new Clocks(columns, timing, time)
    this.time = time
    this.row = this.#clocks.row
    this.period = this.#clocks.period
    this.due = this.#clocks.due
    this.#quarter = this.#clocks.quarter
    this.deviation = column()
    this.mode = flags()
    this.confidence = column()
    this.#steps = flags()
    this.#onsets = new Onsets(size, columns, played)
    this.#lastPeriod = column()
    this.#debt = column()
    this.#found = flags()
    this.#shift = column()
    this.#window = column()
    this.#snap = column()
    this.#follow = column()
    this.#limit = column()
    this.#offBeat = column()
    this.#prepared = flags()
    this.#evidence = column()
    this.#weight = column()
    this.#onset = column()
    this.#heard = flags()
    this.#habits = new Habits(size, this.#clocks, beat, this.#evidence, timing.ear)
    this.#lately = { count: 0, time: (k) => this.#onsets.time(this.#asked, k) }
  }

  /** Band `i` begins with the first beat of the count, or of bar 1 where nobody counts. */
  start(i: number): void {
    this.#habits.start(i)
    this.#steps[i] = STEPS
    this.#onsets.start(i)
    this.#lastPeriod[i] = NONE
    this.#debt[i] = 0
    this.#found[i] = 0
    this.#onset[i] = NONE
    this.#clocks.start(i)
    this.begin(i)
  }

  /** The player of band `i` played (`played` says when), not before the moment at which the present beat was decided. */
  hear(i: number): void {
    this.#clocks.handed[i] = this.#played[i] ?? 0
    const { count, zones } = this.#timing
    const row = this.row[i] ?? 0
    // Of the count only the last beat is listened to: who is early for beat 1 is heard then.
    if (row < count - 1) return
    this.#onsets.hear(i)
    const settings = zones[row]
    if (row < count || settings === undefined) return
    this.#prepare(i, settings)
    this.#answer(i, settings)
  }

  /** The present beat is over: what it taught. */
  close(i: number): void {
    if ((this.row[i] ?? 0) >= this.#timing.count) this.#closeBeat(i)
  }

  /** Decides when the next beat sounds, which is then the present one. */
  turn(i: number): void {
    this.#clocks.decide(i)
  }

  /** The beat that was decided begins; what came early for it is its own now. */
  begin(i: number): void {
    this.#clear(i)
    this.#judgeEarly(i)
  }

  #bend(i: number, periodMove: Seconds, phaseMove: Seconds): void {
    const clocks = this.#clocks
    clocks.periodMove[i] = periodMove
    clocks.phaseMove[i] = phaseMove
    clocks.bend(i)
    this.#lastPeriod[i] = clocks.nextPeriod[i] ?? 0
  }

  /** Nothing is known of the beat that begins. */
  #clear(i: number): void {
    const { length, swings, ear } = this.#timing
    const row = this.row[i] ?? 0
    const period = this.period[i] ?? 0
    const beat = period * (length[row] ?? 1)
    this.beat[i] = beat
    this.confidence[i] = (this.#steps[i] ?? 0) / STEPS
    this.deviation[i] = NONE
    this.mode[i] = 0
    const swing = swings[row] ?? null
    this.#offBeat[i] = length[row] !== 1 ? NONE : swing === null ? 0.5 : swingRatio(swing, period)
    this.#prepared[i] = 0
    this.#forgetEvidence(i)
    this.#onsets.since[i] = (this.time[i] ?? 0) + ear - REMEMBERED * beat
    this.#onsets.forget(i)
    // A tempo that no onset asked for: the band led.
    if (period !== this.#lastPeriod[i]) this.#habits.interrupt(i)
    this.#lastPeriod[i] = period
  }

  #judgeEarly(i: number): void {
    const { count, zones } = this.#timing
    const row = this.row[i] ?? 0
    const settings = zones[row]
    if (row < count || settings === undefined) return
    if (this.#onsets.count[i] === 0 && this.#debt[i] === 0) return
    this.#prepare(i, settings)
    if (!this.#isTooSoon(i)) this.#answer(i, settings)
  }

  /** Nothing has come for this beat, and the band is sure of its player: there is nothing to judge. */
  #isTooSoon(i: number): boolean {
    if (this.#debt[i] !== 0 || (this.#steps[i] ?? 0) / STEPS < COASTS_BELOW) return false
    const from = (this.time[i] ?? 0) + this.#timing.ear + (this.#shift[i] ?? 0) - (this.#window[i] ?? 0)
    return this.#onsets.time(i, (this.#onsets.count[i] ?? 0) - 1) < from
  }

  #closeBeat(i: number): void {
    const { zones } = this.#timing
    const evidence = this.#evidence[i] ?? NONE
    if (zones[this.row[i] ?? 0] === undefined) return
    const steps = this.#steps[i] ?? 0
    const beat = this.beat[i] ?? 0
    if (!Number.isNaN(evidence) && !(steps / STEPS < COASTS_BELOW)) {
      this.#habits.learn(i)
    }
    const debt = this.#debt[i] ?? 0
    if (debt !== 0) {
      const left = debt - ((this.#clocks.next[i] ?? 0) - (this.time[i] ?? 0) - beat)
      this.#debt[i] = Math.abs(left) < SPENT ? 0 : left
    }
    if (this.#found[i] === 1) {
      this.#found[i] = 0
      this.#steps[i] = FOUND_AGAIN_STEPS
      this.#habits.interrupt(i)
      return
    }
    this.#steps[i] = stepsAfter(steps, (this.#weight[i] ?? 0) > LEAST, this.#heard[i] === 1)
  }

  /** Where the player is expected on the present beat: before the first question, and once. */
  #prepare(i: number, zones: ZoneSettings): void {
    if (this.#prepared[i] === 1) return
    this.#prepared[i] = 1
    const thresholds = this.#thresholds
    const beat = this.beat[i] ?? 0
    thresholds.fit(zones, beat)
    const { limit } = thresholds
    this.#snap[i] = thresholds.snap
    this.#follow[i] = thresholds.follow
    this.#limit[i] = limit
    const waits = zones.expect === 'player' && !this.#habits.known(i)
    this.#shift[i] = this.#expected(i, zones, waits)
    let window = onsetWindow(limit / 1000, beat, this.#share)
    if (waits) window += EARLY / 2
    this.#window[i] = window
  }

  #expected(i: number, zones: ZoneSettings, waits: boolean): Seconds {
    const seen = this.#habits.next(i, this.#quarter[i] ?? 0) - (this.time[i] ?? 0) - this.#timing.ear
    if (Number.isNaN(seen)) return waits ? -EARLY / 2 : this.#bias(i, zones)
    const furthest = MOST_EXPECTED * (this.beat[i] ?? 0)
    return seen < -furthest ? -furthest : seen > furthest ? furthest : seen
  }

  #bias(i: number, zones: ZoneSettings): Seconds {
    return zones.expect === 'player' ? (this.#habits.bias[i] ?? 0) : 0
  }

  /** Judges what was heard and lets the zones answer. */
  #answer(i: number, zones: ZoneSettings): void {
    this.#judge(i)
    const onset = this.#onset[i] ?? NONE
    if (!Number.isNaN(onset)) {
      const deviation = onset - ((this.time[i] ?? 0) + this.#timing.ear)
      const mode = zoneOf(deviation - this.#bias(i, zones), this.#snap[i] ?? 0, this.#follow[i] ?? 0)
      this.deviation[i] = deviation
      this.mode[i] = mode === 'snap' ? 0 : mode === 'follow' ? 1 : 2
    }
    if (!this.#timing.adapts) return
    const sure = (this.#steps[i] ?? 0) / STEPS
    if (sure < COASTS_BELOW) this.#coast(i, zones)
    else if (this.#debt[i] !== 0) this.#bend(i, 0, this.#limited(i, this.#debt[i] ?? 0))
    else this.#lean(i, zones, sure)
  }

  #judge(i: number): void {
    const at = (this.time[i] ?? 0) + this.#timing.ear
    const shift = this.#shift[i] ?? 0
    const window = this.#window[i] ?? 0
    const beat = this.beat[i] ?? 0
    this.#forgetEvidence(i)
    const onset = this.#onsets.nearest(i, at + shift, window)
    if (!Number.isNaN(onset)) {
      this.#onset[i] = onset
      this.#evidence[i] = onset - at
      this.#weight[i] = 1
    } else {
      const offBeat = this.#offBeat[i] ?? NONE
      if (!Number.isNaN(offBeat)) {
        const middle = at + offBeat * beat
        const off = this.#onsets.nearest(i, middle + shift, OFF_BEAT_WINDOW * beat)
        if (!Number.isNaN(off)) {
          this.#evidence[i] = off - middle
          this.#weight[i] = OFF_BEAT_WEIGHT
        }
      }
    }
    const from = at + shift - window
    for (let k = (this.#onsets.count[i] ?? 0) - 1; k >= 0; k--) {
      const time = this.#onsets.time(i, k)
      if (time < from) break
      if (time < from + beat) this.#heard[i] = 1
    }
  }

  #lean(i: number, zones: ZoneSettings, sure: Ratio): void {
    const weight = this.#weight[i] ?? 0
    if (!(weight > 0)) {
      this.#bend(i, 0, 0)
      return
    }
    const { leads, length, ear } = this.#timing
    const row = this.row[i] ?? 0
    const evidence = this.#evidence[i] ?? 0
    const d = evidence - this.#bias(i, zones)
    const c = correction(
      d,
      this.#snap[i] ?? 0,
      this.#follow[i] ?? 0,
      this.#limit[i] ?? 0,
      zones.strength,
      zones.curve,
    )
    const w = weight * sure
    let move = c
    let phase = c
    if (zones.expect === 'player') {
      const known = this.#habits.known(i)
      const period = this.period[i] ?? 0
      const quarter = this.#quarter[i] ?? 0
      const onset = (this.time[i] ?? 0) + ear + evidence
      if (!known) phase = 0
      if (!(known && this.#habits.agrees(i, onset, quarter, period))) {
        const own = this.#habits.period(i, onset, quarter)
        move = !Number.isNaN(own) ? (own - period) * (length[row] ?? 1) : 0
      }
    }
    const lead = leads[row] ?? NONE
    const adapt = !Number.isNaN(lead) ? 0 : zones.adapt
    this.#bend(i, (adapt * this.#limited(i, move) * w) / (length[row] ?? 1), phase * w)
  }

  /** Nobody to follow, until somebody is found. */
  #coast(i: number, zones: ZoneSettings): void {
    const place = this.#place
    this.#asked = i
    this.#lately.count = this.#onsets.count[i] ?? 0
    place.at = (this.time[i] ?? 0) + this.#timing.ear
    place.beat = this.beat[i] ?? 0
    const off = findAgain(this.#lately, place, this.#bias(i, zones))
    const found = !Number.isNaN(off)
    this.#found[i] = found ? 1 : 0
    this.#debt[i] = found ? off : 0
    this.#bend(i, 0, this.#limited(i, this.#debt[i] ?? 0))
  }

  #limited(i: number, move: Seconds): Seconds {
    const limit = (this.#limit[i] ?? 0) / 1000
    return move < -limit ? -limit : move > limit ? limit : move
  }

  #forgetEvidence(i: number): void {
    this.#evidence[i] = NONE
    this.#weight[i] = 0
    this.#onset[i] = NONE
    this.#heard[i] = 0
  }
}

/**
 * Many bands at once: when the beats of each sound while a player plays with it. To the bit what a `Performer` decides, for bands that
 * track one idea of the beat and a player of one onset at a time, all of them equally loud (a property test holds the two together over
 * random pieces). `vector.ts` refuses what is beyond that.
 *
 * Zones, clock, habit and evidence are those of `runtime/follow/`; what stands here is what `Lane` and `Listener` do between them (who is
 * heard, on which beat, how sure the band is), and nothing of notes, log and loudness.
 * An onset that is heard on the beat after its own does not occur: it would lie within 0.4 beats of a beat whose successor was decided, and
 * none is decided more than half a beat ahead (`vector.ts` sees to it).
 *
 * HOT PATH: allocates nothing. What a band knows are fields of an object: a processor reads one in two instructions, and a place in a
 * column, with the checks that belong to it, in eight.
 */

import { swingRatio } from '../../runtime/band/swing.ts'
import { FollowClock } from '../../runtime/follow/clock.ts'
import * as confidence from '../../runtime/follow/confidence.ts'
import { Evidence } from '../../runtime/follow/evidence.ts'
import { findAgain } from '../../runtime/follow/find-again.ts'
import { Habit } from '../../runtime/follow/habit.ts'
import * as listener from '../../runtime/follow/listener.ts'
import * as nearBeat from '../../runtime/follow/near-beat.ts'
import { ZoneThresholds } from '../../runtime/follow/thresholds.ts'
import { NEAREST_SHARE, onsetWindow, strayedWindow } from '../../runtime/follow/window.ts'
import { correction, zoneOf } from '../../runtime/follow/zones.ts'
import type { ZoneSettings } from '../../runtime/policy.ts'
import type { Ratio, Seconds } from '../../runtime/units.ts'
import { Onsets } from './onsets.ts'
import type { BeatTiming, Timing } from './timing.ts'

// Taken over once: a name that another module exports is looked up again wherever it is used.
const { COASTS_BELOW, FOUND_AGAIN_STEPS, STEPS, stepsAfter } = confidence
const { EARLY, MOST_EXPECTED, REMEMBERED, SPENT } = listener
const { halfway, OFF_BEAT_WEIGHT, OFF_BEAT_WINDOW } = nearBeat

const NONE = Number.NaN

/** One of them, and what it makes of the beat that sounds. */
export class Band {
  readonly clock = new FollowClock()
  readonly habit = new Habit()
  readonly onsets = new Onsets()
  readonly evidence = new Evidence()
  readonly thresholds = new ZoneThresholds()

  /** The present beat in the timing. */
  row = 0
  timing: BeatTiming
  /** When the player hears it. */
  at: Seconds = NONE
  /** How long it is, as the tempo stood when it began. */
  beat: Seconds = NONE
  /** The onset that met it, behind it; NaN without one. */
  deviation: Seconds = NONE
  /** How the band answered: 0 snap, 1 follow, 2 limit. */
  mode = 0
  /** How sure the band was when it began: now, in steps. */
  steps = STEPS
  /** How far behind it the player is expected, and how far from there an onset may lie. */
  shift: Seconds = NONE
  window: Seconds = NONE
  /** Where the off-beat 8th lies within it, NaN where there is none. */
  offBeat: Ratio = NONE
  /** Thresholds, window and shift are the present beat's. */
  isPrepared = false
  /** Where the player was found again on it; NaN where not. */
  found: Seconds = NONE
  /** What the band still has to move to be with a player who was found again. */
  debt: Seconds = NONE
  lastPeriod: Seconds = NONE
  /** What an answer moves: the period, per quarter, and the next beat besides. */
  periodMove: Seconds = NONE
  phaseMove: Seconds = NONE
  /** What has been handed out already: no beat sounds earlier. */
  handed: Seconds = NONE

  constructor(timing: BeatTiming) {
    this.timing = timing
  }

  /** When the present beat sounds. */
  get time(): Seconds {
    return this.clock.time
  }

  get confidence(): Ratio {
    return this.steps / STEPS
  }
}

/** Who plays with a band. */
export interface Playing {
  /** The next onset. */
  readonly next: Seconds
}

export class Bands {
  readonly #timing: Timing

  constructor(timing: Timing) {
    this.#timing = timing
  }

  /** The band begins with the first beat of the count, or of bar 1 where nobody counts. */
  start(band: Band): void {
    const { beats, period } = this.#timing
    const first = beats[0] ?? band.timing
    band.row = 0
    band.timing = first
    band.habit.start()
    band.onsets.start()
    band.steps = STEPS
    band.lastPeriod = NONE
    band.debt = 0
    band.found = NONE
    band.handed = 0
    band.clock.start(0, 0, first.length, period)
    this.begin(band)
  }

  /** When music beyond this moment is asked for, the next beat is decided. */
  due(band: Band): Seconds {
    return band.clock.nextTime - this.#timing.earliest
  }

  /** The player plays, not before the moment at which the present beat was decided. */
  hear(band: Band, player: Playing): void {
    const time = player.next
    const { count } = this.#timing
    band.handed = time
    // Of the count only the last beat is listened to: who is early for beat 1 is heard then.
    if (band.row < count - 1) return
    band.onsets.hear(time)
    if (band.row < count || isBeyond(band, time)) return
    this.#prepare(band)
    this.#answer(band)
  }

  /** The present beat is over: what it taught. */
  close(band: Band): void {
    if (band.row < this.#timing.count) return
    const { clock, evidence, habit, beat } = band
    const { deviation } = evidence
    if (!Number.isNaN(deviation) && !(band.confidence < COASTS_BELOW))
      habit.learn(band.at + deviation, clock.quarter, deviation, clock.period, beat, band.timing.adapt)
    if (band.debt !== 0) {
      const left = band.debt - (clock.nextTime - clock.time - beat)
      band.debt = Math.abs(left) < SPENT ? 0 : left
    }
    if (!Number.isNaN(band.found)) {
      band.steps = FOUND_AGAIN_STEPS
      habit.foundAgain(band.found, clock.quarter, clock.period)
      band.found = NONE
      return
    }
    band.steps = stepsAfter(band.steps, evidence.explained, evidence.heard)
  }

  /** Decides when the next beat sounds, which is then the present one. */
  turn(band: Band): void {
    const { clock } = band
    const row = band.row + 1
    const timing = this.#timing.beats[row] ?? band.timing
    band.row = row
    band.timing = timing
    clock.decideNext(timing.length, band.handed)
    if (!Number.isNaN(timing.leads)) clock.setPeriod(timing.leads)
  }

  /** The beat that was decided begins; what came early for it is its own now. */
  begin(band: Band): void {
    this.#clear(band)
    if (band.row < this.#timing.count) return
    if (band.onsets.count === 0 && band.debt === 0) return
    this.#prepare(band)
    if (!isTooSoon(band)) this.#answer(band)
  }

  /** Nothing is known of the beat that begins. */
  #clear(band: Band): void {
    const { clock, timing } = band
    const { period } = clock
    const { length, swing } = timing
    const beat = period * length
    const at = clock.time + this.#timing.ear
    band.beat = beat
    band.at = at
    band.deviation = NONE
    band.mode = 0
    band.offBeat = length !== 1 ? NONE : swing === null ? 0.5 : swingRatio(swing, period)
    band.isPrepared = false
    band.evidence.clear()
    band.onsets.forgetBefore(at - REMEMBERED * beat)
    // A tempo that no onset asked for: the band led.
    if (period !== band.lastPeriod) band.habit.interrupt()
    band.lastPeriod = period
  }

  /** Where the player is expected on the present beat: before the first question, and once. */
  #prepare(band: Band): void {
    if (band.isPrepared) return
    band.isPrepared = true
    const { thresholds, beat, timing, habit, clock } = band
    const { zones } = timing
    thresholds.fit(zones, beat)
    const waits = zones.expect === 'player' && !habit.known
    const window = onsetWindow(thresholds.limit / 1000, beat, NEAREST_SHARE)
    const seen = habit.expects(clock.quarter, band.at, waits ? -EARLY / 2 : biasOf(band, zones))
    const furthest = MOST_EXPECTED * beat
    const shift = seen < -furthest ? -furthest : seen > furthest ? furthest : seen
    band.shift = shift
    band.window = window
    if (!waits) return
    band.window = window + EARLY / 2
    const missed = habit.missed(clock.quarter, timing.length)
    if (missed > 0) band.window = strayedWindow(band.window, shift, beat, missed)
  }

  /** Judges what was heard and lets the zones answer. */
  #answer(band: Band): void {
    const { zones } = band.timing
    const { thresholds, evidence, at } = band
    judge(band)
    const { onset } = evidence
    if (!Number.isNaN(onset)) {
      const deviation = onset - at
      const mode = zoneOf(deviation - biasOf(band, zones), thresholds.snap, thresholds.follow)
      band.deviation = deviation
      band.mode = mode === 'snap' ? 0 : mode === 'follow' ? 1 : 2
    }
    if (!this.#timing.adapts) return
    if (band.confidence < COASTS_BELOW) coast(band, zones)
    else if (band.debt !== 0) catchUp(band)
    else lean(band, zones)
    bend(band)
  }
}

/**
 * The beat has its onset, and this one lies behind all that can be it: the answer would be the same once more. Most onsets are such, as
 * people are early by habit: while this beat lasts they play the next. A band that looks for its player goes by all that it hears.
 */
function isBeyond(band: Band, time: Seconds): boolean {
  if (Number.isNaN(band.evidence.onset) || band.confidence < COASTS_BELOW) return false
  return time - (band.at + band.shift) > band.window
}

/** Nothing has come for this beat, and the band is sure of its player: there is nothing to judge. */
function isTooSoon(band: Band): boolean {
  const { onsets, at, shift, window } = band
  if (band.debt !== 0 || band.confidence < COASTS_BELOW) return false
  return onsets.time(onsets.count - 1) < at + shift - window
}

function judge(band: Band): void {
  const { at, evidence } = band
  evidence.clear()
  const onset = band.onsets.nearest(at + band.shift, band.window)
  if (Number.isNaN(onset)) judgeOffBeat(band)
  else {
    evidence.onset = onset
    evidence.deviation = onset - at
    evidence.weight = 1
  }
}

/** Nobody played on the beat: the off-beat 8th, and whether anything was heard, which an onset on the beat would have told. */
function judgeOffBeat(band: Band): void {
  const { at, shift, beat, onsets, evidence } = band
  if (!Number.isNaN(band.offBeat)) {
    const { offBeat } = band
    const middle = at + offBeat * beat
    const from = middle - halfway(offBeat, beat)
    const to = middle + halfway(1 - offBeat, beat)
    const off = onsets.nearest(middle + shift, OFF_BEAT_WINDOW * beat, from, to)
    if (!Number.isNaN(off)) {
      evidence.deviation = off - middle
      evidence.weight = OFF_BEAT_WEIGHT
    }
  }
  const from = at + shift - band.window
  for (let k = onsets.count - 1; k >= 0; k--) {
    const time = onsets.time(k)
    if (time < from) break
    if (time < from + beat) evidence.heard = true
  }
}

function lean(band: Band, zones: ZoneSettings): void {
  const { evidence, thresholds } = band
  const { weight, deviation } = evidence
  if (!(weight > 0)) {
    band.periodMove = 0
    band.phaseMove = 0
    return
  }
  const { snap, follow, limit } = thresholds
  const w = weight * band.confidence
  if (zones.expect === 'player' && band.habit.ofStranger) {
    leanOnStranger(band, w)
    return
  }
  const c = correction(deviation - biasOf(band, zones), snap, follow, limit, zones.strength, zones.curve)
  band.periodMove = c
  band.phaseMove = c * w
  if (zones.expect === 'player') leanOnPace(band)
  const { length, adapt } = band.timing
  band.periodMove = (adapt * limited(band, band.periodMove) * w) / length
}

/** Somebody nobody knows yet: neither habit nor haste. */
function leanOnStranger(band: Band, weight: Ratio): void {
  const { habit, clock, thresholds, timing, at } = band
  const { first } = habit
  const own = habit.period(at + band.evidence.deviation, clock.quarter)
  first.answer(own, at, clock, thresholds, timing.adapt, weight)
  band.periodMove = first.periodMove
  band.phaseMove = first.phaseMove
}

/** Until habit and haste can be told apart the tempo comes from the player's own. */
function leanOnPace(band: Band): void {
  const { habit, clock } = band
  const { known } = habit
  const { quarter, period } = clock
  const onset = band.at + band.evidence.deviation
  if (!known) band.phaseMove = 0
  if (known && habit.agrees(onset, quarter, period)) return
  const own = habit.period(onset, quarter)
  band.periodMove = Number.isNaN(own) ? 0 : (own - period) * band.timing.length
}

/** Nobody to follow, until somebody is found. */
function coast(band: Band, zones: ZoneSettings): void {
  const bias = biasOf(band, zones)
  const off = findAgain(band.onsets, band, bias)
  band.found = band.at + bias + off
  band.debt = Number.isNaN(off) ? 0 : off
  catchUp(band)
}

/** To where the player was found again. */
function catchUp(band: Band): void {
  band.periodMove = 0
  band.phaseMove = limited(band, band.debt)
}

function bend(band: Band): void {
  const { clock, timing } = band
  clock.bend(band.periodMove, band.phaseMove, timing.shortest, timing.longest)
  band.lastPeriod = clock.nextPeriod
}

/** Nothing stretches a beat by more than the limit. */
function limited({ thresholds }: Band, move: Seconds): Seconds {
  const limit = thresholds.limit / 1000
  return move < -limit ? -limit : move > limit ? limit : move
}

/** The habit that the band allows for. */
function biasOf({ habit }: Band, zones: ZoneSettings): Seconds {
  return zones.expect === 'player' ? habit.bias : 0
}

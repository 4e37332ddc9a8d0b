/**
 * The band's ear: it finds out what the player's onsets say about the present beat, lets the zones answer, and notes
 * both in the book.
 *
 * Whatever is heard during a beat is judged anew with every onset, and the answer replaces the one before; the beat
 * is over, and what it taught is kept, when the clock decides the next one.
 *
 * HOT PATH: one call an onset and one a beat; allocates nothing.
 */

import type { ZoneSettings } from '../policy.ts'
import type { ResponseMode } from '../score/beat.ts'
import type { SessionBook } from '../session/book.ts'
import type { Quarters, Ratio, Seconds } from '../units.ts'
import type { BarPattern } from './bar-pattern.ts'
import type { FollowClock } from './clock.ts'
import { Confidence } from './confidence.ts'
import { Events } from './events.ts'
import { type BeatPlace, Evidence, type Expectation, Loudness } from './evidence.ts'
import { ANYTHING, type Expected } from './expected.ts'
import { findAgain } from './find-again.ts'
import { Habit } from './habit.ts'
import { nearBeat } from './near-beat.ts'
import type { PlayerTracker } from './player-tracker.ts'
import type { TempoBank } from './tempo-bank.ts'
import { ZoneThresholds } from './thresholds.ts'
import type { trackingMany } from './tracking-many.ts'
import { onsetWindow, strayedWindow } from './window.ts'
import { correction, zoneOf } from './zones.ts'

export interface ListenerSetup {
  readonly clock: FollowClock
  readonly book: SessionBook | null
  /** The reference member's feel: where the player hears the beat. */
  readonly ear: Seconds
  /** Whether the clock answers at all. */
  readonly adapts: boolean
  /** What the policy brings for `track many`. */
  readonly features: { readonly trackingMany?: typeof trackingMany }
}

/** Beats for which events are kept: two that lie two beats apart find a player again. */
export const REMEMBERED = 2.5
/** Further from its beat, in beats, the band expects nobody. */
export const MOST_EXPECTED: Ratio = 0.25
/** People tap early: until the habit is known, an event may lie this much further before the beat. */
export const EARLY: Seconds = 0.025
/** What is left of a jump that the tempo range spread over several beats; less than this is nothing. */
export const SPENT: Seconds = 0.0005

export class Listener {
  zones: ZoneSettings | null = null
  /** What the section expects of the player. */
  expected: Expected = ANYTHING
  /** Share of a correction that the tempo keeps now; 0 while the band leads. */
  adapt: Ratio = 0
  /** The tempo range: seconds per quarter. */
  shortest: Seconds = 0
  longest: Seconds = 0
  /** How the band answered on the present beat: what places the next one. */
  mode: ResponseMode = 'snap'
  /** Where the present beat stands; `offBeat`, `place` and `bar` are the lane's to set. */
  readonly place: BeatPlace = {
    at: 0,
    shift: 0,
    beat: 0.5,
    length: 1,
    place: 0,
    bar: 0,
    offBeat: Number.NaN,
    window: 0,
  }

  #setup: ListenerSetup
  readonly #events = new Events()
  readonly #evidence = new Evidence()
  readonly #loudness = new Loudness()
  readonly #confidence = new Confidence()
  readonly #habit = new Habit()
  readonly #thresholds = new ZoneThresholds()
  #pattern: BarPattern | null = null
  #bank: TempoBank | null = null
  /** The beat before the present one, NaN where it is not the player's to speak of. */
  #before: Seconds = Number.NaN
  #beforeHeard = false
  /** An onset of the beat before that came after its time; it speaks for this one until this has its own. */
  #late: Seconds = Number.NaN
  #lateVelocity: Ratio = 0
  #speaksLate = false
  /** True until bar 1: the beats of the count are not the player's to move. */
  #counting = false
  #heardAnything = false
  /** Where the player was found again on this beat; NaN where not. */
  #found: Seconds = Number.NaN
  /** What the band still has to move to be with a player who was found again. */
  #debt: Seconds = 0
  #lastPeriod: Seconds = Number.NaN
  /** Another piece puts the player's beats elsewhere than the one before did. */
  #earMoved = false
  /** Thresholds, window and shift are the present beat's. */
  #isPrepared = false
  /** The book has an onset for the present beat. With a louder one beside it an event may leave the beat again. */
  #isNoted = false

  constructor(setup: ListenerSetup) {
    this.#setup = setup
  }

  /** Listens for another piece with all that it has learned. */
  swap(setup: ListenerSetup): void {
    if (setup.ear !== this.#setup.ear) this.#earMoved = true
    this.#setup = setup
  }

  get confidence(): Ratio {
    return this.#confidence.value
  }

  /** The player's habit, allowed for or not; NaN until enough was heard to tell it from haste. */
  get habit(): Seconds {
    return this.#habit.known ? this.#habit.bias : Number.NaN
  }

  /** The habit that the band allows for now. */
  get bias(): Seconds {
    return this.zones?.expect === 'player' ? this.#habit.bias : 0
  }

  /** The player played. True where it moved the next beat. */
  hear(time: Seconds, velocity: Ratio, pitched: boolean): boolean {
    this.#heardAnything = true
    if (this.zones === null) return false
    this.#events.hear(time, velocity, pitched)
    if (this.#counting) return false
    this.#prepare(this.zones)
    this.#hearLate(time, velocity)
    return this.#answer(this.zones)
  }

  /**
   * The clock has decided a beat; what came early for it is its own now. True where that moved the next.
   * @param before the beat before it, NaN if there was none to speak of
   * @param counting whether it belongs to the count
   */
  nextBeat(before: Seconds, counting: boolean): boolean {
    const { clock } = this.#setup
    const { onset } = this.#evidence
    this.#before = before
    this.#beforeHeard = !Number.isNaN(onset)
    this.#late = Number.NaN
    this.#counting = counting
    this.mode = 'snap'
    const { place } = this
    place.at = clock.time + this.#setup.ear
    place.length = clock.length
    place.beat = clock.period * clock.length
    this.#events.forgetBefore(place.at - REMEMBERED * place.beat)
    this.#evidence.clear()
    // A tempo that no onset asked for: the band led, and what the player kept before says nothing any more.
    const led = clock.period !== this.#lastPeriod
    // Nor does it where the player hears the beat earlier or later than until now: it would be taken for a step of theirs.
    if (led || this.#earMoved) this.#habit.interrupt(this.#earMoved)
    this.#earMoved = false
    if (this.zones === null || counting) {
      this.#lastPeriod = clock.period
      return false
    }
    this.#followBank(this.zones, before, led)
    this.#lastPeriod = clock.period
    this.#isPrepared = false
    this.#isNoted = false
    this.#speaksLate = false
    // Nobody plays: nothing to judge, and nothing that the clock did not do by itself.
    if (this.#events.count === 0 && this.#bank === null && this.#debt === 0) return false
    this.#prepare(this.zones)
    return this.#answer(this.zones)
  }

  /** Finds out where the player is expected on the present beat: before the first question, and once. */
  #prepare(zones: ZoneSettings): void {
    if (this.#isPrepared) return
    this.#isPrepared = true
    const { place } = this
    this.#thresholds.fit(zones, place.beat)
    place.shift = this.#expected(zones)
    place.window = onsetWindow(this.#thresholds.limit / 1000, place.beat, this.expected.share)
    if (zones.expect !== 'player' || this.#habit.known) return
    place.window += EARLY / 2
    // Patterns have gaps of their own.
    if (zones.track === 'many' || this.expected.played !== null) return
    const missed = this.#habit.missed(this.#setup.clock.quarter, place.length)
    if (missed > 0) place.window = strayedWindow(place.window, place.shift, place.beat, missed)
  }

  /** The present beat is over: what it taught. */
  closeBeat(tracker: PlayerTracker | null, writtenPeriod: Seconds, unit: Quarters): void {
    const { zones, place } = this
    const evidence = this.#evidence
    const { clock } = this.#setup
    const a = evidence.onset - place.at
    if (zones !== null) {
      this.#expectation(zones).learn(place, evidence, this.#loudness)
      this.#learnBeat()
      this.#closeConfidence()
    }
    tracker?.closeBeat(
      evidence.onset,
      a - this.bias,
      clock.quarter,
      // A note that came early was heard during the beat before.
      Number.isNaN(evidence.onset) && !this.#heardAnything,
      this.#thresholds.snap,
      writtenPeriod,
      unit,
      this.#confidence.value,
      zones?.expect === 'player' ? this.#habit.bias : Number.NaN,
    )
    this.#heardAnything = false
  }

  #learnBeat(): void {
    const { onset, velocity, deviation, explained } = this.#evidence
    const { clock } = this.#setup
    if (!Number.isNaN(onset)) this.#loudness.learn(velocity)
    if (this.#confidence.coasts || !explained || this.#speaksLate) return
    const { at, beat } = this.place
    this.#habit.learn(at + deviation, clock.quarter, deviation, clock.period, beat, this.adapt)
  }

  #closeConfidence(): void {
    const { clock } = this.#setup
    if (this.#debt !== 0) {
      const left = this.#debt - (clock.nextTime - clock.time - this.place.beat)
      this.#debt = Math.abs(left) < SPENT ? 0 : left
    }
    if (!Number.isNaN(this.#found)) {
      this.#confidence.foundAgain()
      this.#habit.foundAgain(this.#found, clock.quarter, clock.period)
      this.#found = Number.NaN
      this.#bank?.start(clock.period, this.bias)
      return
    }
    const { explained, heard } = this.#evidence
    this.#confidence.closeBeat(explained, heard)
  }

  #hearLate(time: Seconds, velocity: Ratio): void {
    if (this.#beforeHeard) return
    const { ear } = this.#setup
    const deviation = time - this.#before - ear
    if (!(Math.abs(deviation - this.place.shift) <= this.place.window)) return
    if (!Number.isNaN(this.#late) && velocity <= this.#lateVelocity) return
    this.#late = deviation
    this.#lateVelocity = velocity
    this.#note(1, time, deviation)
  }

  /** Judges what was heard and lets the zones answer. True where the next beat moved. */
  #answer(zones: ZoneSettings): boolean {
    const { clock, adapts } = this.#setup
    const nextTime = clock.nextTime
    this.mode = 'snap'
    this.#judge(zones)
    const { onset } = this.#evidence
    if (!Number.isNaN(onset)) this.#note(0, onset, onset - this.place.at)
    else if (this.#isNoted) this.#setup.book?.unhear()
    this.#isNoted = !Number.isNaN(onset)
    if (!adapts) return false
    if (this.#confidence.coasts) this.#coast()
    else if (this.#debt !== 0) this.#bend(0, this.#limited(this.#debt))
    else if (zones.track === 'many') this.#answerMany(zones)
    else this.#answerOne(zones)
    return clock.nextTime !== nextTime
  }

  #judge(zones: ZoneSettings): void {
    const { place } = this
    const evidence = this.#evidence
    const events = this.#events
    evidence.clear()
    this.#expectation(zones).judge(events, place, this.#loudness, evidence)
    const from = place.at + place.shift - place.window
    for (let i = events.count - 1; i >= 0 && events.time(i) >= from; i--) {
      if (events.time(i) < from + place.beat) evidence.heard = true
    }
    this.#speaksLate = !evidence.explained && !Number.isNaN(this.#late)
    if (!this.#speaksLate) return
    evidence.deviation = this.#late
    evidence.weight = this.#loudness.weight(this.#lateVelocity)
  }

  #expectation(zones: ZoneSettings): Expectation {
    const { played } = this.expected
    if (played !== null) return played
    if (zones.track === 'one') return nearBeat
    this.#pattern ??= this.#setup.features.trackingMany?.pattern() ?? null
    return this.#pattern ?? nearBeat
  }

  /** One idea of the beat: the zones answer the deviation itself. */
  #answerOne(zones: ZoneSettings): void {
    const { deviation, weight } = this.#evidence
    if (!(weight > 0)) {
      this.#bend(0, 0)
      return
    }
    const { clock } = this.#setup
    const d = deviation - this.bias
    const c = this.#correction(zones, d)
    const w = weight * this.#confidence.value
    this.mode = this.#modeOf(d)
    if (zones.expect === 'player' && this.#habit.ofStranger) {
      this.#answerStranger(w)
      return
    }
    // Until habit and haste can be told apart the tempo comes from the player's own.
    const hasty = zones.expect === 'player' && !this.#knowsPace()
    const move = hasty ? this.#paceOf() : c
    const phase = zones.expect === 'player' && !this.#habit.known ? 0 : c
    this.#bend((this.adapt * this.#limited(move) * w) / clock.length, phase * w)
  }

  /** Somebody nobody knows yet: neither habit nor haste. */
  #answerStranger(weight: Ratio): void {
    const { clock } = this.#setup
    const { first } = this.#habit
    const own = this.#habit.period(this.#playersBeat(), clock.quarter)
    first.answer(own, this.place.at, clock, this.#thresholds, this.adapt, weight)
    this.#bend(first.periodMove, first.phaseMove)
  }

  /** Whether deviations tell the tempo: the habit is known and the player keeps the band's pace. */
  #knowsPace(): boolean {
    const { clock } = this.#setup
    return this.#habit.known && this.#habit.agrees(this.#playersBeat(), clock.quarter, clock.period)
  }

  /** How much longer the player's beats are than the band's. */
  #paceOf(): Seconds {
    const { clock } = this.#setup
    const period = this.#habit.period(this.#playersBeat(), clock.quarter)
    return Number.isNaN(period) ? 0 : (period - clock.period) * clock.length
  }

  /** When the player's beat was, by all that speaks for it. */
  #playersBeat(): Seconds {
    return this.place.at + this.#evidence.deviation
  }

  /** Competing ideas: the zones answer what they make of it together. */
  #answerMany(zones: ZoneSettings): void {
    const { clock } = this.#setup
    const bank = this.#bank
    if (bank === null) return
    const { deviation, weight } = this.#evidence
    const d = deviation - this.bias
    bank.answer(deviation, weight, this.bias, clock.period, clock.length)
    if (weight > 0) this.mode = this.#modeOf(d)
    if (bank.idle) return
    const waits = zones.expect === 'player' && !this.#habit.known
    const sure = this.#confidence.value
    this.#bend(
      (this.adapt * sure * this.#limited((bank.period - clock.period) * clock.length)) / clock.length,
      waits ? 0 : this.#correction(zones, this.#beyondDoubt(zones, bank.shift - this.bias)) * sure,
    )
  }

  /** What is left of a shift when all is taken off that a wrong idea of the habit would explain. */
  #beyondDoubt(zones: ZoneSettings, shift: Seconds): Seconds {
    if (zones.expect !== 'player') return shift
    const { doubt } = this.#habit
    return shift > doubt ? shift - doubt : shift < -doubt ? shift + doubt : 0
  }

  /** Where the player will be relative to the beat, as far as the band can tell. */
  #expected(zones: ZoneSettings): Seconds {
    const { clock } = this.#setup
    const otherwise = zones.expect === 'player' && !this.#habit.known ? -EARLY / 2 : this.bias
    const bank = zones.track === 'many' && this.#bank !== null && !this.#bank.idle ? this.#bank : null
    const seen = bank?.expected ?? this.#habit.expects(clock.quarter, this.place.at, otherwise)
    const furthest = MOST_EXPECTED * this.place.beat
    return seen < -furthest ? -furthest : seen > furthest ? furthest : seen
  }

  #followBank(zones: ZoneSettings, before: Seconds, led: boolean): void {
    const { clock } = this.#setup
    if (zones.track !== 'many') {
      this.#bank = null
      return
    }
    if (this.#bank === null || Number.isNaN(before)) {
      this.#bank ??= this.#setup.features.trackingMany?.bank() ?? null
      this.#bank?.start(clock.period, this.bias)
      return
    }
    this.#bank.keep(clock.time - before)
    if (led) this.#bank.lead(this.#lastPeriod, clock.period)
  }

  /** Nobody to follow, until somebody is found. */
  #coast(): void {
    const off = findAgain(this.#events, this.place, this.bias)
    this.#found = this.place.at + this.bias + off
    this.#debt = Number.isNaN(off) ? 0 : off
    this.#bend(0, this.#limited(this.#debt))
  }

  #bend(periodMove: Seconds, phaseMove: Seconds): void {
    const { clock } = this.#setup
    clock.bend(periodMove, phaseMove, this.shortest, this.longest)
    this.#lastPeriod = clock.nextPeriod
  }

  /** Nothing stretches a beat by more than the limit. */
  #limited(move: Seconds): Seconds {
    const limit = this.#thresholds.limit / 1000
    return move < -limit ? -limit : move > limit ? limit : move
  }

  #correction(zones: ZoneSettings, d: Seconds): Seconds {
    const { snap, follow, limit } = this.#thresholds
    return correction(d, snap, follow, limit, zones.strength, zones.curve)
  }

  #modeOf(d: Seconds): ResponseMode {
    return zoneOf(d, this.#thresholds.snap, this.#thresholds.follow)
  }

  #note(back: number, onset: Seconds, deviation: Seconds): void {
    const { bias } = this
    this.#setup.book?.hear(back, onset, deviation, this.#modeOf(deviation - bias), bias)
  }
}

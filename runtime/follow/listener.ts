/**
 * The band's ear: it gives every onset its beat, lets the zones answer, and notes both in the book.
 *
 * HOT PATH: one call an onset and one a beat; allocates nothing.
 */

import type { ZoneSettings } from '../policy.ts'
import type { ResponseMode } from '../score/beat.ts'
import type { SessionBook } from '../session/book.ts'
import type { Quarters, Ratio, Seconds } from '../units.ts'
import type { FollowClock } from './clock.ts'
import { OnsetMatcher, onsetWindow } from './onsets.ts'
import type { PlayerTracker } from './player-tracker.ts'
import { ZoneThresholds } from './thresholds.ts'
import { correction, zoneOf } from './zones.ts'

/** Corrections wait for no confidence yet: every onset that is heard as a beat counts in full. */
const FULL_WEIGHT: Ratio = 1

export class Listener {
  zones: ZoneSettings | null = null
  /** Share of a correction that the tempo keeps now; 0 while the band leads. */
  adapt: Ratio = 0
  /** The tempo range: seconds per quarter. */
  shortest: Seconds = 0
  longest: Seconds = 0
  /** How the band answered on the present beat: what places the next one. */
  mode: ResponseMode = 'snap'

  readonly #clock: FollowClock
  readonly #book: SessionBook | null
  /** The reference member's feel: where the player hears the beat. */
  readonly #ear: Seconds
  readonly #adapts: boolean
  readonly #matcher = new OnsetMatcher()
  readonly #thresholds = new ZoneThresholds()
  /** The beat before the present one, NaN where it is not the player's to speak of. */
  #before: Seconds = Number.NaN
  /** True until bar 1: the beats of the count are not the player's to move. */
  #counting = false
  #heardAnything = false

  readonly #share: Ratio

  constructor(clock: FollowClock, book: SessionBook | null, ear: Seconds, adapts: boolean, share: Ratio) {
    this.#clock = clock
    this.#book = book
    this.#ear = ear
    this.#adapts = adapts
    this.#share = share
  }

  /** The player played. True where it moved the next beat. */
  hear(time: Seconds, velocity: Ratio): boolean {
    this.#heardAnything = true
    if (this.zones === null) return false
    const matcher = this.#matcher
    const clock = this.#clock
    const at = this.#counting ? Number.NaN : clock.time + this.#ear
    const window = this.#fit(this.zones)
    const role = matcher.hear(
      time,
      velocity,
      this.#before + this.#ear,
      at,
      clock.nextTime + this.#ear,
      window,
    )
    if (role === 'this beat') return this.#hearBeat(this.zones)
    if (role !== 'late') return false
    this.#note(1, matcher.lateOnset, matcher.lateOnset - this.#before - this.#ear)
    // It speaks for this beat only as long as this beat has no onset of its own.
    return Number.isNaN(matcher.onset) && this.#answer(this.zones)
  }

  /**
   * The clock has decided a beat; an onset that came early for it is its own now. True where that moved the next.
   * @param before the beat before it, NaN if there was none to speak of
   * @param counting whether it belongs to the count
   */
  nextBeat(before: Seconds, counting: boolean): boolean {
    const matcher = this.#matcher
    this.#before = before
    this.#counting = counting
    this.mode = 'snap'
    if (this.zones === null || counting || !matcher.heardEarly) {
      matcher.reset()
      return false
    }
    matcher.nextBeat(this.#clock.time + this.#ear, this.#fit(this.zones))
    return !Number.isNaN(matcher.onset) && this.#hearBeat(this.zones)
  }

  /** The present beat is over: what rules may know of it. */
  closeBeat(tracker: PlayerTracker, writtenPeriod: Seconds, unit: Quarters): void {
    if (this.zones !== null) this.#fit(this.zones)
    const { onset, deviation } = this.#matcher
    const snap = this.#thresholds.snap
    const silent = !this.#heardAnything
    tracker.closeBeat(onset, deviation, this.#clock.quarter, silent, snap, writtenPeriod, unit, FULL_WEIGHT)
    this.#heardAnything = false
  }

  #hearBeat(zones: ZoneSettings): boolean {
    const { onset, deviation } = this.#matcher
    this.#note(0, onset, deviation)
    return this.#answer(zones)
  }

  /** Lets the zones answer the onset that speaks for this beat. */
  #answer(zones: ZoneSettings): boolean {
    if (!this.#adapts) return false
    const { deviation } = this.#matcher
    const { snap, follow, limit } = this.#thresholds
    const c = correction(deviation, snap, follow, limit, zones.strength, zones.curve)
    this.mode = zoneOf(deviation, snap, follow)
    this.#clock.correct(c, FULL_WEIGHT, this.adapt, this.shortest, this.longest)
    return true
  }

  #note(back: number, onset: Seconds, deviation: Seconds): void {
    const mode = zoneOf(deviation, this.#thresholds.snap, this.#thresholds.follow)
    this.#book?.hear(back, onset, deviation, mode, FULL_WEIGHT)
  }

  /** Sets the thresholds for the present beat; gives the window in which its onset lies. */
  #fit(zones: ZoneSettings): Seconds {
    const beat = this.#clock.period * this.#clock.length
    this.#thresholds.fit(zones, beat)
    return onsetWindow(this.#thresholds.limit / 1000, beat, this.#share)
  }
}

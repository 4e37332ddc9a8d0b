/**
 * The first notes of somebody nobody knows yet. Each of them may be off by more than a different tempo moves it, so the band does not go
 * by them one after another, as it does later: what one of them did would stay, a beat for good out of place, when the next has shown it
 * to have been a slip. It asks anew with each note how fast the player has been since the first one, and lies where that says.
 *
 * HOT PATH: one call an onset while a player is new; allocates nothing.
 */

import type { Quarters, Ratio, Seconds } from '../units.ts'
import type { FollowClock } from './clock.ts'
import type { ZoneThresholds } from './thresholds.ts'

/** Beyond snap, notes that lie this far from where the tempo would have them are wholly a tempo of the player's own. */
const SCATTER: Seconds = 0.03
/** So much of the way to where its beats belong the band goes with each. */
const RETURNS: Ratio = 0.3
/** Nearer to it than this is there. */
const THERE: Seconds = 0.0005

export class FirstNotes {
  /** What an answer moves: the period, per quarter, and the next beat besides. */
  periodMove: Seconds = 0
  phaseMove: Seconds = 0

  /** The beat of the first note, and the period it came at. */
  #at: Seconds = 0
  #quarter: Quarters = 0
  #period: Seconds = 0.5
  /** What the notes since have left of the way: (1 − adapt)ⁿ where adapt never changed. */
  #leaves: Ratio = 1
  /** How many there were. */
  #notes = 0

  /** The first note is heard on this beat. */
  begin(at: Seconds, quarter: Quarters, period: Seconds): void {
    this.#at = at
    this.#quarter = quarter
    this.#period = period
    this.#leaves = 1
    this.#notes = 1
  }

  /** Another note is over. A section that adapts less gives back nothing of what the tempo has taken. */
  heard(adapt: Ratio): void {
    this.#leaves *= 1 - adapt
    this.#notes++
  }

  /**
   * Answers a note on the present beat. With T₀ the period of the first note's beat, M the player's own, q the quarters since and e = (M − T₀) q,
   *
   *     T′ = T + w · (T₀ + (1 − (1 − adapt)ⁿ) · s · (M − T₀) − T),   s = min(1, (|e| − snap)⁺ / 30 ms)
   *
   * and the next beat goes w · 0.3 of the way to where T′ from the first note's beat on would have it. Both together move no beat further than the limit.
   * Each note after the first brings its own 1 − adapt. With an adapt of 0, as while the band leads, nothing moves.
   * @param own M, seconds a quarter
   * @param at when the player hears the present beat, which is the clock's
   * @param thresholds the present beat's
   * @param w how much the note counts
   */
  answer(
    own: Seconds,
    at: Seconds,
    clock: FollowClock,
    thresholds: ZoneThresholds,
    adapt: Ratio,
    w: Ratio,
  ): void {
    this.periodMove = 0
    this.phaseMove = 0
    if (this.#notes < 2 || adapt === 0 || Number.isNaN(own)) return
    const { period, length } = clock
    const limit = thresholds.limit / 1000
    const since = clock.quarter - this.#quarter
    const off = own - this.#period
    const beyond = (Math.abs(off * since) - thresholds.snap / 1000) / SCATTER
    const share = beyond < 0 ? 0 : beyond < 1 ? beyond : 1
    const wanted = this.#period + (1 - this.#leaves * (1 - adapt)) * share * off
    this.periodMove = (w * within((wanted - period) * length, limit)) / length
    const away = this.#at + since * (period + this.periodMove) - at
    if (Math.abs(away) < THERE) return
    // The beat is stretched by both: together they go no further than the limit.
    const stretched = this.periodMove * length
    this.phaseMove = within(stretched + w * RETURNS * away, limit) - stretched
  }
}

function within(move: Seconds, limit: Seconds): Seconds {
  return move < -limit ? -limit : move > limit ? limit : move
}

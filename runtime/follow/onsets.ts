/**
 * Which onset is the player's beat?
 *
 * HOT PATH: called once per onset; allocates nothing.
 *
 * For each beat the loudest onset within min(limit, 0.15 beat) counts; of equally loud ones the nearest. (On 378
 * drum takes "correct on every onset" lost the beat in 99 % of them, "the loudest within 0.15 beat" in 10 %.)
 * An onset that belongs to a beat whose successor has been decided is *late*: it can only speak for the next
 * beat, and does so until that beat has an onset of its own.
 */

import type { Quarters, Ratio, Seconds } from '../units.ts'

/** An onset further than this share of a beat from every beat is logged and otherwise ignored. */
const NEAREST_SHARE = 0.15

export type OnsetRole = 'this beat' | 'next beat' | 'late' | 'none'

/**
 * How far from a beat of the given length an onset may be and still count as that beat.
 * @param share of the beat, see `nearestShare`
 */
export function onsetWindow(limit: Seconds, beat: Seconds, share: Ratio): Seconds {
  const reach = beat * share
  return limit < reach ? limit : reach
}

/**
 * Of a beat, how far an onset may be from it. Where the file says what the player plays, an onset belongs to the
 * nearest expected one, so the reach is half the way to the next; otherwise off-beats must not be taken for beats.
 * @param plays expected onsets, quarters from bar start, one list a bar; null: unknown
 * @param beat length of a beat in quarters
 */
export function nearestShare(plays: readonly (readonly Quarters[])[] | null, beat: Quarters): Ratio {
  if (plays === null) return NEAREST_SHARE
  let gap = beat
  for (const bar of plays) {
    for (let i = 1; i < bar.length; i++) gap = Math.min(gap, (bar[i] ?? 0) - (bar[i - 1] ?? 0))
  }
  return gap / beat / 2
}

/** The onsets heard as the current beat and, early, as the next one. NaN stands for none. */
export class OnsetMatcher {
  /** Deviation of the current beat's onset from the beat, negative before it. */
  deviation: Seconds = Number.NaN
  /** When the current beat's own onset came; NaN while only a late one speaks for it. */
  onset: Seconds = Number.NaN
  /** The late onset that belonged to the beat before; NaN if none. */
  lateOnset: Seconds = Number.NaN

  #velocity: Ratio = 0
  #lateVelocity: Ratio = 0
  #early: Seconds = Number.NaN
  #earlyVelocity: Ratio = 0

  /** Whether an onset came that will be the next beat's. */
  get heardEarly(): boolean {
    return !Number.isNaN(this.#early)
  }

  reset(): void {
    this.deviation = Number.NaN
    this.onset = Number.NaN
    this.lateOnset = Number.NaN
    this.#early = Number.NaN
  }

  /**
   * Gives an onset its role and remembers it if it is the best for it so far.
   * @param before the beat before the current one, NaN if there was none
   * @param at the current beat
   * @param next the estimate of the next beat
   * @param window around a beat, see `onsetWindow`
   */
  hear(
    time: Seconds,
    velocity: Ratio,
    before: Seconds,
    at: Seconds,
    next: Seconds,
    window: Seconds,
  ): OnsetRole {
    const off = time - at
    if (off >= -window && off <= window) {
      if (Number.isNaN(this.onset) || this.#better(velocity, off)) {
        this.#velocity = velocity
        this.onset = time
        this.deviation = off
      }
      return 'this beat'
    }
    const offNext = time - next
    if (offNext >= -window && offNext <= window) {
      if (Number.isNaN(this.#early) || louder(velocity, offNext, this.#earlyVelocity, this.#early - next)) {
        this.#early = time
        this.#earlyVelocity = velocity
      }
      return 'next beat'
    }
    const offBefore = time - before
    if (offBefore >= -window && offBefore <= window) {
      if (
        Number.isNaN(this.lateOnset) ||
        louder(velocity, offBefore, this.#lateVelocity, this.lateOnset - before)
      ) {
        this.lateOnset = time
        this.#lateVelocity = velocity
        if (Number.isNaN(this.onset)) this.deviation = offBefore
      }
      return 'late'
    }
    return 'none'
  }

  /** The next beat has been decided: onsets that came early for it are now its own. */
  nextBeat(at: Seconds, window: Seconds): void {
    const early = this.#early
    this.reset()
    const off = early - at
    if (off >= -window && off <= window) {
      this.onset = early
      this.deviation = off
      this.#velocity = this.#earlyVelocity
    }
  }

  #better(velocity: Ratio, off: Seconds): boolean {
    return louder(velocity, off, this.#velocity, this.deviation)
  }
}

function louder(velocity: Ratio, off: Seconds, than: Ratio, thanOff: Seconds): boolean {
  return velocity > than || (velocity === than && Math.abs(off) < Math.abs(thanOff))
}

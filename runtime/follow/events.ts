/**
 * What the player played lately: onsets, merged into events.
 *
 * Both hands on a cymbal and a snare, or the notes of a chord, are one event: it has the time and the strength of its
 * loudest onset.
 *
 * HOT PATH: called once per onset; allocates nothing.
 */

import type { Ratio, Seconds } from '../units.ts'

/** Onsets this close are one event. */
export const ONE_EVENT: Seconds = 0.03
/** A hand needs longer for a chord. */
const ONE_CHORD: Seconds = 0.05
/** More events than fit here nobody plays within two beats: of a storm the rest is logged and not listened to. */
const CAPACITY = 64

export class Events {
  count = 0

  readonly #times = new Float64Array(CAPACITY)
  readonly #velocities = new Float64Array(CAPACITY)
  /** The first onset of each event: what merging is measured from, so that a roll does not become one long event. */
  readonly #firsts = new Float64Array(CAPACITY)

  time(i: number): Seconds {
    return this.#times[i] ?? Number.NaN
  }

  velocity(i: number): Ratio {
    return this.#velocities[i] ?? 0
  }

  /**
   * Takes an onset in. Onsets that a host delivers out of order find their place.
   * @param pitched whether it has a pitch, so that it may be part of a chord
   */
  hear(time: Seconds, velocity: Ratio, pitched: boolean): void {
    const width = pitched ? ONE_CHORD : ONE_EVENT
    const last = this.count - 1
    for (let i = last; i >= 0; i--) {
      const first = this.#firsts[i] ?? Number.NaN
      if (time < first - width) continue
      if (time > first + width) {
        this.#insert(i + 1, time, velocity)
        return
      }
      if (velocity > this.velocity(i)) {
        this.#times[i] = time
        this.#velocities[i] = velocity
      }
      if (time < first) this.#firsts[i] = time
      return
    }
    this.#insert(0, time, velocity)
  }

  /** Forgets what nobody will ask for again. */
  forgetBefore(time: Seconds): void {
    let gone = 0
    while (gone < this.count && this.time(gone) < time) gone++
    if (gone === 0) return
    this.#times.copyWithin(0, gone, this.count)
    this.#velocities.copyWithin(0, gone, this.count)
    this.#firsts.copyWithin(0, gone, this.count)
    this.count -= gone
  }

  clear(): void {
    this.count = 0
  }

  #insert(at: number, time: Seconds, velocity: Ratio): void {
    if (this.count === CAPACITY) return
    this.#times.copyWithin(at + 1, at, this.count)
    this.#velocities.copyWithin(at + 1, at, this.count)
    this.#firsts.copyWithin(at + 1, at, this.count)
    this.#times[at] = time
    this.#velocities[at] = velocity
    this.#firsts[at] = time
    this.count++
  }
}

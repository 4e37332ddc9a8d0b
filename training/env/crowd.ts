/**
 * Many simulated people at once, in arrays: the same person, to the bit, as `runtime/player/models.ts` makes one at a time, with the
 * same keys (a test holds the two together). What noise and gains grow by is asked of `runtime/player/humans.ts`.
 *
 * HOT PATH: one call a beat for every person; allocates nothing.
 */

import type { HumanTraits } from '../../runtime/player/humans.ts'
import { HUMANS, handOver, phaseGainOver, timekeeperOver } from '../../runtime/player/humans.ts'
import type { Seconds } from '../../runtime/units.ts'
import { MOST_PENDING, playedAt } from './episode.ts'
import { createNoise } from './noise.ts'

/** What `nextOf` answers where nothing is to come. */
const NEVER = Number.POSITIVE_INFINITY

export class Crowd {
  readonly size: number
  /** Their habits, which a reward takes out. */
  readonly habit: Float64Array

  readonly #traits: HumanTraits[]
  readonly #seed: Float64Array
  readonly #period: Float64Array
  readonly #inner: Float64Array
  readonly #wander: Float64Array
  readonly #fresh: Float64Array
  readonly #before: Float64Array
  /** Onsets that have not been played: rings of `MOST_PENDING`, one ring a column. */
  readonly #pending: Float64Array
  readonly #head: Uint8Array
  readonly #count: Uint8Array
  readonly #noise = createNoise()

  constructor(size: number) {
    const column = (): Float64Array => new Float64Array(size)
    this.size = size
    this.habit = column()
    this.#traits = Array.from({ length: size }, () => HUMANS.novice)
    this.#seed = column()
    this.#period = column()
    this.#inner = column()
    this.#wander = column()
    this.#fresh = column()
    this.#before = column()
    this.#pending = new Float64Array(size * MOST_PENDING)
    this.#head = new Uint8Array(size)
    this.#count = new Uint8Array(size)
  }

  /** Somebody sits down at place `i`. */
  enter(i: number, traits: HumanTraits, seed: number): void {
    this.habit[i] = traits.habit / 1000
    this.#traits[i] = traits
    this.#seed[i] = seed
    this.#period[i] = Number.NaN
    this.#wander[i] = 0
    this.#fresh[i] = Math.sqrt(1 - traits.driftMemory * traits.driftMemory)
    this.#before[i] = Number.NEGATIVE_INFINITY
    this.#head[i] = 0
    this.#count[i] = 0
  }

  /**
   * Person `i` hears the beat that sounds now, and plans the next onset.
   *
   * @param n number of the beat: 1 on the first of bar 1
   * @param sounds false where nobody plays on it
   * @param plays whether there is a beat to play on after it
   */
  hear(i: number, n: number, time: Seconds, length: Seconds, sounds: boolean, plays: boolean): void {
    const traits = this.#traits[i] ?? HUMANS.novice
    let period = this.#period[i] ?? 0
    let inner = this.#inner[i] ?? 0
    if (period !== period) {
      period = length
      inner = time
    }
    const noise = this.#noise
    noise.draw(this.#seed[i] ?? 0, n)
    const wander =
      traits.driftMemory * (this.#wander[i] ?? 0) + (this.#fresh[i] ?? 0) * traits.drift * noise.drift
    this.#wander[i] = wander
    const wanted = time + 0 + (traits.habit + wander) / 1000
    const asynchrony = sounds ? inner - wanted : 0
    period -= traits.periodGain * asynchrony
    const interval = 1000 * period
    const clock = (timekeeperOver(traits, interval) / 1000) * noise.timekeeper
    inner += period - phaseGainOver(traits, interval) * asynchrony + clock
    this.#period[i] = period
    this.#inner[i] = inner
    if (!plays) return
    const hand = (handOver(traits, interval) / 1000) * noise.motor
    const count = this.#count[i] ?? 0
    if (count >= MOST_PENDING) return
    const played = playedAt(inner + hand, time, length, this.#before[i] ?? 0)
    if (played !== played) return
    this.#before[i] = played
    this.#pending[(((this.#head[i] ?? 0) + count) % MOST_PENDING) * this.size + i] = played
    this.#count[i] = count + 1
  }

  /** When person `i` plays next; +∞ where nothing is planned. */
  nextOf(i: number): Seconds {
    return (this.#count[i] ?? 0) === 0 ? NEVER : (this.#pending[(this.#head[i] ?? 0) * this.size + i] ?? NEVER)
  }

  /** Person `i` has played. */
  playNext(i: number): void {
    this.#head[i] = ((this.#head[i] ?? 0) + 1) % MOST_PENDING
    this.#count[i] = (this.#count[i] ?? 0) - 1
  }
}

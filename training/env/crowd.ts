/**
 * Many simulated people at once, in arrays: the same person, to the bit, as `runtime/player/models.ts` makes one at a time, with the
 * same keys (a test holds the two together). What noise and gains grow by is asked of `runtime/player/humans.ts`.
 *
 * HOT PATH: one call a beat for every person; allocates nothing. Numbers are handed over in columns: engines box arguments.
 */

import type { HumanTraits, Noticing } from '../../runtime/player/humans.ts'
import {
  HUMANS,
  habitOver,
  handOver,
  MEASURED_AT,
  phaseGainOver,
  timekeeperOver,
} from '../../runtime/player/humans.ts'
import type { Milliseconds, Seconds } from '../../runtime/units.ts'
import { columnsFor } from './columns.ts'
import { MOST_PENDING, playedAt } from './episode.ts'
import { Noise } from './noise.ts'

/** Of a person, at most. */
const COLUMNS = 12
/** Where nothing is to come. */
const NEVER = Number.POSITIVE_INFINITY

/** What a crowd hears, a column each. */
export interface Sounding {
  /** When the present beat sounds. */
  readonly time: Float64Array
  /** How long it is. */
  readonly beat: Float64Array
}

export class Crowd {
  readonly noise: Noise
  /** Their habits at the beat that sounds, in seconds, which a reward takes out. */
  readonly habit: Float64Array
  /** When each plays next; +∞ where nothing is planned. */
  readonly next: Float64Array

  readonly #size: number
  readonly #heard: Sounding
  readonly #traits: HumanTraits[]
  readonly #period: Float64Array
  readonly #inner: Float64Array
  readonly #wander: Float64Array
  readonly #fresh: Float64Array
  readonly #before: Float64Array
  /** The last asynchrony, and whether it was taken for a change of tempo: of those who notice. */
  readonly #asynchrony: Float64Array
  readonly #changing: Uint8Array
  /** Onsets that have not been played: rings of `MOST_PENDING`, one ring a column. */
  readonly #pending: Float64Array
  readonly #head: Uint8Array
  readonly #count: Uint8Array

  constructor(size: number, heard: Sounding) {
    const { floats: column, bytes } = columnsFor(size, COLUMNS)
    this.noise = new Noise(size)
    this.habit = column()
    this.next = column()
    this.#size = size
    this.#heard = heard
    this.#traits = Array.from({ length: size }, () => HUMANS.novice)
    this.#period = column()
    this.#inner = column()
    this.#wander = column()
    this.#fresh = column()
    this.#before = column()
    this.#asynchrony = column()
    this.#changing = bytes()
    this.#pending = new Float64Array(size * MOST_PENDING)
    this.#head = bytes()
    this.#count = bytes()
  }

  /** Somebody sits down at place `i`. */
  enter(i: number, traits: HumanTraits, seed: number): void {
    this.noise.seed(i, seed)
    this.next[i] = NEVER
    this.#traits[i] = traits
    this.#period[i] = Number.NaN
    this.#wander[i] = 0
    this.#fresh[i] = Math.sqrt(1 - traits.driftMemory * traits.driftMemory)
    this.#before[i] = Number.NEGATIVE_INFINITY
    this.#asynchrony[i] = 0
    this.#changing[i] = 0
    this.#head[i] = 0
    this.#count[i] = 0
  }

  /**
   * Person `i` hears the beat that sounds now, and plans the next onset. The beat's noise has been drawn.
   *
   * @param sounds false where nobody plays on it
   * @param plays whether there is a beat to play on after it
   */
  hear(i: number, sounds: boolean, plays: boolean): void {
    const traits = this.#traits[i] ?? HUMANS.novice
    const { drift, timekeeper, motor } = this.noise
    const time = this.#heard.time[i] ?? 0
    const length = this.#heard.beat[i] ?? 0
    let period = this.#period[i] ?? 0
    let inner = this.#inner[i] ?? 0
    if (Number.isNaN(period)) {
      period = length
      inner = time
    }
    const wander =
      traits.driftMemory * (this.#wander[i] ?? 0) + (this.#fresh[i] ?? 0) * traits.drift * (drift[i] ?? 0)
    this.#wander[i] = wander
    const habit = habitOver(traits, 1000 * length)
    this.habit[i] = habit / 1000
    const wanted = time + (habit + wander) / 1000
    const asynchrony = sounds ? inner - wanted : 0
    // What is usual is made up for by the gains; what lies beyond, by those who notice, at once and whole.
    const { notices, periodGain } = traits
    let usual = asynchrony
    let ofPeriod = periodGain * asynchrony
    if (notices !== undefined) {
      usual = usualOf(notices.shift, asynchrony, period)
      ofPeriod = this.#notice(i, notices, asynchrony, period)
        ? notices.periodGain * asynchrony
        : periodGain * usual
    }
    period -= ofPeriod
    const interval = 1000 * period
    inner +=
      period -
      (phaseGainOver(traits, interval) * usual + (asynchrony - usual)) +
      (timekeeperOver(traits, interval) / 1000) * (timekeeper[i] ?? 0)
    this.#period[i] = period
    this.#inner[i] = inner
    const count = this.#count[i] ?? 0
    if (!plays || count >= MOST_PENDING) return
    const planned = inner + (handOver(traits, interval) / 1000) * (motor[i] ?? 0)
    const played = playedAt(planned, time, length, this.#before[i] ?? 0)
    if (Number.isNaN(played)) return
    this.#before[i] = played
    this.#pending[(((this.#head[i] ?? 0) + count) & (MOST_PENDING - 1)) * this.#size + i] = played
    this.#count[i] = count + 1
    if (count === 0) this.next[i] = played
  }

  /** Whether person `i` takes this asynchrony for a change of tempo. */
  #notice(i: number, { change, keeps }: Noticing, asynchrony: Seconds, period: Seconds): boolean {
    const before = this.#asynchrony[i] ?? 0
    const large = grown(this.#changing[i] === 1 ? keeps : change, period)
    const changing =
      before * asynchrony > 0 && Math.abs(asynchrony) > large && Math.abs(before) > grown(keeps, period)
    this.#asynchrony[i] = asynchrony
    this.#changing[i] = changing ? 1 : 0
    return changing
  }

  /** Person `i` has played. */
  playNext(i: number): void {
    const head = ((this.#head[i] ?? 0) + 1) & (MOST_PENDING - 1)
    const count = (this.#count[i] ?? 0) - 1
    this.#head[i] = head
    this.#count[i] = count
    this.next[i] = count === 0 ? NEVER : (this.#pending[head * this.#size + i] ?? NEVER)
  }
}

/** What was measured at 500 ms, over another interval. */
function grown(ms: Milliseconds, period: Seconds): Seconds {
  return (ms * period) / MEASURED_AT
}

function usualOf(shift: Milliseconds, asynchrony: Seconds, period: Seconds): Seconds {
  return Math.min(grown(shift, period), Math.max(-grown(shift, period), asynchrony))
}

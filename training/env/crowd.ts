/**
 * Many simulated people at once: the same person, to the bit, as `runtime/player/models.ts` makes one at a time, with the same keys (a
 * test holds the two together). What noise and gains grow by is asked of `runtime/player/humans.ts`.
 *
 * HOT PATH: one call a beat for every person; allocates nothing. Numbers are handed over in fields and columns: engines box arguments.
 */

import type { HumanTraits, Noticing } from '../../runtime/player/humans.ts'
import * as humans from '../../runtime/player/humans.ts'
import type { Milliseconds, Ratio, Seconds } from '../../runtime/units.ts'
import * as episode from './episode.ts'
import { Noise } from './noise.ts'
import type { BeatTiming } from './timing.ts'

// Taken over once: a name that another module exports is looked up again wherever it is used.
const { habitOver, handOver, MEASURED_AT, phaseGainOver, timekeeperOver } = humans
const { MOST_PENDING, playedAt } = episode

/** Where nothing is to come. */
const NEVER = Number.POSITIVE_INFINITY
const NONE = Number.NaN

/** What a person hears. */
export interface Sounding {
  /** When the present beat sounds. */
  readonly time: Seconds
  /** How long it is. */
  readonly beat: Seconds
  /** What is written there. */
  readonly timing: Pick<BeatTiming, 'counts' | 'isNewTempo'>
}

/** One of them: the traits (`HumanTraits`), and where they are. */
export class Person {
  /** When they play next; +∞ where nothing is planned. */
  next: Seconds = NEVER
  /** Their habit at the beat that sounds, which a reward takes out. */
  felt: Seconds = NONE

  habit: Milliseconds = NONE
  habitGrows = false
  phaseGain: Ratio = NONE
  periodGain: Ratio = NONE
  timekeeper: Milliseconds = NONE
  motor: Milliseconds = NONE
  scatter: Milliseconds = NONE
  driftMemory: Ratio = NONE
  /** What the wandering gets anew with each beat. */
  fresh: Milliseconds = NONE
  notices: Noticing | null = null

  /** Of what the tempo counts: theirs, and the band's at the beat that sounds. */
  unit: Seconds = NONE
  bandUnit: Seconds = NONE
  /** How long they have the present beat. */
  period: Seconds = NONE
  inner: Seconds = NONE
  wander: Milliseconds = NONE
  /** How far they were from the beat that sounds, and from the one before it. */
  asynchrony: Seconds = NONE
  before: Seconds = NONE
  /** Took the last asynchrony for a change of tempo: who notices. */
  isChanging = false
  /** The last onset that was planned. */
  last: Seconds = NONE
  /** Onsets that are to be played after the next one: a ring. No typed array: one of 8 numbers takes five times the memory. */
  readonly pending: number[] = new Array<number>(MOST_PENDING).fill(NEVER)
  head = 0
  count = 0
}

export class Crowd {
  readonly noise: Noise
  readonly people: readonly Person[]

  readonly #heard: readonly Sounding[]

  /** @param heard by each of them */
  constructor(heard: readonly Sounding[]) {
    this.noise = new Noise(heard.length)
    this.people = heard.map(() => new Person())
    this.#heard = heard
  }

  /** Somebody sits down at place `i`. */
  enter(i: number, traits: HumanTraits, seed: number): void {
    const person = this.people[i]
    if (person === undefined) return
    this.noise.seed(i, seed)
    person.next = NEVER
    person.habit = traits.habit
    person.habitGrows = traits.habitGrows === true
    person.phaseGain = traits.phaseGain
    person.periodGain = traits.periodGain
    person.timekeeper = traits.timekeeper
    person.motor = traits.motor
    person.scatter = traits.scatter
    person.driftMemory = traits.driftMemory
    person.fresh = Math.sqrt(1 - traits.driftMemory * traits.driftMemory) * traits.drift
    person.notices = traits.notices ?? null
    person.unit = NONE
    person.wander = 0
    person.last = Number.NEGATIVE_INFINITY
    person.asynchrony = 0
    person.isChanging = false
    person.head = 0
    person.count = 0
  }

  /**
   * Person `i` hears the beat that sounds now, and plans the next onset. The beat's noise has been drawn.
   *
   * @param sounds false where nobody plays on it
   * @param plays whether there is a beat to play on after it
   */
  hear(i: number, sounds: boolean, plays: boolean): void {
    const person = this.people[i]
    const heard = this.#heard[i]
    if (person === undefined || heard === undefined) return
    const { noise } = this
    meet(person, heard, sounds, noise.drift, i)
    correct(person, heard, noise.timekeeper, i)
    if (plays && person.count < MOST_PENDING) plan(person, heard, noise.motor, i)
  }

  /** They have played. */
  playNext(person: Person): void {
    const head = (person.head + 1) & (MOST_PENDING - 1)
    const count = person.count - 1
    person.head = head
    person.count = count
    person.next = count === 0 ? NEVER : (person.pending[head] ?? NEVER)
  }
}

// Three steps, each of a size that an engine makes one piece of; numbers go from one to the next in fields.

/** How far the beat that sounds is from where the person has it. */
function meet(person: Person, heard: Sounding, sounds: boolean, drift: Float64Array, i: number): void {
  const { time, beat, timing } = heard
  const bandUnit = beat / timing.counts
  if (Number.isNaN(person.unit)) {
    person.unit = bandUnit
    person.inner = time
  } else if (timing.isNewTempo) person.unit *= bandUnit / person.bandUnit
  person.bandUnit = bandUnit
  person.period = person.unit * timing.counts
  const wander = person.driftMemory * person.wander + person.fresh * (drift[i] ?? 0)
  const habit = habitOver(person, 1000 * beat)
  const wanted = time + (habit + wander) / 1000
  person.wander = wander
  person.felt = habit / 1000
  person.before = person.asynchrony
  person.asynchrony = sounds ? person.inner - wanted : 0
}

/** What of it their tempo and the next tap make up for, and the noise of their clock. */
function correct(person: Person, heard: Sounding, timekeeper: Float64Array, i: number): void {
  const { asynchrony, notices, periodGain, period: before } = person
  const { counts } = heard.timing
  // What is usual is made up for by the gains; what lies beyond, by those who notice, at once and whole.
  let usual = asynchrony
  let ofPeriod = periodGain * asynchrony
  if (notices !== null) {
    usual = usualOf(notices.shift, asynchrony, before)
    ofPeriod = notice(person, notices, asynchrony, before)
      ? notices.periodGain * asynchrony
      : periodGain * usual
  }
  person.unit -= ofPeriod / counts
  const period = person.unit * counts
  const interval = 1000 * period
  person.period = period
  person.inner +=
    period -
    (phaseGainOver(person, interval) * usual + (asynchrony - usual)) +
    (timekeeperOver(person, interval) / 1000) * (timekeeper[i] ?? 0)
}

/** When they play next, by the clock and the noise of their hand. */
function plan(person: Person, heard: Sounding, motor: Float64Array, i: number): void {
  const { count } = person
  const hand = handOver(person, 1000 * person.period) / 1000
  const planned = person.inner + hand * (motor[i] ?? 0)
  const played = playedAt(planned, heard.time, heard.beat, person.last)
  if (Number.isNaN(played)) return
  person.last = played
  person.count = count + 1
  if (count === 0) person.next = played
  else person.pending[(person.head + count) & (MOST_PENDING - 1)] = played
}

/** Whether a person takes this asynchrony for a change of tempo. */
function notice(person: Person, { change, keeps }: Noticing, asynchrony: Seconds, period: Seconds): boolean {
  const { before } = person
  const large = grown(person.isChanging ? keeps : change, period)
  const changing =
    before * asynchrony > 0 && Math.abs(asynchrony) > large && Math.abs(before) > grown(keeps, period)
  person.isChanging = changing
  return changing
}

/** What was measured at 500 ms, over another interval. */
function grown(ms: Milliseconds, period: Seconds): Seconds {
  return (ms * period) / MEASURED_AT
}

function usualOf(shift: Milliseconds, asynchrony: Seconds, period: Seconds): Seconds {
  return Math.min(grown(shift, period), Math.max(-grown(shift, period), asynchrony))
}

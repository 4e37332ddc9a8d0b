/**
 * What the player's events say about one beat, and the three ways to ask them.
 *
 * HOT PATH: one call an onset; allocates nothing.
 */

import type { Quarters, Ratio, Seconds } from '../units.ts'
import type { Events } from './events.ts'

/** A beat to be judged: where it sounds for the player, and how much of it belongs to it. */
export interface BeatPlace {
  /** When the player hears it. */
  at: Seconds
  /** How far behind it the player is expected: the habit, or where the ideas of `track many` see the player. */
  shift: Seconds
  /** How long it is. */
  beat: Seconds
  /** The same in quarters. */
  length: Quarters
  /** Where it stands in its bar. */
  place: Quarters
  /** Bar of its section, from 0. */
  bar: number
  /** Where the off-beat 8th lies within it, 0..1, swing included. NaN where its metre has none. */
  offBeat: Ratio
  /** How far from `at + shift` an event may lie and still be the beat. */
  window: Seconds
}

/** Evidence that counts less is hardly any: it moves the band a little and explains nothing. */
const LEAST: Ratio = 0.1

/** One object a listener, refilled in place. */
export class Evidence {
  /** How far the player is behind the beat (negative: ahead), NaN where nothing tells. */
  deviation: Seconds = Number.NaN
  /** How much that counts: 0..1. */
  weight: Ratio = 0
  /** The event that is the beat itself; NaN where there is none. */
  onset: Seconds = Number.NaN
  velocity: Ratio = 0
  /** Whether anything was played during the beat. */
  heard = false

  clear(): void {
    this.deviation = Number.NaN
    this.weight = 0
    this.onset = Number.NaN
    this.velocity = 0
    this.heard = false
  }

  get explained(): boolean {
    return this.weight > LEAST
  }
}

/** Knows where events are expected. */
export interface Expectation {
  /** Fills the evidence for a beat from the events so far; a later call, knowing more, replaces it. */
  judge(events: Events, place: BeatPlace, loudness: Loudness, evidence: Evidence): void
  /** The beat is over: what was heard as it may be learned from. */
  learn(place: BeatPlace, evidence: Evidence, loudness: Loudness): void
}

/** Events softer than this share of what the player's beats are like count less. */
const FULL_FROM = 0.8
/** How fast the running mean of the beats' strength forgets. */
const FORGETS = 0.1

/** How loud the player's beats are, lately. */
export class Loudness {
  #mean: Ratio = Number.NaN

  /** 1 for an event as loud as usual, less for a softer one. */
  weight(velocity: Ratio): Ratio {
    const full = FULL_FROM * this.#mean
    return !(full > 0) || velocity >= full ? 1 : velocity / full
  }

  learn(velocity: Ratio): void {
    if (Number.isNaN(this.#mean)) this.#mean = velocity
    else this.#mean += FORGETS * (velocity - this.#mean)
  }
}

/** The loudest event within `window` of a moment and not outside `from`..`to`, and of equally loud ones the nearest; −1 for none. */
export function loudestNear(
  events: Events,
  at: Seconds,
  window: Seconds,
  from: Seconds = Number.NEGATIVE_INFINITY,
  to: Seconds = Number.POSITIVE_INFINITY,
): number {
  let best = -1
  for (let i = 0; i < events.count; i++) {
    const time = events.time(i)
    const off = time - at
    if (off < -window || time < from) continue
    if (off > window || time > to) break
    if (best >= 0) {
      const louder = events.velocity(i) - events.velocity(best)
      if (louder < 0 || (louder === 0 && Math.abs(off) >= Math.abs(events.time(best) - at))) continue
    }
    best = i
  }
  return best
}

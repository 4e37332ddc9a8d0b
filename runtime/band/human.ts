/**
 * Human timing: a slow wandering around the beat, as people do, and the same each time for the same seed.
 *
 * HOT PATH: called for every note of a voice with `human`; allocates nothing.
 *
 * Value noise: keyed draws at knots, joined by smooth steps. A slow part with a knot every four quarters and a
 * quick one with a knot every quarter; never further from the beat than the amount written.
 */

import { uniform } from '../random.ts'
import type { Quarters, Seconds } from '../units.ts'
import { HUMAN_QUICK, HUMAN_SLOW } from './streams.ts'

const SLOW_KNOTS: Quarters = 4
const QUICK_KNOTS: Quarters = 1
const SLOW_SHARE = 0.75
const QUICK_SHARE = 0.25

export class HumanTiming {
  readonly #amount: Seconds
  readonly #slow: Wander
  readonly #quick: Wander

  constructor(seed: number, memberKey: number, voiceKey: number, amount: Seconds) {
    this.#amount = amount
    this.#slow = new Wander(seed, memberKey, voiceKey, HUMAN_SLOW)
    this.#quick = new Wander(seed, memberKey, voiceKey, HUMAN_QUICK)
  }

  /** How late (positive) a note at this position of the piece is. */
  at(quarter: Quarters): Seconds {
    const wander =
      SLOW_SHARE * this.#slow.at(quarter / SLOW_KNOTS) + QUICK_SHARE * this.#quick.at(quarter / QUICK_KNOTS)
    return this.#amount * wander
  }
}

/** Smooth noise in −1..1 with a knot at each whole number. The last two knots are kept: notes come in order. */
class Wander {
  readonly #seed: number
  readonly #memberKey: number
  readonly #voiceKey: number
  readonly #stream: number
  #knot = Number.NaN
  #here = 0
  #there = 0

  constructor(seed: number, memberKey: number, voiceKey: number, stream: number) {
    this.#seed = seed
    this.#memberKey = memberKey
    this.#voiceKey = voiceKey
    this.#stream = stream
  }

  at(x: number): number {
    const knot = Math.floor(x)
    if (knot !== this.#knot) {
      this.#here = knot === this.#knot + 1 ? this.#there : this.#draw(knot)
      this.#there = this.#draw(knot + 1)
      this.#knot = knot
    }
    const t = x - knot
    return this.#here + (this.#there - this.#here) * (t * t * (3 - 2 * t))
  }

  #draw(knot: number): number {
    return 2 * uniform(this.#seed, this.#memberKey, this.#voiceKey, knot, 0, this.#stream) - 1
  }
}

/** The feature `wandering`. */
export const wandering = (seed: number, memberKey: number, voiceKey: number, amount: Seconds): HumanTiming =>
  new HumanTiming(seed, memberKey, voiceKey, amount)

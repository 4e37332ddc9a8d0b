/**
 * Human timing: a wandering around the beat, as people do, and the same each time for the same seed.
 *
 * HOT PATH: called for every note of a voice with `human`; allocates nothing.
 *
 * People's timing is correlated over many beats (Hennig et al., "The nature and perception of fluctuations in human
 * musical rhythms", PLoS ONE 6(10), 2011): a sum of noises an octave or two apart comes near its 1/f spectrum. Half of the
 * variance is the player's, who rushes and drags with all limbs at once; half belongs to the hand or foot of each
 * voice. From one quarter to the next the correlation is 0.47 then, near that of drummers (0.44).
 *
 * Each noise has keyed draws at its knots. Between two knots they are mixed with weights whose squares sum to 1, so
 * that the variance is the same everywhere. Whatever is asked first, and whoever else plays, the answer is the same.
 */

import { uniform } from '../random.ts'
import type { Quarters, Ratio, Seconds } from '../units.ts'
import { HUMAN_DRIFT, HUMAN_QUICK, HUMAN_SLOW } from './streams.ts'

const DRIFT_KNOTS: Quarters = 16
const SLOW_KNOTS: Quarters = 4
const QUICK_KNOTS: Quarters = 1
/** Shares of the standard deviation: their squares are a quarter, a quarter and a half. */
const DRIFT_SHARE: Ratio = 0.5
const SLOW_SHARE: Ratio = 0.5
const QUICK_SHARE: Ratio = Math.SQRT1_2
/** A number evenly spread over −1..1 times this has variance 1. */
const UNIT_VARIANCE = 1.7320508075688772
/** No further from the beat than this many standard deviations: one note in two hundred would be. */
const MOST_DEVIATIONS = 2.5

export class HumanTiming {
  readonly #deviation: Seconds
  readonly #drift: Wander
  readonly #slow: Wander
  readonly #quick: Wander

  /**
   * @param deviation the standard deviation
   * @param bodyKey what the player's limbs have in common
   * @param voiceKey what this one has to itself
   */
  constructor(seed: number, memberKey: number, bodyKey: number, voiceKey: number, deviation: Seconds) {
    this.#deviation = deviation
    this.#drift = new Wander(seed, memberKey, bodyKey, HUMAN_DRIFT)
    this.#slow = new Wander(seed, memberKey, bodyKey, HUMAN_SLOW)
    this.#quick = new Wander(seed, memberKey, voiceKey, HUMAN_QUICK)
  }

  /** How late (positive) a note at this position of the piece is. */
  at(quarter: Quarters): Seconds {
    const wander =
      DRIFT_SHARE * this.#drift.at(quarter / DRIFT_KNOTS) +
      SLOW_SHARE * this.#slow.at(quarter / SLOW_KNOTS) +
      QUICK_SHARE * this.#quick.at(quarter / QUICK_KNOTS)
    return this.#deviation * Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, wander))
  }
}

/** Smooth noise of variance 1 with a knot at each whole number. The last two knots are kept: notes come in order. */
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
    const there = t * t * (3 - 2 * t)
    const here = 1 - there
    return (here * this.#here + there * this.#there) / Math.sqrt(here * here + there * there)
  }

  #draw(knot: number): number {
    const evenly = 2 * uniform(this.#seed, this.#memberKey, this.#voiceKey, knot, 0, this.#stream) - 1
    return UNIT_VARIANCE * evenly
  }
}

/** The feature `wandering`. */
export const wandering = {
  /** The furthest from the beat. */
  most: (deviation: Seconds): Seconds => MOST_DEVIATIONS * deviation,
  timing: (
    seed: number,
    memberKey: number,
    bodyKey: number,
    voiceKey: number,
    deviation: Seconds,
  ): HumanTiming => new HumanTiming(seed, memberKey, bodyKey, voiceKey, deviation),
} as const

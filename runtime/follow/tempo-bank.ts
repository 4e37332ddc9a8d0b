/**
 * `track many`: competing ideas of where the player's next beat will be.
 *
 * Each idea is a Kalman filter of phase and period for one kind of player: from one whose tempo never moves and whose
 * hand shakes to one whose every interval is a new tempo. With an onset on every beat it is an α–β tracker, x ← x + α·w·d,
 * P ← P + β·w·d; where beats pass without any, or with evidence that counts little, it knows less and the gains rise:
 * two chords a bar tell as much about the tempo as they can. (With fixed gains a third of such takes was lost.)
 *
 * Evidence of weight w is the player's beat with probability w, and nothing otherwise (the probabilistic data association
 * of Bar-Shalom and Tse 1975: "Tracking in a cluttered environment with probabilistic data association", Automatica 11).
 *
 * One more idea is that the band is right as it is: it *holds*, and expects the player at the
 * habit. The ideas' weights follow from how well each has lately predicted, by exponential weights with fixed share
 * (Herbster and Warmuth 1998: "Tracking the best expert", Machine Learning 32):
 *
 *     w ← (1 − s)·w·e^(−loss)/Z + s/n
 *
 * What the band goes by is their mean. Phases are kept relative to the band's beat, habit included, and periods per
 * quarter. What an onset says is an *answer* that a better one may replace; it is kept when the beat is over.
 *
 * The gains were chosen on recorded performances and simulated people (`npm run bench:follow`, `bench:follow-loop`,
 * `bench:follow-raw`); leaving out any one idea makes little difference.
 *
 * HOT PATH: one answer an onset; allocates nothing.
 */

import { exp } from '../math.ts'
import type { Quarters, Ratio, Seconds } from '../units.ts'

/**
 * α and β of each idea where every beat is heard. They fix its noises: with M the covariance before an onset, in units
 * in which that of the onset's deviation is 1, the gains are (M₁₁, M₁₂), the noise of the onset is 1 − α, that of the
 * phase α² − 2β + αβ and that of the period β². (1.2 is no Kalman gain, but the same sums hold.)
 */
const GAINS: readonly (readonly [phase: Ratio, period: Ratio])[] = [
  [0.35, 0.05],
  [0.5, 0.1],
  [0.7, 0.2],
  [0.9, 0.4],
  [1, 0.7],
  [1, 1],
  [1, 0.1],
  [1, 0.02],
  [1.2, 0.2],
]
const HOLD = GAINS.length
const IDEAS = GAINS.length + 1
const ALPHA = Float64Array.from(GAINS, ([phase]) => phase)
const BETA = Float64Array.from(GAINS, ([, period]) => period)
/** Beats without a word, after which nobody knows any less. */
const KNOWS_NOTHING = 16
const PRIOR: Ratio = 1 / IDEAS
/** s. */
const SHARE: Ratio = 0.002
/** How fast the tempo that is held follows the band's. */
const HELD: Ratio = 0.05
/** Loss of a deviation d at interval T: SCALE·|d| / (SHAKE + WEBER·T), as people's timing grows with the interval. */
const SCALE = 0.5
const SHAKE: Seconds = 0.01
const WEBER: Ratio = 0.03

export class TempoBank {
  /** How far the player's beat lies behind the band's, by all ideas. */
  shift: Seconds = 0
  /** The player's period by all ideas, seconds a quarter. */
  period: Seconds = 0.5
  /** True until something was heard: the band is right as it is, to the last bit. */
  idle = true

  readonly #phases = new Float64Array(IDEAS)
  readonly #periods = new Float64Array(IDEAS)
  readonly #weights = new Float64Array(IDEAS)
  /** M of each idea: covariance of phase and period before what is heard on the present beat. */
  readonly #phasePhase = new Float64Array(HOLD)
  readonly #phasePeriod = new Float64Array(HOLD)
  readonly #periodPeriod = new Float64Array(HOLD)
  /** Of the answer; 0 where nothing was heard. */
  #weight: Ratio = 0
  /** Beats in a row without an answer. */
  #unheard = 0
  readonly #nextPhases = new Float64Array(IDEAS)
  readonly #nextPeriods = new Float64Array(IDEAS)
  readonly #nextWeights = new Float64Array(IDEAS)
  /** Of the present beat, in quarters. */
  #length: Quarters = 1
  /** The tempo that holding holds: the band's own, averaged over some bars. */
  #held: Seconds = 0.5

  /** All ideas agree: the player is with the band, at its tempo and with the habit. */
  start(period: Seconds, bias: Seconds): void {
    this.#phases.fill(bias)
    this.#weights.fill(PRIOR)
    this.#periods.fill(period)
    this.#held = period
    this.idle = true
    this.#unheard = 0
    for (let i = 0; i < HOLD; i++) {
      const alpha = ALPHA[i] ?? 0
      const beta = BETA[i] ?? 0
      this.#phasePhase[i] = alpha
      this.#phasePeriod[i] = beta
      this.#periodPeriod[i] = beta * (alpha + beta)
    }
    this.#rest()
  }

  /** The band leads: the ideas keep what they think of the player relative to it. */
  lead(from: Seconds, to: Seconds): void {
    for (let i = 0; i < IDEAS; i++) this.#periods[i] = ((this.#periods[i] ?? 0) / from) * to
    this.#held = to
    this.#rest()
  }

  /**
   * Answers what was heard on the present beat; a later call replaces the answer.
   * @param deviation behind the band's beat; NaN where nothing was heard
   * @param weight of the evidence, 0..1
   * @param bias the habit: where a player who is with the band plays
   * @param period the band's, seconds a quarter
   * @param length of the beat
   */
  answer(deviation: Seconds, weight: Ratio, bias: Seconds, period: Seconds, length: Quarters): void {
    this.#length = length
    this.#phases[HOLD] = bias
    this.#periods[HOLD] = this.#held
    if (Number.isNaN(deviation) || !(weight > 0)) {
      this.#rest()
      return
    }
    this.idle = false
    this.#weight = weight
    const beat = period * length
    const scale = (weight * SCALE) / (SHAKE + WEBER * beat)
    let total = 0
    for (let i = 0; i < IDEAS; i++) {
      const phase = this.#phases[i] ?? 0
      const off = deviation - phase
      const away = Math.abs(off)
      const weighed = (this.#weights[i] ?? 0) * exp(-scale * (away < beat / 2 ? away : beat / 2))
      total += weighed
      this.#nextWeights[i] = weighed
      if (i === HOLD) continue
      const believed = (weight * off) / this.#unsure(i)
      this.#nextPhases[i] = phase + (this.#phasePhase[i] ?? 0) * believed
      this.#nextPeriods[i] = (this.#periods[i] ?? 0) + ((this.#phasePeriod[i] ?? 0) * believed) / length
    }
    this.#nextPhases[HOLD] = this.#phases[HOLD] ?? 0
    this.#nextPeriods[HOLD] = this.#periods[HOLD] ?? 0
    for (let i = 0; i < IDEAS; i++)
      this.#nextWeights[i] = ((1 - SHARE) * (this.#nextWeights[i] ?? 0)) / total + SHARE * PRIOR
    this.#mix()
  }

  /** Where the player is expected, relative to the band's present beat, by all ideas but that the band is right. */
  get expected(): Seconds {
    let shift = 0
    let total = 0
    for (let i = 0; i < HOLD; i++) {
      const weight = this.#weights[i] ?? 0
      total += weight
      shift += weight * (this.#phases[i] ?? 0)
    }
    return shift / total
  }

  /** The beat is over; `interval` after it the band's next one sounds. */
  keep(interval: Seconds): void {
    const length = this.#length
    this.#held += HELD * (interval / length - this.#held)
    this.#weights.set(this.#nextWeights)
    for (let i = 0; i < IDEAS; i++) {
      const period = this.#nextPeriods[i] ?? 0
      this.#periods[i] = period
      this.#phases[i] = (this.#nextPhases[i] ?? 0) + period * length - interval
    }
    this.#forget()
    this.#rest()
  }

  /** Variance of how far an onset comes from where the idea expects it. */
  #unsure(i: number): number {
    return (this.#phasePhase[i] ?? 0) + 1 - (ALPHA[i] ?? 0)
  }

  /** What each idea knows a beat later: more by what was heard, less by what may have changed since. */
  #forget(): void {
    const weight = this.#weight
    this.#unheard = weight > 0 ? 0 : this.#unheard + 1
    if (this.#unheard > KNOWS_NOTHING) return
    for (let i = 0; i < HOLD; i++) {
      const alpha = ALPHA[i] ?? 0
      const beta = BETA[i] ?? 0
      const told = weight / this.#unsure(i)
      const before = this.#phasePeriod[i] ?? 0
      const left = 1 - told * (this.#phasePhase[i] ?? 0)
      const phase = left * (this.#phasePhase[i] ?? 0)
      const both = left * before
      const period = (this.#periodPeriod[i] ?? 0) - told * before * before
      this.#phasePhase[i] = phase + 2 * both + period + alpha * alpha - 2 * beta + alpha * beta
      this.#phasePeriod[i] = both + period
      this.#periodPeriod[i] = period + beta * beta
    }
  }

  #rest(): void {
    this.#nextPhases.set(this.#phases)
    this.#nextPeriods.set(this.#periods)
    this.#nextWeights.set(this.#weights)
    this.#weight = 0
    this.#mix()
  }

  #mix(): void {
    let shift = 0
    let period = 0
    for (let i = 0; i < IDEAS; i++) {
      const weight = this.#nextWeights[i] ?? 0
      shift += weight * (this.#nextPhases[i] ?? 0)
      period += weight * (this.#nextPeriods[i] ?? 0)
    }
    this.shift = shift
    this.period = period
  }
}

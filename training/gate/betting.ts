/**
 * A lower bound of a mean by betting (Waudby-Smith & Ramdas, JRSS B 2024; for policies: Waudby-Smith, Wu, Ramdas, Karampatziakis
 * & Mineiro, arXiv:2210.10768).
 *
 * Somebody bets that the mean is greater than m. While it is not, their capital K(m) = Π (1 + λᵢ (xᵢ − m)) is a martingale, and
 * by Ville's inequality it ever reaches 1/α with probability α at most. The bound is the greatest m that the capital refutes. It
 * asks for nothing but values that are not below 0: no bound above, no law.
 */

export interface BettingOptions {
  readonly alpha: number
  /**
   * `fixed`: the stakes are the best for this many values. `anytime`: the bound may be looked at after each value, for ever, and
   * still fails with probability α at most.
   */
  readonly horizon: 'fixed' | 'anytime'
  /**
   * What is guessed of the values before they are seen: a good guess bets better, a wrong one only loses time. Default: those of
   * values anywhere in [0, 1].
   */
  readonly guess?: { readonly mean: number; readonly variance: number }
}

/** Of the capital no more than this is ever at stake. */
export const MOST_AT_STAKE = 0.75
const ANYWHERE = { mean: 0.5, variance: 0.25 }
const HALVINGS = 60

/**
 * @param x independent values, none below 0, in an order that does not depend on them
 * @returns a number that the mean is below with probability α at most; 0 where nothing is known
 * @throws RangeError on a value below 0 or NaN, or an α outside of 0..1
 */
export function bettingLower(x: Float64Array, { alpha, horizon, guess = ANYWHERE }: BettingOptions): number {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must lie between 0 and 1, not ${alpha}`)
  const stakes = stakesFor(x, alpha, horizon, guess)
  return greatestRefuted(x, stakes, Math.log(1 / alpha), 0)
}

/** @param known a number that is known to be refuted, or 0 */
function greatestRefuted(x: Float64Array, stakes: Float64Array, goal: number, known: number): number {
  let [low, high] = [known, Math.max(known, mostOf(x))]
  if (!(high > 0) || !refuted(x, stakes, low, goal)) return low
  // The capital falls with m: what is refuted lies below what is not.
  for (let i = 0; i < HALVINGS && high - low > 1e-12 * high; i++) {
    const m = (low + high) / 2
    if (refuted(x, stakes, m, goal)) low = m
    else high = m
  }
  return low
}

/** No mean lies above it. */
function mostOf(x: Float64Array): number {
  let most = 0
  for (const value of x) {
    if (!(value >= 0)) throw new RangeError(`the bound is for values from 0 on, not ${value}`)
    most = Math.max(most, value)
  }
  return most
}

/** How a bound came about, after so many values each. */
export interface Course {
  readonly lower: readonly number[]
  /** ln of the capital of who bets against `against`, as far as it went. */
  readonly wealth: readonly number[]
}

/** The bound after the first n values for each n of `at`, which rise, with the stakes of all; the last is `bettingLower`'s. */
export function bettingPath(
  x: Float64Array,
  { alpha, horizon, guess = ANYWHERE }: BettingOptions,
  at: readonly number[],
  against: number,
): Course {
  const stakes = stakesFor(x, alpha, horizon, guess)
  const goal = Math.log(1 / alpha)
  const lower: number[] = []
  const wealth: number[] = []
  let [done, least, log] = [0, 0, 0]
  const cap = against > 0 ? MOST_AT_STAKE / against : Number.POSITIVE_INFINITY
  for (const count of at) {
    for (; done < count; done++)
      log += Math.log1p(Math.min(stakes[done] ?? 0, cap) * ((x[done] ?? 0) - against))
    wealth.push(log)
    // What was refuted stays refuted: the bound never falls.
    least = greatestRefuted(x.subarray(0, count), stakes, goal, least)
    lower.push(least)
  }
  return { lower, wealth }
}

/** λᵢ, of what came before the i-th value alone. */
function stakesFor(
  x: Float64Array,
  alpha: number,
  horizon: BettingOptions['horizon'],
  guess: { readonly mean: number; readonly variance: number },
): Float64Array {
  const stakes = new Float64Array(x.length)
  const log = 2 * Math.log(1 / alpha)
  let [sum, squares] = [0, guess.variance]
  for (let i = 0; i < x.length; i++) {
    const variance = squares / (i + 1)
    const n = horizon === 'fixed' ? x.length : (i + 1) * Math.log(i + 3)
    stakes[i] = Math.sqrt(log / (variance * n))
    const value = x[i] ?? 0
    sum += value
    const mean = (guess.mean + sum) / (i + 2)
    squares += (value - mean) ** 2
  }
  return stakes
}

/** Whether the capital of who bets against m ever reaches 1/α. */
function refuted(x: Float64Array, stakes: Float64Array, m: number, goal: number): boolean {
  // Against 0 there is nothing to lose, and no cap: it is infinite.
  const cap = MOST_AT_STAKE / m
  let log = 0
  for (let i = 0; i < x.length; i++) {
    const stake = Math.min(stakes[i] ?? 0, cap)
    log += Math.log1p(stake * ((x[i] ?? 0) - m))
    if (log >= goal) return true
  }
  return false
}

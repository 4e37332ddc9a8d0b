/**
 * How much of a ranking is luck, and what is done about it: UH-CMA-ES (Hansen, Niederberger, Guzzella & Koumoutsakos, IEEE Trans. Evol.
 * Comp. 13, 2009, algorithms 1 and 2). Some candidates are scored a second time on other people; where their ranks change by more than
 * is tolerated, the next generation plays with more people, and where there are no more to be had, σ grows against the noise's habit of
 * shrinking it too early.
 */

export interface NoiseState {
  readonly version: 1
  /** People that a candidate plays with, before rounding. */
  readonly people: number
  readonly least: number
  readonly most: number
  /** Smoothed measure; above 0 there is too much noise. */
  readonly level: number
}

/** Share of candidates that are scored twice, and at least so many. */
const TWICE = 0.2
const LEAST_TWICE = 2
/** The paper has 1. Two candidates say little: what they say is averaged over some generations. */
const SMOOTHING = 0.3
/** Quantile of random rank changes that is tolerated: θ. */
const TOLERATED = 0.2
/** α_t */
const PEOPLE_GROW = 1.5

/** @throws RangeError where there would be no people */
export function createNoise(least: number, most: number): NoiseState {
  if (!(least >= 1 && most >= least)) throw new RangeError(`from ${least} to ${most} people is no range`)
  return { version: 1, people: least, least, most, level: 0 }
}

/** People that the next candidates play with. */
export const peopleOf = ({ people }: NoiseState): number => Math.round(people)

/** How many candidates are scored twice: those that were drawn first, which is as random as any. */
export const scoredTwice = (lambda: number): number =>
  Math.min(lambda, Math.max(LEAST_TWICE, Math.round(TWICE * lambda)))

/**
 * The paper's s: mean over those that were scored twice of how far their ranks moved, less what is tolerated.
 *
 * @param first λ fitnesses, to be minimised
 * @param second of the first so many candidates, scored again
 */
export function rankChanges(first: readonly number[], second: readonly number[]): number {
  const lambda = first.length
  const again = first.map((one, i) => second[i] ?? one)
  const all = [...first, ...again]
  let sum = 0
  for (let i = 0; i < second.length; i++) {
    const [before, after] = [first[i] ?? Number.NaN, again[i] ?? Number.NaN]
    // Ties in the order in which they stand: of two equal scores of one candidate the second comes right behind the first.
    const [was, is] = [rankOf(all, i), rankOf(all, lambda + i)]
    const change = Math.abs(is - was - Math.sign(is - was))
    sum +=
      2 * change -
      tolerated(is - (after > before ? 1 : 0), lambda) -
      tolerated(was - (before > after ? 1 : 0), lambda)
  }
  return second.length === 0 ? 0 : sum / second.length
}

/** From 1. */
function rankOf(all: readonly number[], at: number): number {
  const own = all[at] ?? Number.NaN
  return 1 + all.reduce((count, one, i) => count + (one < own || (one === own && i < at) ? 1 : 0), 0)
}

/** The θ · 50th percentile of |1 − R|, |2 − R|, …, |2λ − 1 − R|. */
function tolerated(rank: number, lambda: number): number {
  const changes = Array.from({ length: 2 * lambda - 1 }, (_, i) => Math.abs(i + 1 - rank)).sort(
    (a, b) => a - b,
  )
  const at = (changes.length - 1) * TOLERATED * 0.5
  const low = changes[Math.floor(at)] ?? 0
  return low + ((changes[Math.ceil(at)] ?? low) - low) * (at - Math.floor(at))
}

export interface Treated {
  readonly noise: NoiseState
  /** What σ is multiplied by. */
  readonly stretch: number
}

/**
 * @param measured `rankChanges` of this generation
 * @param n dimension
 * @param room how often σ goes into what it may grow to: where candidates differ by nothing but noise, it must not grow for ever
 */
export function treat(
  state: NoiseState,
  measured: number,
  n: number,
  room = Number.POSITIVE_INFINITY,
): Treated {
  const level = (1 - SMOOTHING) * state.level + SMOOTHING * measured
  if (level <= 0)
    return {
      noise: { ...state, level, people: Math.max(state.least, state.people / PEOPLE_GROW) },
      stretch: 1,
    }
  if (state.people < state.most)
    return {
      noise: { ...state, level, people: Math.min(state.most, state.people * PEOPLE_GROW) },
      stretch: 1,
    }
  // α_σ
  return { noise: { ...state, level }, stretch: Math.max(1, Math.min(room, 1 + 2 / (n + 10))) }
}

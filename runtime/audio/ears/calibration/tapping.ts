/**
 * Somebody taps to a click. How late are the taps? That is two things together: the machine's latency, and the habit of
 * the person, who taps 20 to 60 ms *before* what they hear. Taps alone cannot tell one from the other, and whoever takes
 * the sum for latency makes the band as early as the person. So the two are told apart by what is known beforehand
 * (what the platform says, or a loopback has measured; what people do), each with how sure that is, and the answer says
 * how much of it is belief.
 *
 * Gaussian beliefs about latency L and habit h, and one observation of L + h: the update of two means in closed form.
 */

import type { Seconds } from '../../../units.ts'

/** A number and how sure it is: standard deviation. */
export interface Belief {
  readonly mean: Seconds
  readonly deviation: Seconds
}

export interface TappingInput {
  /** When the clicks were asked to sound, in order. */
  readonly clicks: readonly Seconds[]
  /** When the taps came in, on the same clock, in order. */
  readonly taps: readonly Seconds[]
  /** Input and output latency together, where the platform or a loopback has said; else a guess at it is made. */
  readonly latency?: Belief
}

export type TappingReading =
  | {
      readonly ok: true
      /** Taps minus clicks: latency and habit together, and how far single taps are from it. */
      readonly sum: Seconds
      readonly spread: Seconds
      readonly latency: Belief
      /** Below zero is early. */
      readonly habit: Belief
      /**
       * `measured`: latency was known beforehand to 5 ms, so that the habit is what was found out. `assumed`: most of
       * what tells the two apart is what people usually do, and latency should rather be measured by a loopback.
       */
      readonly split: 'measured' | 'assumed'
      readonly used: number
    }
  | {
      readonly ok: false
      /** `few` taps near clicks; `scattered`: they did not follow the clicks. */
      readonly reason: 'few' | 'scattered'
    }

/** Until people are with the click, nothing is counted. */
const SETTLING_CLICKS = 4
const FEWEST_TAPS = 8
/** People's standard deviation at a beat of 0.5 to 1 s is 20 to 40 ms; taps at random have 140 and more. */
const MOST_SPREAD: Seconds = 0.06
/** Taps further than this many spreads from the middle are slips. */
const SLIP = 3
/** Median absolute deviation to standard deviation, for a normal distribution. */
const MAD_TO_DEVIATION = 1.4826
/** Without a word from the platform: browsers and phones have 20 to 150 ms. */
const UNKNOWN_LATENCY: Belief = { mean: 0.06, deviation: 0.06 }
/** People differ by this (Bååth and Madison's tapping data, people without and with training). */
const HABIT_DEVIATION: Seconds = 0.022
/** Interval and mean asynchrony, seconds, from the same data. */
const HABITS: readonly (readonly [interval: Seconds, habit: Seconds])[] = [
  [0.5, -0.038],
  [0.6, -0.043],
  [1.2, -0.056],
  [1.8, -0.057],
  [2.4, -0.081],
  [3, -0.11],
]
const KNOWN: Seconds = 0.005

/** Latency and habit of somebody who tapped to clicks, each with how sure it is; the reason where the taps tell neither. */
export function readTapping({ clicks, taps, latency = UNKNOWN_LATENCY }: TappingInput): TappingReading {
  const interval = median(clicks.slice(1).map((click, i) => click - (clicks[i] ?? 0)))
  const late = clicks
    .slice(SETTLING_CLICKS)
    .flatMap((click) => nearestTap(click, taps, interval, latency.mean))
  if (late.length < FEWEST_TAPS) return { ok: false, reason: 'few' }
  const middle = median(late)
  const spread = MAD_TO_DEVIATION * median(late.map((one) => Math.abs(one - middle)))
  if (spread > MOST_SPREAD) return { ok: false, reason: 'scattered' }
  const kept = late.filter((one) => Math.abs(one - middle) <= SLIP * Math.max(spread, 0.005))
  const sum = kept.reduce((a, b) => a + b, 0) / kept.length
  const usual: Belief = { mean: habitAt(interval), deviation: HABIT_DEVIATION }
  // What the sum is off from what was believed is shared out by how unsure each belief was.
  const [forLatency, forHabit] = [squared(latency.deviation), squared(usual.deviation)]
  const all = forLatency + forHabit + squared(spread) / kept.length
  const surprise = sum - latency.mean - usual.mean
  const updated = (prior: Belief, variance: number): Belief => ({
    mean: prior.mean + (variance / all) * surprise,
    deviation: Math.sqrt(variance - squared(variance) / all),
  })
  return {
    ok: true,
    sum,
    spread,
    latency: updated(latency, forLatency),
    habit: updated(usual, forHabit),
    split: latency.deviation <= KNOWN ? 'measured' : 'assumed',
    used: kept.length,
  }
}

/** How late the tap for a click is, if there is one: within half an interval of when it is to be expected. */
function nearestTap(
  click: Seconds,
  taps: readonly Seconds[],
  interval: Seconds,
  latency: Seconds,
): readonly Seconds[] {
  const expected = click + latency
  let best = Number.NaN
  for (const tap of taps) {
    if (Math.abs(tap - expected) > interval / 2) continue
    if (!(Math.abs(tap - expected) >= Math.abs(best - expected))) best = tap
  }
  return Number.isNaN(best) ? [] : [best - click]
}

function habitAt(interval: Seconds): Seconds {
  let [before, habitBefore] = HABITS[0] ?? [0.5, -0.038]
  if (!(interval > before)) return habitBefore
  for (const [after, habit] of HABITS) {
    if (interval <= after) {
      const share = after === before ? 0 : (interval - before) / (after - before)
      return habitBefore + share * (habit - habitBefore)
    }
    before = after
    habitBefore = habit
  }
  return habitBefore
}

const squared = (value: number): number => value * value

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}

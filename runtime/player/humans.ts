/**
 * People, in numbers: what the simulated players of scenarios are made of.
 *
 * Mean asynchrony, phase gain, timekeeper and motor noise are those measured on open tapping data (Bååth & Madison
 * 2012; Groove MIDI for drummers) at intervals around 500 ms. By themselves they give people who are too even and, but for
 * drummers, forget too quickly: a timekeeper of 15 ms and a gain of 0.57 make an SD of 17 ms, and untrained people's is
 * 26 ms. What is missing is set so that the SD of the asynchrony *and* its lag-1 autocorrelation come out near the measured
 * ones: a scatter from beat to beat, and a slow wandering around the habit. See Wing & Kristofferson 1973 for the
 * two kinds of noise and Vorberg & Schulze 2002 for the correction. `npm run bench:follow-loop` prints how near they come.
 */

import type { Milliseconds, Ratio } from '../units.ts'

export type Human = 'novice' | 'musician' | 'drummer'

export interface HumanTraits {
  /** Habitual asynchrony: negative is early. */
  readonly habit: Milliseconds
  /** Share of each asynchrony that the next tap makes up for. */
  readonly phaseGain: Ratio
  /** Share of each asynchrony that the player's own tempo keeps. */
  readonly periodGain: Ratio
  /** SD of the inner clock at 500 ms; it grows with the interval. */
  readonly timekeeper: Milliseconds
  /** SD of the hand. */
  readonly motor: Milliseconds
  /** SD of what is forgotten with the next beat, at 500 ms; it grows with the interval. */
  readonly scatter: Milliseconds
  /** SD of the slow wandering around the habit. */
  readonly drift: Milliseconds
  /** How much of the wandering is left a beat later. */
  readonly driftMemory: Ratio
  /** How somebody answers what they notice. Left out: all asynchronies are answered alike, however large. */
  readonly notices?: Noticing
  /** Whether the habit grows with the interval, as people's does. Default: it is the same at all tempi. */
  readonly habitGrows?: boolean
}

/** At 500 ms; they grow with the interval. */
export interface Noticing {
  /** Of an asynchrony what lies beyond this is made up for at once and whole, and is no reason to change tempo. */
  readonly shift: Milliseconds
  /** Two asynchronies in a row to one side, of which the last is larger than this, are a change of tempo. */
  readonly change: Milliseconds
  /** It goes on for as long as they are larger than this. */
  readonly keeps: Milliseconds
  /** Share of an asynchrony that the player's own tempo then keeps. */
  readonly periodGain: Ratio
}

/**
 * What people do after a shift of 50 ms and after tempo steps of 20 and 50 ms (measured on open tapping data) is more than their gains
 * between steady clicks allow: a novice's 0.57 would leave 21 ms after one beat, and 3–13 are left. With these the responses, and the SD
 * and lag-1 autocorrelation to a steady click, all come out as measured; the gain is within the 0.2–0.6 of Repp 2001.
 */
export const NOTICING: Noticing = { shift: 20, change: 46, keeps: 30, periodGain: 0.6 }

// biome-ignore format: a table of numbers
export const HUMANS: Readonly<Record<Human, HumanTraits>> = {
  novice:   { habit: -43, phaseGain: 0.57, periodGain: 0.05, timekeeper: 15, motor: 4, scatter: 13, drift: 13, driftMemory: 0.95 },
  musician: { habit: -30, phaseGain: 0.71, periodGain: 0.05, timekeeper: 13, motor: 4, scatter: 6, drift: 10, driftMemory: 0.95 },
  drummer:  { habit: -11, phaseGain: 0.39, periodGain: 0.03, timekeeper: 14, motor: 6.5, scatter: 9, drift: 2, driftMemory: 0.95 },
}

/** Interval at which `timekeeper` and `scatter` were measured. */
export const MEASURED_AT: Milliseconds = 500

/** A line through points: constant before the first, going on as between the last two. Intervals at even places, values behind them. */
type Line = Float64Array
const line = (...points: readonly (readonly [interval: Milliseconds, value: Ratio])[]): Line =>
  Float64Array.from(points.flat())

/** How the timekeeper's noise grows: 15, 17, 39 and 78 ms were measured at these intervals, and in proportion below. */
const TIMEKEEPER_GROWS = line([0, 0], [500, 1], [600, 1.13], [1200, 2.6], [1800, 5.2])
/** The longer an interval, the less of an asynchrony is left: 1 − α was 0.54, 0.40, 0.24 and 0.14. */
const LEFT_SHRINKS = line([600, 1], [1200, 0.74], [1800, 0.44], [2400, 0.26], [3400, 0.26])

/** −43 ms at 600, −56 at 1200, −57 at 1800, −81 at 2400 and −110 ms at 3000, as shares of the first. */
const HABIT_GROWS = line([600, 1], [1200, 1.3], [1800, 1.33], [2400, 1.88], [3000, 2.56])

/** The habitual asynchrony to beats that far apart. */
export function habitOver(
  { habit, habitGrows }: Pick<HumanTraits, 'habit' | 'habitGrows'>,
  interval: Milliseconds,
): Milliseconds {
  return habitGrows === true ? habit * valueAt(HABIT_GROWS, interval) : habit
}

/** SD of the inner clock over an interval. */
export function timekeeperOver(
  { timekeeper }: Pick<HumanTraits, 'timekeeper'>,
  interval: Milliseconds,
): Milliseconds {
  return timekeeper * valueAt(TIMEKEEPER_GROWS, interval)
}

/** SD of a single onset around where the inner clock puts it. */
export function handOver(
  { motor, scatter }: Pick<HumanTraits, 'motor' | 'scatter'>,
  interval: Milliseconds,
): Milliseconds {
  const grown = (scatter * interval) / MEASURED_AT
  return Math.sqrt(motor * motor + grown * grown)
}

/** Share of an asynchrony that the next tap makes up for. */
export function phaseGainOver({ phaseGain }: Pick<HumanTraits, 'phaseGain'>, interval: Milliseconds): Ratio {
  return 1 - (1 - phaseGain) * valueAt(LEFT_SHRINKS, interval)
}

/** HOT PATH: asked twice a beat for every simulated person; allocates nothing. */
function valueAt(line: Line, at: Milliseconds): Ratio {
  const first = line[1] ?? 0
  if (at <= (line[0] ?? 0)) return first
  const last = line.length - 2
  let next = 2
  while (next < last && at > (line[next] ?? 0)) next += 2
  const from = line[next - 2] ?? 0
  const before = line[next - 1] ?? 0
  return before + (((line[next + 1] ?? 0) - before) * (at - from)) / ((line[next] ?? 0) - from)
}

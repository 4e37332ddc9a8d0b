/**
 * People, in numbers: what the simulated players of scenarios are made of.
 *
 * Mean asynchrony, phase gain, timekeeper and motor noise are those measured on open tapping data (Bååth & Madison
 * 2012; Groove MIDI for drummers) at intervals around 500 ms; the slow drift is set so that the standard deviation
 * of the asynchrony comes out near the measured one. See Wing & Kristofferson 1973 for the two kinds of noise and
 * Vorberg & Schulze 2002 for the correction.
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
  /** SD of the slow wandering around the habit. */
  readonly drift: Milliseconds
}

export const HUMANS: Readonly<Record<Human, HumanTraits>> = {
  novice: { habit: -43, phaseGain: 0.57, periodGain: 0.05, timekeeper: 15, motor: 4, drift: 18 },
  musician: { habit: -30, phaseGain: 0.71, periodGain: 0.05, timekeeper: 13, motor: 4, drift: 12 },
  drummer: { habit: -11, phaseGain: 0.39, periodGain: 0.03, timekeeper: 14, motor: 6.5, drift: 12 },
}

/** Interval at which `timekeeper` was measured. */
export const MEASURED_AT: Milliseconds = 500
/** How much of the wandering is left a beat later. */
export const DRIFT_MEMORY = 0.5

/** How simulated people tap to a metronome, to be held against what was measured on people. */

import type { Human } from '../runtime/player/humans.ts'
import { modelOf } from '../runtime/player/models.ts'
import type { Milliseconds, Ratio } from '../runtime/units.ts'

/** How many taps, and how many of them are still the beginning. */
const TAPS = 4000
const SETTLING = 20
const SEEDS = [1, 2, 3]

export interface Tapping {
  /** Of the asynchrony. */
  readonly sd: Milliseconds
  /** Correlation of an asynchrony with the one before. */
  readonly lag1: Ratio
}

export function tapping(who: Human, interval: Milliseconds): Tapping {
  const each = SEEDS.map((seed) => ofOne(who, interval, seed))
  return { sd: mean(each.map(({ sd }) => sd)), lag1: mean(each.map(({ lag1 }) => lag1)) }
}

function ofOne(who: Human, interval: Milliseconds, seed: number): Tapping {
  const length = interval / 1000
  const model = modelOf([{ k: 'simulated', who }], { bars: 1, beatsPerBar: 4, seed })
  const off: number[] = []
  for (let n = 0; n < TAPS; n++) {
    const beat = { n, measure: 1, section: '', time: n * length, grid: n * length, bpm: 60 / length, length }
    for (const { time } of model.next(beat)) if (n >= SETTLING) off.push(1000 * (time - (n + 1) * length))
  }
  const middle = mean(off)
  const variance = mean(off.map((d) => (d - middle) ** 2))
  const next = mean(off.slice(1).map((d, i) => (d - middle) * ((off[i] ?? 0) - middle)))
  return { sd: Math.sqrt(variance), lag1: next / variance }
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

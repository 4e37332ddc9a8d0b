/**
 * The gate's negative control, which runs beside every verdict: what units earned is dealt out anew among all of them, so that no draw
 * has anything to do with it. Whoever sees a gain there sees what is not there, and so may the verdict beside it. Among units of as many
 * sessions it would have to do with it still: a candidate that brings people back makes more of those that earn more.
 */

import { keyOf, uniform } from '../../runtime/random.ts'
import { type GateOptions, type GateRows, gate } from './gate.ts'

export interface Control {
  readonly shuffles: number
  /** So many of them were accepted. */
  readonly accepted: number
  /** With more of them something is wrong. */
  readonly most: number
  readonly passed: boolean
}

/** Where nothing was looked at there is nothing to hold it against. */
export const NO_CONTROL: Control = { shuffles: 0, accepted: 0, most: 0, passed: true }

const SHUFFLES = 20
/** A gate that is right has more accepted with this probability at most. */
const TOO_UNLIKELY = 1e-3
const SHUFFLE = keyOf('gate control')

/** Runs the gate on twenty shuffles of what units earned; says how many were accepted, and how many may be by luck. */
export function controlOf(rows: GateRows, options: GateOptions): Control {
  let accepted = 0
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    const from = dealt(rows.r.length, options.seed, shuffle)
    const moved = (column: Float64Array): Float64Array => Float64Array.from(from, (unit) => column[unit] ?? 0)
    const guards = Object.fromEntries(
      Object.entries(rows.guards).map(([name, guard]) => [name, { ...guard, values: moved(guard.values) }]),
    )
    if (gate({ ...rows, r: moved(rows.r), guards }, options).verdict === 'accept') accepted++
  }
  const most = mostOf(SHUFFLES, options.alpha)
  return { shuffles: SHUFFLES, accepted, most, passed: accepted <= most }
}

/** Of so many trials, each of which succeeds with probability p: more succeed next to never. */
function mostOf(trials: number, p: number): number {
  let [probability, sum, k] = [(1 - p) ** trials, 0, 0]
  for (; k < trials; k++) {
    sum += probability
    if (1 - sum < TOO_UNLIKELY) break
    probability *= ((trials - k) / (k + 1)) * (p / (1 - p))
  }
  return k
}

/** Whose outcome each unit gets, keyed (Fisher and Yates). */
export function dealt(units: number, seed: number, shuffle: number): Uint32Array {
  const from = Uint32Array.from({ length: units }, (_, i) => i)
  for (let i = units - 1; i > 0; i--) {
    const j = Math.floor(uniform(seed, SHUFFLE, shuffle, i, 0, 32) * (i + 1))
    const kept = from[i] ?? 0
    from[i] = from[j] ?? 0
    from[j] = kept
  }
  return from
}

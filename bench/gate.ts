/**
 * Whether the gate errs no more often than it says, and sees what it is to see: thousands of logs whose truth is known.
 * `npm run bench:gate`
 *
 * Rewards have mean .5 and standard deviation .25; the candidate lies half a σ from what was logged.
 */

import { gaussian, keyOf } from '../runtime/random.ts'
import { capFor } from '../training/gate/cap.ts'
import { type GateOptions, gate } from '../training/gate/gate.ts'

import type { BenchResult, Row } from './report.ts'

const SHIFT = 0.5
const ALPHA = 0.05
const NULLS = 4000
const NULL_UNITS = 1000
const POWERED = 400
const POWERED_UNITS = 10_000
const GAIN = 0.01

const WEIGH = keyOf('bench gate draw')
const EARN = keyOf('bench gate reward')

function logs(n: number, gain: number, seed: number) {
  const w = new Float64Array(n)
  const r = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const g = gaussian(seed, WEIGH, 0, i, 0, 1)
    w[i] = Math.exp(SHIFT * g - (SHIFT * SHIFT) / 2)
    // The candidate's law of g has mean SHIFT: it earns `gain` more.
    r[i] = Math.min(1, Math.max(0, 0.5 + (gain / SHIFT) * g + 0.25 * gaussian(seed, EARN, 0, i, 0, 1)))
  }
  return { w, r, usual: 0.5, guards: {} }
}

const PLAIN: GateOptions = { alpha: ALPHA, leastEffective: 100, seed: 1, capped: null }
const law = (mean: number) => ({ mean: [mean], sigma: [1], choices: {} })
const WITH_BASELINE = (n: number): GateOptions => ({
  ...PLAIN,
  capped: capFor(law(SHIFT), law(0), n, ALPHA, 0.5),
})

function accepted(
  trials: number,
  units: number,
  gain: number,
  of: GateOptions | typeof WITH_BASELINE,
): number {
  const options = typeof of === 'function' ? of(units) : of
  let count = 0
  for (let trial = 0; trial < trials; trial++)
    if (gate(logs(units, gain, 1 + trial), options).verdict === 'accept') count++
  return count / trials
}

export async function gateBench(): Promise<BenchResult> {
  // Three standard errors: what luck may add to a gate that is exactly as good as it says.
  const most = 100 * (ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / NULLS))
  const row = (what: string, value: number, bar: Row['bar']): Row => ({
    what,
    ours: { value: 100 * value, unit: '%' },
    peer: null,
    ratio: null,
    bar,
  })
  const wrong = { relation: 'at most', value: Number(most.toFixed(2)), unit: '%' } as const
  const seen = { relation: 'at least', value: 80, unit: '%' } as const
  return {
    bench: 'gate',
    subject: `a candidate ${SHIFT} σ away, accepted at ${100 * (1 - ALPHA)} %`,
    rows: [
      row(`no gain, ${NULLS} times ${NULL_UNITS} units`, accepted(NULLS, NULL_UNITS, 0, PLAIN), wrong),
      row('the same with a baseline', accepted(NULLS, NULL_UNITS, 0, WITH_BASELINE), wrong),
      row(
        `gain of ${GAIN}, ${POWERED} times ${POWERED_UNITS} units`,
        accepted(POWERED, POWERED_UNITS, GAIN, WITH_BASELINE),
        seen,
      ),
      row('the same without a baseline', accepted(POWERED, POWERED_UNITS, GAIN, PLAIN), null),
      row('gain of 0.02, 2000 units', accepted(POWERED, 2000, 0.02, WITH_BASELINE), null),
      row('gain of 0.01, 2000 units', accepted(POWERED, 2000, 0.01, WITH_BASELINE), null),
      row('gain of 0.02, 500 units', accepted(POWERED, 500, 0.02, WITH_BASELINE), null),
    ],
    notes: [],
  }
}

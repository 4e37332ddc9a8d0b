/**
 * What estimates of a million units cost, with intervals by a thousand replicates of the bootstrap. `npm run bench:estimate`
 */

import { gaussian, keyOf, uniform } from '../runtime/random.ts'
import { bootstrap, percentiles } from '../training/estimate/bootstrap.ts'
import { estimates, type Rows } from '../training/estimate/estimators.ts'
import type { BenchResult, Row } from './report.ts'

const UNITS = 1_000_000
const REPLICATES = 1000
const MOST_SECONDS = 10
const DRAW = keyOf('bench estimate draw')
const EARN = keyOf('bench estimate reward')

/** A candidate half a σ away that earns .02 more, and a model that knows a part of it. */
function logs(n: number): Rows {
  const [w, r, q, v] = [0, 1, 2, 3].map(() => new Float64Array(n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let i = 0; i < n; i++) {
    const g = gaussian(1, DRAW, 0, i, 0, 1)
    w[i] = Math.exp(0.5 * g - 0.125)
    r[i] = Math.min(1, Math.max(0, 0.5 + 0.04 * g + 0.5 * (uniform(1, EARN, 0, i, 0, 1) - 0.5)))
    q[i] = 0.5 + 0.03 * g
    v[i] = 0.515
  }
  return { w, r, q, v }
}

export async function estimateBench(): Promise<BenchResult> {
  const rows = logs(UNITS)
  // Once for the engine, with fewer.
  bootstrap(logs(20_000), { replicates: 50, seed: 1 })
  const began = process.cpuUsage()
  const start = performance.now()
  const of = estimates(rows)
  const replicates = bootstrap(rows, { replicates: REPLICATES, seed: 1 })
  const intervals = (['ips', 'snips', 'dr'] as const).map(
    (name) => [name, percentiles(replicates[name], 0.95)] as const,
  )
  const wall = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(began)
  const row = (what: string, value: number, unit: string, bar: Row['bar'] = null): Row => ({
    what,
    ours: { value, unit },
    peer: null,
    ratio: null,
    bar,
  })
  return {
    bench: 'estimate',
    subject: `IPS, SNIPS and DR over ${UNITS} units, with ${REPLICATES} replicates of the bootstrap`,
    rows: [
      row('all of it', wall, 's', { relation: 'at most', value: MOST_SECONDS, unit: 's' }),
      row('CPU time', (user + system) / 1e6, 's'),
      ...intervals.map(([name, [low, high]]) =>
        // The law's own: half of the interval against 1.96 standard errors.
        row(
          `${name.toUpperCase()}, interval over normal law`,
          (high - low) / (2 * 1.959964 * of[name].error),
          '',
        ),
      ),
    ],
    notes: ['One thread. Each unit has a weight of its own in each replicate: a billion weights.'],
  }
}

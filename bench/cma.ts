/**
 * CMA-ES beside pycma: evaluations to 1e-9, against the reference's medians, and evaluations a second on a trivial function, where Python
 * has it. `npm run bench:cma`
 *
 * SIL_PYTHON names another Python than python3; `pip install cma numpy` gives it the peer.
 */

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ask, createCma, stopReason, tell } from '../training/optimise/cma.ts'
import { type Fitness, REFERENCES, sphere } from './cma/functions.ts'
import { quantile } from './measure.ts'
import type { BenchResult, Row } from './report.ts'

const SEEDS = 15
const TARGET = 1e-9
const DIMENSIONS = [5, 10, 20]
/** What the medians may be off. */
const OFF = 15
/** Where speed is measured. */
const SPEED = { dimension: 10, generations: 2000 }

export async function cmaBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  const rows: Row[] = []
  const notes: string[] = []
  for (const { name, fitness, from, evaluations } of REFERENCES)
    for (const n of DIMENSIONS) {
      const expected = evaluations[n]
      if (expected === undefined) continue
      const counts = Array.from({ length: SEEDS }, (_, seed) => evaluationsTo(fitness, n, from, seed))
      const reached = counts.flatMap((count) => count ?? [])
      const median = quantile(reached, 0.5)
      rows.push({
        what: `${name}, ${n} dimensions: off by`,
        ours: { value: 100 * Math.abs(median / expected - 1), unit: '%' },
        peer: null,
        ratio: null,
        bar: { relation: 'at most', value: OFF, unit: '%' },
      })
      notes.push(
        `${name}, ${n}: median ${median} (${Math.min(...reached)}–${Math.max(...reached)}) over ${SEEDS} seeds, pycma ${expected}` +
          (reached.length < SEEDS ? `; ${SEEDS - reached.length} ended in the second valley` : ''),
      )
    }
  const { dimension, generations } = SPEED
  const ours = Array.from({ length: rounds }, () => rate(dimension, generations))
  const theirs = Array.from({ length: rounds }, () => pycma(dimension, generations))
  const peer = theirs[0] ?? null
  rows.push({
    what: `evaluations a CPU second, sphere in ${dimension} dimensions`,
    ours: { value: quantile(ours, 0.5), unit: '/s', from: quantile(ours, 0.25), to: quantile(ours, 0.75) },
    peer: peer === null ? null : { name: `pycma ${peer.version}`, value: medianRate(theirs), unit: '/s' },
    ratio: peer === null ? null : quantile(ours, 0.5) / medianRate(theirs),
    bar: peer === null ? null : { relation: 'at least', value: 5, unit: '×' },
  })
  if (peer === null)
    notes.push('pycma is not there (pip install cma numpy; SIL_PYTHON names a Python): no side by side')
  return {
    bench: 'cma',
    subject: `CMA-ES to ${TARGET}: median over ${SEEDS} seeds beside the medians of pycma 4.4.0`,
    rows,
    notes,
  }
}

/** Null where the search ended elsewhere. */
function evaluationsTo(fitness: Fitness, n: number, from: number, seed: number): number | null {
  let state = createCma({ mean: new Array<number>(n).fill(from), sigma: 0.3, seed })
  const recent: number[] = []
  for (;;) {
    const candidates = ask(state)
    const scores = candidates.map(fitness)
    state = tell(state, candidates, scores)
    const best = Math.min(...scores)
    if (best < TARGET) return state.evaluations
    if (stopReason(state, scores, recent) !== null) return null
    recent.push(best)
  }
}

function rate(n: number, generations: number): number {
  run(1, 20)
  const begun = process.cpuUsage()
  const done = run(2, generations)
  const { user, system } = process.cpuUsage(begun)
  return (done * 1e6) / (user + system)

  function run(seed: number, count: number): number {
    let state = createCma({ mean: new Array<number>(n).fill(0.5), sigma: 0.3, seed })
    for (let i = 0; i < count; i++) {
      const candidates = ask(state)
      state = tell(state, candidates, candidates.map(sphere))
    }
    return state.evaluations
  }
}

interface Peer {
  readonly version: string
  readonly rate: number
}

function pycma(n: number, generations: number): Peer | null {
  const python = process.env.SIL_PYTHON ?? 'python3'
  const script = join(import.meta.dirname, 'cma/peer.py')
  const { status, stdout } = spawnSync(python, [script, String(n), String(generations)], { encoding: 'utf8' })
  return status === 0 ? JSON.parse(stdout) : null
}

const medianRate = (peers: readonly (Peer | null)[]): number =>
  quantile(
    peers.flatMap((one) => one?.rate ?? []),
    0.5,
  )

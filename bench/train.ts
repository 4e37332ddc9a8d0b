/**
 * Training in simulation: what a second thread is worth, that the bytes do not depend on who works, nor on being killed.
 * `npm run bench:train`; `npm run build` first, for the part that is killed.
 */

import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { uniform } from '../runtime/random.ts'
import type { Blocks } from '../training/distribute/blocks.ts'
import { createInProcess } from '../training/distribute/in-process.ts'
import { createThreads } from '../training/distribute/threads.ts'
import { slotSpace } from '../training/optimise/slot-space.ts'
import { createEvaluate, type Evaluate } from '../training/search/evaluate.ts'
import { createSearch, stepGeneration } from '../training/search/generation.ts'
import { writtenCandidate } from '../training/search/run.ts'
import { type SimulatedBlock, type SimulatedResult, simulatedWork } from '../training/simulate/work.ts'
import { quantile } from './measure.ts'
import { loadPiece, pieceUrl } from './policy.ts'
import type { BenchResult, Row } from './report.ts'

const PIECE = 'learns'
const PRACTICE = { reward: 'practice', sessions: 2, bars: 16, across: 'off' } as const
/** People that a candidate plays with: what `sil train` asks for where nothing is said. */
const PEOPLE = 24
const KILLS = 5
/** Large enough that a generation takes seconds. */
const GENERATIONS = 8
const FULL = [
  '--generations',
  String(GENERATIONS),
  '--players',
  '6',
  '--sessions',
  '2',
  '--bars',
  '16',
  '--held-out',
  '32',
]

type Pool = Blocks<SimulatedBlock, SimulatedResult>
const threads = (workers: number): Pool =>
  createThreads({
    entry: new URL('../training/simulate/worker.ts', import.meta.url),
    setup: { module: pieceUrl(PIECE), slots: null },
    workers,
  })

export async function trainBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  const policy = await loadPiece(PIECE)
  const space = slotSpace(policy.definition.slots)
  const goal = { written: writtenCandidate(policy.definition), labels: ['a', 'b'], range: 1 }
  const inProcess = (): Pool => createInProcess(simulatedWork(policy))
  const pools = { here: inProcess(), one: threads(1), two: threads(2) }
  const seconds: Record<keyof typeof pools | 'count' | 'countTwice', number[]> = {
    here: [],
    one: [],
    two: [],
    count: [],
    countTwice: [],
  }
  let sessions = 0
  try {
    for (let round = -1; round < Math.max(7, rounds); round++) {
      if (round >= 0) {
        seconds.count.push(await counting(1))
        seconds.countTwice.push(await counting(2))
      }
      for (const name of ['here', 'one', 'two'] as const) {
        const begun = performance.now()
        // Each the first generation of a search of its own, with other people.
        const options = { seed: 100 + round, players: PEOPLE, mostPlayers: PEOPLE }
        const { state } = await stepGeneration(
          createSearch(space, options),
          space,
          goal,
          options,
          evaluate(pools[name]),
        )
        // The first is for the engine to compile.
        if (round >= 0) seconds[name].push((performance.now() - begun) / 1000)
        sessions = state.sessions
      }
    }
  } finally {
    for (const pool of Object.values(pools)) await pool.cancel()
  }
  const ratio = (other: readonly number[], own: readonly number[]): number =>
    quantile(
      other.map((one, round) => one / (own[round] ?? Number.NaN)),
      0.5,
    )
  const rate = (name: keyof typeof pools): number => sessions / quantile(seconds[name], 0.5)
  const told = (what: string, value: number, unit: string, bar: Row['bar'] = null): Row => ({
    what,
    ours: { value, unit },
    peer: null,
    ratio: null,
    bar,
  })
  const none = { relation: 'at most', value: 0, unit: '' } as const
  return {
    bench: 'train',
    subject: `generations of ${PEOPLE} simulated people a candidate, who play 2 sessions of 16 bars; medians of ${Math.max(7, rounds)} rounds on the wall clock`,
    rows: [
      {
        ...told('two threads over one', rate('two'), 'sessions/s', {
          relation: 'at least',
          value: 1.6,
          unit: '×',
        }),
        peer: { name: 'one', value: rate('one'), unit: 'sessions/s' },
        ratio: ratio(seconds.one, seconds.two),
      },
      told(
        'two threads that only count over one, in the same rounds',
        2 * ratio(seconds.count, seconds.countTwice),
        '×',
      ),
      {
        ...told('one thread over this process', rate('one'), 'sessions/s'),
        peer: { name: 'in process', value: rate('here'), unit: 'sessions/s' },
        ratio: ratio(seconds.here, seconds.one),
      },
      told(
        'of 1, 2 and 7 workers and this process, other bytes than the first',
        await otherBytes([inProcess, () => threads(1), () => threads(2), () => threads(7)]),
        '',
        none,
      ),
      told(
        `files that differ after kill −9 at ${KILLS} random points and resumption`,
        await killed(),
        '',
        none,
      ),
    ],
    notes: [
      'where two threads that only count are far from twice one, others have the cores, and the first row is no measurement',
      `the run that is killed: sil train --simulate ${FULL.join(' ')}`,
    ],
  }
}

/** Seconds that so many threads take who share nothing: what the machine has left. */
async function counting(count: number): Promise<number> {
  const begun = performance.now()
  await Promise.all(
    Array.from(
      { length: count },
      () => new Promise((resolve) => new Worker(COUNT, { eval: true }).on('exit', resolve)),
    ),
  )
  return (performance.now() - begun) / 1000
}

const COUNT = 'let sum = 0; for (let i = 0; i < 3e8; i++) sum += i % 7'

const evaluate = (pool: Pool): Evaluate => createEvaluate(pool, PRACTICE)

/** How many of the pools give other bytes for three generations than the first. */
async function otherBytes(pools: readonly (() => Pool)[]): Promise<number> {
  const { definition } = await loadPiece(PIECE)
  const space = slotSpace(definition.slots)
  const goal = { written: writtenCandidate(definition), labels: ['a', 'b'], range: 1 }
  const options = { seed: 1, players: 12, mostPlayers: 24 }
  const hashes: string[] = []
  for (const create of pools) {
    const pool = create()
    const hash = createHash('sha256')
    let state = createSearch(space, options)
    for (let k = 0; k < 3; k++) {
      const step = await stepGeneration(state, space, goal, options, evaluate(pool))
      state = step.state
      hash.update(JSON.stringify(step))
    }
    hashes.push(hash.digest('hex'))
    await pool.cancel()
  }
  return hashes.filter((one) => one !== hashes[0]).length
}

/** How many files of a run that was killed differ from those of one that was not. */
async function killed(): Promise<number> {
  const sil = join(import.meta.dirname, '../dist/cli/sil.js')
  const piece = join(import.meta.dirname, `pieces/${PIECE}.sil`)
  const folder = mkdtempSync(join(tmpdir(), 'sil-bench-'))
  const command = (name: string): string[] => [
    ...[sil, 'train', piece, '--simulate', ...FULL, '--workers', '2', '--resume'],
    ...['--out', join(folder, `${name}.slots.json`)],
  ]
  const metrics = join(folder, 'killed.run/metrics.jsonl')
  const lines = (): number => (existsSync(metrics) ? readFileSync(metrics, 'utf8').split('\n').length - 1 : 0)
  try {
    let begun = performance.now()
    finished(command('whole'))
    const each = (performance.now() - begun) / GENERATIONS
    for (let point = 0; point < KILLS; point++) {
      const u = (k: number): number => uniform(9, 1, k, point, 0, 1)
      // Somewhere in what is left, and somewhere in a generation.
      const until = Math.min(GENERATIONS - 1, lines() + Math.floor(3 * u(0)))
      const child = spawn(process.execPath, command('killed'), { stdio: 'ignore' })
      const ended = new Promise((resolve) => child.on('close', resolve))
      begun = performance.now()
      while (lines() < until && child.exitCode === null) await wait(5)
      await wait(each * u(1))
      child.kill('SIGKILL')
      await ended
    }
    finished(command('killed'))
    const names = readdirSync(join(folder, 'whole.run'))
    const pairs = [
      ['whole.slots.json', 'killed.slots.json'],
      ...names.map((name) => [join('whole.run', name), join('killed.run', name)]),
    ]
    return pairs.filter(
      ([one = '', other = '']) => !readFileSync(join(folder, one)).equals(readFileSync(join(folder, other))),
    ).length
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function finished(command: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`sil train ended with status ${status}: ${stderr}`)
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

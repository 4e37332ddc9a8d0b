/** `sil check` of one file from nothing to exit, beside Node starting to do nothing. Both on the same binary. */

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from '../scripts/build/ensure.ts'
import { quantile } from './measure.ts'
import type { BenchResult, Row } from './report.ts'

const top = join(import.meta.dirname, '..')

export async function startBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  await ensureBuilt(top, { parts: ['bundles'] })
  const sil = join(top, 'dist', 'cli', 'sil.js')
  const sides = {
    nothing: ['-e', '0'],
    small: [sil, 'check', join(top, 'bench', 'pieces', 'metronome.sil')],
    trio: [sil, 'check', join(top, 'examples', 'pocket-trio', 'pocket-trio.sil')],
  }
  const taken: Record<keyof typeof sides, Taken[]> = { nothing: [], small: [], trio: [] }
  // The first round warms the file cache.
  for (let round = -1; round < rounds; round++) {
    for (const name of ['nothing', 'small', 'trio'] as const) {
      const one = run(sides[name])
      if (round >= 0) taken[name].push(one)
    }
  }
  const row = (what: string, name: 'small' | 'trio', bar: Row['bar']): Row => ({
    what,
    ours: cpu(taken[name]),
    peer: { name: 'node -e 0', ...cpu(taken.nothing) },
    ratio: quantile(
      taken[name].map(({ cpuMs }, round) => cpuMs / (taken.nothing[round]?.cpuMs ?? Number.NaN)),
      0.5,
    ),
    bar,
  })
  const wall = (name: keyof typeof sides): string =>
    quantile(
      taken[name].map(({ wallMs }) => wallMs),
      0.5,
    ).toFixed(0)
  const bar = { relation: 'at most', value: 4, unit: '×' } as const
  return {
    bench: 'start',
    subject: 'sil check, process start included',
    rows: [row('four lines', 'small', bar), row('pocket-trio and its import', 'trio', bar)],
    notes: [
      `On the wall clock: node -e 0 ${wall('nothing')} ms, four lines ${wall('small')} ms, pocket-trio ${wall('trio')} ms.`,
    ],
  }
}

interface Taken {
  readonly cpuMs: number
  readonly wallMs: number
}

function cpu(taken: readonly Taken[]) {
  const ms = taken.map((one) => one.cpuMs)
  return { value: quantile(ms, 0.5), unit: 'ms', from: quantile(ms, 0.25), to: quantile(ms, 0.75) }
}

/** bash tells what a child used, to the millisecond; Node itself cannot. Without bash the wall clock has to do. */
function run(args: readonly string[]): Taken {
  const script = 'TIMEFORMAT="%U %S %R"; time "$0" "$@" >/dev/null 2>&1'
  const timed = spawnSync('bash', ['-c', script, process.execPath, ...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', NODE_OPTIONS: '' },
  })
  const [user, system, real] = timed.stderr?.trim().split(' ').map(Number) ?? []
  if (timed.error === undefined && user !== undefined && system !== undefined && real !== undefined) {
    if (timed.status !== 0) throw new Error(`node ${args.join(' ')} ended with status ${timed.status}`)
    return { cpuMs: (user + system) * 1000, wallMs: real * 1000 }
  }
  const start = process.hrtime.bigint()
  const plain = spawnSync(process.execPath, args, { stdio: 'ignore' })
  const wallMs = Number(process.hrtime.bigint() - start) / 1e6
  if (plain.status !== 0) throw new Error(`node ${args.join(' ')} ended with status ${plain.status}`)
  return { cpuMs: wallMs, wallMs }
}

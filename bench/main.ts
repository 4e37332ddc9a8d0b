/**
 * `npm run bench`: all benches, or those that are named. Prints a table each, or with `--json` one document; exit
 * status 1 where a bar is missed, 2 for wrong usage.
 *
 *   --rounds N   how often each side has its turn (default 9)
 *   --rows N     how many sessions the bench of the store scans (default 1000000)
 */

import { type BenchResult, passes, table } from './report.ts'

type Bench = (effort: { readonly rounds: number; readonly rows: number | null }) => Promise<BenchResult>

/** Each is read when it is run: some need peers that may not be installed, and those are nothing to the others. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  parse: async () => (await import('./parse.ts')).parseBench,
  latency: async () => (await import('./latency.ts')).latencyBench,
  start: async () => (await import('./start.ts')).startBench,
  cma: async () => (await import('./cma.ts')).cmaBench,
  contextual: async () => (await import('./contextual.ts')).contextualBench,
  editor: async () => (await import('./editor.ts')).editorBench,
  score: async () => (await import('./score.ts')).scoreBench,
  size: async () => (await import('./size.ts')).sizeBench,
  sound: async () => (await import('./sound.ts')).soundBench,
  'real-sounds': async () => (await import('./real-sounds.ts')).realSoundsBench,
  follow: async () => (await import('./follow.ts')).followBench,
  'follow-cost': async () => (await import('./follow-cost.ts')).followCostBench,
  'follow-loop': async () => (await import('./follow-loop.ts')).followLoopBench,
  'follow-raw': async () => (await import('./follow-raw.ts')).followRawBench,
  env: async () => (await import('./env.ts')).envBench,
  estimate: async () => (await import('./estimate.ts')).estimateBench,
  gate: async () => (await import('./gate.ts')).gateBench,
  ear: async () => (await import('./ear.ts')).earBench,
  memory: async () => (await import('./memory.ts')).memoryBench,
  onnx: async () => (await import('./onnx.ts')).onnxBench,
  onsets: async () => (await import('./onsets.ts')).onsetsBench,
  sessions: async () => (await import('./sessions.ts')).sessionsBench,
  studio: async () => (await import('./studio.ts')).studioBench,
  timbre: async () => (await import('./timbre.ts')).timbreBench,
  train: async () => (await import('./train.ts')).trainBench,
}

interface Wanted {
  readonly names: readonly string[]
  readonly json: boolean
  readonly rounds: number
  readonly rows: number | null
}

function readArguments(args: readonly string[]): Wanted | null {
  const names: string[] = []
  let json = false
  let rounds = 9
  let rows: number | null = null
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    if (arg === '--json') json = true
    else if (arg === '--rounds') {
      rounds = Number(args[++i])
      if (!Number.isInteger(rounds) || rounds < 1) return null
    } else if (arg === '--rows') {
      rows = Number(args[++i])
      if (!Number.isInteger(rows) || rows < 1) return null
    } else if (Object.hasOwn(BENCHES, arg)) names.push(arg)
    else return null
  }
  return { names: names.length === 0 ? Object.keys(BENCHES) : names, json, rounds, rows }
}

const wanted = readArguments(process.argv.slice(2))
if (wanted === null) {
  console.error(
    `usage: npm run bench -- [${Object.keys(BENCHES).join(' | ')}] … [--rounds N] [--rows N] [--json]`,
  )
  process.exitCode = 2
} else {
  const results: BenchResult[] = []
  for (const name of wanted.names) {
    const bench = BENCHES[name]
    if (bench === undefined) continue
    const run = await bench()
    const result = await run({ rounds: wanted.rounds, rows: wanted.rows })
    results.push(result)
    if (!wanted.json) console.log(table(result))
  }
  const missed = results.flatMap(({ bench, rows }) =>
    rows.filter((row) => passes(row) === false).map((row) => `${bench}: ${row.what}`),
  )
  if (wanted.json) {
    const withVerdicts = results.map((result) => ({
      ...result,
      rows: result.rows.map((row) => ({ ...row, pass: passes(row) })),
    }))
    console.log(JSON.stringify({ version: 1, node: process.version, results: withVerdicts }, null, 2))
  } else if (missed.length > 0) console.log(`Missed: ${missed.join('; ')}`)
  process.exitCode = missed.length > 0 ? 1 : 0
}

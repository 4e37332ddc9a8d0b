/**
 * `npm run bench`: all benches, or those that are named. Prints a table each, or with `--json` one document; exit
 * status 1 where a bar is missed, 2 for wrong usage.
 *
 *   --rounds N   how often each side has its turn (default 9)
 */

import { editorBench } from './editor.ts'
import { followBench } from './follow.ts'
import { followCostBench } from './follow-cost.ts'
import { followLoopBench } from './follow-loop.ts'
import { followRawBench } from './follow-raw.ts'
import { gateBench } from './gate.ts'
import { latencyBench } from './latency.ts'
import { memoryBench } from './memory.ts'
import { onsetsBench } from './onsets.ts'
import { parseBench } from './parse.ts'
import { realSoundsBench } from './real-sounds.ts'
import { type BenchResult, passes, table } from './report.ts'
import { scoreBench } from './score.ts'
import { sizeBench } from './size.ts'
import { soundBench } from './sound.ts'
import { startBench } from './start.ts'
import { studioBench } from './studio.ts'

const BENCHES: Readonly<Record<string, (effort: { readonly rounds: number }) => Promise<BenchResult>>> = {
  parse: parseBench,
  latency: latencyBench,
  start: startBench,
  editor: editorBench,
  score: scoreBench,
  size: sizeBench,
  sound: soundBench,
  'real-sounds': realSoundsBench,
  follow: followBench,
  'follow-cost': followCostBench,
  'follow-loop': followLoopBench,
  'follow-raw': followRawBench,
  gate: gateBench,
  memory: memoryBench,
  onsets: onsetsBench,
  studio: studioBench,
}

interface Wanted {
  readonly names: readonly string[]
  readonly json: boolean
  readonly rounds: number
}

function readArguments(args: readonly string[]): Wanted | null {
  const names: string[] = []
  let json = false
  let rounds = 9
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    if (arg === '--json') json = true
    else if (arg === '--rounds') {
      rounds = Number(args[++i])
      if (!Number.isInteger(rounds) || rounds < 1) return null
    } else if (Object.hasOwn(BENCHES, arg)) names.push(arg)
    else return null
  }
  return { names: names.length === 0 ? Object.keys(BENCHES) : names, json, rounds }
}

const wanted = readArguments(process.argv.slice(2))
if (wanted === null) {
  console.error(`usage: npm run bench -- [${Object.keys(BENCHES).join(' | ')}] … [--rounds N] [--json]`)
  process.exitCode = 2
} else {
  const results: BenchResult[] = []
  for (const name of wanted.names) {
    const bench = BENCHES[name]
    if (bench === undefined) continue
    const result = await bench({ rounds: wanted.rounds })
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

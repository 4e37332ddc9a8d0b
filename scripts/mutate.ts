/**
 * `node scripts/mutate.ts`: do the tests notice? Draws rules of the reference, makes the mistake that
 * test/reference/breaks.ts has for each in a copy of the tree, and runs the tests that name the rule: one must fail.
 *
 *   --seed N    which rules are drawn (default 1)
 *   --count N   how many (default 30; `all` for every rule that has a mistake)
 *   ID …        these rules instead
 *
 * Exit status 1 where a mistake went unnoticed, 2 for wrong usage, 3 where the tests fail without a mistake.
 */

import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BREAKS, type Break } from '../test/reference/breaks.ts'
import { type RuleTest, ruleTests } from '../test/reference/rule-tests.ts'
import { ownEnvironment, ownNode, top } from './own-node.mjs'

/** What tests read besides what git knows. */
const LEFT_OUT = /^(node_modules|\.git|out|coverage)$/

interface Wanted {
  readonly ids: readonly string[]
}

interface Verdict {
  readonly passed: number
  readonly failed: number
}

function readArguments(args: readonly string[]): Wanted | string {
  const all = Object.keys(BREAKS)
  const ids: string[] = []
  let seed = 1
  let count = 30
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    if (arg === '--seed') seed = Number(args[++i])
    else if (arg === '--count') count = args[++i] === 'all' ? all.length : Number(args[i])
    else if (Object.hasOwn(BREAKS, arg)) ids.push(arg)
    else return `\`${arg}\` is no option and no rule that has a mistake in test/reference/breaks.ts`
  }
  if (!Number.isInteger(seed) || !Number.isInteger(count) || count < 1)
    return '--seed and --count are whole numbers'
  return { ids: ids.length > 0 ? ids : draw(all, count, seed) }
}

/** So many of a list, by a seed. */
function draw(list: readonly string[], count: number, seed: number): readonly string[] {
  const left = [...list]
  const drawn: string[] = []
  let state = seed >>> 0
  while (drawn.length < count && left.length > 0) {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0
    drawn.push(...left.splice(state % left.length, 1))
  }
  return drawn
}

function copyTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'silencio-mutate-'))
  cpSync(top, copy, {
    recursive: true,
    filter: (path) => path === top || !LEFT_OUT.test(path.slice(top.length + 1)),
  })
  symlinkSync(join(top, 'node_modules'), join(copy, 'node_modules'))
  const peers = join(top, 'bench', 'node_modules')
  if (existsSync(peers)) {
    rmSync(join(copy, 'bench', 'node_modules'), { recursive: true, force: true })
    symlinkSync(peers, join(copy, 'bench', 'node_modules'))
  }
  return copy
}

/** Runs tests of a tree by their places. */
function run(copy: string, tests: readonly RuleTest[]): Verdict {
  const results = join(copy, 'mutate-results.json')
  rmSync(results, { force: true })
  const places = tests.map(({ file, line }) => `${file}:${line}`)
  const vitest = join(copy, 'node_modules', 'vitest', 'vitest.mjs')
  spawnSync(ownNode(), [vitest, 'run', ...places, '--reporter=json', `--outputFile.json=${results}`], {
    cwd: copy,
    env: ownEnvironment(),
    stdio: 'ignore',
  })
  if (!existsSync(results)) return { passed: 0, failed: 0 }
  const { numPassedTests, numFailedTests }: { numPassedTests: number; numFailedTests: number } = JSON.parse(
    readFileSync(results, 'utf8'),
  )
  return { passed: numPassedTests, failed: numFailedTests }
}

/** Makes a mistake, and takes it back when the work is done. */
function withBreak<T>(copy: string, { file, search, replace }: Break, work: () => T): T {
  const path = join(copy, file)
  const source = readFileSync(path, 'utf8')
  if (source.split(search).length !== 2) throw new Error(`${file} does not hold this once: ${search}`)
  writeFileSync(
    path,
    source.replace(search, () => replace),
  )
  try {
    return work()
  } finally {
    writeFileSync(path, source)
  }
}

function main(ids: readonly string[]): number {
  const copy = copyTree()
  try {
    const named = ruleTests().filter((one) => one.ids.some((id) => ids.includes(id)))
    const sound = run(copy, named)
    if (sound.failed > 0 || sound.passed === 0) {
      console.error(
        `Without any mistake ${sound.failed} tests fail and ${sound.passed} pass: mend that first.`,
      )
      return 3
    }
    const unnoticed: string[] = []
    for (const id of ids) {
      const mistake = BREAKS[id]
      if (mistake === undefined) continue
      const own = named.filter((one) => one.ids.includes(id))
      const { passed, failed } = withBreak(copy, mistake, () => run(copy, own))
      if (failed === 0) unnoticed.push(id)
      const verdict = failed > 0 ? `${failed} of ${passed + failed} fail` : `UNNOTICED by ${passed}`
      console.log(`${id.padEnd(24)} ${verdict.padEnd(16)} ${mistake.file}`)
    }
    console.log(`${ids.length - unnoticed.length} of ${ids.length} mistakes are noticed.`)
    return unnoticed.length > 0 ? 1 : 0
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

const wanted = readArguments(process.argv.slice(2))
if (typeof wanted === 'string') {
  console.error(`mutate: ${wanted}`)
  process.exitCode = 2
} else process.exitCode = main(wanted.ids)

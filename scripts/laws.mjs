/**
 * `npm run laws`: what holds for every text, piece and player, on cases that no run before this one has tried, and on more of them;
 * `npm test` tries the same few each time, so that it is green or red for what the project holds.
 */
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ownEnvironment, ownNode, top } from './own-node.mjs'
import { endWith } from './signals.mjs'

const HELP = `Tries laws on other cases than npm test does.

  npm run laws                                  a seed of its own, six times as many cases: some fifteen minutes
  npm run laws -- --seed 777001 --times 6       the same cases once more
  npm run laws -- --times 50 test/laws/swap     of one file

A law that does not hold shows its case; --seed and --times as printed show it again.
`

/** In a browser the cases are few, and take as long as they sound. */
const PLAYING = /^test\/(?:studio|browsers?|vscode)\//

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error.message)
  process.exitCode = 3
}

async function main(args) {
  let asked
  try {
    asked = read(args)
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`)
    return 2
  }
  if (asked.help) {
    console.log(HELP)
    return 0
  }
  const { seed, times, named, filters } = asked
  const again = ['npm run laws -- --seed', seed, '--times', times, ...named].join(' ')
  console.log(again)
  const status = await vitest(seed, times, filters)
  console.log(status === 0 ? 'Every law holds.' : `A law does not hold; once more: ${again}`)
  return status
}

function read(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { seed: { type: 'string' }, times: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  return {
    help: values.help === true,
    seed: whole('--seed', values.seed, 0) ?? randomInt(2 ** 31),
    times: whole('--times', values.times, 1) ?? 6,
    named: positionals,
    filters:
      positionals.length > 0 ? asCalled(positionals) : withLaws().filter((path) => !PLAYING.test(path)),
  }
}

/** The files of tests that say how many cases they try (test/harness/runs.ts). */
function withLaws() {
  return readdirSync(join(top, 'test'), { recursive: true })
    .map((path) => `test/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts') && /\bruns\(/.test(readFileSync(join(top, path), 'utf8')))
    .sort()
}

/** Vitest fails where it finds none, which would look like a law that does not hold. */
function asCalled(names) {
  const files = withLaws()
  const isCalled = (path, name) => path.includes(name) || join(top, path).startsWith(resolve(name))
  for (const name of names)
    if (!files.some((path) => isCalled(path, name)))
      throw new Error(`No test that tries laws is called ${JSON.stringify(name)}.`)
  return names
}

function whole(name, text, least) {
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value < 2 ** 31) return value
  throw new Error(`${name} is a whole number from ${least} to ${2 ** 31 - 1}, not ${JSON.stringify(text)}.`)
}

function vitest(seed, times, filters) {
  const program = join(top, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [program, 'run', `--testTimeout=${20_000 * times}`, ...filters]
  const env = { ...ownEnvironment(), FC_SEED: String(seed), FC_TIMES: String(times) }
  return new Promise((resolve, reject) => {
    const child = spawn(ownNode(), args, { cwd: top, env, stdio: 'inherit' })
    // Ctrl-C reaches both by itself; who ends this program alone means its tests as well.
    endWith(child, ['SIGTERM', 'SIGHUP'])
    child.on('error', reject)
    child.on('close', (status) => resolve(status ?? 1))
  })
}

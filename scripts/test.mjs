/**
 * `npm test`: lint, build, then all tests. A failed lint does not hide the tests' results; it fails the whole.
 * `npm test -- test/follow` runs only what matches, without the lint; `npm run test:slow` all but the pure ones, with those among
 * them that `npm test` leaves out (test/harness/slow.ts), and each command in a process of its own (test/harness/kept-sil.ts).
 */
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { lint } from './lint.mjs'
import { closingLine, resultsOf, writeOutcome } from './outcome.mjs'
import { ownEnvironment, ownNode, top } from './own-node.mjs'

/** Of vitest.config.ts: each test file is in one of them. */
const PROJECTS = ['computing', 'playing', 'pages', 'pure']

const filters = process.argv.slice(2)
try {
  process.exitCode = await (filters[0] === '--slow'
    ? slow(filters.slice(1))
    : filters.length > 0
      ? run(vitest, ['run', ...filters])
      : everything())
} catch (error) {
  console.error(error.message)
  process.exitCode = 3
}

function slow(filters) {
  process.env.SILENCIO_SLOW = '1'
  return run(vitest, ['run', '--project=computing', '--project=playing', '--project=pages', ...filters])
}

/**
 * What computes with processes of its own comes first, then what plays in a browser, alone. Pages that only are looked at wait more
 * than they work: those tests that are nothing but functions run beside them, last in turn for the processor.
 */
async function everything() {
  mkdirSync(dirname(resultsOf('pure')), { recursive: true })
  for (const project of PROJECTS) rmSync(resultsOf(project), { force: true })

  const failedSteps = (await lint()).map((name) => `lint (${name})`)
  if ((await run(() => join(top, 'scripts', 'build', 'main.ts'), [])) !== 0) failedSteps.push('build')
  const statuses = [await run(vitest, reported('computing')), await run(vitest, reported('playing'))]
  const pure = runBeside(vitest, reported('pure'))
  statuses.push(await run(vitest, reported('pages')))
  const { status, output } = await pure
  process.stdout.write(output)
  statuses.push(status)

  const worst = Math.max(...statuses)
  const outcome = writeOutcome(PROJECTS, { failedSteps, vitestStatus: worst })
  for (const late of outcome.secondTries) console.error(`Passed at a second try only:  ${late}`)
  for (const failure of outcome.failures) console.error(`FAILED  ${failure}`)
  if (failedSteps.length > 0)
    console.error(`Beside the tests, this failed (see above): ${failedSteps.join(', ')}`)
  console.log(`All tests: ${closingLine(outcome, worst)}`)
  return worst || (failedSteps.length > 0 ? 1 : 0)
}

function reported(project) {
  return [
    'run',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${resultsOf(project)}`,
  ]
}

function vitest() {
  return join(top, 'node_modules', 'vitest', 'vitest.mjs')
}

/** Runs a script on the project's Node in this terminal and resolves to its exit status. */
function run(script, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(ownNode(), [script(), ...args], { cwd: top, env: ownEnvironment(), stdio: 'inherit' })
    child.on('error', reject)
    child.on('close', (status) => resolve(status ?? 1))
  })
}

/** Runs a script as `run` does, where others leave the processor to it; what it prints comes whole, at its end. */
function runBeside(script, args) {
  return new Promise((resolve, reject) => {
    const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
    const env = { ...colours, ...ownEnvironment() }
    const child = spawn(ownNode(), [script(), ...args], { cwd: top, env, stdio: ['ignore', 'pipe', 'pipe'] })
    if (child.pid !== undefined) last(child.pid)
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status: status ?? 1, output: Buffer.concat(chunks) }))
  })
}

function last(pid) {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // It has ended already, or the system does not let us: then it runs like the others.
  }
}

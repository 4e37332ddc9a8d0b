/**
 * `npm test`: lint, build, then all tests. A failed lint does not hide the tests' results; it fails the whole.
 * `npm test -- test/follow` runs only what matches, without the lint; `npm run test:slow` those that play, with those among them that
 * `npm test` leaves out (test/harness/slow.ts).
 */
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lint } from './lint.mjs'
import { resultsPath, writeOutcome } from './outcome.mjs'
import { ownEnvironment, ownNode, top } from './own-node.mjs'

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
  return run(vitest, ['run', '--project=playing', ...filters])
}

async function everything() {
  mkdirSync(dirname(resultsPath), { recursive: true })
  rmSync(resultsPath, { force: true })

  const failedSteps = (await lint()).map((name) => `lint (${name})`)
  if ((await run(() => join(top, 'scripts', 'build', 'main.ts'), [])) !== 0) failedSteps.push('build')
  const status = await run(vitest, [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${resultsPath}`,
  ])
  writeOutcome({ failedSteps, vitestStatus: status })
  if (failedSteps.length > 0)
    console.error(`Beside the tests, this failed (see above): ${failedSteps.join(', ')}`)
  return status || (failedSteps.length > 0 ? 1 : 0)
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

/**
 * `npm run lint`: style, rooms and types, side by side. Each check prints only when it has something to say.
 *   --fix  let Biome mend what it can, first
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ownEnvironment, ownNode, top } from './own-node.mjs'

const bin = (...path) => join(top, 'node_modules', ...path)

const checks = [
  {
    name: 'style',
    script: bin('@biomejs', 'biome', 'bin', 'biome'),
    args: ['check', '--no-errors-on-unmatched'],
  },
  { name: 'rooms', script: join(top, 'scripts', 'check-rooms.ts'), args: [] },
  { name: 'types', script: bin('typescript', 'bin', 'tsc'), args: ['--noEmit', '--pretty', 'false'] },
  {
    name: 'types without a host',
    script: bin('typescript', 'bin', 'tsc'),
    args: ['-p', 'tsconfig.core.json', '--pretty', 'false'],
  },
  {
    name: 'types of the page',
    script: bin('typescript', 'bin', 'tsc'),
    args: ['-p', 'tsconfig.studio.json', '--pretty', 'false'],
  },
  {
    name: 'types of the VS Code extension',
    script: bin('typescript', 'bin', 'tsc'),
    args: ['-p', 'tsconfig.vscode.json', '--pretty', 'false'],
  },
]

/** Runs all checks, prints what the failed ones say, and resolves to the names of those that failed. */
export async function lint({ fix = false } = {}) {
  if (fix) await finished(checks[0].script, ['check', '--write', '--no-errors-on-unmatched'])
  const results = await Promise.all(
    checks.map(async ({ name, script, args }) => ({ name, ...(await finished(script, args)) })),
  )
  const failed = results.filter((result) => result.status !== 0)
  for (const { name, output } of failed) console.error(`\nlint: ${name}\n${output.trimEnd()}`)
  console.log(
    failed.length > 0
      ? `\nlint: ${failed.map((result) => result.name).join(', ')} failed`
      : `lint: ${checks.map((check) => check.name).join(', ')}: all well`,
  )
  return failed.map((result) => result.name)
}

function finished(script, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(ownNode(), [script, ...args], { cwd: top, env: ownEnvironment() })
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, output: Buffer.concat(chunks).toString() }))
  })
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const failed = await lint({ fix: process.argv.includes('--fix') })
    process.exitCode = failed.length > 0 ? 1 : 0
  } catch (error) {
    console.error(error.message)
    process.exitCode = 3
  }
}

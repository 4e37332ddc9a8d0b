/** `node scripts/on-own-node.mjs FILE …`: runs one of the project's TypeScript programs on the project's own Node. */
import { spawnSync } from 'node:child_process'
import { ownEnvironment, ownNode } from './own-node.mjs'

try {
  const done = spawnSync(ownNode(), process.argv.slice(2), { env: ownEnvironment(), stdio: 'inherit' })
  process.exitCode = done.status ?? 3
} catch (error) {
  console.error(error.message)
  process.exitCode = 3
}

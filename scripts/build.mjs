/** `npm run build`: finds a Node that reads TypeScript and hands over to build/main.ts, which has the options. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ownEnvironment, ownNode, top } from './own-node.mjs'

try {
  const script = join(top, 'scripts', 'build', 'main.ts')
  const args = [script, ...process.argv.slice(2)]
  process.exitCode =
    spawnSync(ownNode(), args, { cwd: top, env: ownEnvironment(), stdio: 'inherit' }).status ?? 3
} catch (error) {
  console.error(error.message)
  process.exitCode = 3
}

/** `npm run bench`: installs the peers and hands over to main.ts on the project's own Node. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ownEnvironment, ownNode, top } from '../scripts/own-node.mjs'
import { installPeers } from './peers.mjs'

try {
  installPeers()
} catch (error) {
  console.error(
    `bench: ${error.message}; what cannot do without the peers fails below, the editor's bench leaves its own out`,
  )
}
try {
  const args = [join(top, 'bench', 'main.ts'), ...process.argv.slice(2)]
  const done = spawnSync(ownNode(), args, { cwd: top, env: ownEnvironment(), stdio: 'inherit' })
  if (done.error) throw done.error
  process.exitCode = done.status ?? 3
} catch (error) {
  console.error(`bench: ${error.message}`)
  process.exitCode = 3
}

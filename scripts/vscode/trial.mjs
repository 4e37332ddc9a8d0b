/** `npm run test:vscode`: installs VS Code for the web, once, and tries the packaged extension in it. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ownEnvironment, ownNode, top } from '../own-node.mjs'
import { installApart } from './install.mjs'

const trial = join(top, 'vscode-extension', 'trial')

try {
  installApart(trial, 'VS Code for the web into vscode-extension/trial/node_modules (once, about 106 MB)')
  const vitest = join(top, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', 'test/vscode', ...process.argv.slice(2)]
  process.exitCode =
    spawnSync(ownNode(), args, { cwd: top, env: ownEnvironment(), stdio: 'inherit' }).status ?? 3
} catch (error) {
  console.error(`test:vscode: ${error.message}`)
  process.exitCode = 3
}

/** `npm run test:vscode:desktop`: installs a VS Code that runs extensions in Node, once, and tries the packaged extension in it. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ownEnvironment, ownNode, top } from '../own-node.mjs'
import { installApart, npmIn } from './install.mjs'

const desktop = join(top, 'vscode-extension', 'desktop')
const vscode = join(desktop, 'node_modules', 'code-server', 'lib', 'vscode')

try {
  installApart(desktop, 'code-server into vscode-extension/desktop/node_modules (once, about 620 MB)')
  // VS Code lies in it with locks of its own, which its install script would follow; that builds native modules besides,
  // for terminals and keychains, which are not needed here.
  for (const folder of [vscode, join(vscode, 'extensions')])
    if (!existsSync(join(folder, 'node_modules')))
      npmIn(folder, ['install', '--omit=dev', '--ignore-scripts'])
  const vitest = join(top, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', 'test/vscode/desktop', ...process.argv.slice(2)]
  process.exitCode =
    spawnSync(ownNode(), args, { cwd: top, env: ownEnvironment(), stdio: 'inherit' }).status ?? 3
} catch (error) {
  console.error(`test:vscode:desktop: ${error.message}`)
  process.exitCode = 3
}

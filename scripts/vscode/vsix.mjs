/** Installs what packages the extension, once, and hands over to package.ts on the project's own Node. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ownEnvironment, ownNode, top } from '../own-node.mjs'
import { installApart } from './install.mjs'

const packaging = join(top, 'vscode-extension', 'packaging')

try {
  installApart(packaging, 'vsce into vscode-extension/packaging/node_modules (once, about 125 MB)')
  const script = join(top, 'scripts', 'vscode', 'package.ts')
  process.exitCode = spawnSync(ownNode(), [script], { env: ownEnvironment(), stdio: 'inherit' }).status ?? 3
} catch (error) {
  console.error(`vsix: ${error.message}`)
  process.exitCode = 3
}

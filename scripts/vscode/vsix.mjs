/** Installs what packages the extension, once, and hands over to package.ts on the project's own Node. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { isInstalled } from '../installed.mjs'
import { ownEnvironment, ownNode, top } from '../own-node.mjs'

const packaging = join(top, 'vscode-extension', 'packaging')

try {
  if (!isInstalled(packaging)) install()
  const script = join(top, 'scripts', 'vscode', 'package.ts')
  process.exitCode = spawnSync(ownNode(), [script], { env: ownEnvironment(), stdio: 'inherit' }).status ?? 3
} catch (error) {
  console.error(`vsix: ${error.message}`)
  process.exitCode = 3
}

function install() {
  process.stderr.write(
    'Installing vsce into vscode-extension/packaging/node_modules (once, about 125 MB) …\n',
  )
  const npm = process.env.npm_execpath
  // Of a parent npm only its own settings, not those it made for the folder above.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_cache|config_local_prefix|package_|lifecycle_)/i.test(name),
    ),
  )
  const options = { cwd: packaging, env, stdio: ['ignore', 2, 2] }
  const done = npm
    ? spawnSync(process.execPath, [npm, 'ci', '--ignore-scripts'], options)
    : spawnSync('npm', ['ci', '--ignore-scripts'], { ...options, shell: process.platform === 'win32' })
  if (done.error) throw done.error
  if (done.status !== 0) throw new Error('npm ci failed (above)')
}

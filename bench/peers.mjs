/** Installs what bench/ needs, once: the peers have a package of their own and never enter the product's. */
import { spawnSync } from 'node:child_process'
import { isInstalled } from '../scripts/installed.mjs'

const here = import.meta.dirname

export function peersInstalled() {
  return isInstalled(here)
}

/** @throws {Error} when npm fails. */
export function installPeers() {
  if (peersInstalled()) return
  process.stderr.write('Installing the peers into bench/node_modules (once, about 75 MB) …\n')
  install(here)
}

function install(folder) {
  const npm = process.env.npm_execpath
  // Of a parent npm only its own settings, not those it made for the folder above.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_cache|config_local_prefix|package_|lifecycle_)/i.test(name),
    ),
  )
  const options = { cwd: folder, env, stdio: ['ignore', 2, 2] }
  const done = npm
    ? spawnSync(process.execPath, [npm, 'ci'], options)
    : spawnSync('npm', ['ci'], { ...options, shell: process.platform === 'win32' })
  if (done.error) throw done.error
  if (done.status !== 0) throw new Error(`npm ci failed in ${folder} (above)`)
}

/** Installs what stands apart from the project's own packages, since it is larger than all of them, when it is first needed. */

import { spawnSync } from 'node:child_process'
import { isInstalled } from '../installed.mjs'

/** @throws {Error} where npm cannot */
export function installApart(folder, what) {
  if (isInstalled(folder)) return
  process.stderr.write(`Installing ${what} …\n`)
  npmIn(folder, ['ci', '--ignore-scripts'])
}

/** npm in another folder. @throws {Error} where it fails */
export function npmIn(folder, args) {
  const npm = process.env.npm_execpath
  // Of a parent npm only its own settings, not those it made for the folder above.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_cache|config_local_prefix|package_|lifecycle_)/i.test(name),
    ),
  )
  const options = { cwd: folder, env, stdio: ['ignore', 2, 2] }
  const done = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (done.error) throw done.error
  if (done.status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${folder} (above)`)
}

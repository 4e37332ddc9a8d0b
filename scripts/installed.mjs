import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuseTooOld } from './own-node.mjs'

/**
 * Whether node_modules holds what package-lock.json says: npm leaves a list there of what it installed. Packages
 * for other systems are missing from it, and are optional.
 */
export function isInstalled(top) {
  const locked = packagesOf(join(top, 'package-lock.json'))
  const installed = packagesOf(join(top, 'node_modules', '.package-lock.json'))
  if (!locked || !installed) return false
  return Object.entries(locked).every(([path, wanted]) => {
    // Not installed: the project itself and its workspaces.
    if (!path.includes('node_modules/')) return true
    const found = installed[path]
    if (!found) return wanted.optional === true
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

/** npm, from the npm that runs us where one does: its own name may not be in PATH. */
export function install(top) {
  refuseTooOld()
  console.log('Installing the packages (once, about 530 MB, with a browser for the tests) …')
  const npm = process.env.npm_execpath
  const done = npm
    ? spawnSync(process.execPath, [npm, 'ci'], { cwd: top, stdio: 'inherit' })
    : spawnSync('npm', ['ci'], { cwd: top, stdio: 'inherit', shell: process.platform === 'win32' })
  if (done.error) throw done.error
  if (done.status !== 0) throw new Error('npm ci failed (above)')
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** Making folders. */

import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder and those above it. Node's own `recursive` does not come back where a file system says ENOENT of a folder whose
 * parent is there, as /proc does: it makes the parent again and again.
 *
 * @returns the first that was not there; null where all were
 * @throws what the file system throws
 */
export function makeFolders(path: string): string | null {
  const missing: string[] = []
  for (let at = resolve(path); ; at = dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false })
    if (stat?.isDirectory() === true) break
    // Mostly a file, in whose place or below which a folder should go.
    if (stat !== undefined || dirname(at) === at) throw failed(at, 'ENOTDIR', 'not a folder')
    missing.push(at)
  }
  for (const at of missing.toReversed()) {
    try {
      mkdirSync(at)
    } catch (error) {
      // Somebody else was quicker.
      if (codeOf(error) === 'EEXIST' && isFolder(at)) continue
      throw codeOf(error) === 'ENOENT' ? failed(at, 'EACCES', 'no folders can be made here') : error
    }
  }
  return missing.at(-1) ?? null
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

const failed = (path: string, code: string, why: string): Error =>
  Object.assign(new Error(`${code}: ${why}, mkdir '${path}'`), { code, syscall: 'mkdir', path })

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

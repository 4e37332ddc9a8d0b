/** The working folder, which may have been deleted under our feet: then there are only absolute paths. */

import { realpathSync } from 'node:fs'
import path, { isAbsolute, relative } from 'node:path'

/** Links in it followed; null where it is gone. */
export function workingFolder(): string | null {
  try {
    return realpathSync(process.cwd())
  } catch {
    return null
  }
}

/** An absolute path as the user would type it here. */
export function fromHere(path: string): string {
  try {
    return relative(process.cwd(), path) || path
  } catch {
    return path
  }
}

/** As `given` was: what came of an absolute path stays absolute. */
export function fromHereAs(given: string, path: string): string {
  return isAbsolute(given) ? path : fromHere(path)
}

/** What Node throws of a relative path in a folder that is gone. */
export const isFolderGone = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd'

/** A file as a source map in a folder names it. From one drive of Windows to another leads no way: there it has an address. */
export function sourceFrom(folder: string, file: string, system: path.PlatformPath = path): string {
  const way = system.relative(folder, file).split(system.sep)
  if (!system.isAbsolute(way.join(system.sep))) return way.join('/')
  const drive = way[0] === '' ? '' : '///'
  const address = way.map((step, i) => (i === 0 ? step : encodeURIComponent(step))).join('/')
  return `file:${drive}${address}`
}

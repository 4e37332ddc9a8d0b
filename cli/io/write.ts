/** Writing files whole or not at all: to temporary files beside the targets, then renamed. */

import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isInside } from '../../lsp/node-files.ts'
import { makeFolders } from '../../training/folders.ts'
import { rename } from '../../training/rename.ts'
import { Failure, fileFailure, INPUT_ERROR, lastThere, MACHINE_FAILED } from '../outcome.ts'
import { fromHere } from './here.ts'
import { holdingSignals } from './signals.ts'

export interface FileToWrite {
  readonly path: string
  readonly data: string | Uint8Array
}

/** Writes all files, or none: every byte is on disk before the first rename. */
export function writeAll(files: readonly FileToWrite[]): void {
  holdingSignals(() => writeWhole(files))
}

function writeWhole(files: readonly FileToWrite[]): void {
  const written: { temporary: string; path: string; target: string }[] = []
  try {
    for (const { path, data } of files) {
      refuseOther(path)
      const target = targetOf(path)
      const temporary = temporaryFor(target, written.length)
      written.push({ temporary, path, target })
      try {
        const handle = openInstead(path, temporary)
        try {
          writeFileSync(handle, data)
          fsyncSync(handle)
        } finally {
          closeSync(handle)
        }
      } catch (error) {
        throw fileFailure(path, error, 'write')
      }
    }
    for (const { path, target } of written) refuseHeld(path, target)
    for (const { temporary, path, target } of written) {
      try {
        rename(temporary, target)
      } catch (error) {
        throw fileFailure(path, error, 'write')
      }
    }
  } finally {
    for (const { temporary } of written) removeQuietly(temporary)
  }
}

/**
 * On Windows nothing takes the place of a file that another program has open, as a player has a sound: asked of all before the first
 * is replaced. A file is given the name that it has, which changes nothing and is refused for the same reason.
 *
 * @throws Failure
 */
export function refuseHeld(path: string, target: string): void {
  if (!existsSync(target)) return
  try {
    rename(target, target)
  } catch (error) {
    throw fileFailure(path, error, 'write')
  }
}

/** The same, in a folder that is made with those above it where there is none; where nothing can be written, no folder is left behind. */
export function writeInto(folder: string, files: readonly FileToWrite[]): void {
  const made = ensureFolder(folder)
  try {
    writeAll(files)
  } catch (error) {
    if (made !== null) removeEmpty(folder, made)
    throw error
  }
}

/** Makes the folder and those above; the first that was not there, or null. */
function ensureFolder(path: string): string | null {
  try {
    return makeFolders(path)
  } catch (error) {
    throw fileFailure(path, error, 'write')
  }
}

/** From a folder up to one above it, as far as nothing is in them. */
function removeEmpty(from: string, to: string): void {
  try {
    for (let at = resolve(from); at.startsWith(to); at = dirname(at)) rmdirSync(at)
  } catch {
    // Somebody else has put something there.
  }
}

/** The failure that is told must be the one that came first. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // It could not even be named.
  }
}

/**
 * Where a file really lies: behind links, which stay. A link whose file is not there yet leads to where it would be.
 *
 * @throws Failure where links lead in a circle, and where nothing can have that name
 */
export function targetOf(path: string): string {
  let at = path
  try {
    for (let links = 0; links < MOST_LINKS; links++) {
      // A name that the disk does not take is refused here, too: the temporary one would be short enough.
      if (!isLink(at)) return at
      // The folder first: the text of a link is read from where the link really lies.
      at = resolve(realpathSync(dirname(at)), readlinkSync(at))
    }
  } catch (error) {
    throw fileFailure(path, error, 'write')
  }
  throw fileFailure(path, Object.assign(new Error(), { code: 'ELOOP' }), 'write')
}

/** As many as Linux follows. */
const MOST_LINKS = 40

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
}

/**
 * A name beside the target, of its own for each process and file, and short: the target's may be as long as the disk takes.
 */
export function temporaryFor(target: string, index: number): string {
  return join(dirname(target), `.sil-${process.pid}-${index}.tmp`)
}

/**
 * A file that will take the place of another: who may do what with it, and whose it is, stays as it was.
 *
 * @throws what the file system throws
 */
export function openInstead(path: string, temporary: string): number {
  const old = statOf(path)
  const handle = openSync(temporary, 'w', old === null ? 0o666 : old.mode & 0o777)
  const own = fstatSync(handle)
  // A device whose name somebody put there is not ours to change.
  if (old === null || !own.isFile()) return handle
  try {
    const { uid, gid } = own
    if (uid !== old.uid || gid !== old.gid) fchownSync(handle, old.uid, old.gid)
  } catch {
    // Only root may give files away.
  }
  try {
    // What the umask took, and a change of owner.
    fchmodSync(handle, old.mode & 0o777)
  } catch {
    // A disk that knows no modes.
  }
  return handle
}

/**
 * Another file takes the place of one without asking whether that may be written: so it is asked here, of root as well.
 *
 * @throws Failure where a folder has the name, or a device or pipe, which a file would take the place of, and of a file that may not be written
 */
export function refuseOther(path: string): void {
  const stat = statOf(path)
  if (stat === null) return
  if (stat.isFile()) {
    if ((stat.mode & 0o222) !== 0 && mayWrite(path)) return
    throw new Failure(MACHINE_FAILED, `I may not write ${path}: it is read-only.`)
  }
  throw new Failure(
    INPUT_ERROR,
    stat.isDirectory() ? `${path} is a folder; a file belongs here.` : `${path} is no file on disk.`,
  )
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The same of a folder for results, which is made with those above it.
 *
 * @throws Failure where there can be none, or nothing may be put there
 */
export function refuseFolder(path: string): void {
  const at = lastThere(resolve(path))
  const there = statOf(at)
  if (there?.isDirectory() !== true) {
    const what = there === null ? 'a link that leads nowhere' : 'a file'
    throw new Failure(INPUT_ERROR, `${fromHere(at)} is ${what}; a folder belongs here.`)
  }
  try {
    tryWriting(at)
  } catch (error) {
    throw fileFailure(path, error, 'write')
  }
}

/**
 * Asked before long work, so that nobody waits for what cannot be kept.
 *
 * @param coming a folder that will be made by then, with those above it
 * @throws Failure where there can be no such file
 */
export function refuseUnwritable(path: string, coming: string | null = null): void {
  refuseOther(path)
  const folder = dirname(resolve(targetOf(path)))
  if (coming !== null && !existsSync(folder) && isInside(folder, resolve(coming))) return
  try {
    // What is no folder is told as such, and a folder takes the name of a file only where it may be written.
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' })
    tryWriting(folder)
  } catch (error) {
    throw fileFailure(path, error, 'write')
  }
}

/**
 * Leaves nothing behind. Asking for rights is not enough: root has them in /proc, where no file can be.
 *
 * @param folder one that is there
 * @throws what the file system throws
 */
function tryWriting(folder: string): void {
  const temporary = temporaryFor(join(folder, 'x'), 0)
  holdingSignals(() => {
    try {
      closeSync(openSync(temporary, 'w'))
    } catch (error) {
      // The folder is there: so nobody may put files into it.
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
      throw isMissing ? Object.assign(new Error(), { code: 'EACCES' }) : error
    } finally {
      removeQuietly(temporary)
    }
  })
}

/** Null where there is nothing, or nothing that may be looked at. */
function statOf(path: string): Stats | null {
  try {
    return statSync(path)
  } catch {
    return null
  }
}

/** Writing files whole or not at all: to temporary files beside the targets, then renamed. */

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Failure, fileFailure, INPUT_ERROR } from '../outcome.ts'

/** While files are being written a Ctrl-C waits; otherwise it ends the process at once, even in a long computation. */
const DEFERRED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface FileToWrite {
  readonly path: string
  readonly data: string | Uint8Array
}

/** Writes all files, or none: every byte is on disk before the first rename. */
export function writeAll(files: readonly FileToWrite[]): void {
  const written: { temporary: string; path: string }[] = []
  const wait = (): void => {}
  for (const signal of DEFERRED) process.on(signal, wait)
  try {
    for (const { path, data } of files) {
      refuseFolder(path)
      const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
      written.push({ temporary, path })
      try {
        const handle = openSync(temporary, 'w', modeOf(path))
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
    for (const { temporary, path } of written) {
      try {
        renameSync(temporary, path)
      } catch (error) {
        throw fileFailure(path, error, 'write')
      }
    }
  } finally {
    for (const { temporary } of written) removeQuietly(temporary)
    for (const signal of DEFERRED) process.off(signal, wait)
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
    const made = mkdirSync(path, { recursive: true })
    return made === undefined ? null : resolve(made)
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

/** That of the file that is there. */
export function modeOf(path: string): number {
  try {
    return statSync(path).mode & 0o777
  } catch {
    return 0o666
  }
}

/** @throws Failure where a folder has the name */
export function refuseFolder(path: string): void {
  try {
    if (statSync(path).isDirectory())
      throw new Failure(INPUT_ERROR, `${path} is a folder; a file belongs here.`)
  } catch (error) {
    if (error instanceof Failure) throw error
  }
}

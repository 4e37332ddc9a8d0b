/** Writing files whole or not at all: to temporary files beside the targets, then renamed. */

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
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
    for (const { temporary } of written) rmSync(temporary, { force: true })
    for (const signal of DEFERRED) process.off(signal, wait)
  }
}

/** Makes the folder (and those above) or says why not. */
export function ensureFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true })
  } catch (error) {
    throw fileFailure(path, error, 'write')
  }
}

function modeOf(path: string): number {
  try {
    return statSync(path).mode & 0o777
  } catch {
    return 0o666
  }
}

function refuseFolder(path: string): void {
  try {
    if (statSync(path).isDirectory())
      throw new Failure(INPUT_ERROR, `${path} is a folder; a file belongs here.`)
  } catch (error) {
    if (error instanceof Failure) throw error
  }
}

/** Files that are there whole, or not at all, also after the power went. */

import { closeSync, fsyncSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rename } from '../rename.ts'

/** @param keep under which the file that was there is kept; null: it is replaced */
export function writeDurably(path: string, text: string, keep: string | null = null): void {
  const temporary = join(dirname(path), `.sil-${process.pid}.tmp`)
  const handle = openSync(temporary, 'w')
  try {
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  if (keep !== null) {
    try {
      rename(path, keep)
    } catch (error) {
      // The first has none before it.
      if (!(error instanceof Error && Reflect.get(error, 'code') === 'ENOENT')) throw error
    }
  }
  rename(temporary, path)
  syncFolder(dirname(path))
}

export function appendDurably(path: string, text: string): void {
  const handle = openSync(path, 'a')
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** A new name is on disk when its folder is. Not every system lets a folder be opened; those that do not keep names by themselves. */
function syncFolder(folder: string): void {
  let handle: number
  try {
    handle = openSync(folder, 'r')
  } catch {
    return
  }
  try {
    fsyncSync(handle)
  } catch {
    // As above.
  } finally {
    closeSync(handle)
  }
}

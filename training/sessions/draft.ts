/** A store on its way: a folder beside the one that it will be, or within it, which one process has to itself. */

import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolders } from '../folders.ts'
import type { Disk } from './edit.ts'
import { isLock, lockStore, tidyLocks } from './lock.ts'
import { isDayFile, MANIFEST } from './manifest.ts'

/**
 * Makes it, or takes it over from a process that was killed, and empties it. Its lock goes where it goes: away, or into the store.
 *
 * @throws StoreBusy where another process is making a store there
 */
export function takeDraft(folder: string, shown: string, disk: Disk): void {
  // What a run that was killed has left, and nothing of anybody else's.
  if (existsSync(folder) && !readdirSync(folder).every(isOurs))
    throw new Error(`${folder} is not empty: it holds what sil has not written`)
  // Where it leads there may be a store.
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() === true) disk.remove(folder)
  makeFolders(folder)
  lockStore(folder, shown)
  tidyLocks(folder)
  for (const name of readdirSync(folder)) if (!isLock(name)) disk.remove(join(folder, name))
}

const isOurs = (name: string): boolean => name === MANIFEST || isDayFile(name) || isLock(name)

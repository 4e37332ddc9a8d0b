/** Who changes a store, or goes on with a run, holds its folder alone: a file with the number of the process. It is there whole from the first moment, or not at all. */

import { linkSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export class StoreBusy extends Error {}

const LOCK = '.lock'
/** A lock without a number is being written, by those who cannot link; after so long the power went. */
const BEING_WRITTEN_MS = 10_000

/**
 * @returns what lets others at it
 * @throws StoreBusy where another process has it
 */
export function lockStore(folder: string, shown: string): () => void {
  const path = join(folder, LOCK)
  for (;;) {
    const claimed = claim(folder, path)
    if (claimed.ours) return () => unlockStore(folder)
    const owner = ownerOf(path)
    if (owner === null) continue
    if (lives(owner) || isBeingWritten(path, owner, claimed.at))
      throw new StoreBusy(`${shown} is being changed by another process${owner === '' ? '' : ` (${owner})`}`)
    takeAway(path, owner)
  }
}

/** For who has it, also where the folder has another name by now. */
export const unlockStore = (folder: string): void => rmSync(join(folder, LOCK), { force: true })

/** A lock, or what somebody has left on the way to one. */
export const isLock = (name: string): boolean => /^\.lock(?:\.\d+(?:\.dead)?)?$/.test(name)

/** Takes away what processes that were killed have left of their way to a lock. */
export function tidyLocks(folder: string): void {
  for (const name of readdirSync(folder)) {
    const of = /^\.lock\.(\d+)(?:\.dead)?$/.exec(name)?.[1]
    if (of !== undefined && !lives(of)) rmSync(join(folder, name), { force: true })
  }
}

interface Claim {
  readonly ours: boolean
  /** When it was made, by the disk's own clock. */
  readonly at: number
}

/** Of two who come at once one gets it: a link is made whole, and only where nothing has its name. */
function claim(folder: string, path: string): Claim {
  const own = join(folder, `${LOCK}.${process.pid}`)
  writeFileSync(own, String(process.pid))
  const at = statSync(own).mtimeMs
  try {
    linkSync(own, path)
    return { ours: true, at }
  } catch (error) {
    // Else it is a disk without links.
    const taken = codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT'
    return { ours: taken ? false : create(path), at }
  } finally {
    rmSync(own, { force: true })
  }
}

function create(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Null: it is gone by now. What is no file has no number: a pipe would be waited for. */
function ownerOf(path: string): string | null {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : ''
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

function isBeingWritten(path: string, owner: string, now: number): boolean {
  if (owner !== '') return false
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat !== undefined && now - stat.mtimeMs < BEING_WRITTEN_MS
}

/** Of two who find the same dead one's, the second must not take away what the first has put there since. */
function takeAway(path: string, owner: string): void {
  const aside = `${path}.${process.pid}.dead`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  try {
    if (ownerOf(aside) !== owner) linkSync(aside, path)
  } finally {
    rmSync(aside, { force: true })
  }
}

/** A process that was killed has left its lock. */
function lives(owner: string): boolean {
  const pid = Number(owner)
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

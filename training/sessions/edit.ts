/**
 * Changing a store so that a machine that stops at any moment leaves one that opens: the old one, or the new. Files are never written over.
 * New ones get names that the old manifest does not know; then the new manifest takes the old one's place, in one rename; then what no
 * manifest names is deleted. Whoever changes a store next deletes what was left.
 */

import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { makeFolders } from '../folders.ts'
import { rename } from '../rename.ts'
import { takeDraft } from './draft.ts'
import { FACTS } from './facts-files.ts'
import { lockStore, tidyLocks, unlockStore } from './lock.ts'
import {
  isDayFile,
  type Listed,
  MANIFEST,
  type Manifest,
  manifestText,
  REJECTED,
  STORE_VERSION,
} from './manifest.ts'
import { openStore } from './reader.ts'

/** What changes a disk; tests have disks that are full, or stop. */
export interface Disk {
  write(handle: number, bytes: Uint8Array): void
  rename(from: string, to: string): void
  remove(path: string): void
}

export const DISK: Disk = {
  write(handle, bytes) {
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
  },
  rename: (from, to) => rename(from, to),
  // As with names: Windows deletes nothing that is open.
  remove: (path) => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
}

export interface NewFile {
  write(text: string): void
  /** On the disk from now on, under its name. */
  finish(): Listed
}

export interface Edit {
  readonly folder: string
  readonly manifest: Manifest
  /** For what is on its way; it goes when the edit ends. */
  readonly work: string
  readonly disk: Disk
  /** @param file a name that the present manifest does not have */
  create(file: string): NewFile
  /** This is the store from now on. */
  commit(manifest: Manifest): void
  /** Lets others at it; nothing that was not committed is left. */
  end(): void
}

const WORK = '.work'
const BLOCK = 1 << 18

/**
 * @param create make the store where there is none
 * @throws StoreBusy where another process is at it
 */
export function editStore(shown: string, { create = false, disk = DISK } = {}): Edit {
  const folder = resolve(shown)
  const made = create && !existsSync(join(folder, MANIFEST)) ? makeStore(folder, shown, disk) : null
  openStore(folder, shown)
  const unlock = lockStore(folder, shown)
  try {
    // Once more: before the lock was ours somebody may have changed it.
    const manifest = openStore(folder, shown)
    tidy(folder, manifest, disk)
    const work = join(folder, WORK)
    mkdirSync(work)
    let current = manifest
    let isCommitted = false
    // A process that is ended in order, by a signal too, leaves no lock and nothing half done.
    process.once('exit', endAtExit)
    return {
      folder,
      manifest,
      work,
      disk,
      create: (file) => newFile(folder, file, disk),
      commit(next) {
        writeManifest(join(folder, `${MANIFEST}.new`), next, disk)
        disk.rename(join(folder, `${MANIFEST}.new`), join(folder, MANIFEST))
        syncFolder(folder)
        current = next
        isCommitted = true
      },
      end,
    }

    function end(): void {
      process.off('exit', endAtExit)
      try {
        tidy(folder, current, disk)
        // Nothing came of it: where there was no store, there is none.
        if (made !== null && !isCommitted)
          for (const name of [MANIFEST, REJECTED]) disk.remove(join(folder, name))
      } finally {
        unlock()
      }
      if (made === 'folder' && listed(folder).length === 0) disk.remove(folder)
    }

    function endAtExit(): void {
      try {
        end()
      } catch {
        // Whoever comes next tidies up.
      }
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/**
 * An empty one, whole from the first moment. A folder that is there stays the one that it is.
 *
 * @returns what was made: the folder, or what it needs to be a store; null where somebody else was quicker
 */
function makeStore(folder: string, shown: string, disk: Disk): 'folder' | 'manifest' | null {
  const draft = `${MANIFEST}.new`
  const isThere = existsSync(folder)
  if (isThere && readdirSync(folder).some((name) => name !== draft))
    throw new Error(`${shown} is not empty, and no store: there is no ${MANIFEST} in it`)
  const beside = isThere ? folder : `${folder}.partial`
  if (!isThere) {
    takeDraft(beside, shown, disk)
    if (existsSync(join(folder, MANIFEST))) {
      disk.remove(beside)
      return null
    }
  }
  const written = join(beside, isThere ? draft : MANIFEST)
  try {
    writeManifest(written, { version: STORE_VERSION, partitions: [], simulation: null }, disk)
    disk.rename(isThere ? written : beside, isThere ? join(folder, MANIFEST) : folder)
  } catch (error) {
    disk.remove(isThere ? written : beside)
    throw error
  }
  if (!isThere) unlockStore(folder)
  syncFolder(isThere ? folder : dirname(folder))
  return isThere ? 'manifest' : 'folder'
}

/** On the disk from now on, whole; what reads it looks for it under another name. */
export function writeManifest(path: string, manifest: Manifest, disk: Disk): void {
  const handle = openSync(path, 'w')
  try {
    disk.write(handle, Buffer.from(manifestText(manifest)))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Deletes what a store may have and its manifest does not name. */
function tidy(folder: string, { partitions, rejected = [] }: Manifest, disk: Disk): void {
  const named = new Set<string>([...partitions, ...rejected].map(({ file }) => file))
  for (const name of readdirSync(folder)) {
    if (name === WORK || name === `${MANIFEST}.new` || (isDayFile(name) && !named.has(name)))
      disk.remove(join(folder, name))
  }
  for (const name of listed(join(folder, REJECTED)))
    if (/^\d+\.jsonl$/.test(name) && !named.has(`${REJECTED}/${name}`))
      disk.remove(join(folder, REJECTED, name))
  tidyLocks(folder)
  const hashes = new Set(partitions.map(({ day, sha256 }) => `day=${day}.${sha256.slice(0, 16)}`))
  for (const name of listed(join(folder, FACTS))) {
    const of = /^(day=\d{4}-\d\d-\d\d\.[0-9a-f]{16})\..*(?:parquet|json)(\.tmp)?$/.exec(name)
    if (of !== null && (of[2] !== undefined || !hashes.has(of[1] ?? '')))
      disk.remove(join(folder, FACTS, name))
  }
}

const listed = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : [])

function newFile(folder: string, file: string, disk: Disk): NewFile {
  const path = join(folder, file)
  makeFolders(dirname(path))
  const handle = openSync(path, 'wx')
  const hash = createHash('sha256')
  let open = true
  let bytes = 0
  let block = ''
  return {
    write(text) {
      block += text
      if (block.length > BLOCK) flush()
    },
    finish() {
      flush()
      fsyncSync(handle)
      closeSync(handle)
      open = false
      syncFolder(dirname(path))
      return { file, bytes, sha256: hash.digest('hex') }
    },
  }

  function flush(): void {
    const piece = Buffer.from(block)
    block = ''
    hash.update(piece)
    bytes += piece.length
    try {
      disk.write(handle, piece)
    } catch (error) {
      if (open) closeSync(handle)
      open = false
      throw error
    }
  }
}

/** A rename is on the disk when its folder is. Not every system opens folders. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch {
    // Then it is as safe as that system makes it.
  }
}

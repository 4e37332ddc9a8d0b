/**
 * Sessions into a folder, a file a day, whole or not at all: they are written beside it, and the folder appears when all are there;
 * in a folder that is there, the manifest does.
 * Memory holds a line and a block for each day.
 */

import { createHash, type Hash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { SessionLog } from '../../runtime/session/log.ts'
import { sessionText } from '../../runtime/session/log.ts'
import { takeDraft } from './draft.ts'
import { DISK, type Disk, writeManifest } from './edit.ts'
import { unlockStore } from './lock.ts'
import {
  dayOf as dayOfInstant,
  fileOfDay,
  MANIFEST,
  type Manifest,
  type Partition,
  STORE_VERSION,
} from './manifest.ts'

export interface StoreWriter {
  add(log: SessionLog): void
  /** The same of a session that is text already. @param day on which it starts; @param line without its end */
  addLine(day: string, line: string): void
  /** The folder is there from now on. */
  finish(simulation: Manifest['simulation']): Manifest
  /** Nothing of it is left. */
  abandon(): void
}

interface Open {
  readonly handle: number
  readonly hash: Hash
  block: string
  sessions: number
  bytes: number
}

const BLOCK = 1 << 18

/** UTC day on which a session starts. */
export const dayOf = ({ started_at: at }: SessionLog): string => dayOfInstant(at) ?? at.slice(0, 10)
/** A session in a line. */
export const lineOf = (log: SessionLog): string => sessionText(log).trimEnd()

/** Within a folder that is there already: whoever stands in it, or has it mounted, keeps it. */
const WITHIN = '.partial'

function refuseFull(folder: string, shown: string): void {
  if (existsSync(folder) && readdirSync(folder).some((name) => name !== WITHIN))
    throw new Error(`${shown} is not empty: sessions are never written over others`)
}

/**
 * @param shown new, or an empty folder
 * @throws StoreBusy where another process is writing one there
 * @throws where the folder is there and not empty, or cannot be made
 */
export function createStore(shown: string, disk: Disk = DISK): StoreWriter {
  const folder = resolve(shown)
  const isThere = existsSync(folder)
  refuseFull(folder, shown)
  const beside = isThere ? join(folder, WITHIN) : `${folder}.partial`
  takeDraft(beside, shown, disk)
  try {
    // Once more: whoever had it to themselves until now may have finished.
    refuseFull(folder, shown)
  } catch (error) {
    disk.remove(beside)
    throw error
  }
  const open = new Map<string, Open>()

  function flush(one: Open): void {
    const bytes = Buffer.from(one.block)
    disk.write(one.handle, bytes)
    one.hash.update(bytes)
    one.bytes += bytes.length
    one.block = ''
  }

  function addLine(day: string, line: string): void {
    let one = open.get(day)
    if (one === undefined) {
      const handle = openSync(join(beside, fileOfDay(day)), 'w')
      one = { handle, hash: createHash('sha256'), block: '', sessions: 0, bytes: 0 }
      open.set(day, one)
    }
    one.block += `${line}\n`
    one.sessions++
    if (one.block.length > BLOCK) flush(one)
  }

  function close(day: string, one: Open): Partition {
    flush(one)
    fsyncSync(one.handle)
    closeSync(one.handle)
    open.delete(day)
    const { sessions, bytes } = one
    return { day, file: fileOfDay(day), sessions, bytes, sha256: one.hash.digest('hex') }
  }

  return {
    add: (log) => addLine(dayOf(log), lineOf(log)),
    addLine,
    finish(simulation) {
      const partitions = [...open].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, one]) => close(day, one))
      const manifest: Manifest = { version: STORE_VERSION, partitions, simulation }
      writeManifest(join(beside, MANIFEST), manifest, disk)
      if (isThere) {
        // The manifest comes last: until it is there, these are files that nobody names.
        for (const name of [...partitions.map(({ file }) => file), MANIFEST])
          disk.rename(join(beside, name), join(folder, name))
        disk.remove(beside)
      } else {
        disk.rename(beside, folder)
        unlockStore(folder)
      }
      return manifest
    },
    abandon() {
      for (const { handle } of open.values()) closeSync(handle)
      open.clear()
      disk.remove(beside)
    },
  }
}

/**
 * Sessions into a folder, a file a day, whole or not at all: they are written beside it, and the folder appears when all are there.
 * Memory holds a line and a block for each day.
 */

import { createHash, type Hash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import type { SessionLog } from '../../runtime/session/log.ts'
import { sessionText } from '../../runtime/session/log.ts'
import { dayOf as dayOfInstant, fileOfDay, MANIFEST, type Manifest, STORE_VERSION } from './manifest.ts'

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

/** @throws where the folder is there and not empty, or cannot be made */
export function createStore(shown: string): StoreWriter {
  const folder = resolve(shown)
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${shown} is not empty: sessions are never written over others`)
  const beside = `${folder}.partial`
  // What a run that was killed has left, and nothing of anybody else's.
  if (
    existsSync(beside) &&
    !readdirSync(beside).every((name) => name === MANIFEST || /^day=.*\.jsonl$/.test(name))
  )
    throw new Error(`${beside} is not empty: it holds what sil has not written`)
  rmSync(beside, { recursive: true, force: true })
  mkdirSync(beside, { recursive: true })
  const open = new Map<string, Open>()

  function flush(one: Open): void {
    const bytes = Buffer.from(one.block)
    writeSync(one.handle, bytes)
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

  return {
    add: (log) => addLine(dayOf(log), lineOf(log)),
    addLine,
    finish(simulation) {
      const partitions = [...open]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([day, one]) => {
          flush(one)
          fsyncSync(one.handle)
          closeSync(one.handle)
          return {
            day,
            file: fileOfDay(day),
            sessions: one.sessions,
            bytes: one.bytes,
            sha256: one.hash.digest('hex'),
          }
        })
      const manifest: Manifest = { version: STORE_VERSION, partitions, simulation }
      writeFileSync(join(beside, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
      rmSync(folder, { recursive: true, force: true })
      renameSync(beside, folder)
      return manifest
    },
    abandon() {
      for (const { handle } of open.values()) closeSync(handle)
      open.clear()
      rmSync(beside, { recursive: true, force: true })
    },
  }
}

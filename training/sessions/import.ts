/**
 * Sessions from elsewhere into a store. Each row passes every check, or is set aside with its reason; a session that is known already is
 * counted; one that goes on from a checkpoint takes its place. The store changes at the end, all at once.
 */

import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { canonicalJson } from '../../runtime/session/canonical.ts'
import { readSession } from '../../runtime/session/read.ts'
import type { Kind, RowChecker } from './check.ts'
import type { Database } from './database.ts'
import { NoDatabase } from './database.ts'
import { type Disk, type Edit, editStore } from './edit.ts'
import { createKnown, keyOf, knownOf, placeOf } from './known.ts'
import { LONGEST_LINE, rawLines } from './lines.ts'
import {
  dayOf,
  fileOfDay,
  generationOf,
  MANIFEST,
  type Manifest,
  type Partition,
  tombstoneOf,
} from './manifest.ts'
import { stringsIn } from './mentions.ts'
import { openParquet } from './parquet.ts'
import { createQuarantine } from './quarantine.ts'
import { linesOf } from './reader.ts'
import type { Source, Sources } from './sources.ts'
import { createSpool } from './spool.ts'

export interface ImportOptions {
  readonly folder: string
  readonly sources: Sources
  /** One that lets a session pass twice. */
  readonly checker: RowChecker
  /** Opened for each Parquet file. */
  readonly database: (file: string) => Promise<Database>
  readonly disk?: Disk
  /** After each row. */
  readonly step?: () => void
  /** Asked now and then: stop, and leave the store as it was. */
  readonly stopped?: () => boolean
}

interface ImportedSource {
  readonly path: string
  readonly rows: number
  /** What is wrong with it as a whole, or ''. */
  readonly problem: string
  /** Columns of a table that no session has. */
  readonly unknown: readonly string[]
}

export interface Imported {
  readonly sources: readonly ImportedSource[]
  readonly rows: number
  readonly added: number
  /** Sessions that go on from a checkpoint which was in the store. */
  readonly replaced: number
  /** Rows that the store had, to the byte. */
  readonly duplicates: number
  /** Checkpoints of sessions of which the store has more. */
  readonly older: number
  /** Rows of users who were forgotten: they are kept nowhere. */
  readonly forgotten: number
  readonly rejected: Partial<Record<Kind, { count: number; readonly first: string }>>
  /** In the store now. */
  readonly sessions: number
  /** Days whose file is another now. */
  readonly days: readonly string[]
}

export class Stopped extends Error {}

/** @throws Error in words: the store cannot be changed; NoDatabase; StoreBusy; Stopped */
export async function importSessions(options: ImportOptions): Promise<Imported> {
  const edit = editStore(options.folder, {
    create: true,
    ...(options.disk === undefined ? {} : { disk: options.disk }),
  })
  try {
    return await fill(edit, options)
  } finally {
    edit.end()
  }
}

async function fill(
  edit: Edit,
  { sources, checker, database, step, stopped }: ImportOptions,
): Promise<Imported> {
  const { manifest } = edit
  const known = createKnown()
  await readStore(edit.folder, manifest, (text) => {
    const read = readSession(text)
    if (read.ok) known.set(read.value.session_id, knownOf(read.value, text))
  })
  const graves = new Set(manifest.tombstones)
  const buried = new Map<string, boolean>()
  const quarantine = await createQuarantine(edit)
  const spool = createSpool(edit.work, edit.disk)
  /** Texts that a later row has taken the place of, by the day in which they may stand. */
  const replaced = new Map<string, Set<bigint>>()
  const counts = { rows: 0, added: 0, replaced: 0, duplicates: 0, older: 0, forgotten: 0 }
  const rejected: Imported['rejected'] = {}
  const found: ImportedSource[] = sources.problems.map(({ path, message }) => ({
    path,
    rows: 0,
    problem: message,
    unknown: [],
  }))
  for (const { path, message } of sources.problems) setAside(path, 0, 'unreadable', message, null)
  for (const source of sources.files) found.push(await readSource(source))
  return await settle()

  async function readSource({ path, kind, promised }: Source): Promise<ImportedSource> {
    let rows = 0
    let unknown: readonly string[] = []
    try {
      if (kind === 'json') {
        if (statSync(path).size > LONGEST_LINE) throw new Error(`it is longer than ${LONGEST_LINE} bytes`)
        rows++
        await row(path, 1, decoded(readFileSync(path)))
      } else if (kind === 'lines') {
        for await (const { number, text, problem } of rawLines(path)) {
          if (text !== null && text.trim() === '') continue
          rows++
          if (text === null) setAside(path, number, 'not JSON', problem, null)
          else await row(path, number, text)
        }
        if (promised !== undefined) await keepsPromise(path, rows, promised)
      } else {
        const reader = await database(path)
        try {
          const table = await openParquet(reader, path)
          unknown = table.unknown
          for await (const text of table.rows()) await row(path, ++rows, text)
        } finally {
          reader.close()
        }
      }
      return { path, rows, problem: '', unknown }
    } catch (error) {
      // A disk that is full and a machine without DuckDB are nothing that is wrong with the file.
      if (error instanceof NoDatabase || error instanceof Stopped || isDisk(error)) throw error
      const problem = error instanceof Error ? error.message : String(error)
      setAside(path, 0, 'unreadable', problem, null)
      return { path, rows, problem, unknown }
    }
  }

  async function row(source: string, line: number, text: string): Promise<void> {
    counts.rows++
    step?.()
    if (counts.rows % 256 === 0) {
      await new Promise((resolve) => setImmediate(resolve))
      if (stopped?.() === true) throw new Stopped()
    }
    const checked = checker.check(text)
    if (graves.size > 0 && ofTheForgotten(checked.ok ? [checked.log.user_id] : stringsIn(text))) {
      counts.forgotten++
      return
    }
    if (!checked.ok) {
      setAside(source, line, checked.kind, checked.reason, text)
      return
    }
    const { log } = checked
    let canonical: string
    try {
      canonical = canonicalJson(checked.json)
    } catch {
      setAside(source, line, 'schema', 'it is nested too deeply to be written again', text)
      return
    }
    if (3 * canonical.length > LONGEST_LINE && Buffer.byteLength(canonical) > LONGEST_LINE) {
      setAside(
        source,
        line,
        'schema',
        `it is longer than ${LONGEST_LINE} bytes, as it would be written`,
        null,
      )
      return
    }
    const now = knownOf(log, canonical)
    const before = known.get(log.session_id)
    const day = dayOf(log.started_at) ?? ''
    switch (placeOf(now, before)) {
      case 'same':
        counts.duplicates++
        return
      case 'older':
        counts.older++
        return
      case 'other':
        setAside(
          source,
          line,
          'other content',
          `session ${log.session_id} is known, and says something else`,
          text,
        )
        return
      case 'goes on':
        if (before !== null) add(replaced, day, before.content)
        counts.replaced++
        break
      case 'new':
        counts.added++
    }
    known.set(log.session_id, now)
    spool.add(day, canonical)
  }

  function setAside(source: string, line: number, kind: Kind, reason: string, text: string | null): void {
    quarantine.add({ source, line, kind, reason }, text)
    const same = rejected[kind]
    if (same === undefined)
      rejected[kind] = { count: 1, first: `${source}${line > 0 ? `:${line}` : ''}: ${reason}` }
    else same.count++
  }

  function ofTheForgotten(names: Iterable<string>): boolean {
    for (const name of names) {
      // A unit's id begins with its user's.
      for (const one of [name, name.replace(/\/week--?\d+$/, '')]) {
        let is = buried.get(one)
        if (is === undefined) {
          is = graves.has(tombstoneOf(one, manifest.salt ?? ''))
          if (buried.size < 1_000_000) buried.set(one, is)
        }
        if (is) return true
      }
    }
    return false
  }

  async function settle(): Promise<Imported> {
    const partitions = new Map(manifest.partitions.map((one) => [one.day, one]))
    for (const day of spool.days()) {
      const old = partitions.get(day)
      partitions.set(day, await mergeDay(edit, day, old, spool.lines(day), replaced.get(day) ?? new Set()))
    }
    const rejectedList = quarantine.finish()
    const days = spool.days()
    if (days.length > 0 || rejectedList.length !== (manifest.rejected ?? []).length)
      edit.commit({
        ...manifest,
        partitions: [...partitions.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
        ...(rejectedList.length === 0 ? {} : { rejected: rejectedList }),
      })
    return { sources: found, ...counts, rejected, sessions: known.size, days }
  }
}

/** A day's file with what is new behind what was there, without what was replaced. */
async function mergeDay(
  edit: Edit,
  day: string,
  old: Partition | undefined,
  added: AsyncIterable<string>,
  replaced: ReadonlySet<bigint>,
): Promise<Partition> {
  const file = edit.create(fileOfDay(day, old === undefined ? 1 : generationOf(old.file) + 1))
  let sessions = 0
  const write = (text: string): void => {
    if (replaced.size > 0 && replaced.has(keyOf(text))) return
    file.write(`${text}\n`)
    sessions++
  }
  if (old !== undefined) await readStore(edit.folder, { ...edit.manifest, partitions: [old] }, write)
  for await (const text of added) write(text)
  return { day, ...file.finish(), sessions }
}

async function readStore(folder: string, manifest: Manifest, look: (text: string) => void): Promise<void> {
  for await (const { partition, number, text, problem } of linesOf(folder, manifest)) {
    // It could not be written again.
    if (problem !== '') throw new Error(`${partition.file}:${number}: ${problem}`)
    look(text)
  }
}

/** @throws Error where a file of another store is not the one that its manifest names: rows may be missing */
async function keepsPromise(path: string, rows: number, { sha256, sessions }: Partition): Promise<void> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  if (hash.digest('hex') !== sha256)
    throw new Error(
      `it is not what ${MANIFEST} says: it has ${rows} rows of ${sessions}, or others; what could be read of it was taken`,
    )
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Error('it is no UTF-8')
  }
}

function add(to: Map<string, Set<bigint>>, day: string, key: bigint): void {
  const set = to.get(day)
  if (set === undefined) to.set(day, new Set([key]))
  else set.add(key)
}

const isDisk = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  /^(ENOSPC|EDQUOT|EFBIG|EIO|EROFS|EMFILE)$/.test(String(error.code))

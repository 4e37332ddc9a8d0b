/**
 * What rewards and statistics need of each session, a Parquet file a day in `facts/` below the store: some hundred bytes instead of
 * twenty thousand. They are worked out when they are first asked for, from rows that have passed every check, and again whenever their
 * day's file is another: its hash stands in their name. Nothing is lost with them, and `forget` deletes them.
 */

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, existsSync, readFileSync, rmSync, type WriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { millisecondsOf } from '../../runtime/instant.ts'
import type { SessionLog } from '../../runtime/session/log.ts'
import { livedBeats, onsetsOf, playedSeconds } from '../../runtime/session/metrics.ts'
import { makeFolders } from '../folders.ts'
import { rename } from '../rename.ts'
import { type Kind, type RowChecker, unreadable } from './check.ts'
import { type Database, pathText, sourceText } from './database.ts'
import { FACTS } from './facts-files.ts'
import { factsSql, SESSION_COLUMNS } from './facts-sql.ts'
import type { Manifest, Partition } from './manifest.ts'
import { linesOf } from './reader.ts'

/** Another one, and all facts are worked out again. */
const FACTS_VERSION = 3
/** Rows that are measured at once: what DuckDB holds in memory is theirs. */
const BATCH = 2000
/** Batches whose facts wait in memory for the end of their day. */
const MOST_WAITING = 50

type RejectedRows = Partial<Record<Kind, { count: number; readonly first: string }>>

export interface Facts {
  /** Parquet files, one a day that has any good row. */
  readonly files: readonly string[]
  /** Rows of the store, bad ones included. */
  readonly rows: number
  readonly rejected: RejectedRows
}

export interface FactsOptions {
  readonly folder: string
  readonly manifest: Manifest
  /** Facts of rows that another checker let pass are other facts: what the checker knows, in a few letters. */
  readonly checkedFor: string
  readonly checker: RowChecker
  /** After each day. */
  readonly step?: () => void
}

interface Told {
  readonly rows: number
  readonly good: number
  readonly rejected: RejectedRows
}

/** @throws Error where the store is not what its manifest says, or `facts/` cannot be written */
export async function ensureFacts(database: Database, options: FactsOptions): Promise<Facts> {
  const { folder, manifest, checkedFor, step } = options
  const measuring = createMeasuring(database, options)
  const all: { readonly path: string; told: Told }[] = []
  for (const partition of manifest.partitions) {
    const name = `day=${partition.day}.${partition.sha256.slice(0, 16)}.${checkedFor}.v${FACTS_VERSION}`
    const path = join(folder, FACTS, name)
    all.push({ path, told: readTold(path) ?? (await measuring.add(partition, path)) })
    step?.()
  }
  await measuring.finish()
  const rejected: RejectedRows = {}
  for (const { told } of all) addRejected(rejected, told.rejected)
  return {
    files: all.flatMap(({ path, told }) => (told.good > 0 ? [`${path}.parquet`] : [])),
    rows: all.reduce((sum, { told }) => sum + told.rows, 0),
    rejected,
  }
}

/** A relation of all facts; without any file an empty one of the same columns. */
export function factsRelation({ files }: Pick<Facts, 'files'>): string {
  if (files.length > 0) return `read_parquet([${files.map(sourceText).join(', ')}])`
  const empty = Object.entries(SESSION_COLUMNS).map(([name, type]) => `NULL::${type} AS ${name}`)
  return `(SELECT * EXCLUDE (part) FROM (${factsSql(`(SELECT ${empty.join(', ')} WHERE false)`)}))`
}

function readTold(path: string): Told | null {
  if (!existsSync(`${path}.json`)) return null
  try {
    const told: Told = JSON.parse(readFileSync(`${path}.json`, 'utf8'))
    // What was of tomorrow may be of yesterday by now.
    if (told.rejected['time travel'] !== undefined) return null
    return told.good === 0 || existsSync(`${path}.parquet`) ? told : null
  } catch {
    return null
  }
}

interface Measuring {
  add(partition: Partition, path: string): Promise<Told>
  finish(): Promise<void>
}

/** Days wait for each other: a query for each of many small ones would take longer than what it asks. */
function createMeasuring(database: Database, { folder, manifest, checker }: FactsOptions): Measuring {
  const batchPath = join(database.scratch, 'rows.jsonl')
  let lines: WriteStream | null = null
  let batch = 0
  let measured = 0
  let waiting: { readonly path: string; readonly told: Told }[] = []
  return {
    async add(partition, path) {
      const rejected: RejectedRows = {}
      let rows = 0
      let good = 0
      for await (const { number, text, problem } of linesOf(folder, {
        ...manifest,
        partitions: [partition],
      })) {
        rows++
        const checked = problem === '' ? checker.check(text) : unreadable(problem)
        if (checked.ok) {
          good++
          lines ??= createWriteStream(batchPath)
          if (!lines.write(factsRow(checked.log, waiting.length))) await once(lines, 'drain')
          if (++batch === BATCH) await measure()
        } else
          addRejected(rejected, {
            [checked.kind]: { count: 1, first: `${partition.file}:${number}: ${checked.reason}` },
          })
      }
      const told = { rows, good, rejected }
      waiting.push({ path, told })
      if (measured > MOST_WAITING) await writeOut()
      return told
    },
    finish: writeOut,
  }

  async function measure(): Promise<void> {
    if (lines === null) return
    lines.end()
    await finished(lines)
    lines = null
    batch = 0
    const query = factsSql(sessionsIn(batchPath))
    await database.run(measured > 0 ? `INSERT INTO measured ${query}` : `CREATE TABLE measured AS ${query}`)
    measured++
    rmSync(batchPath, { force: true })
  }

  async function writeOut(): Promise<void> {
    await measure()
    if (waiting.length > 0) makeFolders(join(folder, FACTS))
    for (const [part, { path, told }] of waiting.entries()) {
      if (told.good > 0) {
        await database.run(
          `COPY (SELECT * EXCLUDE (part) FROM measured WHERE part = ${part} ORDER BY started_ms, session_id)
          TO ${pathText(`${path}.parquet.tmp`)} (FORMAT parquet, COMPRESSION zstd)`,
        )
        rename(`${path}.parquet.tmp`, `${path}.parquet`)
      }
      writeFileSync(`${path}.json.tmp`, JSON.stringify(told))
      rename(`${path}.json.tmp`, `${path}.json`)
    }
    waiting = []
    measured = 0
    await database.run('DROP TABLE IF EXISTS measured')
  }
}

/** A file of `factsRow`s as a relation. */
export function sessionsIn(path: string): string {
  const columns = Object.entries(SESSION_COLUMNS).map(([name, type]) => `${name}: '${type}'`)
  return `read_json(${sourceText(path)}, format = 'newline_delimited', columns = {${columns.join(', ')}})`
}

/** What `factsSql` reads of a session, a line of JSON. DuckDB takes no half characters. */
export function factsRow(log: SessionLog, part = 0): string {
  const { exploration, policy } = log
  const slots = Object.entries(log.slots)
  const row = {
    part,
    session_id: log.session_id,
    user_id: log.user_id,
    started_ms: millisecondsOf(log.started_at),
    source: log.source,
    policy: {
      name: policy.name,
      behaviour: policy.behaviour,
      slot_schema: policy.slot_schema,
      slots_hash: policy.slots_hash,
    },
    exploration:
      exploration === null
        ? null
        : { unit: exploration.unit, unit_id: exploration.unit_id, law: lawOf(exploration) },
    slots: Object.fromEntries(
      slots.flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
    ),
    choices: Object.fromEntries(
      slots.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    ),
    segments: log.segments.length,
    players: log.players,
    duration_seconds: log.duration_seconds,
    played_seconds: playedSeconds(log),
    completed: log.completed,
    end_reason: log.end_reason,
    explicit_rating: log.explicit_rating,
    onsets: onsetsOf(log),
    beats: livedBeats(log),
  }
  return `${JSON.stringify(row).replace(HALF, '$1\ufffd')}\n`
}

/** How JSON writes half a character. */
const HALF = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g

/** Equal for sessions that were drawn from one law. */
const lawOf = ({ mean, sigma, choice_probs }: NonNullable<SessionLog['exploration']>): string =>
  createHash('sha256')
    .update(JSON.stringify([mean, sigma, choice_probs]))
    .digest('hex')
    .slice(0, 16)

function addRejected(to: RejectedRows, more: RejectedRows): void {
  for (const [kind, { count, first }] of Object.entries(more)) {
    const known = to[kind as Kind]
    if (known === undefined) to[kind as Kind] = { count, first }
    else known.count += count
  }
}

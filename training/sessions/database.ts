/**
 * DuckDB, in this process and in memory, with nothing in reach but the files it is told: no other file, no network, no extensions.
 * It is loaded when it is first asked for; the rest of `sil` runs without it.
 */

import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'

export type Value = null | boolean | number | bigint | string | readonly Value[]

export interface Database {
  run(sql: string): Promise<void>
  /** All rows of a result that is known to be small. */
  all(sql: string): Promise<readonly Readonly<Record<string, Value>>[]>
  /** Rows as they come. */
  stream(sql: string): AsyncGenerator<Readonly<Record<string, Value>>>
  /** A folder of its own, for what does not fit into memory. */
  readonly scratch: string
  close(): void
}

export interface DatabaseOptions {
  /** Files that may be read. */
  readonly files: readonly string[]
  /** Folders in which it may read and write. */
  readonly folders?: readonly string[]
  readonly memory?: string
  readonly threads?: number
}

/** DuckDB keeps to it but for some tens of MB; Node and the program itself take another 100. */
const MEMORY = '192MB'
const PACKAGE = '@duckdb/node-api'

/** The package that is not there, in words. */
export class NoDatabase extends Error {
  readonly hint = `Install it beside silencio: npm install ${PACKAGE}@1.5.6-r.1`
}

/** @throws NoDatabase where DuckDB is not installed, or not for this machine */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { DuckDBInstance } = await load()
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'sil-duckdb-')))
  // What did not fit into memory is somebody's sessions: it stays nowhere, however this ends.
  const remove = (): void => rmSync(scratch, { recursive: true, force: true })
  process.once('exit', remove)
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: options.memory ?? MEMORY,
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    temp_directory: scratch,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    // Rows come in the order of the file: what is written is the same bytes each time.
    preserve_insertion_order: 'true',
  })
  const connection = await instance.connect()
  // A file is asked about by the name that it is read by, and then by its own.
  const bothOf = (path: string): readonly string[] => [path, escaped(path)].map(text)
  const files = options.files.flatMap((file) => bothOf(resolve(file)))
  const folders = [scratch, ...(options.folders ?? [])].flatMap((folder) => bothOf(`${resolve(folder)}/`))
  await connection.run(`SET allowed_paths = [${files.join(', ')}]`)
  await connection.run(`SET allowed_directories = [${folders.join(', ')}]`)
  await connection.run('SET enable_external_access = false')
  await connection.run("SET TimeZone = 'UTC'")
  await connection.run('SET lock_configuration = true')
  return {
    scratch,
    async run(sql) {
      await connection.run(sql)
    },
    async all(sql) {
      const rows: Readonly<Record<string, Value>>[] = []
      for await (const row of stream(connection, sql)) rows.push(row)
      return rows
    },
    stream: (sql) => stream(connection, sql),
    close() {
      connection.closeSync()
      instance.closeSync()
      process.off('exit', remove)
      remove()
    },
  }
}

async function* stream(
  connection: DuckDBConnection,
  sql: string,
): AsyncGenerator<Readonly<Record<string, Value>>> {
  const result = await connection.stream(sql)
  const names = result.deduplicatedColumnNames()
  for await (const rows of result.yieldRowsJs()) {
    for (const row of rows) yield Object.fromEntries(names.map((name, i) => [name, plain(row[i])]))
  }
}

/** Whole numbers of 64 bits as numbers where they are exact. */
function plain(value: unknown): Value {
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value
  if (Array.isArray(value)) return value.map(plain)
  throw new TypeError('a query gave what is no plain value')
}

async function load(): Promise<typeof import('@duckdb/node-api')> {
  try {
    return await import('@duckdb/node-api')
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    throw new NoDatabase(`This needs DuckDB, and ${PACKAGE} is not there, or not for this machine${why}.`)
  }
}

/** A string literal of SQL: quotes are doubled, and nothing else has a meaning in it. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** A name of SQL. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A path to write to. */
export const pathText = (path: string): string => text(resolve(path))

/** A path to read from. There `*`, `?` and `[` are patterns to DuckDB, also where a file has that very name; in brackets they are themselves. */
export const sourceText = (path: string): string => text(escaped(resolve(path)))

const escaped = (path: string): string => path.replace(/[*?[]/g, '[$&]')

/** What DuckDB says of a file, in one line and without its advice. */
export function complaint(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  return (said.split('\n')[0] ?? said).replace(/^[A-Za-z ]*Error: /, '').slice(0, 300)
}

/** A folder for a store, and what a test asks of it. */

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SessionLog } from '../../../runtime/session/log.ts'
import { sessionText } from '../../../runtime/session/log.ts'
import { createRowChecker } from '../../../training/sessions/check.ts'
import { openDatabase } from '../../../training/sessions/database.ts'
import type { Disk } from '../../../training/sessions/edit.ts'
import { type Imported, importSessions } from '../../../training/sessions/import.ts'
import { type Manifest, REJECTED } from '../../../training/sessions/manifest.ts'
import { linesOf, openStore } from '../../../training/sessions/reader.ts'
import { findSources } from '../../../training/sessions/sources.ts'

export const NOW = Date.parse('2026-06-01T00:00:00Z')

export const newFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'sil-store-')))

export const rowOf = (log: SessionLog): string => sessionText(log).trimEnd()

/** Writes rows as JSON lines and gives the path. */
export function linesFile(folder: string, name: string, rows: readonly (SessionLog | string)[]): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, name)
  writeFileSync(path, rows.map((row) => `${typeof row === 'string' ? row : rowOf(row)}\n`).join(''))
  return path
}

export const importInto = (
  folder: string,
  paths: readonly string[],
  {
    disk,
    checker = createRowChecker(null, NOW, { unique: false }),
  }: { disk?: Disk; checker?: ReturnType<typeof createRowChecker> } = {},
): Promise<Imported> =>
  importSessions({
    folder,
    sources: findSources(paths),
    checker,
    database: (file) => openDatabase({ files: [file] }),
    ...(disk === undefined ? {} : { disk }),
  })

/** Every row of a store, its hashes checked on the way; sorted. */
export async function rowsOf(folder: string): Promise<readonly string[]> {
  const rows: string[] = []
  for await (const { text } of linesOf(folder, openStore(folder))) rows.push(text)
  return rows.sort()
}

export const manifestOf = (folder: string): Manifest => openStore(folder)

interface SetAside {
  readonly source: string
  readonly line: number
  readonly kind: string
  readonly reason: string
  readonly row: unknown
}

export const rejectedOf = (folder: string): readonly SetAside[] =>
  (openStore(folder).rejected ?? []).flatMap(({ file }) =>
    readFileSync(join(folder, file), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): SetAside => JSON.parse(line)),
  )

/** All files at and below a folder, with their bytes. */
export function filesBelow(folder: string, below = ''): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>()
  for (const name of readdirSync(join(folder, below))) {
    const path = join(below, name)
    if (statSync(join(folder, path)).isDirectory())
      for (const [inner, bytes] of filesBelow(folder, path)) files.set(inner, bytes)
    else files.set(path, readFileSync(join(folder, path)))
  }
  return files
}

/** Files that belong to nobody: neither the manifest's, nor the folder that holds what was set aside. */
export function strays(folder: string): readonly string[] {
  const { partitions, rejected = [] } = openStore(folder)
  const named = new Set(['manifest.json', ...[...partitions, ...rejected].map(({ file }) => file)])
  return [...filesBelow(folder).keys()].filter(
    (name) => !named.has(name.replaceAll('\\', '/')) && name !== REJECTED,
  )
}

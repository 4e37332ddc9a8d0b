/** What `sil sessions import` is given: files of JSON lines, single sessions, Parquet, and folders of these. */

import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isDayFile, MANIFEST, type Partition, readManifest } from './manifest.ts'

type SourceKind = 'json' | 'lines' | 'parquet'

export interface Source {
  readonly path: string
  readonly kind: SourceKind
  /** What the manifest of its store says of it. */
  readonly promised?: Partition
}

export interface Sources {
  readonly files: readonly Source[]
  /** What was left alone, and why. */
  readonly problems: readonly { readonly path: string; readonly message: string }[]
}

const KINDS: Readonly<Record<string, SourceKind>> = {
  json: 'json',
  jsonl: 'lines',
  ndjson: 'lines',
  parquet: 'parquet',
}

const kindOf = (name: string): SourceKind | null =>
  KINDS[/\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''] ?? null

/** What `sil perform` leaves in a folder: a session, and beside it the score, which is no bad session. */
const SESSION = 'session.json'
const SCORE = 'score.json'

/** Of a pipe nobody may ever write into the other end, and who waits for it hears no Ctrl-C. */
const NEITHER = 'is neither a file nor a folder'

/** Files by name, folders with all that is below them; links inside folders are not followed. */
export function findSources(paths: readonly string[]): Sources {
  const files: Source[] = []
  const problems: { path: string; message: string }[] = []
  for (const path of paths) {
    const found = look(path)
    if (found === 'folder') walk(path)
    else if (found === 'file') {
      const kind = kindOf(path)
      if (kind === null) problems.push({ path, message: 'is neither .json, .jsonl, .ndjson nor .parquet' })
      else files.push({ path, kind })
    } else problems.push({ path, message: found })
  }
  return { files, problems }

  function look(path: string): string {
    try {
      const stat = statSync(path)
      return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : NEITHER
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      return code === 'ENOENT' ? 'is not there' : `cannot be read (${String(code)})`
    }
  }

  /** A file that a store's manifest names. */
  function take(path: string, promised: Partition | null): void {
    const stat = lstatSync(path, { throwIfNoEntry: false })
    if (stat === undefined) problems.push({ path, message: `is not there, and ${MANIFEST} names it` })
    else if (stat.isSymbolicLink()) problems.push({ path, message: 'is a link, and was not followed' })
    else if (!stat.isFile()) problems.push({ path, message: NEITHER })
    else files.push({ path, kind: 'lines', ...(promised === null ? {} : { promised }) })
  }

  function walk(folder: string): void {
    let names: string[]
    try {
      names = readdirSync(folder).sort()
    } catch {
      problems.push({ path: folder, message: 'cannot be read' })
      return
    }
    // Of another store its sessions, and neither what it set aside nor what it worked out.
    const store = names.includes(MANIFEST) ? storeFiles(join(folder, MANIFEST)) : null
    if (store !== null) {
      for (const [name, promised] of store) take(join(folder, name), promised)
      return
    }
    for (const name of names) {
      const path = join(folder, name)
      if (name.startsWith('.') || (name === SCORE && names.includes(SESSION))) continue
      const stat = lstatSync(path)
      if (stat.isSymbolicLink()) problems.push({ path, message: 'is a link, and was not followed' })
      else if (stat.isDirectory()) walk(path)
      else {
        const kind = kindOf(name)
        if (kind === null) continue
        if (stat.isFile()) files.push({ path, kind })
        else problems.push({ path, message: NEITHER })
      }
    }
  }
}

/**
 * The day files of a store, with what its manifest says of each. A manifest that cannot be believed names files, and no more; null where it
 * is no store's.
 */
function storeFiles(manifest: string): ReadonlyMap<string, Partition | null> | null {
  try {
    if (!statSync(manifest).isFile()) return null
    const json: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
    const read = readManifest(json)
    if (read.ok) return new Map(read.value.partitions.map((one) => [one.file, one]))
    const partitions: unknown =
      typeof json === 'object' && json !== null ? Reflect.get(json, 'partitions') : null
    if (!Array.isArray(partitions)) return null
    const names = partitions.map((one: unknown) =>
      typeof one === 'object' && one !== null ? String(Reflect.get(one, 'file')) : '',
    )
    return new Map(names.filter(isDayFile).map((name) => [name, null]))
  } catch {
    return null
  }
}

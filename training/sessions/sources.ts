/** What `sil sessions import` is given: files of JSON lines, single sessions, Parquet, and folders of these. */

import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isDayFile, MANIFEST } from './manifest.ts'

export type SourceKind = 'json' | 'lines' | 'parquet'

export interface Source {
  readonly path: string
  readonly kind: SourceKind
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
      return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'is neither a file nor a folder'
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      return code === 'ENOENT' ? 'is not there' : `cannot be read (${String(code)})`
    }
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
    for (const name of names) {
      const path = join(folder, name)
      if (store !== null) {
        if (store.has(name)) files.push({ path, kind: 'lines' })
        continue
      }
      if (name.startsWith('.')) continue
      const stat = lstatSync(path)
      if (stat.isSymbolicLink()) problems.push({ path, message: 'is a link, and was not followed' })
      else if (stat.isDirectory()) walk(path)
      else {
        const kind = kindOf(name)
        if (kind !== null) files.push({ path, kind })
      }
    }
  }
}

function storeFiles(manifest: string): ReadonlySet<string> | null {
  try {
    const json: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
    const partitions: unknown =
      typeof json === 'object' && json !== null ? Reflect.get(json, 'partitions') : null
    if (!Array.isArray(partitions)) return null
    const names = partitions.map((one: unknown) =>
      typeof one === 'object' && one !== null ? String(Reflect.get(one, 'file')) : '',
    )
    return new Set(names.filter(isDayFile))
  } catch {
    return null
  }
}

import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { soundSources, sourceFiles, sourceFolders } from './entries.ts'

/** The parts of dist/ that are built, and therefore stale, independently. */
export type Part = 'bundles' | 'declarations' | 'studio' | 'sounds'

/**
 * One hash over the content of everything a part is made from (times lie after a checkout). The sounds take seconds and change with
 * little; everything else changes with any source.
 */
export function sourcesKey(top: string, part: Part): string {
  const { folders, files: more } = part === 'sounds' ? soundSources : { folders: sourceFolders, files: [] }
  const hash = createHash('sha256')
  const files = globSync(
    folders.map((folder) => `${folder}/**/*`),
    { cwd: top, withFileTypes: true },
  )
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const file of [...files, ...[...more, ...sourceFiles].map((file) => join(top, file))]) {
    hash
      .update(`${file.slice(top.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

/** Which sources each part was last built from. A stamp that cannot be read counts as none. */
export function readStamp(top: string): Readonly<Partial<Record<Part, string>>> {
  try {
    const stamp: unknown = JSON.parse(readFileSync(stampPath(top), 'utf8'))
    return typeof stamp === 'object' && stamp !== null ? stamp : {}
  } catch {
    return {}
  }
}

export function writeStamp(top: string, part: Part, key: string): void {
  mkdirSync(dirname(stampPath(top)), { recursive: true })
  writeFileSync(stampPath(top), JSON.stringify({ ...readStamp(top), [part]: key }))
}

const stampPath = (top: string): string => join(top, 'dist', '.stamp.json')

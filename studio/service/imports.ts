/**
 * Files that a text imports. The compiler asks for them at once and the server answers later: what is asked for in vain
 * is fetched, and the compiler is asked again, until it has all it wants.
 */

import { checkOnly } from '../../compiler/compile.ts'
import type { SourceHost, SourceText } from '../../compiler/compile-api.ts'
import { LIMITS } from '../../compiler/limits.ts'
import type { Library } from '../compile-protocol.ts'
import { readSource } from '../read-message.ts'

export interface Imports {
  /** All that the text imports, and what that imports in turn. */
  of(path: string, text: string): Promise<Imported>
}

export interface Imported {
  readonly host: SourceHost
  /** Those that there are, by path. */
  readonly files: Readonly<Record<string, string>>
}

export function createImports(library: Library, fetchSource: (path: string) => Promise<unknown>): Imports {
  if (library.kind === 'files') {
    const { files } = library
    const host: SourceHost = {
      read: (path) =>
        Object.hasOwn(files, path) ? { kind: 'text', text: files[path] ?? '' } : { kind: 'missing' },
    }
    return { of: () => Promise.resolve({ host, files }) }
  }
  return { of }

  /** Read anew each time: another editor may be writing them. */
  async function of(path: string, text: string): Promise<Imported> {
    const known = new Map<string, SourceText>()
    if (!/\bimport\b/.test(text)) return importedFrom(known)
    for (let round = 0; round < LIMITS.files; round++) {
      const wanted = new Set<string>()
      checkOnly({ path, text, host: hostOf(known, wanted) })
      if (wanted.size === 0) break
      const found = await Promise.all([...wanted].map(async (one) => [one, await read(one)] as const))
      for (const [one, source] of found) known.set(one, source)
    }
    return importedFrom(known)
  }

  async function read(path: string): Promise<SourceText> {
    try {
      const found = await fetchSource(path)
      return readSource(found) ?? { kind: 'missing' }
    } catch {
      return { kind: 'refused', why: 'the studio’s server does not answer' }
    }
  }
}

function importedFrom(known: ReadonlyMap<string, SourceText>): Imported {
  const files: Record<string, string> = {}
  for (const [path, source] of known) if (source.kind === 'text') files[path] = source.text
  return { host: hostOf(known, new Set()), files }
}

function hostOf(known: ReadonlyMap<string, SourceText>, wanted: Set<string>): SourceHost {
  return {
    read(path) {
      const source = known.get(path)
      if (source !== undefined) return source
      wanted.add(path)
      return { kind: 'missing' }
    },
  }
}

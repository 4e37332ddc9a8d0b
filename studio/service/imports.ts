/**
 * Files that a text imports. The compiler asks for them at once and the server answers later: what is asked for in vain
 * is fetched, and the compiler is asked again, until it has all it wants.
 */

import { checkOnly } from '../../compiler/compile.ts'
import type { SourceHost, SourceText } from '../../compiler/compile-api.ts'
import { LIMITS } from '../../compiler/limits.ts'
import type { Library } from '../compile-protocol.ts'

export interface Imports {
  /** A host that knows all that the text imports, and what that imports in turn. */
  hostFor(path: string, text: string): Promise<SourceHost>
}

export function createImports(library: Library, fetchSource: (path: string) => Promise<unknown>): Imports {
  if (library.kind === 'files') {
    const { files } = library
    const host: SourceHost = {
      read: (path) =>
        Object.hasOwn(files, path) ? { kind: 'text', text: files[path] ?? '' } : { kind: 'missing' },
    }
    return { hostFor: () => Promise.resolve(host) }
  }
  return { hostFor }

  /** Read anew each time: another editor may be writing them. */
  async function hostFor(path: string, text: string): Promise<SourceHost> {
    const known = new Map<string, SourceText>()
    if (!/\bimport\b/.test(text)) return hostOf(known, new Set())
    for (let round = 0; round < LIMITS.files; round++) {
      const wanted = new Set<string>()
      checkOnly({ path, text, host: hostOf(known, wanted) })
      if (wanted.size === 0) break
      const found = await Promise.all([...wanted].map(async (one) => [one, await read(one)] as const))
      for (const [one, source] of found) known.set(one, source)
    }
    return hostOf(known, new Set())
  }

  async function read(path: string): Promise<SourceText> {
    try {
      const found = await fetchSource(path)
      return isSource(found) ? found : { kind: 'missing' }
    } catch {
      return { kind: 'refused', why: 'the studio’s server does not answer' }
    }
  }
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

function isSource(value: unknown): value is SourceText {
  if (typeof value !== 'object' || value === null) return false
  const kind: unknown = Reflect.get(value, 'kind')
  return (
    (kind === 'text' && typeof Reflect.get(value, 'text') === 'string') ||
    kind === 'missing' ||
    (kind === 'refused' && typeof Reflect.get(value, 'why') === 'string')
  )
}

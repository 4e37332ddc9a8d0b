/**
 * Files that a text imports, and recordings that it sounds like. The compiler asks for them at once and the server answers later: what is
 * asked for in vain is fetched, and the compiler is asked again, until it has all it wants.
 */

import { checkOnly } from '../../compiler/compile.ts'
import type { HeardSound, SourceHost, SourceText } from '../../compiler/compile-api.ts'
import { LIMITS } from '../../compiler/limits.ts'
import { TIMBRE_SPACE } from '../../runtime/timbre/axes.ts'
import type { TimbreSpaceId } from '../../runtime/timbre/spaces.ts'
import type { Library, Sources } from '../compile-protocol.ts'
import { readHeard, readSource } from '../read-message.ts'

export interface Imports {
  /** All that the text imports, and what that imports in turn. */
  of(path: string, text: string): Promise<Imported>
}

export interface Imported {
  /** What the compiler may see, with recordings heard in a space. */
  hostIn(space: TimbreSpaceId): SourceHost
  readonly sources: Sources
}

export interface Fetching {
  source(path: string): Promise<unknown>
  /** Null where recordings cannot be heard. Answered by what `readHeard` reads, of both spaces. */
  readonly sound: ((path: string) => Promise<unknown>) | null
}

/** Of a recording, by space. */
type Heard = Readonly<Record<TimbreSpaceId, HeardSound>>

interface Known {
  readonly sources: Map<string, SourceText>
  readonly sounds: Map<string, Heard>
}

interface Wanted {
  readonly sources: Set<string>
  readonly sounds: Set<string>
}

export function createImports(library: Library, { source, sound }: Fetching): Imports {
  if (library.kind === 'files') {
    const { files } = library
    const host: SourceHost = {
      read: (path) =>
        Object.hasOwn(files, path) ? { kind: 'text', text: files[path] ?? '' } : { kind: 'missing' },
    }
    return {
      of: () => Promise.resolve({ hostIn: () => host, sources: { files, missing: [], sounds: null } }),
    }
  }
  return { of }

  /** Read anew each time: another editor may be writing them. */
  async function of(path: string, text: string): Promise<Imported> {
    const known: Known = { sources: new Map(), sounds: new Map() }
    if (!/\b(?:import|sample)\b/.test(text)) return importedFrom(known)
    for (let round = 0; round < LIMITS.files; round++) {
      const wanted: Wanted = { sources: new Set(), sounds: new Set() }
      checkOnly({ path, text, host: hostOf(known, wanted, 'sil-timbre/1') })
      if (wanted.sources.size + wanted.sounds.size === 0) break
      await Promise.all([
        ...[...wanted.sources].map(async (one) => known.sources.set(one, await read(one))),
        ...[...wanted.sounds].map(async (one) => known.sounds.set(one, await hear(one))),
      ])
    }
    return importedFrom(known)
  }

  async function read(path: string): Promise<SourceText> {
    try {
      return readSource(await source(path)) ?? { kind: 'missing' }
    } catch {
      return { kind: 'refused', why: UNANSWERED }
    }
  }

  async function hear(path: string): Promise<Heard> {
    try {
      const answer = await sound?.(path)
      return {
        'sil-timbre/1': readHeard(answer, 'sil-timbre/1'),
        'sil-timbre/2': readHeard(answer, 'sil-timbre/2'),
      }
    } catch {
      const refused: HeardSound = { kind: 'refused', why: `cannot be heard: ${UNANSWERED}` }
      return { 'sil-timbre/1': refused, 'sil-timbre/2': refused }
    }
  }

  function importedFrom(known: Known): Imported {
    const files: Record<string, string> = {}
    const missing: string[] = []
    for (const [path, found] of known.sources)
      if (found.kind === 'text') files[path] = found.text
      else missing.push(path)
    return {
      hostIn: (space) => hostOf(known, { sources: new Set(), sounds: new Set() }, space),
      sources: {
        files,
        missing,
        sounds:
          sound === null
            ? null
            : Object.fromEntries([...known.sounds].map(([path, heard]) => [path, toldOf(heard)])),
      },
    }
  }

  function hostOf(known: Known, wanted: Wanted, space: TimbreSpaceId): SourceHost {
    const host: SourceHost = {
      read(path) {
        const found = known.sources.get(path)
        if (found !== undefined) return found
        wanted.sources.add(path)
        return { kind: 'missing' }
      },
    }
    if (sound === null) return host
    return {
      ...host,
      hear(path) {
        const found = known.sounds.get(path)
        if (found !== undefined) return found[space]
        wanted.sounds.add(path)
        return { kind: 'missing' }
      },
    }
  }
}

/** What the language server gets: the lexicon's vector, and what the ear that decides the sound has not heard. */
function toldOf(heard: Heard): HeardSound {
  const sound = heard[TIMBRE_SPACE]
  const decides = heard['sil-timbre/2']
  const note = decides.kind === 'heard' ? decides.note : null
  return sound.kind === 'heard' && note != null ? { ...sound, note } : sound
}

const UNANSWERED = 'the studio’s server does not answer'

/** Files that a page has told a worker of. What is open in its editor need not be among them. */

import type { HeardSound, SourceText } from '../compiler/compile-api.ts'
import { canonicalFolder } from './address.ts'
import type { ServerHost } from './host.ts'

/** More than a page should hold. */
const MOST_FILES = 2000

export interface PageFiles extends ServerHost {
  /**
   * `{ root, files: { path: text | null }, sounds?: { path: sound } | null }`: null takes a file away. Sounds are all there are, each what a
   * host hears (`HeardSound`); null where the page hears none. What is no such message changes nothing.
   */
  take(given: unknown): void
}

export function pageFiles(): PageFiles {
  const folders = new Map<string, Map<string, string>>()
  /** By folder; those of a page that hears nothing are in none. */
  const heard = new Map<string, ReadonlyMap<string, HeardSound>>()
  return {
    sources(root) {
      const read = (path: string): SourceText => {
        const text = folders.get(root)?.get(path)
        return text === undefined ? { kind: 'missing' } : { kind: 'text', text }
      }
      const sounds = heard.get(root)
      return sounds === undefined
        ? { read }
        : { read, hear: (path) => sounds.get(path) ?? { kind: 'missing' } }
    },
    list: (root) => [...(folders.get(root)?.keys() ?? [])].filter((path) => path.endsWith('.sil')),
    take(given) {
      if (typeof given !== 'object' || given === null) return
      const folder: unknown = Reflect.get(given, 'root')
      const files: unknown = Reflect.get(given, 'files')
      if (typeof folder !== 'string' || typeof files !== 'object' || files === null) return
      const root = canonicalFolder(folder)
      const sounds: unknown = Reflect.get(given, 'sounds')
      if (typeof sounds === 'object' && sounds !== null) heard.set(root, soundsOf(sounds))
      else heard.delete(root)
      const known = folders.get(root) ?? new Map<string, string>()
      folders.set(root, known)
      for (const [path, text] of Object.entries(files)) {
        if (text === null) known.delete(path)
        else if (typeof text === 'string' && (known.has(path) || known.size < MOST_FILES))
          known.set(path, text)
      }
    },
  }
}

function soundsOf(given: object): ReadonlyMap<string, HeardSound> {
  return new Map(
    Object.entries(given)
      .slice(0, MOST_FILES)
      .flatMap(([path, sound]): [string, HeardSound][] => (isSound(sound) ? [[path, sound]] : [])),
  )
}

/** The numbers themselves the compiler looks at. */
function isSound(given: unknown): given is HeardSound {
  if (typeof given !== 'object' || given === null) return false
  switch (Reflect.get(given, 'kind')) {
    case 'heard':
      return Array.isArray(Reflect.get(given, 'vector'))
    case 'refused':
      return typeof Reflect.get(given, 'why') === 'string'
    default:
      return Reflect.get(given, 'kind') === 'missing'
  }
}

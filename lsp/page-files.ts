/** Files that a page has told a worker of. What is open in its editor need not be among them. */

import { canonicalFolder } from './address.ts'
import type { ServerHost } from './host.ts'

/** More than a page should hold. */
const MOST_FILES = 2000

export interface PageFiles extends ServerHost {
  /** `{ root, files: { path: text | null } }`: null takes a file away. What is no such message changes nothing. */
  take(given: unknown): void
}

export function pageFiles(): PageFiles {
  const folders = new Map<string, Map<string, string>>()
  return {
    sources: (root) => ({
      read(path) {
        const text = folders.get(root)?.get(path)
        return text === undefined ? { kind: 'missing' } : { kind: 'text', text }
      },
    }),
    list: (root) => [...(folders.get(root)?.keys() ?? [])].filter((path) => path.endsWith('.sil')),
    take(given) {
      if (typeof given !== 'object' || given === null) return
      const folder: unknown = Reflect.get(given, 'root')
      const files: unknown = Reflect.get(given, 'files')
      if (typeof folder !== 'string' || typeof files !== 'object' || files === null) return
      const root = canonicalFolder(folder)
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

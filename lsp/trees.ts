/** Trees of files, each read once for as long as its text is the same; of a file that is edited only what an edit changes. */

import { type ParsedFile, parse } from '../language/parse.ts'
import { type EditedText, reread } from '../language/reread.ts'

export interface Trees {
  /** The tree of an open file. That of its text before is nobody's from then on. */
  edited(uri: string, text: string): ParsedFile
  /** The tree of a file that others import. It stays as it is. */
  shared(uri: string, text: string): ParsedFile
  drop(uri: string): void
  /** Forgets those of files that are not wanted. */
  forget(wanted: (uri: string) => boolean): void
}

interface Shared {
  readonly text: string
  readonly parsed: ParsedFile
}

/** @param onRead told how many items of a file were read */
export function createTrees(onRead: (uri: string, items: number) => void): Trees {
  const edited = new Map<string, EditedText>()
  const shared = new Map<string, Shared>()
  return {
    edited(uri, text) {
      const before = edited.get(uri) ?? null
      // Should reading fail, what is left of the tree is of neither text.
      edited.delete(uri)
      const after = reread(before, text)
      edited.set(uri, after)
      onRead(uri, after.anew)
      return after
    },
    shared(uri, text) {
      const before = shared.get(uri)
      if (before?.text === text) return before.parsed
      // Without its tokens, which nobody asks for.
      const { file, diagnostics, leftOut } = parse(text)
      const parsed = { file, diagnostics, leftOut }
      shared.set(uri, { text, parsed })
      onRead(uri, file.items.length)
      return parsed
    },
    drop(uri) {
      edited.delete(uri)
      shared.delete(uri)
    },
    forget(wanted) {
      for (const trees of [edited, shared])
        for (const uri of trees.keys()) if (!wanted(uri)) trees.delete(uri)
    },
  }
}

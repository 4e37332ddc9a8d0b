/** The file that the studio was opened with: read, and saved over what the page last saw. */

import { createHash } from 'node:crypto'
import type { SourceText } from '../../compiler/compile-api.ts'
import { fingerprint } from './fingerprint.ts'

/** The file system as far as the studio may touch it. Whoever starts the server confines it. */
export interface StudioFile {
  /** As the user named it. */
  readonly shown: string
  /** Relative to the workspace, with `/`. */
  readonly path: string
  /** @throws where it cannot be read any more */
  read(): string
  /** Whole or not at all. @throws where it cannot be written */
  write(text: string): void
  /** A file beside it, by workspace path: what it may import. */
  readBeside(path: string): SourceText
  /** A recording beside it, by workspace path, heard in each space that there is an ear for. */
  hearBeside(path: string): HeardBeside
}

/** As the page reads it (studio/read-message.ts). */
export type HeardBeside =
  | {
      readonly kind: 'heard'
      /** By space. */
      readonly vectors: Readonly<Record<string, readonly number[]>>
      readonly cutOff: boolean
      /** What of it was not heard, by space: as in `HeardSound`. */
      readonly notes: Readonly<Record<string, string>>
    }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'missing' }

export interface OpenDocument {
  readonly shown: string
  readonly path: string
  readonly text: string
  /** Of the text, so that nobody's change is written over. */
  readonly revision: string
}

export type Saved =
  | { readonly kind: 'saved'; readonly revision: string }
  /** Somebody else has written it since. */
  | { readonly kind: 'changed'; readonly document: OpenDocument }

export function openDocument(file: StudioFile): OpenDocument {
  const text = file.read()
  return { shown: file.shown, path: file.path, text, revision: revisionOf(text) }
}

/** @param seen the revision that the text was made from */
export function saveDocument(file: StudioFile, text: string, seen: string): Saved {
  const now = openDocument(file)
  if (now.revision !== seen && now.text !== text) return { kind: 'changed', document: now }
  if (now.text !== text) file.write(text)
  return { kind: 'saved', revision: revisionOf(text) }
}

export interface Revisions {
  /** As in `OpenDocument`; null while it cannot be read, as between an editor's two steps of writing it. */
  readonly file: string | null
  /** Of what it imports, by path; null where there is no such text. */
  readonly beside: Readonly<Record<string, number | null>>
}

/** @param paths of the workspace */
export function revisionsNow(file: StudioFile, paths: readonly string[]): Revisions {
  const beside = paths.map((path) => {
    const found = file.readBeside(path)
    return [path, found.kind === 'text' ? fingerprint(found.text) : null] as const
  })
  return { file: readableRevision(file), beside: Object.fromEntries(beside) }
}

function readableRevision(file: StudioFile): string | null {
  try {
    return openDocument(file).revision
  } catch {
    return null
  }
}

function revisionOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

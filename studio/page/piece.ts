/** The piece that is open: where it came from, and where it is saved. */

import type { Library } from '../compile-protocol.ts'
import { field } from '../read-message.ts'
import type { GalleryPiece } from '../views/gallery-piece.ts'
import { folderOf } from './shared-folder.ts'

export interface Piece {
  /** Decides what imports mean. */
  readonly path: string
  /** As people call it. */
  readonly shown: string
  readonly text: string
  readonly library: Library
  /** Of the file on disk; null where there is none to save to. */
  readonly revision: string | null
}

export interface Gallery {
  /** By path: the pieces, and what they import. */
  readonly files: Readonly<Record<string, string>>
  readonly pieces: readonly GalleryPiece[]
}

export interface Opened {
  /** The file that `sil studio` was opened with. */
  readonly file: Piece | null
  readonly key: string
}

export type SaveResult =
  | { readonly kind: 'saved'; readonly revision: string }
  | { readonly kind: 'changed'; readonly revision: string; readonly text: string }
  /** Not by this key. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string }

/** The first piece that a newcomer hears. */
export const FIRST_PIECE = 'examples/pocket-trio/pocket-trio.sil'

export async function openedFile(): Promise<Opened> {
  try {
    const answer: unknown = await (await fetch('/api/file')).json()
    const key = field(answer, 'key')
    const file = field(answer, 'file')
    const path = field(file, 'path')
    const shown = field(file, 'shown')
    const text = field(file, 'text')
    const revision = field(file, 'revision')
    const opened =
      typeof path === 'string' && typeof text === 'string' && typeof revision === 'string'
        ? {
            path,
            shown: String(shown).replace(/^.*[\\/]/, ''),
            text,
            library: { kind: 'server' } as const,
            revision,
          }
        : null
    return { file: opened, key: typeof key === 'string' ? key : '' }
  } catch {
    // Offline: the page lives without its server.
    return { file: null, key: '' }
  }
}

export async function loadGallery(): Promise<Gallery> {
  const gallery: Gallery = await (await fetch('/gallery.json')).json()
  return gallery
}

export function fromGallery(gallery: Gallery, path: string): Piece {
  return {
    path,
    shown: path.replace(/^.*\//, ''),
    text: gallery.files[path] ?? '',
    library: { kind: 'files', files: gallery.files },
    revision: null,
  }
}

/** A text from a link: it may import what the gallery's pieces import, and nothing of the user's disk. */
export function fromLink(gallery: Gallery, text: string): Piece {
  const path = `${folderOf(Object.keys(gallery.files), text)}/shared.sil`
  return { ...fromGallery(gallery, path), shown: 'from a link', text }
}

export /** A set's copy of a file is another piece than the file: it is saved nowhere. */
function isSamePiece(a: Piece, b: Piece): boolean {
  return (
    a.path === b.path && a.library.kind === b.library.kind && (a.revision === null) === (b.revision === null)
  )
}

export async function save(text: string, revision: string, key: string): Promise<SaveResult> {
  try {
    const response = await fetch('/api/file', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-silencio-key': key },
      body: JSON.stringify({ text, revision }),
    })
    const answer: unknown = await response.json()
    const kind = field(answer, 'kind')
    if (kind === 'saved') return { kind, revision: String(field(answer, 'revision')) }
    if (kind === 'changed') {
      const document = field(answer, 'document')
      return { kind, revision: String(field(document, 'revision')), text: String(field(document, 'text')) }
    }
    return { kind: response.status === 403 ? 'refused' : 'failed', why: String(field(answer, 'error')) }
  } catch {
    return { kind: 'failed', why: 'the studio’s server does not answer' }
  }
}

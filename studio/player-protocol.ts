/**
 * What the player panel and the editor that shows it say to each other. Each takes from the other what these functions
 * can read, and nothing else.
 */

import type { SourceText } from '../compiler/compile-api.ts'
import { field, isCount, isText, readSource } from './read-message.ts'

/** From the editor. `version` counts up over all texts, of whatever file. */
export type ToPlayer =
  /** Another piece. Its path from the top of its folder decides what its imports mean. */
  | {
      readonly kind: 'open'
      readonly path: string
      readonly title: string
      readonly text: string
      readonly version: number
    }
  | { readonly kind: 'text'; readonly text: string; readonly version: number }
  /** Files that it may import have changed. */
  | { readonly kind: 'sources' }
  | { readonly kind: 'source'; readonly id: number; readonly source: SourceText }

/** From the panel. */
export type FromPlayer =
  /** It listens. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'source-wanted'; readonly id: number; readonly path: string }
  /** The places of a text that sound now: offsets from and to. */
  | {
      readonly kind: 'lit'
      readonly version: number
      readonly cells: readonly (readonly [from: number, to: number])[]
    }

/** Null where it is no such message. */
export function readToPlayer(given: unknown): ToPlayer | null {
  const text = field(given, 'text')
  const version = field(given, 'version')
  switch (field(given, 'kind')) {
    case 'open': {
      const path = field(given, 'path')
      const title = field(given, 'title')
      return isText(path) && isText(title) && isText(text) && isCount(version)
        ? { kind: 'open', path, title, text, version }
        : null
    }
    case 'text':
      return isText(text) && isCount(version) ? { kind: 'text', text, version } : null
    case 'sources':
      return { kind: 'sources' }
    case 'source': {
      const id = field(given, 'id')
      const source = readSource(field(given, 'source'))
      return isCount(id) && source !== null ? { kind: 'source', id, source } : null
    }
    default:
      return null
  }
}

/** Null where it is no such message. */
export function readFromPlayer(given: unknown): FromPlayer | null {
  const id = field(given, 'id')
  const path = field(given, 'path')
  switch (field(given, 'kind')) {
    case 'ready':
      return { kind: 'ready' }
    case 'source-wanted':
      return isCount(id) && isText(path) ? { kind: 'source-wanted', id, path } : null
    case 'lit': {
      const version = field(given, 'version')
      const cells = field(given, 'cells')
      return isCount(version) && Array.isArray(cells) && cells.every(isCell)
        ? { kind: 'lit', version, cells }
        : null
    }
    default:
      return null
  }
}

const isCell = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(isCount)

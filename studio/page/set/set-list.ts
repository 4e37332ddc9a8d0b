/** The pieces of an evening in their order, and where it has come. Values; what is to be shown or compiled is elsewhere. */

import type { Shelf } from '../shelf.ts'

export interface SetPiece {
  /** Stays the same while the piece is moved. */
  readonly id: number
  readonly title: string
  readonly text: string
  /** Decides what its imports mean. */
  readonly path: string
  /** Imports come from the folder of the file that the studio was opened with; else from the gallery. */
  readonly fromDisk: boolean
}

/** With the next barline, or the one that plays is stopped and the player begins the next. */
export type GoingOn = 'bar' | 'stop'

export interface SetList {
  readonly pieces: readonly SetPiece[]
  /** Place of the piece that is open; −1 where none of them is. */
  readonly at: number
  readonly goingOn: GoingOn
}

export const EMPTY_SET: SetList = { pieces: [], at: -1, goingOn: 'bar' }

/** A long evening. */
export const MOST_PIECES = 50
/** What a browser lets a page keep is counted in megabytes. */
export const MOST_TEXT = 2_000_000

export type Added =
  | { readonly ok: true; readonly list: SetList; readonly piece: SetPiece }
  | { readonly ok: false; readonly why: string }

export function added(list: SetList, given: Omit<SetPiece, 'id'>): Added {
  if (list.pieces.length >= MOST_PIECES)
    return { ok: false, why: `a set has no more than ${MOST_PIECES} pieces` }
  const all = list.pieces.reduce((sum, { text }) => sum + text.length, given.text.length)
  if (all > MOST_TEXT) return { ok: false, why: 'the set would be larger than what this browser keeps' }
  const piece = { ...given, id: 1 + Math.max(0, ...list.pieces.map(({ id }) => id)) }
  return { ok: true, piece, list: { ...list, pieces: [...list.pieces, piece] } }
}

/** Moves a piece by a place; what is open stays open. */
export function moved(list: SetList, from: number, by: -1 | 1): SetList {
  const to = from + by
  const piece = list.pieces[from]
  const other = list.pieces[to]
  if (piece === undefined || other === undefined) return list
  const pieces = list.pieces.with(to, piece).with(from, other)
  const at = list.at === from ? to : list.at === to ? from : list.at
  return { ...list, pieces, at }
}

/** Without one of them. Where it was the one that is open, the set goes on with the one after it. */
export function without(list: SetList, place: number): SetList {
  if (list.pieces[place] === undefined) return list
  const pieces = list.pieces.filter((_, i) => i !== place)
  return { ...list, pieces, at: list.at >= place ? list.at - 1 : list.at }
}

export function openedAt(list: SetList, at: number): SetList {
  return { ...list, at: list.pieces[at] === undefined ? -1 : at }
}

/** The one after or before the one that is open; null at an end. Before the first one was opened, next is the first. */
export function neighbour(list: SetList, by: -1 | 1): number | null {
  const to = list.at + by
  return list.pieces[to] === undefined ? null : to
}

const KEY = 'silencio.set'
const VERSION = 1

/** Anything may stand there, from any version: what is not a set is an empty one. */
export function readSet(shelf: Pick<Shelf, 'getItem'>): SetList {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(KEY) ?? 'null')
    if (field(kept, 'version') !== VERSION) return EMPTY_SET
    const pieces = field(kept, 'pieces')
    if (!Array.isArray(pieces)) return EMPTY_SET
    return pieces
      .map(soundPiece)
      .filter((piece) => piece !== null)
      .reduce<SetList>(
        (list, piece) => {
          const next = added(list, piece)
          return next.ok ? next.list : list
        },
        { ...EMPTY_SET, goingOn: field(kept, 'goingOn') === 'stop' ? 'stop' : 'bar' },
      )
  } catch {
    return EMPTY_SET
  }
}

/** False where the browser does not keep it. */
export function keepSet(shelf: Pick<Shelf, 'setItem'>, { pieces, goingOn }: SetList): boolean {
  try {
    const plain = pieces.map(({ title, text, path, fromDisk }) => ({ title, text, path, fromDisk }))
    shelf.setItem(KEY, JSON.stringify({ version: VERSION, goingOn, pieces: plain }))
    return true
  } catch {
    return false
  }
}

function soundPiece(given: unknown): Omit<SetPiece, 'id'> | null {
  const [title, text, path] = [field(given, 'title'), field(given, 'text'), field(given, 'path')]
  if (typeof title !== 'string' || typeof text !== 'string' || typeof path !== 'string') return null
  return { title: title.slice(0, 200), text, path, fromDisk: field(given, 'fromDisk') === true }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

/** The set of an evening: kept in this browser, made ready ahead, and gone through piece by piece. */

import type { TrialAnswer } from '../../band-protocol.ts'
import type { Library, Prepared } from '../../compile-protocol.ts'
import { pageShelf } from '../shelf.ts'
import { createRehearsal, type Readiness } from './rehearsal.ts'
import {
  added,
  type GoingOn,
  keepSet,
  moved,
  neighbour,
  openedAt,
  readSet,
  type SetList,
  type SetPiece,
  without,
} from './set-list.ts'

/** A piece of the set is to be opened, and is ready to be played at once. */
export interface Opening {
  readonly piece: SetPiece
  readonly ready: Readiness & { readonly kind: 'ready' }
  readonly goingOn: GoingOn
}

interface Addition {
  readonly path: string
  readonly text: string
  readonly library: Library
}

export interface StageSet {
  readonly list: SetList
  readinessOf(piece: SetPiece): Readiness
  add(piece: Addition, title: string): void
  remove(place: number): void
  move(place: number, by: -1 | 1): void
  setGoingOn(how: GoingOn): void
  /** To the piece after or before the one that is open. */
  go(by: -1 | 1): void
  goTo(place: number): void
  /** Another piece was opened, from elsewhere. */
  left(): void
  /** What is open begins to play. */
  began(): void
  /** Makes ready what was kept. */
  prepare(): void
}

export interface StageSetSetup {
  /** The text that plays; null where nothing does. */
  readonly playing: () => string | null
  readonly compile: (piece: SetPiece) => Promise<Prepared | null>
  readonly tried: (code: string) => Promise<TrialAnswer>
  readonly onOpen: (opening: Opening) => void
  /** Something is to be drawn anew. */
  readonly onChange: () => void
  readonly say: (text: string, tone?: 'calm' | 'warn') => void
  readonly shelf?: Pick<Storage, 'getItem' | 'setItem'>
}

export function createSet({
  playing,
  compile,
  tried,
  onOpen,
  onChange,
  say,
  shelf = pageShelf(),
}: StageSetSetup): StageSet {
  let list = readSet(shelf)
  const rehearsal = createRehearsal({
    compile,
    tried,
    onChange: (piece, readiness) => {
      if (readiness.kind === 'broken') say(`“${piece.title}” cannot be played: ${readiness.why}`, 'warn')
      onChange()
    },
  })

  return {
    get list() {
      return list
    },
    readinessOf: rehearsal.of,
    add({ path, text, library }, title) {
      const result = added(list, { title, text, path, fromDisk: library.kind === 'server' })
      if (!result.ok) {
        say(`Not added: ${result.why}.`, 'warn')
        return
      }
      change(result.list)
      say(`“${title}” is in the set, as number ${list.pieces.length}.`)
    },
    remove: (place) => change(without(list, place)),
    move: (place, by) => change(moved(list, place, by)),
    setGoingOn: (goingOn) => change({ ...list, goingOn }),
    go(by) {
      const to = neighbour(wherePlayed(), by)
      if (list.pieces.length === 0) say('There is no set yet: add pieces to it first.')
      else if (to === null)
        say(by > 0 ? 'That was the last piece of the set.' : 'This is the first piece of the set.')
      else goTo(to)
    },
    goTo,
    left() {
      if (list.at < 0) return
      list = openedAt(list, -1)
      onChange()
    },
    began() {
      list = wherePlayed()
      onChange()
    },
    prepare: () => rehearsal.want(list.pieces),
  }

  /** Who plays a piece of the set already, and opened it elsewhere, stands there. */
  function wherePlayed(its = list): SetList {
    if (its.at >= 0) return its
    const text = playing()
    return openedAt(
      its,
      its.pieces.findIndex((piece) => piece.text === text),
    )
  }

  function change(next: SetList): void {
    list = wherePlayed(next)
    if (!keepSet(shelf, list))
      say('The set lasts until this page is closed: the browser does not keep it.', 'warn')
    rehearsal.want(list.pieces)
    onChange()
  }

  function goTo(place: number): void {
    const piece = list.pieces[place]
    if (piece === undefined) return
    const ready = rehearsal.of(piece)
    if (ready.kind !== 'ready') {
      const why = ready.kind === 'waiting' ? 'it is still being made ready' : ready.why
      say(`“${piece.title}” cannot be played: ${why}`, 'warn')
      return
    }
    list = openedAt(list, place)
    onOpen({ piece, ready, goingOn: list.goingOn })
    onChange()
  }
}

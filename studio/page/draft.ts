/**
 * What was written and not saved, for as long as the tab lives: a page that is loaded anew, or was brought back after a
 * crash, has it again. In the tab's own storage, for two tabs may have one piece open.
 */

import type { Piece } from './piece.ts'

export interface Draft extends Omit<Piece, 'library'> {
  readonly library: Piece['library']['kind']
  /** What the piece had before it was written in: as on disk, in the gallery, in its link. */
  readonly saved: string
  /** The address's: another link is another piece. */
  readonly hash: string
  /** The file that the studio was opened with; null where there was none, or no server. */
  readonly file: string | null
}

const KEY = 'silencio.draft'

/** A long text is not copied with each key. */
const WAIT_MS = 250

let waiting: Draft | null = null
let timer: number | undefined

/** Null: there is nothing that is not saved. */
export function keepDraft(draft: Draft | null): void {
  waiting = draft
  timer ??= setTimeout(write, WAIT_MS)
}

function write(): void {
  clearTimeout(timer)
  timer = undefined
  try {
    if (waiting === null) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, JSON.stringify(waiting))
  } catch {
    // A browser that keeps nothing.
  }
}

/** Null where there is none, or another version's. From here on what is waiting is written when the page goes, too. */
export function keptDraft(): Draft | null {
  addEventListener('pagehide', () => {
    if (timer !== undefined) write()
  })
  try {
    const draft: Draft | null = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    return TEXTS.every((name) => typeof draft?.[name] === 'string') ? draft : null
  } catch {
    return null
  }
}

const TEXTS = ['path', 'shown', 'library', 'text', 'saved', 'hash'] as const

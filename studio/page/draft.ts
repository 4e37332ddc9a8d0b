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

/** Null: there is nothing that is not saved. */
export function keepDraft(draft: Draft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, JSON.stringify(draft))
  } catch {
    // A browser that keeps nothing.
  }
}

export function keptDraft(): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
  } catch {
    return null
  }
}

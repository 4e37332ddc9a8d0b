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

const KEY = 'silencio.drafts'

/** What is open, and what was left for it, the file of the studio and the last piece without one: each where it is not as it was saved. */
export interface Drafts {
  readonly now: Draft | null
  readonly file: Draft | null
  readonly loose: Draft | null
  /** Of files that the studio was opened with before: they wait until it is again. */
  readonly others: readonly Draft[]
}

/** A long text is not copied with each key. */
const WAIT_MS = 250

let waiting: Drafts | null = null
let timer: number | undefined

export function keepDrafts(drafts: Drafts): void {
  waiting = drafts
  timer ??= setTimeout(write, WAIT_MS)
}

function write(): void {
  clearTimeout(timer)
  timer = undefined
  try {
    sessionStorage.setItem(KEY, JSON.stringify(waiting))
  } catch {
    // A browser that keeps nothing.
  }
}

/** None where another version kept them. From here on what is waiting is written when the page goes, too. */
export function keptDrafts(): Drafts {
  addEventListener('pagehide', () => {
    if (timer !== undefined) write()
  })
  let kept: Partial<Drafts> | null = null
  try {
    kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
  } catch {
    // A browser that keeps nothing.
  }
  return {
    now: known(kept?.now),
    file: known(kept?.file),
    loose: known(kept?.loose),
    others: [kept?.others ?? []].flat().filter(known),
  }
}

const TEXTS = ['path', 'shown', 'library', 'text', 'saved', 'hash'] as const

function known(draft: Draft | null | undefined): Draft | null {
  return draft && TEXTS.every((name) => typeof draft[name] === 'string') ? draft : null
}

/** What lies on disk may be written by another program: the player's own editor, beside this page. */

import type { Sources } from '../compile-protocol.ts'
import { field } from '../read-message.ts'
import { fingerprint } from '../server/fingerprint.ts'

export interface DiskWatch {
  /** What the piece imports, as the compiler has seen it. */
  readonly beside: () => Pick<Sources, 'files' | 'missing'> | null
  /** Nothing shall be taken over now: the text is locked. */
  readonly rests: () => boolean
  /** The file's revision, whenever it was looked at. */
  readonly onFile: (revision: string) => void
  /** What the piece imports is another text now. */
  readonly onBeside: () => void
}

/** Sooner than a bar is over. */
const LOOK_MS = 500
/** What has changed is looked at once more: a program that writes in several steps is through with them. */
const SETTLES_MS = 100
/** Of a server that does not answer a browser complains each time. */
const LOOK_LATER_MS = 15_000
/** Servers take addresses of 16 kB. */
const LONGEST_QUERY = 8000

/** For as long as the page lives. */
export function watchDisk({ beside, rests, onFile, onBeside }: DiskWatch): void {
  const known = new Map<string, number>()
  let told = ''
  /** The last answer. */
  let before = ''
  void look()

  async function look(): Promise<void> {
    let next = LOOK_MS
    try {
      if (!rests() && !(await lookAt(beside() ?? { files: {}, missing: [] }))) next = SETTLES_MS
    } catch {
      next = LOOK_LATER_MS
    }
    setTimeout(look, next)
  }

  /** @returns false where something is another now than the last time, and may be half written */
  async function lookAt({ files, missing }: Pick<Sources, 'files' | 'missing'>): Promise<boolean> {
    // Those that are gone are asked for as well: they may come again.
    for (const [path, text] of Object.entries(files)) known.set(path, fingerprint(text))
    // And those that there are not yet, as long as they are asked for.
    const seen = new Map<string, number | null>([...missing.map((path) => [path, null] as const), ...known])
    let revision: unknown = null
    const found: Record<string, unknown> = {}
    for (const query of queriesFor([...seen.keys()])) {
      const answer: unknown = await (await fetch(`/api/revision?${query}`)).json()
      revision = field(answer, 'file')
      Object.assign(found, field(answer, 'beside'))
    }
    const now = JSON.stringify([revision, found])
    const isSettled = now === before
    before = now
    if (!isSettled || rests()) return isSettled
    if (typeof revision === 'string') onFile(revision)
    compare(seen, found)
    return true
  }

  /** Once for each text: a compiler that sees something else than the server shall not run for ever. */
  function compare(seen: ReadonlyMap<string, number | null>, found: unknown): void {
    const now = JSON.stringify(found)
    const isOther = [...seen].some(([path, print]) => (field(found, path) ?? null) !== print)
    if (isOther && now !== told) onBeside()
    told = now
  }
}

function queriesFor(paths: readonly string[]): readonly string[] {
  const queries = ['']
  for (const path of paths) {
    const one = `beside=${encodeURIComponent(path)}&`
    const last = queries.length - 1
    if ((queries[last] + one).length <= LONGEST_QUERY) queries[last] += one
    else queries.push(one)
  }
  return queries
}

/** What lies on disk may be written by another program: the player's own editor, beside this page. */

import type { Sources } from '../compile-protocol.ts'
import { fingerprint } from '../server/fingerprint.ts'
import { field } from './piece.ts'

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
/** Of a server that does not answer a browser complains each time. */
const LOOK_LATER_MS = 15_000

/** For as long as the page lives. */
export function watchDisk({ beside, rests, onFile, onBeside }: DiskWatch): void {
  const known = new Map<string, number>()
  let told = ''
  void look()

  async function look(): Promise<void> {
    let next = LOOK_MS
    try {
      if (!rests()) await lookAt(beside() ?? { files: {}, missing: [] })
    } catch {
      next = LOOK_LATER_MS
    }
    setTimeout(look, next)
  }

  async function lookAt({ files, missing }: Pick<Sources, 'files' | 'missing'>): Promise<void> {
    // Those that are gone are asked for as well: they may come again.
    for (const [path, text] of Object.entries(files)) known.set(path, fingerprint(text))
    // And those that there are not yet, as long as they are asked for.
    const seen = new Map<string, number | null>([...missing.map((path) => [path, null] as const), ...known])
    const query = new URLSearchParams([...seen.keys()].map((path) => ['beside', path]))
    const answer: unknown = await (await fetch(`/api/revision?${query}`)).json()
    if (rests()) return
    const revision = field(answer, 'file')
    if (typeof revision === 'string') onFile(revision)
    compare(seen, field(answer, 'beside'))
  }

  /** Once for each text: a compiler that sees something else than the server shall not run for ever. */
  function compare(seen: ReadonlyMap<string, number | null>, found: unknown): void {
    const now = JSON.stringify(found)
    const isOther = [...seen].some(([path, print]) => (field(found, path) ?? null) !== print)
    if (isOther && now !== told) onBeside()
    told = now
  }
}

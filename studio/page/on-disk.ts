/** What lies on disk may be written by another program: the player's own editor, beside this page. */

import { fingerprint } from '../server/fingerprint.ts'
import { field } from './piece.ts'

export interface DiskWatch {
  /** What the piece imports, by path, as the compiler has seen it. */
  readonly beside: () => Readonly<Record<string, string>>
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
export function watchDisk({ beside, onFile, onBeside }: DiskWatch): void {
  const known = new Map<string, number>()
  let told = ''
  void look()

  async function look(): Promise<void> {
    let next = LOOK_MS
    try {
      // Those that are gone are asked for as well: they may come again.
      for (const [path, text] of Object.entries(beside())) known.set(path, fingerprint(text))
      const query = new URLSearchParams([...known.keys()].map((path) => ['beside', path]))
      const answer: unknown = await (await fetch(`/api/revision?${query}`)).json()
      const revision = field(answer, 'file')
      if (typeof revision === 'string') onFile(revision)
      compare(field(answer, 'beside'))
    } catch {
      next = LOOK_LATER_MS
    }
    setTimeout(look, next)
  }

  /** Once for each text: a compiler that sees something else than the server shall not run for ever. */
  function compare(found: unknown): void {
    const now = JSON.stringify(found)
    const isOther = [...known].some(([path, print]) => field(found, path) !== print)
    if (isOther && now !== told) onBeside()
    told = now
  }
}

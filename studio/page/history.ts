/** What sounded, in its order, and the way back to it. */

interface Sounded<P> {
  readonly text: string
  /** Bar that it took over with; null where it was there from the start. */
  readonly measure: number | null
  /** What is new in it, in a few words. */
  readonly change: string
  /** Whose text it is: to go back to another piece's is to open that piece. */
  readonly piece: P | null
}

export interface SoundedHistory<P = unknown> {
  readonly entries: readonly Sounded<P>[]
  /** The one that sounds. */
  readonly at: number
  /** A text took over. One that we went back to keeps its place. */
  add(text: string, measure: number | null, piece?: P): void
  /** The text before (−1) or after (1) the one that sounds; null at the end. It sounds when it is `add`ed. */
  go(by: -1 | 1): string | null
  goTo(index: number): string | null
  clear(): void
}

/** As much of a set as anyone wants back. */
const MOST = 200

export function createHistory<P = unknown>(onChange: () => void = () => {}): SoundedHistory<P> {
  let entries: Sounded<P>[] = []
  let at = -1

  return {
    get entries() {
      return entries
    },
    get at() {
      return at
    },
    add(text, measure, piece) {
      if (entries[at]?.text === text) return onChange()
      const change = changeBetween(entries[at]?.text ?? null, text)
      entries = [...entries, { text, measure, change, piece: piece ?? null }].slice(-MOST)
      at = entries.length - 1
      onChange()
    },
    go: (by) => goTo(at + by),
    goTo,
    clear() {
      entries = []
      at = -1
      onChange()
    },
  }

  function goTo(index: number): string | null {
    const entry = entries[index]
    if (entry === undefined) return null
    at = index
    onChange()
    return entry.text
  }
}

/** The first line that differs, as it reads now. */
export function changeBetween(before: string | null, after: string): string {
  if (before === null) return 'the piece as it began'
  const old = before.split('\n')
  const now = after.split('\n')
  const line = now.findIndex((text, i) => text !== old[i])
  if (line < 0) return 'lines at the end removed'
  const shown = (now[line] ?? '').trim().replace(/\s+/g, ' ')
  const more = now.filter((text, i) => text !== old[i]).length - 1
  const what = shown === '' ? `line ${line + 1} emptied` : shown
  return more > 0 && now.length === old.length ? `${what} (and ${more} more)` : what
}

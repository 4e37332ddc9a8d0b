/** A source with what is known about its places written below each line: `//@[4:9) HitToken |x?30|`. */

export interface Note {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Lines with the notes that begin on them; columns count UTF-16 units, an end on a later line says how much later. */
export function annotate(text: string, notes: readonly Note[]): string {
  const starts = lineStarts(text)
  const byLine = new Map<number, string[]>()
  for (const note of [...notes].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const line = lineAt(starts, note.start)
    const last = lineAt(starts, note.end)
    const later = last > line ? `+${last - line}:` : ''
    const place = `${note.start - (starts[line] ?? 0)}:${later}${note.end - (starts[last] ?? 0)}`
    const written = `//@[${place}) ${note.text}`
    byLine.set(line, [...(byLine.get(line) ?? []), written])
  }
  return starts
    .map((start, line) => {
      const source = text.slice(start, starts[line + 1] ?? text.length).replace(/(?:\r\n|\n|\r)$/, '')
      return [source, ...(byLine.get(line) ?? [])].join('\n')
    })
    .join('\n')
}

/** `3:7`: line and column as an editor counts them, from 1. */
export function placeOf(text: string, offset: number): string {
  const starts = lineStarts(text)
  const line = lineAt(starts, offset)
  return `${line + 1}:${offset - (starts[line] ?? 0) + 1}`
}

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)]
}

/** The last line that starts at or before `offset`. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

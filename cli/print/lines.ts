/**
 * Offsets to lines and back. Lines end with \n, \r\n or \r; lines and characters are zero-based, as in LSP. A byte order mark, which
 * editors take off, is no character of the first line.
 */

interface Position {
  readonly line: number
  /** In UTF-16 units. */
  readonly character: number
}

export interface LineTable {
  position(offset: number): Position
  /** The text of a line without its end. */
  line(index: number): string
  readonly count: number
}

export function lineTable(text: string): LineTable {
  const mark = text.startsWith('\uFEFF') ? 1 : 0
  const starts = [mark]
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x0a || (c === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) starts.push(i + 1)
  }
  return {
    count: starts.length,
    position(offset) {
      const at = Math.max(mark, Math.min(offset, text.length))
      let low = 0
      let high = starts.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((starts[middle] ?? 0) <= at) low = middle
        else high = middle - 1
      }
      return { line: low, character: at - (starts[low] ?? mark) }
    },
    line(index) {
      const start = starts[index] ?? text.length
      return text.slice(start, starts[index + 1] ?? text.length).replace(/[\r\n]+$/, '')
    },
  }
}

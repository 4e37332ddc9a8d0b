import { GenMapping, maybeAddSegment, setSourceContent, toEncodedMap } from '@jridgewell/gen-mapping'
import type { Mapping } from './code.ts'

export interface MappedSource {
  /** Path of the `.sil` file, relative to the map. */
  readonly path: string
  readonly text: string
}

/**
 * Source map v3 from the emitted file to its `.sil`, which travels inside.
 *
 * @param mappings in the order of the emitted text.
 */
export function sourceMap(file: string, source: MappedSource, mappings: readonly Mapping[]): string {
  const map = new GenMapping({ file })
  // Sets the source even where nothing maps to it.
  setSourceContent(map, source.path, source.text)
  const place = createPlaces(source.text)
  for (const { line, column, offset, name } of mappings) {
    const [sourceLine, sourceColumn] = place(offset)
    if (name === null) maybeAddSegment(map, line, column, source.path, sourceLine, sourceColumn)
    else maybeAddSegment(map, line, column, source.path, sourceLine, sourceColumn, name)
  }
  return JSON.stringify(toEncodedMap(map))
}

/** Line and column of an offset, both from 0, columns in UTF-16 units as source maps count them. */
function createPlaces(text: string): (offset: number) => readonly [line: number, column: number] {
  const starts = [0]
  const end = /\r\n|\n|\r/g
  while (end.exec(text) !== null) starts.push(end.lastIndex)
  return (offset) => {
    const inside = Math.max(0, Math.min(offset, text.length))
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= inside) low = middle
      else high = middle - 1
    }
    return [low, inside - (starts[low] ?? 0)]
  }
}

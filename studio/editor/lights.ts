/**
 * Cells that light up as they sound. Each version that compiled leaves an anchor on each of its cells, which moves with
 * the text while it is edited: the band may play an older version than the one that is being written.
 */

import type { Span } from '../../language/ast.ts'
import type { editor } from './monaco.ts'
import { rangeOf } from './places.ts'

export interface Lights {
  remember(version: number, cells: readonly Span[]): void
  light(version: number, cells: readonly number[]): void
}

/** Versions whose cells are known: the one that sounds, the one that waits, and those between. */
const MOST_VERSIONS = 6

export function createLights(view: editor.IStandaloneCodeEditor, model: editor.ITextModel): Lights {
  const anchors = new Map<number, editor.IEditorDecorationsCollection>()
  const lit = view.createDecorationsCollection()
  let shown = ''

  return { remember, light }

  function remember(version: number, cells: readonly Span[]): void {
    anchors.get(version)?.clear()
    anchors.set(
      version,
      view.createDecorationsCollection(
        cells.map((span) => ({
          range: rangeOf(model, span),
          // NeverGrowsWhenTypingAtEdges
          options: { description: 'sil-cell', stickiness: 1 },
        })),
      ),
    )
    for (const known of anchors.keys()) {
      if (anchors.size <= MOST_VERSIONS) break
      anchors.get(known)?.clear()
      anchors.delete(known)
    }
  }

  function light(version: number, cells: readonly number[]): void {
    const places = anchors.get(version)
    const key = places === undefined ? '' : `${version}:${cells.join()}`
    if (key === shown) return
    shown = key
    if (places === undefined) {
      lit.clear()
      return
    }
    const ranges = cells.flatMap((cell) => places.getRange(cell) ?? [])
    lit.set(
      ranges
        .filter((range) => !range.isEmpty())
        .map((range) => ({ range, options: { description: 'sil-lit', inlineClassName: 'sil-lit' } })),
    )
  }
}

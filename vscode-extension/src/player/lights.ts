/** The cells that sound, lit in the text. */

import { type Disposable, Range, type TextDocument, ThemeColor, window } from 'vscode'

/** From, to: offsets in the text. */
export type Cell = readonly [from: number, to: number]

export interface Lights extends Disposable {
  /** In every editor that shows the document; the cells that are lit now, and no others. */
  show(document: TextDocument, cells: readonly Cell[]): void
}

export function createLights(): Lights {
  const lit = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor('silencio.soundingCell'),
    borderRadius: '2px',
  })
  return {
    show(document, cells) {
      const ranges = cells.map(([from, to]) => new Range(document.positionAt(from), document.positionAt(to)))
      for (const editor of window.visibleTextEditors)
        if (editor.document.uri.toString() === document.uri.toString()) editor.setDecorations(lit, ranges)
    },
    dispose: () => lit.dispose(),
  }
}

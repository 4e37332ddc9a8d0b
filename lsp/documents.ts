/** What the editor has open, as it tells us: newer than what lies on the disk. */

import type { TextDocumentContentChangeEvent } from 'vscode-languageserver'
import { canonical } from './address.ts'
import { type Text, textOf } from './text.ts'

interface OpenDocument {
  /** As the editor spells it. */
  readonly uri: string
  readonly version: number
  readonly text: Text
}

export interface Documents {
  /** By any spelling. */
  get(uri: string): OpenDocument | undefined
  all(): Iterable<OpenDocument>
  open(uri: string, version: number, content: string): void
  /** Changes in the order in which they were made, each told in the text that the one before left. */
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void
  close(uri: string): void
}

export function createDocuments(): Documents {
  /** By the one spelling of their address. */
  const open = new Map<string, OpenDocument>()
  return {
    get: (uri) => open.get(canonical(uri)),
    all: () => open.values(),
    open: (uri, version, content) => void open.set(canonical(uri), { uri, version, text: textOf(content) }),
    change(uri, version, changes) {
      const key = canonical(uri)
      const before = open.get(key)
      // A client that changes what it never opened: there is nothing to change.
      if (before === undefined) return
      let { text } = before
      for (const change of changes) text = changed(text, change)
      open.set(key, { uri: before.uri, version, text })
    },
    close: (uri) => void open.delete(canonical(uri)),
  }
}

function changed(text: Text, change: TextDocumentContentChangeEvent): Text {
  if (!('range' in change)) return textOf(change.text)
  const { start, end } = text.spanOf(change.range)
  return textOf(text.content.slice(0, start) + change.text + text.content.slice(end))
}

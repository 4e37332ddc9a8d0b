/** What the page holds of the editor. The editor itself is loaded when it is wanted. */

import type { Checked, Sources } from '../compile-protocol.ts'
import type { Writer } from './writer.ts'

export interface EditorOptions {
  readonly text: string
  /** Of the piece: decides what its imports mean. */
  readonly path: string
  readonly dark: boolean
  readonly still: boolean
  readonly onChange: (text: string, version: number, by: Writer) => void
  /** The language server stopped: problems, completion, hover, formatting go with it, and nothing else. */
  readonly onServerFailed: (message: string) => void
}

export interface Editor {
  readonly text: string
  readonly version: number
  /** Replaces the text as one edit that can be undone. */
  setText(text: string): void
  /** The text that is set next is another piece. */
  open(path: string): void
  /** What the text imports and sounds like. */
  sources(sources: Sources): void
  /** Puts the dials in their places, and remembers where the cells of this version are. */
  show(checked: Checked): void
  /** Cells of a version that sound now; of a version that is not remembered, none. */
  light(version: number, cells: readonly number[]): void
  format(): void
  undo(): void
  /** Turns the number under the cursor by a step. */
  nudge(by: -1 | 1): boolean
  setDark(dark: boolean): void
  setLocked(locked: boolean): void
  setFontSize(pixels: number): void
  focus(): void
}

export type CreateEditor = (host: HTMLElement, options: EditorOptions) => Editor

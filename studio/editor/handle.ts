/** What the page holds of the editor. The editor itself is loaded when it is wanted. */

import type { Checked, Completion, Hover } from '../compile-protocol.ts'
import type { Writer } from './writer.ts'

export interface EditorOptions {
  readonly text: string
  readonly dark: boolean
  readonly still: boolean
  readonly ask: Asker
  readonly onChange: (text: string, version: number, by: Writer) => void
}

/** The compiler's answers; null where they came too late. */
export interface Asker {
  complete(text: string, offset: number): Promise<readonly Completion[] | null>
  hover(text: string, offset: number): Promise<Hover | null>
  format(text: string): Promise<string | null>
}

export interface Editor {
  readonly text: string
  readonly version: number
  /** Replaces the text as one edit that can be undone. */
  setText(text: string): void
  /** Marks what is wrong, puts the dials in their places, and remembers where the cells of this version are. */
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

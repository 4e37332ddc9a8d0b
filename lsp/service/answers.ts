/** What services answer in words of our own: places are offsets; a connection, or a page, says it in its own. */

import type { Span } from '../../language/ast.ts'

export interface Completion {
  readonly label: string
  readonly kind: 'keyword' | 'property' | 'value' | 'name' | 'unit' | 'snippet'
  readonly detail: string
  readonly doc: string
  /** With `${1:…}` places where `kind` is `snippet`. */
  readonly insert: string
  /** What else is to be written, elsewhere in the file: the import that brings the name. */
  readonly edit?: TextEdit
  /** What it stands in for, where that is more than the word at the cursor: `C#m`. */
  readonly replace?: Span
}

export interface Hover extends Span {
  /** Markdown. */
  readonly text: string
}

export interface TextEdit extends Span {
  readonly newText: string
}

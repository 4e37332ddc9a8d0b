/** What services answer in words of our own: places are offsets; a connection, or a page, says it in its own. */

import type { Span } from '../../language/ast.ts'

export interface Completion {
  readonly label: string
  readonly kind: 'keyword' | 'property' | 'value' | 'name' | 'unit' | 'snippet'
  readonly detail: string
  readonly doc: string
  /** With `${1:…}` places where `kind` is `snippet`. */
  readonly insert: string
}

export interface Hover extends Span {
  /** Markdown. */
  readonly text: string
}

export interface TextEdit extends Span {
  readonly newText: string
}

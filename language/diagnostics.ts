/** What the compiler says about a text. Data only: prose is made in `messages.ts`, printing is the host's. */

import type { Span } from './ast.ts'

export type Severity = 'error' | 'warning' | 'info' | 'hint'

/** `SIL` and four digits; the first two are the phase (01 lexer and parser … 07 imports and files). */
export type DiagnosticCode = `SIL${number}`

export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  /** Short, sentence case: "A number without a unit". */
  readonly title: string
  /** What is wrong here, with the names of this place: the label on the span. */
  readonly message: string
  /** The file; '' for the one being compiled. */
  readonly file: string
  readonly span: Span
  readonly related: readonly RelatedPlace[]
  /** One sentence that helps, or ''. */
  readonly hint: string
  readonly fixes: readonly Fix[]
  /** LSP tags. */
  readonly tags?: readonly ('unused' | 'deprecated')[]
}

export interface RelatedPlace {
  readonly file: string
  readonly span: Span
  readonly message: string
}

export interface Fix {
  readonly title: string
  readonly edits: readonly Edit[]
}

/** Replaces `span` by `newText`; edits of a fix do not overlap. */
export interface Edit {
  readonly span: Span
  readonly newText: string
}

/** The text after `edits`, which may stand in any order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
  const parts: string[] = []
  let from = 0
  for (const { span, newText } of sorted) {
    if (span.start < from) throw new RangeError('edits overlap')
    parts.push(text.slice(from, span.start), newText)
    from = span.end
  }
  parts.push(text.slice(from))
  return parts.join('')
}

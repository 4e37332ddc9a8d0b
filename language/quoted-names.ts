/** Names in quotes, as the titles of other programs. */

import type { Name } from './ast.ts'
import { textOf } from './read-literals.ts'
import { type Reader, show, spanOf } from './reader.ts'

/** `section "verse" {`: a name has no quotes. */
export function readQuotedName(r: Reader, example: string): Name {
  const quoted = r.take()
  const span = spanOf(r, quoted)
  const text = nameFor(textOf(r, quoted))
  const fixes = text === '' ? [] : [{ title: `Write ${text}`, edits: [{ span, newText: text }] }]
  const args = { found: show(r, quoted), expected: 'a name stands without quotes' }
  r.report('SIL0101', span, args, { fixes, hint: `As in: ${example}` })
  return { kind: 'name', ...span, text }
}

/** `Verse 1` → `Verse_1`; nothing where no letter is left. */
export function nameFor(title: string): string {
  const text = title.trim().replace(/[^A-Za-z0-9_]+/g, '_')
  return /^[A-Za-z]/.test(text) ? text : ''
}

/** Names in quotes, as the titles of other programs. */

import type { Name } from '../ast.ts'
import { isWordChar, startsWord } from '../characters.ts'
import { textOf } from '../read-literals.ts'
import { type Reader, show, spanOf } from '../reader.ts'
import { KEYWORDS } from '../token-kinds.ts'

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

/** `Verse 1` → `Verse_1`; nothing where no letter is left, or a word of the language is. */
export function nameFor(title: string): string {
  const chars = [...title.trim()].map((char) => (isWordChar(char.charCodeAt(0)) ? char : ' '))
  const text = chars.join('').trim().replace(/\s+/g, '_')
  return startsWord(text.charCodeAt(0)) && !KEYWORDS.includes(text) ? text : ''
}

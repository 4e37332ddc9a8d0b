/** The tokens of a text with their names, for tests and baselines. */

import { type Lexed, lex } from '../../language/lexer.ts'
import * as t from '../../language/token-kinds.ts'

export interface NamedToken {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly image: string
}

const NAMES = new Map<number, string>()
for (const [name, kind] of Object.entries(t)) {
  if (typeof kind === 'number' && /^[A-Z][A-Za-z]*[a-z]$/.test(name)) NAMES.set(kind, name)
}
for (const [i, word] of t.KEYWORDS.entries()) NAMES.set(t.FIRST_KEYWORD + i, `Kw_${word}`)

export function namedTokens({ tokens }: Lexed): readonly NamedToken[] {
  return Array.from({ length: tokens.count }, (_, i) => ({
    name: NAMES.get(tokens.kind(i + 1)) ?? '?',
    start: tokens.start(i + 1),
    end: tokens.end(i + 1),
    image: tokens.image(i + 1),
  }))
}

export function tokensOf(text: string): readonly NamedToken[] {
  return namedTokens(lex(text))
}

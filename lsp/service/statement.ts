/** The words of the statement that a cursor stands in, up to the cursor; what is being typed there is apart. */

import { lex } from '../../language/lexer.ts'
import * as t from '../../language/token-kinds.ts'
import type { Token, TokenList } from '../../language/token-list.ts'
import { HEADS } from '../../language/vocabulary.ts'

export interface Statement {
  /** From its first word on: words, numbers (as `0`), strings (as `""`) and signs as they are written. */
  readonly words: readonly string[]
  /** What has been typed of the word at the cursor. */
  readonly typed: string
  /** Between the braces of a block. */
  readonly inBlock: boolean
}

const HEAD_WORDS: ReadonlySet<string> = new Set(HEADS)

export function statementBefore(text: string, offset: number): Statement {
  let start = offset
  while (start > 0 && /[\w-]/.test(text[start - 1] ?? '')) start--
  // A number is no word that is being typed.
  const typed = /^[A-Za-z_]/.test(text.slice(start, offset)) ? text.slice(start, offset) : ''
  const { tokens } = lex(text.slice(0, offset - typed.length))
  let open = 0
  for (let token = 1; token <= tokens.count; token++) {
    const kind = tokens.kind(token)
    open += kind === t.LBrace ? 1 : kind === t.RBrace ? -1 : 0
  }
  let first = tokens.count + 1
  let depth = 0
  // A line that is still empty begins something, unless what stands above wants to go on.
  const fresh = isBlank(text, offset - typed.length)
  let goesOn = !fresh || wantsMore(tokens, tokens.count)
  // Back to the head of a declaration, or to the first word of a line within a block.
  for (let token = tokens.count; token >= 1; token--) {
    const kind = tokens.kind(token)
    if (kind === t.RParen) depth++
    if (kind === t.LParen) depth--
    if (depth < 0) goesOn = true
    if (!goesOn && depth === 0 && tokens.begins(token)) break
    if (kind === t.RBrace && !isImport(tokens, token)) break
    if (kind === t.LBrace && !isImport(tokens, token)) break
    first = token
    if (depth > 0 || !tokens.begins(token)) continue
    if (HEAD_WORDS.has(tokens.image(token)) || !isContinued(tokens.image(token))) break
  }
  if (!goesOn) first = tokens.count + 1
  const words: string[] = []
  for (let token = first; token <= tokens.count; token++) {
    const image = text.slice(tokens.start(token), tokens.end(token))
    const kind = tokens.kind(token)
    words.push(kind === t.Quantity ? '0' : kind === t.StringText || kind === t.OpenString ? '""' : image)
  }
  return { words, typed, inBlock: open > 0 }
}

/** Nothing stands before it in its line. */
function isBlank(text: string, offset: number): boolean {
  let at = offset
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--
  return at === 0 || text[at - 1] === '\n' || text[at - 1] === '\r'
}

/** A line that begins with a sign goes on with the statement above it. */
const isContinued = (image: string): boolean => /^[^A-Za-z_]/.test(image)

const OPEN_ENDS: ReadonlySet<number> = new Set([
  t.LParen,
  t.Comma,
  t.Equals,
  t.Plus,
  t.Minus,
  t.Star,
  t.Slash,
  t.Arrow,
  t.DotDot,
])

/** Behind a sign something must follow. */
const wantsMore = (tokens: TokenList, token: Token): boolean => OPEN_ENDS.has(tokens.kind(token))

/** The braces of `import { a, b }` hold names, not a block. */
function isImport(tokens: TokenList, token: Token): boolean {
  for (let at = token; at >= 1; at--) {
    if (tokens.begins(at)) return tokens.image(at) === 'import'
  }
  return false
}

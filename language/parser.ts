/**
 * The parser: tokens to tree, by plain functions over chevrotain's tokens, one file a kind of thing: `imports.ts`,
 * `declarations.ts`, `forms.ts`, `rules.ts`, `blocks.ts`, `properties.ts`, `expressions.ts`, `bars.ts`.
 *
 * The grammar is *total*: whatever is missing is optional and reported, whatever is too much is skipped and reported,
 * so an unfinished line costs that line and nothing else. Nodes are attached to their parent on entry. What a property
 * takes is decided by `vocabulary.ts`.
 *
 * Newlines matter in four places only: a property's value starts on its line, modifiers stand on it, a comma-less
 * list of values ends with it, and `by` features end with it.
 */

import { EOF, type IToken, type TokenType } from 'chevrotain'
import type { Doc, Item } from './ast.ts'
import { looksLikeBlock, readBlock, readUnknownBlock } from './blocks.ts'
import { readLet, readReward, readSetting, readTimbre } from './declarations.ts'
import type { Diagnostic } from './diagnostics.ts'
import { readForm } from './forms.ts'
import { readImport } from './imports.ts'
import { isWord, type Reader, skipWhile } from './reader.ts'
import { readRule } from './rules.ts'
import * as t from './tokens.ts'
import { BLOCK_KINDS, type PropertyContext } from './vocabulary.ts'

/** A file's tokens, and what its tree is read with. */
export interface Source {
  readonly text: string
  readonly tokens: readonly IToken[]
  /** 1 at the offset of each token that begins its line. */
  readonly lineStarts: Uint8Array
  /** Documentation by the offset of the token it stands above. */
  readonly docs: ReadonlyMap<number, Doc>
}

/** Reads a whole file. Never throws; time is linear in the number of tokens. */
export function readFile(source: Source): { items: Item[]; diagnostics: Diagnostic[] } {
  const r = new TokenReader(source)
  for (;;) {
    r.context = 'file'
    if (!isWord(r.peek(1))) {
      skipWhile(r, (token) => !isWord(token), 'a declaration begins with a word such as tempo or drummer')
    }
    if (r.peek(1).tokenType === EOF) break
    readItem(r)
  }
  return { items: r.items, diagnostics: r.diagnostics }
}

const READERS: ReadonlyMap<TokenType, (r: Reader, head: IToken) => void> = new Map([
  [t.keyword('import'), readImport],
  [t.keyword('let'), readLet],
  [t.keyword('timbre'), readTimbre],
  [t.keyword('reward'), readReward],
  [t.keyword('form'), readForm],
  [t.keyword('rule'), readRule],
  ...BLOCK_KINDS.map((kind) => [t.keyword(kind), readBlock] as const),
])

/** The next token is a word. */
function readItem(r: Reader): void {
  const read = READERS.get(r.peek(1).tokenType) ?? (looksLikeBlock(r) ? readUnknownBlock : readSetting)
  read(r, r.take())
}

/** Stands after the last token and before the first one. */
const END: IToken = {
  image: '',
  startOffset: Number.NaN,
  tokenType: EOF,
  tokenTypeIdx: EOF.tokenTypeIdx ?? 0,
}

class TokenReader implements Reader {
  readonly text: string
  readonly lineStarts: Uint8Array
  readonly docs: ReadonlyMap<number, Doc>
  readonly items: Item[] = []
  readonly diagnostics: Diagnostic[] = []
  context: PropertyContext = 'file'
  depth = 0
  readonly #tokens: readonly IToken[]
  /** How many have been taken. */
  #taken = 0

  constructor({ text, tokens, lineStarts, docs }: Source) {
    this.text = text
    this.lineStarts = lineStarts
    this.docs = docs
    this.#tokens = tokens
  }

  peek(ahead: number): IToken {
    const at = this.#taken + ahead - 1
    // Asking an array for what it does not have would cost every later question.
    return at >= 0 && at < this.#tokens.length ? (this.#tokens[at] ?? END) : END
  }

  take(): IToken {
    const token = this.peek(1)
    if (this.#taken < this.#tokens.length) this.#taken++
    return token
  }

  report(d: Diagnostic): void {
    this.diagnostics.push(d)
  }
}

/**
 * The parser: tokens to tree, by plain functions, one file a kind of thing: `imports.ts`,
 * `declarations.ts`, `forms.ts`, `rules.ts`, `blocks.ts`, `properties.ts`, `expressions.ts`, `bars.ts`.
 *
 * The grammar is *total*: whatever is missing is optional and reported, whatever is too much is skipped and reported,
 * so an unfinished line costs that line and nothing else. Nodes are attached to their parent on entry. What a property
 * takes is decided by `vocabulary.ts`. What people write in place of it, and what is answered, is in `slips/`, a file a slip.
 *
 * Newlines matter in four places only: a property's value starts on its line, modifiers stand on it, a comma-less
 * list of values ends with it, and `by` features end with it.
 */

import type { Doc, Item, Span } from './ast.ts'
import { ShapeTable } from './bars-node.ts'
import { looksLikeBlock, readBlock, readUnknownBlock } from './blocks.ts'
import { readLet, readReward, readSetting, readTimbre } from './declarations.ts'
import { readForm } from './forms.ts'
import { readImport } from './imports.ts'
import { isWord, type Reader, skipWhile } from './reader.ts'
import type { Report, Reports } from './reports.ts'
import { readRule } from './rules.ts'
import { readItemAstray } from './slips/items.ts'
import * as t from './token-kinds.ts'
import type { Token, TokenList } from './token-list.ts'
import { BLOCK_KINDS, type PropertyContext } from './vocabulary.ts'

/** A file's tokens, and what its tree is read with. */
export interface Source {
  readonly tokens: TokenList
  /** Documentation by the token it stands above. */
  readonly docs: ReadonlyMap<Token, Doc>
}

/** Where an item begins to be read, with what stands before it and belongs to nothing. */
export interface Seam {
  /** The first token; `End` behind the last item. */
  readonly token: Token
  /** Items and reports before it. */
  readonly items: number
  readonly reports: number
  /** The last token that anything before it has looked at. */
  readonly looked: Token
}

export interface ReadFile {
  readonly items: Item[]
  /** Of the signs in these places all has been said. */
  readonly told: readonly Span[]
  /** Not even what stands far from an edit is as it was. */
  readonly seesAll: boolean
}

/** Reads a whole file. Never throws; time is linear in the number of tokens. @param onSeam told of each item, and of the end */
export function readFile(source: Source, reports: Reports, onSeam?: (seam: Seam) => void): ReadFile {
  const r = new TokenReader(source, reports)
  for (;;) {
    onSeam?.({
      token: r.next,
      items: r.items.length,
      reports: reports.listed.length,
      looked: r.looked,
    })
    r.context = 'file'
    if (!isWord(r, r.peek(1))) {
      skipWhile(r, (token) => !isWord(r, token), 'a declaration begins with a word such as tempo or drummer')
    }
    if (r.kind(r.peek(1)) === t.End) break
    readItem(r)
  }
  return r
}

const READERS: ReadonlyMap<number, (r: Reader, head: Token) => void> = new Map([
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
  if (readItemAstray(r)) return
  const read = READERS.get(r.kind(r.peek(1))) ?? (looksLikeBlock(r) ? readUnknownBlock : readSetting)
  read(r, r.take())
}

class TokenReader implements Reader {
  readonly text: string
  readonly tokens: TokenList
  readonly docs: ReadonlyMap<Token, Doc>
  readonly items: Item[] = []
  readonly report: Report
  readonly #reports: Reports
  readonly shapes: ShapeTable
  readonly wrongCells = new Set<string>()
  context: PropertyContext = 'file'
  property = ''
  depth = 0
  nesting = 0
  inValues = false
  halved: Token = 0
  separators: Token[] | null = null
  seesAll = false
  readonly told: Span[] = []
  /** The token taken last. */
  #taken: Token = 0
  /** The last token looked at. */
  looked: Token = 0

  constructor({ tokens, docs }: Source, reports: Reports) {
    this.text = tokens.text
    this.tokens = tokens
    this.docs = docs
    this.shapes = new ShapeTable(tokens.text)
    this.report = reports.report
    this.#reports = reports
  }

  get found(): number {
    return this.#reports.found
  }

  readItem(): void {
    readItem(this)
  }

  /** The next token, without a look at it. */
  get next(): Token {
    return this.#taken + 1
  }

  peek(ahead: number): Token {
    const token = this.#taken + ahead
    if (token > this.looked) this.looked = token
    return token > this.tokens.count ? this.tokens.count + 1 : token
  }

  take(): Token {
    // At the end the last token stays the one just taken.
    if (this.#taken === this.tokens.count) return this.#taken + 1
    return ++this.#taken
  }

  skip(last: Token): void {
    this.#taken = last
  }

  kind(token: Token): number {
    return this.tokens.kind(token)
  }

  start(token: Token): number {
    return this.tokens.start(token)
  }

  end(token: Token): number {
    return this.tokens.end(token)
  }

  image(token: Token): string {
    return this.tokens.image(token)
  }
}

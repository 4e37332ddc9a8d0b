/**
 * The tokens of a text, in arrays of numbers: a long file has hundreds of thousands, and an object each would cost
 * more than reading them.
 *
 * A token is its index, from 1 on. Index 0, and the one after the last, are `End`: they stand before and behind the text.
 */

import { isWordChar } from './characters.ts'
import { hashWith, seedOf, TextTable } from './text-table.ts'
import { FIRST_KEYWORD, Identifier, KEYWORDS } from './token-kinds.ts'

/** The index of a token. */
export type Token = number

/** So that a word's number tells whether it is a keyword. A test looks that all of them find their place. */
const KEYWORD_SEED = seedOf(KEYWORDS, 512)

const BEGINS = 1
const DOCUMENTED = 2

/** All tokens of a text, from 1 on; what there is to know of one is asked by its index. */
export class TokenList {
  readonly text: string
  /** How many there are. */
  count = 0
  #kinds: Uint8Array
  #flags: Uint8Array
  #starts: Int32Array
  #ends: Int32Array
  /** Number of the word that a token is; 0: none. */
  #words: Int32Array
  readonly #names: TextTable

  constructor(text: string) {
    this.text = text
    this.#names = new TextTable(text, KEYWORD_SEED)
    // Files have one token to four or five characters.
    const capacity = 16 + (text.length >> 2)
    this.#kinds = new Uint8Array(capacity)
    this.#flags = new Uint8Array(capacity)
    this.#starts = new Int32Array(capacity)
    this.#ends = new Int32Array(capacity)
    this.#words = new Int32Array(capacity)
  }

  kind(token: Token): number {
    return this.#kinds[token] ?? 0
  }

  start(token: Token): number {
    return this.#starts[token] ?? 0
  }

  /** Offset after its last character. */
  end(token: Token): number {
    return this.#ends[token] ?? 0
  }

  /** Is it the first of its line? */
  begins(token: Token): boolean {
    return ((this.#flags[token] ?? 0) & BEGINS) !== 0
  }

  /** Does documentation stand above it? */
  documented(token: Token): boolean {
    return ((this.#flags[token] ?? 0) & DOCUMENTED) !== 0
  }

  /** Its text; the same string for the same word. */
  image(token: Token): string {
    const word = this.#words[token] ?? 0
    return word > 0 ? this.#names.piece(word) : this.text.slice(this.start(token), this.end(token))
  }

  add(kind: number, start: number, end: number): void {
    const token = ++this.count
    // One more is left at zero, for the end.
    if (token + 1 >= this.#kinds.length) this.#grow()
    this.#kinds[token] = kind
    this.#starts[token] = start
    this.#ends[token] = end
  }

  /** Adds the word that begins at `start`, an identifier or a keyword; returns its end. */
  addWord(start: number): number {
    const { text } = this
    let hash = 0
    let end = start
    for (let code = text.charCodeAt(end); isWordChar(code); code = text.charCodeAt(++end)) {
      hash = hashWith(hash, code)
    }
    const word = this.#names.number(start, end, hash)
    this.add(word <= KEYWORDS.length ? FIRST_KEYWORD - 1 + word : Identifier, start, end)
    this.#words[this.count] = word
    return end
  }

  /** The last token turns out to be another, and longer. */
  extend(kind: number, end: number): number {
    this.#kinds[this.count] = kind
    this.#ends[this.count] = end
    this.#words[this.count] = 0
    return end
  }

  /** The token that is added next begins a line. */
  markLine(): void {
    this.#flags[this.count + 1] = BEGINS
  }

  /** No token begins a line that has none. */
  close(): void {
    this.#flags[this.count + 1] = 0
  }

  markDocumented(token: Token): void {
    this.#flags[token] = (this.#flags[token] ?? 0) | DOCUMENTED
  }

  /** What was read as one thing turns out to be another. */
  retype(token: Token, kind: number): void {
    this.#kinds[token] = kind
  }

  /** A part of the token belongs to the next one, from `at` on. */
  moveBorder(token: Token, end: number, at: number): void {
    this.#ends[token] = end
    this.#starts[token + 1] = at
    this.#words[token] = 0
    this.#words[token + 1] = 0
  }

  #grow(): void {
    const capacity = this.#kinds.length * 2
    this.#kinds = grown(this.#kinds, new Uint8Array(capacity))
    this.#flags = grown(this.#flags, new Uint8Array(capacity))
    this.#starts = grown(this.#starts, new Int32Array(capacity))
    this.#ends = grown(this.#ends, new Int32Array(capacity))
    this.#words = grown(this.#words, new Int32Array(capacity))
  }
}

function grown<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}

/** The words of a text, each once. Keywords have the first numbers, from 1 on, so that looking one up tells what it is. */

import { KEYWORDS } from './token-kinds.ts'

/**
 * A word that is not found in so many steps gets one more number and one more string: a file made of words with one
 * hash must not cost quadratic time. Keywords are found in fewer (a test looks).
 */
export const MAX_STEPS = 8
const FIRST_SIZE = 512

/** Takes in the next character of a word. */
export function hashWith(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0
}

function hashOf(word: string): number {
  let hash = 0
  for (let i = 0; i < word.length; i++) hash = hashWith(hash, word.charCodeAt(i))
  return hash
}

/** Neighbouring hashes (`a1`, `a2`) lie apart. */
function slotOf(hash: number, mask: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> 15) & mask
}

export class WordTable {
  /** By number. */
  readonly #texts: string[] = ['', ...KEYWORDS]
  #hashes: Int32Array = new Int32Array(FIRST_SIZE)
  /** The number of a word, where its hash says or up to MAX_STEPS further; 0: free. */
  #slots: Int32Array = new Int32Array(FIRST_SIZE)

  constructor() {
    this.#hashes.set(KEYWORD_HASHES)
    this.#slots.set(KEYWORD_SLOTS)
  }

  text(word: number): string {
    return this.#texts[word] ?? ''
  }

  /** The number of the word between two offsets. */
  number(text: string, start: number, end: number, hash: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    const first = slotOf(hash, mask)
    for (let step = 0; step < MAX_STEPS; step++) {
      const at = (first + step) & mask
      const word = slots[at] ?? 0
      if (word === 0) return this.#add(text.slice(start, end), hash, at)
      if (this.#hashes[word] === hash && isSame(this.text(word), text, start, end)) return word
    }
    return this.#add(text.slice(start, end), hash, -1)
  }

  #add(word: string, hash: number, at: number): number {
    const number = this.#texts.length
    this.#texts.push(word)
    if (number >= this.#hashes.length) {
      const hashes = new Int32Array(this.#hashes.length * 2)
      hashes.set(this.#hashes)
      this.#hashes = hashes
    }
    this.#hashes[number] = hash
    if (at >= 0) this.#slots[at] = number
    if (number * 2 > this.#slots.length)
      this.#slots = placed(this.#hashes, number + 1, this.#slots.length * 2)
    return number
  }
}

/** A table of `size` with the words 1 to `count` − 1, as far as they find a place. */
function placed(hashes: Int32Array, count: number, size: number): Int32Array {
  const slots = new Int32Array(size)
  for (let word = 1; word < count; word++) {
    const first = slotOf(hashes[word] ?? 0, size - 1)
    for (let step = 0; step < MAX_STEPS; step++) {
      const at = (first + step) & (size - 1)
      if (slots[at] !== 0) continue
      slots[at] = word
      break
    }
  }
  return slots
}

const KEYWORD_HASHES: Int32Array = Int32Array.from([0, ...KEYWORDS.map(hashOf)])
const KEYWORD_SLOTS: Int32Array = placed(KEYWORD_HASHES, KEYWORD_HASHES.length, FIRST_SIZE)

function isSame(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== text.charCodeAt(start + i)) return false
  return true
}

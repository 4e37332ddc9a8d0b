/** Numbers for pieces of a text, the same for the same piece: words, and patterns that are written again. */

/**
 * A piece that is not found in so many steps gets one more number: a file made of words with one hash must not cost
 * quadratic time. So equal numbers tell that pieces are equal, and different ones tell nothing.
 */
const MAX_STEPS = 8

/** Pieces that are known before a text is read: numbers 1 to their count. */
export interface Seed {
  readonly pieces: readonly string[]
  readonly hashes: Int32Array
  /** By hash, the number of a piece, where its hash says or up to MAX_STEPS further; 0: free. */
  readonly slots: Int32Array
}

/** Takes the next character of a piece into its hash. */
export function hashWith(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0
}

/** @param size of the table, a power of two. */
export function seedOf(pieces: readonly string[], size: number): Seed {
  const hashes = Int32Array.from(['', ...pieces], (piece) => {
    let hash = 0
    for (let i = 0; i < piece.length; i++) hash = hashWith(hash, piece.charCodeAt(i))
    return hash
  })
  return { pieces, hashes, slots: placed(hashes, hashes.length, size) }
}

export class TextTable {
  readonly #text: string
  /** By number. */
  readonly #pieces: string[]
  #hashes: Int32Array
  #slots: Int32Array

  constructor(text: string, { pieces, hashes, slots }: Seed) {
    this.#text = text
    this.#pieces = ['', ...pieces]
    this.#hashes = new Int32Array(slots.length)
    this.#hashes.set(hashes)
    this.#slots = slots.slice()
  }

  piece(number: number): string {
    return this.#pieces[number] ?? ''
  }

  /** The number of the piece between two offsets, with its hash. */
  number(start: number, end: number, hash: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    const first = slotOf(hash, mask)
    for (let step = 0; step < MAX_STEPS; step++) {
      const at = (first + step) & mask
      const number = slots[at] ?? 0
      if (number === 0) return this.#add(start, end, hash, at)
      if (this.#hashes[number] === hash && this.#isSame(this.piece(number), start, end)) return number
    }
    return this.#add(start, end, hash, -1)
  }

  #isSame(piece: string, start: number, end: number): boolean {
    if (piece.length !== end - start) return false
    const text = this.#text
    for (let i = 0; i < piece.length; i++)
      if (piece.charCodeAt(i) !== text.charCodeAt(start + i)) return false
    return true
  }

  #add(start: number, end: number, hash: number, at: number): number {
    const number = this.#pieces.length
    this.#pieces.push(this.#text.slice(start, end))
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

/** Neighbouring hashes (`a1`, `a2`) lie apart. */
function slotOf(hash: number, mask: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> 15) & mask
}

/** A table of `size` with the numbers 1 to `count` − 1, as far as they find a place. */
function placed(hashes: Int32Array, count: number, size: number): Int32Array {
  const slots = new Int32Array(size)
  for (let number = 1; number < count; number++) {
    const first = slotOf(hashes[number] ?? 0, size - 1)
    for (let step = 0; step < MAX_STEPS; step++) {
      const at = (first + step) & (size - 1)
      if (slots[at] !== 0) continue
      slots[at] = number
      break
    }
  }
  return slots
}

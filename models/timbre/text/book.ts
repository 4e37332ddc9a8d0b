/**
 * A book of sentences: prompts whose sentence is known beforehand, so that who asks for them needs no encoder. What stands in
 * it is what the encoder gives, bit for bit (grid.ts).
 *
 *     bytes 0–3   "SIL\x01"
 *     4–7         number of prompts
 *     8–11        length of the prompts' list in bytes
 *     12–15       FNV-1a of all that follows: a sentence with a bit changed sounds otherwise, and says nothing
 *     then        the list (JSON, UTF-8), and one packed sentence a prompt
 */

import type { Sentence, SentenceEncoder } from './encoder.ts'
import { PACKED, packSentence, unpackSentence } from './grid.ts'

const MAGIC = 0x014c4953
const HEADER = 16

export interface SentenceBook {
  readonly size: number
  /** Null for what is not in it. @param key of a prompt */
  sentenceOf(key: string): Sentence | null
}

/** A prompt without what says nothing: the encoder reads capitals as small letters, and spaces as one. */
export const keyOfPrompt = (prompt: string): string => prompt.trim().replace(/\s+/g, ' ').toLowerCase()

const keysOf = (prompts: Iterable<string>): readonly string[] =>
  [...new Set([...prompts].map(keyOfPrompt))].sort()

/** @param prompts in any order; each stands in the book once, sorted */
export async function writeBook(prompts: Iterable<string>, encoder: SentenceEncoder): Promise<Uint8Array> {
  const list = keysOf(prompts)
  const sentences: Uint8Array[] = []
  for (const prompt of list) sentences.push(packSentence(await encoder.encode(prompt)))
  return bound(list, sentences)
}

/**
 * A book of some of its prompts, for who will hardly ask for the others.
 *
 * @throws RangeError where the bytes are no book, or one of the prompts is not in it
 */
export function partOfBook(bytes: Uint8Array, prompts: Iterable<string>): Uint8Array {
  const rows = rowsOf(bytes)
  const list = keysOf(prompts)
  return bound(
    list,
    list.map((prompt) => {
      const at = rows.get(prompt)
      if (at === undefined)
        throw new RangeError(`"${prompt}" is not in book.bin; npm run gen:timbre-words writes it anew`)
      return bytes.subarray(at, at + PACKED)
    }),
  )
}

function bound(list: readonly string[], sentences: readonly Uint8Array[]): Uint8Array {
  const names = new TextEncoder().encode(JSON.stringify(list))
  const bytes = new Uint8Array(HEADER + names.length + list.length * PACKED)
  const header = new DataView(bytes.buffer)
  header.setUint32(0, MAGIC, true)
  header.setUint32(4, list.length, true)
  header.setUint32(8, names.length, true)
  bytes.set(names, HEADER)
  for (const [i, sentence] of sentences.entries()) bytes.set(sentence, HEADER + names.length + i * PACKED)
  header.setUint32(12, sumOf(bytes.subarray(HEADER)), true)
  return bytes
}

/** @throws RangeError where the bytes are no book */
export function readBook(bytes: Uint8Array): SentenceBook {
  const rows = rowsOf(bytes)
  return {
    size: rows.size,
    sentenceOf(key) {
      const at = rows.get(key)
      return at === undefined ? null : unpackSentence(bytes.subarray(at, at + PACKED))
    },
  }
}

function rowsOf(bytes: Uint8Array): ReadonlyMap<string, number> {
  const broken = new RangeError(
    'book.bin is not the one that was installed; install silencio anew, or in its source tree: npm run gen:timbre-words',
  )
  if (bytes.length < HEADER) throw broken
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [magic, count, names, sum] = [0, 4, 8, 12].map((at) => header.getUint32(at, true))
  if (magic !== MAGIC || bytes.length !== HEADER + (names ?? 0) + (count ?? 0) * PACKED) throw broken
  if (sumOf(bytes.subarray(HEADER)) !== sum) throw broken
  const first = HEADER + (names ?? 0)
  let list: unknown
  try {
    list = JSON.parse(new TextDecoder().decode(bytes.subarray(HEADER, first)))
  } catch {
    throw broken
  }
  if (!Array.isArray(list) || list.length !== count) throw broken
  return new Map(list.map((prompt, i) => [String(prompt), first + i * PACKED]))
}

/** FNV-1a, 32 bits. */
function sumOf(bytes: Uint8Array): number {
  let sum = 0x811c9dc5
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193)
  return sum >>> 0
}

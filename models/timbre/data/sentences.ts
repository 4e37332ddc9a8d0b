/** Captions as the encoder's numbers, computed once and kept beside the sounds: by the words themselves, so that new captions cost only what is new. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEncoder } from '../text/node.ts'
import { CACHE } from './dump.ts'

const SIZE = 384
/** Sentences that are computed side by side: two cores, and one more so that none waits. */
const AT_ONCE = 3
const NAMES = join(CACHE, 'sentences.json')
const NUMBERS = join(CACHE, 'sentences.f32')

export interface SentenceOptions {
  readonly onProgress?: (share: number) => void
  readonly signal?: AbortSignal
}

/** @throws Error where there is no encoder */
export async function encodeAll(
  texts: readonly string[],
  { onProgress, signal }: SentenceOptions = {},
): Promise<(text: string) => Float32Array> {
  const known = readCache()
  const missing = [...new Set(texts)].filter((text) => !known.has(text)).sort()
  if (missing.length > 0) {
    const opened = await openEncoder()
    if (!opened.ok) throw new Error(opened.problem)
    const { encoder } = opened
    try {
      // Each on a thread of its own; their order does not matter to what comes out.
      for (let i = 0; i < missing.length && signal?.aborted !== true; i += AT_ONCE) {
        const some = missing.slice(i, i + AT_ONCE)
        const vectors = await Promise.all(
          some.map(async (text) => (await encoder.encode(text)).vector.slice()),
        )
        for (const [k, text] of some.entries()) known.set(text, vectors[k] ?? new Float32Array(SIZE))
        onProgress?.(Math.min(1, (i + AT_ONCE) / missing.length))
      }
    } finally {
      writeCache(known)
      await encoder.close()
    }
    signal?.throwIfAborted()
  }
  return (text) => {
    const vector = known.get(text)
    if (vector === undefined) throw new RangeError(`"${text}" has not been encoded`)
    return vector
  }
}

function readCache(): Map<string, Float32Array> {
  const known = new Map<string, Float32Array>()
  if (!existsSync(NAMES) || !existsSync(NUMBERS)) return known
  const names: unknown = JSON.parse(readFileSync(NAMES, 'utf8'))
  const bytes = readFileSync(NUMBERS)
  const numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  if (!Array.isArray(names) || names.length * SIZE !== numbers.length) return known
  names.forEach((name, i) => {
    if (typeof name === 'string') known.set(name, numbers.subarray(i * SIZE, (i + 1) * SIZE))
  })
  return known
}

/** The numbers first: names without numbers would be read as those of others. */
function writeCache(known: ReadonlyMap<string, Float32Array>): void {
  mkdirSync(CACHE, { recursive: true })
  const numbers = new Float32Array(known.size * SIZE)
  let at = 0
  for (const vector of known.values()) {
    numbers.set(vector, at)
    at += SIZE
  }
  writeFileSync(`${NUMBERS}.part`, numbers)
  writeFileSync(`${NAMES}.part`, JSON.stringify([...known.keys()]))
  renameSync(`${NUMBERS}.part`, NUMBERS)
  renameSync(`${NAMES}.part`, NAMES)
}

/**
 * For a word that nobody knows: known words that the encoder finds alike ("glimmering": sparkling, shimmering …). Their vectors are kept
 * in a file of 1 byte a number, so that one unknown word costs one sentence and not eight hundred.
 */

import { keyOf } from '../../../runtime/random.ts'
import { ADJECTIVES, CLASSES } from '../words/lexicon.ts'
import { cosine, type SentenceEncoder, WIDTH } from './encoder.ts'

interface NearWord {
  readonly word: string
  readonly kind: 'adjective' | 'noun'
  readonly cosine: number
}

/** Nouns of a class that are offered: the first ones are the plain ones. */
const NOUNS_OF_CLASS = 4

const WORDS: readonly Omit<NearWord, 'cosine'>[] = [
  ...ADJECTIVES.map(({ word }) => ({ word, kind: 'adjective' as const })),
  ...CLASSES.flatMap(({ nouns }) =>
    nouns.slice(0, NOUNS_OF_CLASS).map(({ noun: word }) => ({ word, kind: 'noun' as const })),
  ),
]

/** Single adjectives are understood better in a sentence. */
const carried = (word: string): string => `a ${word} sound`

/** Any two words in that sentence are alike by 0.6 or so: below this the encoder knows nothing better than chance. */
const LEAST_ALIKE = 0.73

const HEADER = 8
const MOST = 127

const listKey = (): number => keyOf(WORDS.map(({ word }) => word).join('|')) >>> 0

/** The file: how many words, which ones (a key of their list), then their vectors, each as −127 … 127. */
export async function writeWordVectors(encoder: SentenceEncoder): Promise<Uint8Array> {
  const bytes = new Uint8Array(HEADER + WORDS.length * WIDTH)
  const header = new DataView(bytes.buffer)
  header.setUint32(0, WORDS.length, true)
  header.setUint32(4, listKey(), true)
  const rows = new Int8Array(bytes.buffer, HEADER)
  for (const [i, { word }] of WORDS.entries()) {
    const { vector } = await encoder.encode(carried(word))
    const largest = vector.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
    rows.set(
      Array.from(vector, (x) => Math.round((x / largest) * MOST)),
      i * WIDTH,
    )
  }
  return bytes
}

export interface NearestWords {
  /**
   * Nearest first; none where the encoder finds nothing alike.
   * @param word as it stands in the prompt
   */
  of(word: string, count: number, encoder: SentenceEncoder): Promise<readonly NearWord[]>
}

/** @throws RangeError where the file was written for other words */
export function readWordVectors(bytes: Uint8Array): NearestWords {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (
    bytes.length !== HEADER + WORDS.length * WIDTH ||
    header.getUint32(0, true) !== WORDS.length ||
    header.getUint32(4, true) !== listKey()
  )
    throw new RangeError('the vectors of words are of other words: npm run gen:timbre-words')
  const vectors = WORDS.map((_, i) => {
    const row = Float32Array.from(new Int8Array(bytes.buffer, bytes.byteOffset + HEADER + i * WIDTH, WIDTH))
    const length = Math.sqrt(cosine(row, row)) || 1
    return row.map((x) => x / length)
  })
  return {
    async of(word, count, encoder) {
      const { vector, read } = await encoder.encode(carried(word))
      // "a … sound" alone is two words: the encoder has no piece of this one.
      if (read <= 2) return []
      return WORDS.map((known, i) => ({ ...known, cosine: cosine(vector, vectors[i] ?? []) }))
        .filter(({ cosine: alike }) => alike >= LEAST_ALIKE)
        .sort((a, b) => b.cosine - a.cosine)
        .slice(0, count)
    },
  }
}

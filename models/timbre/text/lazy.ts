/** An encoder that is opened with the first prompt that nobody knows yet. */

import { keyOfPrompt, type SentenceBook } from './book.ts'
import type { Sentence, SentenceEncoder } from './encoder.ts'
import { NoEncoder } from './no-encoder.ts'

/** Sentences that were computed before. By the key of their prompt (book.ts). */
export interface KeptSentences {
  find(key: string): Sentence | null
  keep(key: string, sentence: Sentence): void
}

export interface LazySetup {
  readonly book: SentenceBook
  /** A thicker book, asked for once, with the first prompt that is not in that one; again where it failed: then the encoder answers. */
  more?(): Promise<SentenceBook>
  /** Asked for once, with the first prompt that is in no book. @throws NoEncoder */
  kept(): KeptSentences
  /** Asked for once, with the first prompt that was never computed; again where it failed. @throws NoEncoder */
  open(): Promise<SentenceEncoder>
}

/** Its `encode` rejects with NoEncoder where the prompt is a new one and there is no encoder. */
export function lazyEncoder(setup: LazySetup): SentenceEncoder {
  let opening: Promise<SentenceEncoder> | null = null
  let kept: KeptSentences | null = null
  let thicker: Promise<SentenceBook | null> | null = null
  const bookBeside = (): Promise<SentenceBook | null> => {
    thicker ??= (setup.more?.() ?? Promise.resolve(null)).catch(() => {
      thicker = null
      return null
    })
    return thicker
  }
  const opened = (): Promise<SentenceEncoder> => {
    opening ??= setup.open().catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }
  return {
    id: 'all-MiniLM-L6-v2',
    async encode(prompt) {
      // A sentence that is kept answers for every spelling of its prompt: so it is made of one of them.
      const key = keyOfPrompt(prompt)
      const known = setup.book.sentenceOf(key) ?? (await bookBeside())?.sentenceOf(key) ?? null
      if (known !== null) return known
      kept ??= setup.kept()
      const before = kept.find(key)
      if (before !== null) return before
      const encoder = await opened()
      const sentence = await encoder.encode(key).catch((error: unknown) => {
        // One that broke is opened anew for the next prompt.
        opening = null
        throw new NoEncoder(error instanceof Error ? error.message : String(error))
      })
      kept.keep(key, sentence)
      return sentence
    },
    async close() {
      if (opening !== null) await opening.then((encoder) => encoder.close()).catch(() => {})
    },
  }
}

/** As long as the page or the process lives; then the oldest go. */
export function keptInMemory(most = 2000): KeptSentences {
  const sentences = new Map<string, Sentence>()
  return {
    find: (key) => sentences.get(key) ?? null,
    keep(key, sentence) {
      if (sentences.size >= most)
        for (const oldest of [...sentences.keys()].slice(0, most >> 1)) sentences.delete(oldest)
      sentences.set(key, sentence)
    },
  }
}

/**
 * The trained timbre model in a page. Its heads and the prompts of the gallery (0.6 MB) are loaded with the first piece; the book of
 * what else is known (0.2 MB) with the first other prompt, and the sentence encoder with the first that is new.
 */

import { createTimbreModel, type HeadFiles, type JointModel } from '../../models/timbre/index.ts'
import { readBook } from '../../models/timbre/text/book.ts'
import type { SentenceEncoder } from '../../models/timbre/text/encoder.ts'
import { keptInMemory, lazyEncoder } from '../../models/timbre/text/lazy.ts'

export interface TimbreSources {
  /** @throws where the files are not there */
  files(): Promise<{ readonly heads: HeadFiles; readonly book: Uint8Array }>
  /** All prompts that are known. @throws where it is not there */
  book(): Promise<Uint8Array>
  /** @throws NoEncoder */
  encoder(): Promise<SentenceEncoder>
}

/** @throws where a file is not there, or damaged */
export async function openTimbreModel({ files, book, encoder }: TimbreSources): Promise<JointModel> {
  const first = await files()
  const sentences = lazyEncoder({
    book: readBook(first.book),
    more: async () => readBook(await book()),
    kept: () => keptInMemory(),
    open: encoder,
  })
  return createTimbreModel(first.heads, sentences)
}

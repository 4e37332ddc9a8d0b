/**
 * The trained timbre model in a page. Its heads and the book of known prompts (1.8 MB) are loaded with the first piece; the sentence
 * encoder with the first prompt that is new.
 */

import { createTimbreModel, type HeadFiles, type JointModel } from '../../models/timbre/index.ts'
import { readBook } from '../../models/timbre/text/book.ts'
import type { SentenceEncoder } from '../../models/timbre/text/encoder.ts'
import { keptInMemory, lazyEncoder } from '../../models/timbre/text/lazy.ts'

export interface TimbreSources {
  /** @throws where the files are not there */
  files(): Promise<{ readonly heads: HeadFiles; readonly book: Uint8Array }>
  /** @throws NoEncoder */
  encoder(): Promise<SentenceEncoder>
}

/** @throws where a file is not there, or damaged */
export async function openTimbreModel({ files, encoder }: TimbreSources): Promise<JointModel> {
  const { heads, book } = await files()
  const sentences = lazyEncoder({ book: readBook(book), kept: () => keptInMemory(), open: encoder })
  return createTimbreModel(heads, sentences)
}

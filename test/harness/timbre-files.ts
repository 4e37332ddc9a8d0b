/** The trained timbre space's committed files as a page has them, and an encoder that is not there. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { partOfBook } from '../../models/timbre/text/book.ts'
import { NoEncoder } from '../../models/timbre/text/no-encoder.ts'
import { openTimbreModel, type TimbreSources } from '../../studio/service/timbre-model.ts'
import { repositoryTop } from './sil.ts'

const read = (path: string): Buffer => readFileSync(join(repositoryTop, 'models/timbre', path))

export const timbreFiles: TimbreSources['files'] = async () => ({
  heads: {
    text: read('heads/text-head.onnx'),
    audio: read('heads/audio-head.onnx'),
    decoder: read('heads/decoder.onnx'),
    attributes: read('heads/attributes.onnx'),
    space: read('heads/space.json').toString('utf8'),
  },
  // Thinner than a page's: each prompt is looked for in the thicker one.
  book: partOfBook(read('text/book.bin'), []),
})

export const timbreBook: TimbreSources['book'] = async () => read('text/book.bin')

export const noEncoder: TimbreSources['encoder'] = async () => {
  throw new NoEncoder('the encoder is not here')
}

/** As a page without an encoder opens it. */
export const modelWithoutEncoder = () =>
  openTimbreModel({ files: timbreFiles, book: timbreBook, encoder: noEncoder })

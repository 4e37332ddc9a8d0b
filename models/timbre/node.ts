/** The timbre space where there is a disk: the committed heads, and the sentence encoder with them. */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTimbreModel, type HeadFiles, type JointModel } from './index.ts'
import { readBook } from './text/book.ts'
import { type NearestWords, readWordVectors } from './text/nearest.ts'
import { type PortableOptions, portableEncoder } from './text/portable.ts'

export interface OpenOptions {
  /** Folder with the heads and the book of sentences, as `models/timbre/` is; the committed ones when left out. */
  readonly folder?: string
  /** Folder with other heads. */
  readonly heads?: string
  readonly encoder?: PortableOptions
}

export type OpenedModel =
  | {
      readonly ok: true
      readonly model: JointModel
      /**
       * Known words that mean nearly what a word means that nobody knows, nearest first; at most two, none where the encoder knows no better.
       * @throws NoEncoder
       */
      wordsNear(word: string): Promise<readonly string[]>
      close(): Promise<void>
    }
  /** In words: what is wrong and what helps. */
  | { readonly ok: false; readonly problem: string }

/** Of more the third is as often the opposite. */
const WORDS_NEAR = 2

/**
 * With the encoder, so that prompts can be read: `embed` rejects with NoEncoder where a prompt is a new one and there is none.
 * Takes about 20 ms; the encoder is opened when it is needed. Never throws.
 */
export function openTimbreModel(given: OpenOptions = {}): OpenedModel {
  const { folder = FOLDER, heads: other = join(folder, 'heads'), encoder: options } = given
  const heads = readHeads(other)
  if (!heads.ok) return heads
  try {
    const encoder = portableEncoder(readBook(bookIn(folder)), options)
    let words: NearestWords | null = null
    return {
      ok: true,
      model: createTimbreModel(heads.files, encoder),
      async wordsNear(word) {
        words ??= readWordVectors(readFileSync(join(folder, 'text', 'words.i8')))
        return (await words.of(word, WORDS_NEAR, encoder)).map((near) => near.word)
      },
      close: () => encoder.close(),
    }
  } catch (error) {
    return { ok: false, problem: said(error) }
  }
}

// Not `import.meta.dirname`: the first versions of Node 20 have none.
const FOLDER = dirname(fileURLToPath(import.meta.url))
export const HEADS_FOLDER = join(FOLDER, 'heads')

function readHeads(
  folder: string,
): { readonly ok: true; readonly files: HeadFiles } | { readonly ok: false; readonly problem: string } {
  try {
    const space = readFileSync(join(folder, 'space.json'), 'utf8')
    const sums: unknown = Reflect.get(Object(JSON.parse(space)), 'sha256')
    const read = (file: string): Uint8Array => {
      const bytes = readFileSync(join(folder, file))
      // A network with a bit changed sounds otherwise, and says nothing.
      if (createHash('sha256').update(bytes).digest('hex') !== Reflect.get(Object(sums), file))
        throw new RangeError(`${file} is not the one that space.json names`)
      return bytes
    }
    return {
      ok: true,
      files: {
        text: read('text-head.onnx'),
        audio: read('audio-head.onnx'),
        decoder: read('decoder.onnx'),
        attributes: read('attributes.onnx'),
        space,
      },
    }
  } catch (error) {
    return { ok: false, problem: `the files of the timbre space cannot be read: ${said(error)}; ${ANEW}` }
  }
}

/** They come with the package: nobody else can have changed them. */
const ANEW = 'install silencio anew'

function bookIn(folder: string): Uint8Array {
  try {
    return readFileSync(join(folder, 'text', 'book.bin'))
  } catch (error) {
    throw new Error(`book.bin cannot be read: ${said(error)}; ${ANEW}`)
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * The sentence encoder as the product runs it in Node: by onnxruntime-web, whose WebAssembly gives the same bits on every machine and in
 * every page. It is opened with the first prompt that neither the book nor the disk knows: about 0.7 s, then 15 ms a prompt.
 */

import type { SentenceBook } from './book.ts'
import { createEncoder, type LoadedModel, type SentenceEncoder } from './encoder.ts'
import { keptSentences } from './kept.ts'
import { lazyEncoder } from './lazy.ts'
import { cacheOf, modelFile } from './model-file.ts'
import { INSTALL, NoEncoder, readWeights, weightsFolder } from './package.ts'
import { runtimeWasm } from './runtime-wasm.ts'
import { modelOfSession } from './session.ts'

export interface PortableOptions {
  /** The folder with the package's files; where it is installed when left out. */
  readonly folder?: string
  /** Where the ONNX file and sentences are kept; beside the installed packages when left out. */
  readonly cache?: string
}

/** Never throws; its `encode` rejects with NoEncoder where there is no encoder and the prompt is a new one. */
export function portableEncoder(book: SentenceBook, options: PortableOptions = {}): SentenceEncoder {
  const places = (): { readonly folder: string; readonly cache: string } => {
    const folder = options.folder ?? weightsFolder()
    return { folder, cache: options.cache ?? cacheOf(folder) }
  }
  return lazyEncoder({
    book,
    kept: () => keptSentences(places().cache),
    open: async () => {
      const { folder, cache } = places()
      return openPortable(folder, cache)
    },
  })
}

/** @throws NoEncoder */
async function openPortable(folder: string, cache: string): Promise<SentenceEncoder> {
  // Loaded with the encoder: who finds all prompts in the book does not wait for it.
  const { createTokenizer } = await import('./tokens.ts')
  const json: object = JSON.parse(readWeights(folder, 'tokenizer.json').toString('utf8'))
  return createEncoder(createTokenizer(json), await loadPortable(modelFile(folder, cache)))
}

/**
 * @param bytes an ONNX file
 * @throws NoEncoder where onnxruntime-web is not there, or does not take the file
 */
async function loadPortable(bytes: Uint8Array): Promise<LoadedModel> {
  const { env, InferenceSession, Tensor } = await portableRuntime()
  // On one thread: no worker outlives the command, and sums are made in one order.
  env.wasm.numThreads = 1
  const session = await InferenceSession.create(bytes).catch((error: unknown) => {
    throw new NoEncoder(`the text encoder could not be started: ${firstLine(error)}`)
  })
  return modelOfSession(session, Tensor)
}

async function portableRuntime(): Promise<typeof import('onnxruntime-web/wasm')> {
  const wasm = runtimeWasm()
  try {
    const runtime = await import('onnxruntime-web/wasm')
    runtime.env.wasm.wasmBinary = new Uint8Array(wasm).buffer
    return runtime
  } catch (error) {
    throw new NoEncoder(
      `the text encoder needs onnxruntime-web, and that cannot be loaded (${firstLine(error)}): ${INSTALL}`,
    )
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''

/** What a server hands to a page that runs the encoder itself. */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cacheOf, modelFile } from './model-file.ts'
import { readWeights, weightsFolder } from './package.ts'

export interface ServedFiles {
  /** int8, 23 MB */
  readonly model: Uint8Array
  readonly tokenizer: Uint8Array
  /** Of onnxruntime-web, 14 MB. */
  readonly wasm: Uint8Array
}

/** @throws NoEncoder where the weights are missing or altered */
export function servedFiles(): ServedFiles {
  const folder = weightsFolder()
  return {
    model: modelFile(folder, cacheOf(folder)),
    tokenizer: readWeights(folder, 'tokenizer.json'),
    wasm: readFileSync(fileURLToPath(import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'))),
  }
}

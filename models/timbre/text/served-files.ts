/** What a server hands to a page that runs the encoder itself. */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cacheOf, modelFile } from './model-file.ts'
import { INSTALL, NoEncoder, readWeights, weightsFolder } from './package.ts'

/** Each throws NoEncoder where it is missing or altered. */
export const SERVED_FILES: Readonly<Record<'minilm.onnx' | 'tokenizer.json' | 'ort.wasm', () => Uint8Array>> =
  {
    // int8, 23 MB
    'minilm.onnx': () => modelFile(weightsFolder(), cacheOf(weightsFolder())),
    'tokenizer.json': () => readWeights(weightsFolder(), 'tokenizer.json'),
    // Of onnxruntime-web, 14 MB.
    'ort.wasm': () => {
      try {
        return readFileSync(fileURLToPath(import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')))
      } catch {
        throw new NoEncoder(`the text encoder needs onnxruntime-web, and that is not installed: ${INSTALL}`)
      }
    },
  }

/** What a server hands to a page that runs the encoder itself. */

import { cacheOf, modelFile } from './model-file.ts'
import { readWeights, weightsFolder } from './package.ts'
import { runtimeWasm } from './runtime-wasm.ts'

/** Each throws NoEncoder where it is missing or altered. */
export const SERVED_FILES: Readonly<Record<'minilm.onnx' | 'tokenizer.json' | 'ort.wasm', () => Uint8Array>> =
  {
    // int8, 23 MB
    'minilm.onnx': () => modelFile(weightsFolder(), cacheOf(weightsFolder())),
    'tokenizer.json': () => readWeights(weightsFolder(), 'tokenizer.json'),
    // Of onnxruntime-web, 14 MB.
    'ort.wasm': () => runtimeWasm(),
  }

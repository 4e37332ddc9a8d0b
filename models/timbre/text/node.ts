/** The sentence encoder by onnxruntime-node, about 6 ms a prompt: for training and checks. Its sentences are those of portable.ts, but for a step of the grid now and then. */

import { createEncoder, type LoadedModel, type OpenedEncoder } from './encoder.ts'
import { cacheOf, modelFile } from './model-file.ts'
import { runtimePackage } from './native.ts'
import { NoEncoder, readWeights, weightsFolder } from './package.ts'
import { createTokenizer } from './tokens.ts'

export interface EncoderOptions {
  /** The folder with the package's files; where it is installed when left out. */
  readonly folder?: string
  /** Where the ONNX file is kept; beside the installed packages when left out. */
  readonly cache?: string
}

/** Takes about half a second, and one more the first time. Never throws. */
export async function openEncoder(options: EncoderOptions = {}): Promise<OpenedEncoder> {
  try {
    const folder = options.folder ?? weightsFolder()
    const tokenizer = createTokenizer(JSON.parse(readWeights(folder, 'tokenizer.json').toString('utf8')))
    const model = await loadModel(modelFile(folder, options.cache ?? cacheOf(folder)))
    return { ok: true, encoder: createEncoder(tokenizer, model) }
  } catch (error) {
    if (error instanceof NoEncoder) return { ok: false, problem: error.message }
    const said = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return { ok: false, problem: `the text encoder could not be started: ${said}` }
  }
}

/**
 * @param bytes an ONNX file
 * @throws NoEncoder where onnxruntime is not there
 */
export async function loadModel(bytes: Uint8Array): Promise<LoadedModel> {
  const { InferenceSession, Tensor } = await runtimePackage()
  // On one thread: a prompt is so short that a second one gains little, and sums are made in the same order everywhere.
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, interOpNumThreads: 1 })
  return {
    async run(ids) {
      const { sentence } = await session.run({ input_ids: new Tensor('int64', ids, [1, ids.length]) })
      if (!(sentence?.data instanceof Float32Array)) throw new TypeError('the encoder gave no numbers')
      return sentence.data
    },
    release: () => session.release(),
  }
}

/**
 * The sentence encoder as everything else sees it, whichever runtime computes it: a prompt in, 384 numbers out. Prompts are computed
 * one by one, so that a prompt has the same vector whatever else was asked for with it.
 */

import { onGrid } from './grid.ts'
import type { PromptTokenizer } from './tokens.ts'
import { WIDTH } from './width.ts'

/** Of two sentences. */
export { dot as cosine } from '../../../runtime/timbre/dot.ts'
export { WIDTH } from './width.ts'

export interface Sentence {
  /** [384], of length 1: a direction of the grid of grid.ts, the same on every machine */
  readonly vector: Float32Array
  /** Pieces of words that the encoder knows. With 0 (nothing, or emoji alone) the vector says nothing about the prompt. */
  readonly read: number
  /** The prompt was longer than what is read (256 pieces). */
  readonly cut: boolean
}

export interface SentenceEncoder {
  readonly id: 'all-MiniLM-L6-v2'
  /**
   * Never fails for anything that stands in a prompt.
   * @throws NoEncoder (package.ts) where it is opened with its first new prompt, and cannot be
   */
  encode(prompt: string): Promise<Sentence>
  /** Gives its memory back (about 100 MB). */
  close(): Promise<void>
}

export type OpenedEncoder =
  | { readonly ok: true; readonly encoder: SentenceEncoder }
  /** In words, for whoever wrote the prompt: what is wrong and what helps. */
  | { readonly ok: false; readonly problem: string }

/** The model, loaded by some runtime. */
export interface LoadedModel {
  /** @param ids [1, tokens] */
  run(ids: BigInt64Array): Promise<Float32Array>
  release(): Promise<void>
}

export function createEncoder(tokenizer: PromptTokenizer, model: LoadedModel): SentenceEncoder {
  return {
    id: 'all-MiniLM-L6-v2',
    async encode(prompt) {
      const { ids, read, cut } = tokenizer.tokensOf(prompt)
      const vector = await model.run(BigInt64Array.from(ids, BigInt))
      if (vector.length !== WIDTH)
        throw new RangeError(`the encoder gave ${vector.length} numbers, not ${WIDTH}`)
      return { vector: onGrid(vector), read, cut }
    },
    close: () => model.release(),
  }
}

/**
 * Everything that words and sounds are asked about timbres, whoever answers: the lexicon (`runtime/audio/listen/lexicon-model.ts`),
 * or a trained model.
 */

import type { VoiceTarget } from './baked.ts'
import type { TimbreSpaceId } from './spaces.ts'

export interface Embedded {
  /** Unit length, as many numbers as the space has. */
  readonly vector: Float64Array
  /** Graded between opposites, −1 to 1. */
  readonly attributes: Readonly<Record<string, number>>
}

type HeardTimbre =
  | (Embedded & {
      readonly ok: true
      /** What of it was not heard, in words. */
      readonly note: string | null
    })
  /** `problem` goes on after the file's name. */
  | { readonly ok: false; readonly problem: string }

export interface TimbreModel {
  readonly space: TimbreSpaceId
  /** `unknown`: words that mean nothing here, as written. */
  embed(prompt: string): Promise<Embedded & { readonly unknown: readonly string[] }>
  /** @param samples one channel, about ±1; what cannot be heard says why */
  embedAudio(samples: Float32Array, sampleRate: number): HeardTimbre
  /** Parameters of a voice by name. */
  decode(vector: ArrayLike<number>, target: VoiceTarget): Readonly<Record<string, number>>
  attributesOf(vector: ArrayLike<number>): Readonly<Record<string, number>>
  /** Does a prompt say what sounds ("dry snare"), and not only how ("dry")? */
  namesSound(prompt: string): boolean
}

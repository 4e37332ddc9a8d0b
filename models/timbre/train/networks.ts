/** The networks of the space, and how large they are. Under half a million weights together. */

import { FEATURE_COUNT } from '../audio/features.ts'
import { ATTRIBUTE_COUNT } from '../data/attributes.ts'
import { TARGETS, UNITS } from '../params.ts'
import { createMlp, type Mlp, type Parameter, parametersOf } from './mlp.ts'

export const SENTENCE = 384
export const SPACE = 256
/** What the proxy sees: a voice's numbers, which voice, and the pitch. */
export const PROXY_INPUTS = UNITS + TARGETS.length + 1

export interface Networks {
  /** Sentence → space. */
  readonly text: Mlp
  /** Scaled features → space. */
  readonly audio: Mlp
  /** Space → the numbers of all voices, as −1…1. */
  readonly decoder: Mlp
  /** Space → attributes; one layer, so that an attribute is a direction. */
  readonly attributes: Mlp
  /** A voice's numbers → scaled features: a renderer that has gradients. Only for training. */
  readonly proxy: Mlp
}

export function createNetworks(seed: number): Networks {
  return {
    text: createMlp('text', [SENTENCE, 320, SPACE], seed),
    audio: createMlp('audio', [FEATURE_COUNT, 256, SPACE], seed),
    decoder: createMlp('decoder', [SPACE, 256, UNITS], seed),
    attributes: createMlp('attributes', [SPACE, ATTRIBUTE_COUNT], seed),
    proxy: createMlp('proxy', [PROXY_INPUTS, 160, 160, FEATURE_COUNT], seed),
  }
}

export const trained = ({ text, audio, decoder, attributes }: Networks): readonly Parameter[] =>
  [text, audio, decoder, attributes].flatMap(parametersOf)

export const allParameters = (networks: Networks): readonly Parameter[] => [
  ...trained(networks),
  ...parametersOf(networks.proxy),
]

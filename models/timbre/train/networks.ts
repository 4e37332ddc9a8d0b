/** The networks of the space, and how large they are. Under half a million weights together. */

import { VOICE_TARGETS } from '../../../runtime/timbre/baked.ts'
import { FEATURE_COUNT } from '../audio/features.ts'
import { ATTRIBUTE_COUNT } from '../data/attributes.ts'
import { SOUND_CLASSES } from '../data/sounds.ts'
import { UNITS } from '../params.ts'
import { READING_SIZE } from '../words/reading.ts'
import { createMlp, type Mlp, type Parameter, parametersOf } from './mlp.ts'

/** What the text head sees: the encoder's 384 numbers of a sentence, then what its words say. */
export const SENTENCE = 384
export const PROMPT = SENTENCE + READING_SIZE
export const SPACE = 256
/** What the proxy sees: a voice's numbers, which voice, and the pitch. */
export const PROXY_INPUTS = UNITS + VOICE_TARGETS.length + 1

export interface Networks {
  /** Sentence and reading → space. */
  readonly text: Mlp
  /** Scaled features → space. */
  readonly audio: Mlp
  /** Space → the numbers of all voices, as −1…1. */
  readonly decoder: Mlp
  /** The decoder as it was when it began to learn alone. Only for training. */
  readonly held: Mlp
  /**
   * Space → attributes: each is a coordinate of its own, times `ATTRIBUTE_SCALE`. Nothing in it is learnt; text and audio learn to put
   * attributes there. So an attribute has a share in every distance, and to move it is to move along an axis.
   */
  readonly attributes: Mlp
  /** The middle of each class, a row each; brought to length 1 where they are used. */
  readonly middles: Parameter
  /** A voice's numbers → scaled features: a renderer that has gradients. Only for training. */
  readonly proxy: Mlp
}

/** An attribute of 1 takes so much of the unit vector's length as 1 over this. */
export const ATTRIBUTE_SCALE = 1.5

export function createNetworks(seed: number): Networks {
  return {
    text: createMlp('text', [PROMPT, 384, SPACE], seed),
    audio: createMlp('audio', [FEATURE_COUNT, 256, SPACE], seed),
    decoder: createMlp('decoder', [SPACE, 320, UNITS], seed),
    held: createMlp('held', [SPACE, 320, UNITS], seed),
    attributes: attributeAxes(),
    middles: middles(seed),
    proxy: createMlp('proxy', [PROXY_INPUTS, 224, 224, FEATURE_COUNT], seed),
  }
}

function attributeAxes(): Mlp {
  const axes = createMlp('attributes', [SPACE, ATTRIBUTE_COUNT], 0)
  for (const { weights, inputs, outputs } of axes.layers)
    for (let i = 0; i < inputs * outputs; i++)
      weights.value[i] = Math.floor(i / outputs) === i % outputs ? ATTRIBUTE_SCALE : 0
  return axes
}

function middles(seed: number): Parameter {
  const [layer] = createMlp('middles', [SPACE, SOUND_CLASSES.length], seed).layers
  if (layer === undefined) throw new RangeError('no layer')
  return { ...layer.weights, decays: false }
}

export const trained = ({ text, audio, decoder, middles }: Networks): readonly Parameter[] => [
  ...[text, audio, decoder].flatMap(parametersOf),
  middles,
]

export const allParameters = (networks: Networks): readonly Parameter[] => [
  ...trained(networks),
  ...parametersOf(networks.held),
  ...parametersOf(networks.proxy),
]

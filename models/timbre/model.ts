/**
 * The timbre space as apps use it: text and sounds in, 256 numbers of length 1; from there the numbers of a voice, and what can be said of it. The
 * heads run in plain TypeScript; only sentences need an encoder, and only where a prompt is new.
 */

import { type Network, readNetwork } from '../onnx/network.ts'
import { readFeatures } from './audio/features.ts'
import type { Target } from './audio/render-hit.ts'
import { fromUnit, OFFSETS, PARAMS } from './params.ts'
import { FEATURES_FILE_VERSION, SPACE_ID } from './space-id.ts'
import type { SentenceEncoder } from './text/encoder.ts'

export type Attributes = Readonly<Record<string, number>>

export interface Embedded {
  /** [256], of length 1 */
  readonly vector: Float64Array
  readonly attributes: Attributes
}

export type EmbeddedAudio =
  | (Embedded & {
      readonly ok: true
      /** What of a long recording was not read, in words. */
      readonly note: string | null
    })
  | { readonly ok: false; readonly problem: string }

export interface TimbreModel {
  readonly space: typeof SPACE_ID
  /** The classes of sound that the space knows, each with its middle. */
  readonly classes: readonly { readonly id: string; readonly vector: Float64Array }[]
  readonly attributeNames: readonly string[]
  /** Directions in which sounds differ most, widest first, with their standard deviation. */
  readonly principal: readonly { readonly sd: number; readonly vector: Float64Array }[]
  /** @param sentence [384], of the encoder */
  embedSentence(sentence: ArrayLike<number>): Embedded
  /** @throws RangeError where the model was opened without an encoder */
  embed(prompt: string): Promise<Embedded>
  /** One channel of any length; never throws: what cannot be read says why. */
  embedAudio(samples: Float32Array, sampleRate: number): EmbeddedAudio
  /** @param features the 62 of `readFeatures` */
  embedFeatures(features: ArrayLike<number>): Embedded
  /** The numbers of a voice, each inside its range. */
  decode(vector: ArrayLike<number>, target: Target): Readonly<Record<string, number>>
  attributesOf(vector: ArrayLike<number>): Attributes
  /** Classes by cosine, nearest first. */
  nearest(vector: ArrayLike<number>): readonly { readonly id: string; readonly cosine: number }[]
}

/** The bytes of the committed files. */
export interface HeadFiles {
  readonly text: Uint8Array
  readonly audio: Uint8Array
  readonly decoder: Uint8Array
  readonly attributes: Uint8Array
  /** space.json */
  readonly space: string
}

interface SpaceFile {
  readonly attributes: readonly string[]
  readonly classes: readonly { readonly id: string; readonly vector: readonly number[] }[]
  readonly principal: {
    readonly directions: readonly { readonly sd: number; readonly vector: readonly number[] }[]
  }
}

/** @throws RangeError with what is wrong with the files */
export function createTimbreModel(files: HeadFiles, encoder: SentenceEncoder | null): TimbreModel {
  const space = readSpace(files.space)
  const text = networkOf('text-head.onnx', files.text)
  const audio = networkOf('audio-head.onnx', files.audio)
  const decoder = networkOf('decoder.onnx', files.decoder)
  const attributes = networkOf('attributes.onnx', files.attributes)
  const embedded = (vector: Float64Array): Embedded => ({ vector, attributes: attributesOf(vector) })
  const classes = space.classes.map(({ id, vector }) => ({ id, vector: Float64Array.from(vector) }))

  return {
    space: SPACE_ID,
    classes,
    attributeNames: space.attributes,
    principal: space.principal.directions.map(({ sd, vector }) => ({
      sd,
      vector: Float64Array.from(vector),
    })),
    embedSentence,
    async embed(prompt) {
      if (encoder === null) throw new RangeError('the timbre model was opened without a text encoder')
      return embedSentence((await encoder.encode(prompt)).vector)
    },
    embedAudio(samples, sampleRate) {
      const reading = readFeatures([samples], sampleRate)
      if (!reading.ok) return reading
      return { ok: true, note: reading.excerpt.note, ...embedded(audio.run(reading.features)) }
    },
    embedFeatures: (features) => embedded(audio.run(features)),
    decode,
    attributesOf,
    nearest: (vector) =>
      classes
        .map(({ id, vector: middle }) => ({ id, cosine: dot(vector, middle) }))
        .sort((a, b) => b.cosine - a.cosine),
  }

  function embedSentence(sentence: ArrayLike<number>): Embedded {
    return embedded(text.run(sentence))
  }

  function decode(vector: ArrayLike<number>, target: Target): Readonly<Record<string, number>> {
    const units = decoder.run(vector)
    return Object.fromEntries(
      PARAMS[target].map((range, i) => [range.name, fromUnit(range, units[OFFSETS[target] + i] ?? 0)]),
    )
  }

  function attributesOf(vector: ArrayLike<number>): Attributes {
    const values = attributes.run(vector)
    return Object.fromEntries(space.attributes.map((name, k) => [name, values[k] ?? 0]))
  }
}

function networkOf(file: string, bytes: Uint8Array): Network {
  try {
    const network = readNetwork(bytes)
    const space = network.metadata['silencio.space']
    if (space !== SPACE_ID)
      throw new RangeError(`it is of the space ${space ?? 'without a name'}, not ${SPACE_ID}`)
    return network
  } catch (error) {
    throw new RangeError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

function readSpace(text: string): SpaceFile {
  const space = JSON.parse(text)
  if (space?.space !== SPACE_ID || space.features?.version !== FEATURES_FILE_VERSION)
    throw new RangeError(`space.json is not of ${SPACE_ID}`)
  return space
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/**
 * The timbre space as apps use it: text and sounds in, 256 numbers of length 1; from there the numbers of a voice, and what can be said of it. The
 * heads run in plain TypeScript; only sentences need an encoder, and only where a prompt is new.
 */

import { TARGET_PARAMS } from '../../runtime/audio/palette/baked-patch.ts'
import type { VoiceTarget } from '../../runtime/timbre/baked.ts'
import { dot } from '../../runtime/timbre/dot.ts'
import type { Embedded } from '../../runtime/timbre/model.ts'
import type { TrainedModel } from '../../runtime/timbre/trained.ts'
import { type Network, readNetwork } from '../onnx/network.ts'
import { readFeatures } from './audio/features.ts'
import { fromUnit, OFFSETS } from './params.ts'
import { FEATURES_FILE_VERSION, SPACE_FILE_VERSION, SPACE_ID, VECTOR_STEP } from './space-id.ts'
import type { SentenceEncoder } from './text/encoder.ts'
import { unknownWords } from './words/known.ts'
import { addOutright } from './words/outright.ts'
import { readingOf, readWords } from './words/reading.ts'

/**
 * Of two prompts nearer than this (1 − cosine) nobody hears which is which: half of what "slightly" moves a sound, by the median over
 * nouns and qualities (`npm run bench:timbre`).
 */
const ALIKE = 0.02

/** Numbers of a timbre. */
const SIZE = 256

interface EmbeddedPrompt extends Embedded {
  /** Words that neither lexicon nor training knows, as written. */
  readonly unknown: readonly string[]
  /** Pieces of words that the encoder understood; with 0 the vector says nothing about the prompt. */
  readonly read: number
  /** The prompt was longer than what is read. */
  readonly cut: boolean
}

/** What the product asks of a model, and what measures and pictures ask besides. */
export interface JointModel extends TrainedModel {
  /** The classes of sound that the space knows, each with its middle. */
  readonly classes: readonly { readonly id: string; readonly vector: Float64Array }[]
  readonly attributeNames: readonly string[]
  /** Directions in which sounds differ most, widest first, with their standard deviation. */
  readonly principal: readonly { readonly sd: number; readonly vector: Float64Array }[]
  /** @param sentence [384], of the encoder, for this prompt */
  embedSentence(prompt: string, sentence: ArrayLike<number>): Embedded
  /** @throws RangeError where the model was opened without an encoder */
  embed(prompt: string): Promise<EmbeddedPrompt>
  /** @param features the 62 of `readFeatures` */
  embedFeatures(features: ArrayLike<number>): Embedded
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

/** Vectors in whole steps (`VECTOR_STEP`). */
interface SpaceFile {
  readonly attributes: readonly string[]
  readonly classes: readonly { readonly id: string; readonly vector: readonly number[] }[]
  readonly principal: {
    readonly directions: readonly { readonly sd: number; readonly vector: readonly number[] }[]
  }
}

/** @throws RangeError with what is wrong with the files */
export function createTimbreModel(files: HeadFiles, encoder: SentenceEncoder | null): JointModel {
  const space = readSpace(files.space)
  const text = networkOf('text-head.onnx', files.text)
  const audio = networkOf('audio-head.onnx', files.audio)
  const decoder = networkOf('decoder.onnx', files.decoder)
  const attributes = networkOf('attributes.onnx', files.attributes)
  const embedded = (vector: Float64Array): Embedded => ({ vector, attributes: attributesOf(vector) })
  const whole = (steps: readonly number[]): Float64Array =>
    Float64Array.from(steps, (step) => VECTOR_STEP * step)
  const classes = space.classes.map(({ id, vector }) => ({ id, vector: whole(vector) }))

  return {
    space: SPACE_ID,
    alike: ALIKE,
    classes,
    attributeNames: space.attributes,
    principal: space.principal.directions.map(({ sd, vector }) => ({ sd, vector: whole(vector) })),
    embedSentence,
    namesSound: (prompt) => readWords(prompt).classes.size > 0,
    async embed(prompt) {
      if (encoder === null) throw new RangeError('the timbre model was opened without a text encoder')
      const { vector, read, cut } = await encoder.encode(prompt)
      return { ...embedSentence(prompt, vector), unknown: unknownWords(prompt), read, cut }
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

  function embedSentence(prompt: string, sentence: ArrayLike<number>): Embedded {
    const reading = readingOf(prompt)
    const row = new Float64Array(sentence.length + reading.length)
    row.set(Float64Array.from(sentence))
    row.set(reading, sentence.length)
    const vector = text.run(row)
    addOutright(vector, reading)
    const length = Math.sqrt(dot(vector, vector))
    return embedded(vector.map((x) => x / length))
  }

  function decode(vector: ArrayLike<number>, target: VoiceTarget): Readonly<Record<string, number>> {
    const units = decoder.run(vector)
    return Object.fromEntries(
      TARGET_PARAMS[target].map((range, i) => [range.name, fromUnit(range, units[OFFSETS[target] + i] ?? 0)]),
    )
  }

  function attributesOf(vector: ArrayLike<number>): Embedded['attributes'] {
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
  let space: unknown
  try {
    space = JSON.parse(text)
  } catch {
    throw new RangeError('space.json cannot be read: it is no JSON')
  }
  if (!isSpace(space)) throw new RangeError(`space.json is not of ${SPACE_ID}, or lacks something`)
  return space
}

function isSpace(value: unknown): value is SpaceFile {
  const record = (x: unknown): x is Readonly<Record<string, unknown>> => typeof x === 'object' && x !== null
  const vector = (x: unknown): boolean =>
    record(x) &&
    Array.isArray(x.vector) &&
    x.vector.length === SIZE &&
    x.vector.every((n) => typeof n === 'number')
  return (
    record(value) &&
    value.space === SPACE_ID &&
    value.version === SPACE_FILE_VERSION &&
    record(value.features) &&
    value.features.version === FEATURES_FILE_VERSION &&
    Array.isArray(value.attributes) &&
    value.attributes.every((name) => typeof name === 'string') &&
    Array.isArray(value.classes) &&
    value.classes.every((one) => vector(one) && typeof one.id === 'string') &&
    record(value.principal) &&
    Array.isArray(value.principal.directions) &&
    value.principal.directions.every((one) => vector(one) && typeof one.sd === 'number')
  )
}

/** One step: a batch of sounds and captions through all networks, the losses, and their gradients. */

import { TARGET_PARAMS } from '../../../runtime/audio/palette/baked-patch.ts'
import { VOICE_TARGETS } from '../../../runtime/timbre/baked.ts'
import { FEATURE_COUNT } from '../audio/features.ts'
import { ATTRIBUTE_COUNT, featureWeights, METERS, type Meter } from '../data/attributes.ts'
import { SOUND_CLASSES } from '../data/sounds.ts'
import { OFFSETS, UNITS } from '../params.ts'
import { ATTRIBUTES } from '../words/attributes.ts'
import { type Caption, isTrue, type Lesson } from './lesson.ts'
import { apart, contrast, membership, relation, squares } from './losses.ts'
import { multiply, multiplyTurnedRight } from './matrix.ts'
import { backward, forward, unitRows, unitRowsBack } from './mlp.ts'
import { type Networks, PROXY_INPUTS, SPACE } from './networks.ts'

export interface Batch {
  readonly size: number
  /** Places of the sounds in the lesson. */
  readonly sounds: readonly number[]
  readonly captions: readonly Caption[]
  /** [size × PROMPT], of the captions, maybe with noise and without their reading. */
  readonly prompts: Float32Array
  /** [size × features], of the sounds, maybe with noise. */
  readonly features: Float32Array
  /** Rows whose features are a recording's: nothing is known of them but the class. */
  readonly recorded: readonly boolean[]
}

/** How much each loss counts. */
export interface Weights {
  readonly contrast: number
  /** Cosines are as sounds are alike. */
  readonly relation: number
  /** Which class it is. */
  readonly membership: number
  /** Numbers of the voice, from the text's side and from the audio's. */
  readonly paramsOfText: number
  readonly paramsOfAudio: number
  readonly attributes: number
  /** What is rendered (by the proxy) lies where the prompt lies. */
  readonly cycle: number
  /** What is rendered has the attributes of the sound. */
  readonly meters: number
  readonly scale: number
}

export const WEIGHTS: Weights = {
  contrast: 0.7,
  relation: 2,
  membership: 2,
  paramsOfText: 1.5,
  paramsOfAudio: 0.8,
  attributes: 8,
  cycle: 0.5,
  meters: 0.5,
  scale: 16,
}

export interface Losses {
  readonly contrast: number
  readonly relation: number
  readonly membership: number
  readonly params: number
  readonly attributes: number
  readonly cycle: number
  readonly meters: number
}

/** A caption without a class is true of many sounds: what numbers it stands for is left to the others. */
const CLASSLESS_PARAMS = 0.15
/** An attribute that a caption does not mention is still most likely what it is in such sounds. */
const UNMENTIONED = 0.12

const FEATURE_METERS = featureWeights()
const UNIT_METERS = unitMeters()

/** [attributes × UNITS] */
function unitMeters(): Float32Array {
  const weights = new Float32Array(ATTRIBUTE_COUNT * UNITS)
  ATTRIBUTES.forEach((id, k) => {
    const meter: Meter = METERS[id]
    for (const target of VOICE_TARGETS)
      TARGET_PARAMS[target].forEach(({ name }, p) => {
        weights[k * UNITS + OFFSETS[target] + p] = meter.units?.[name] ?? 0
      })
  })
  return weights
}

/** Adds the gradients of a batch to the networks' parameters (the proxy's stay as they are). */
export function takeStep(
  networks: Networks,
  lesson: Lesson,
  batch: Batch,
  weights: Weights = WEIGHTS,
): Losses {
  const { size: n, sounds, captions } = batch
  const { text, audio, decoder, attributes, proxy } = networks
  const textTape = forward(text, batch.prompts, n)
  const t = unitRows(textTape.output, n, SPACE)
  const audioTape = forward(audio, batch.features, n)
  const a = unitRows(audioTape.output, n, SPACE)

  const truth = truthOf(lesson, batch)
  const pairs = contrast(t.output, a.output, truth, n, SPACE, weights.scale)
  const alike = relation(t.output, a.output, likenessOf(lesson, batch), n, SPACE)

  // Text and audio rows one below the other: what comes after is the same for both.
  const both = new Float32Array(2 * n * SPACE)
  both.set(t.output)
  both.set(a.output, n * SPACE)
  const middles = unitRows(networks.middles.value, SOUND_CLASSES.length, SPACE)
  const member = membership(both, middles.output, classesOf(lesson, batch), SPACE, weights.scale)
  const decoderTape = forward(decoder, both, 2 * n)
  const wanted = rowsTwice(lesson.units, UNITS, sounds)
  const wantedWeights = rowsTwice(lesson.unitWeights, UNITS, sounds)
  for (let r = 0; r < 2 * n; r++) {
    const classless = r < n && captions[r]?.classIndex === null
    const ofText = weights.paramsOfText * (classless ? CLASSLESS_PARAMS : 1)
    const w = r < n ? ofText : batch.recorded[r - n] === true ? 0 : weights.paramsOfAudio
    for (let p = r * UNITS; p < (r + 1) * UNITS; p++) wantedWeights[p] = w * (wantedWeights[p] ?? 0)
  }
  const params = squares(decoderTape.output, wanted, wantedWeights, n)

  const attributesTape = forward(attributes, both, 2 * n)
  const mentioned = mentionWeights(batch)
  const said = squares(
    attributesTape.output,
    rowsTwice(lesson.attributes, ATTRIBUTE_COUNT, sounds),
    mentioned.map((w) => (w * weights.attributes) / ATTRIBUTE_COUNT),
    n,
  )

  // What the decoder would sound like, by the proxy.
  const proxyInputs = rowsTwice(lesson.proxyInputs, PROXY_INPUTS, sounds)
  for (let r = 0; r < 2 * n; r++)
    for (let p = 0; p < UNITS; p++)
      if ((lesson.unitWeights[(sounds[r % n] ?? 0) * UNITS + p] ?? 0) > 0)
        proxyInputs[r * PROXY_INPUTS + p] = Math.min(1, Math.max(-1, decoderTape.output[r * UNITS + p] ?? 0))
  const proxyTape = forward(proxy, proxyInputs, 2 * n)
  const heardTape = forward(audio, proxyTape.output, 2 * n)
  const heard = unitRows(heardTape.output, 2 * n, SPACE)
  const cycle = apart(heard.output, both, 2 * n)
  const measured = metersOf(proxyTape.output, proxyInputs, 2 * n)
  const meters = squares(measured, ...meterTargets(lesson, batch, mentioned, weights.meters), n)

  // And back.
  const byFeatures = backward(
    audio,
    heardTape,
    unitRowsBack(heard, scaledBy(cycle.gradient, weights.cycle), 2 * n, SPACE),
    true,
  )
  multiply(byFeatures, meters.gradient, FEATURE_METERS, 2 * n, ATTRIBUTE_COUNT, FEATURE_COUNT, true)
  const byProxyInputs = backward(proxy, proxyTape, byFeatures, true)
  const byMeters = new Float32Array(2 * n * UNITS)
  multiply(byMeters, meters.gradient, UNIT_METERS, 2 * n, ATTRIBUTE_COUNT, UNITS)
  const byUnits = params.gradient
  for (let r = 0; r < 2 * n; r++)
    for (let p = 0; p < UNITS; p++) {
      const i = r * UNITS + p
      if ((wantedWeights[i] ?? 0) === 0 || Math.abs(decoderTape.output[i] ?? 0) > 1) continue
      byUnits[i] = (byUnits[i] ?? 0) + (byProxyInputs[r * PROXY_INPUTS + p] ?? 0) + (byMeters[i] ?? 0)
    }
  const back = backward(decoder, decoderTape, byUnits)
  const byAttributes = backward(attributes, attributesTape, said.gradient, true)
  for (let i = 0; i < back.length; i++)
    back[i] = (back[i] ?? 0) + (byAttributes[i] ?? 0) + weights.membership * (member.byRows[i] ?? 0)
  const byMiddles = unitRowsBack(middles, member.byMiddles, SOUND_CLASSES.length, SPACE)
  for (let i = 0; i < byMiddles.length; i++)
    networks.middles.gradient[i] =
      (networks.middles.gradient[i] ?? 0) + weights.membership * (byMiddles[i] ?? 0)
  const textBack = sum(
    back.subarray(0, n * SPACE),
    pairs.byText,
    weights.contrast,
    alike.byText,
    weights.relation,
  )
  const audioBack = sum(
    back.subarray(n * SPACE),
    pairs.byAudio,
    weights.contrast,
    alike.byAudio,
    weights.relation,
  )
  backward(text, textTape, unitRowsBack(t, textBack, n, SPACE))
  backward(audio, audioTape, unitRowsBack(a, audioBack, n, SPACE))
  return {
    contrast: pairs.loss,
    relation: alike.loss,
    membership: member.loss,
    params: params.loss,
    attributes: said.loss,
    cycle: cycle.loss,
    meters: meters.loss,
  }
}

/** Of the captions, then of the sounds. */
function classesOf(lesson: Lesson, { size: n, sounds, captions }: Batch): Int16Array {
  return Int16Array.from({ length: 2 * n }, (_, r) =>
    r < n ? (captions[r]?.classIndex ?? -1) : (lesson.classes[sounds[r - n] ?? 0] ?? -1),
  )
}

function truthOf(lesson: Lesson, { size: n, sounds, captions }: Batch): Int8Array {
  const truth = new Int8Array(n * n)
  captions.forEach((caption, i) => {
    for (let j = 0; j < n; j++) truth[i * n + j] = i === j ? 1 : isTrue(lesson, caption, sounds[j] ?? 0)
  })
  return truth
}

/** Rows of the sounds, twice one below the other. */
function rowsTwice(from: Float32Array, size: number, sounds: readonly number[]): Float32Array {
  const rows = new Float32Array(2 * sounds.length * size)
  sounds.forEach((sound, r) => {
    const row = from.subarray(sound * size, (sound + 1) * size)
    rows.set(row, r * size)
    rows.set(row, (sounds.length + r) * size)
  })
  return rows
}

/** How sure an attribute is, by row: of a sound all are, of a caption what it mentions. */
function mentionWeights({ size: n, captions, recorded }: Batch): Float32Array {
  const weights = new Float32Array(2 * n * ATTRIBUTE_COUNT).fill(1)
  recorded.forEach((is, r) => {
    if (is) weights.fill(0, (n + r) * ATTRIBUTE_COUNT, (n + r + 1) * ATTRIBUTE_COUNT)
  })
  captions.forEach(({ mentions }, r) => {
    weights.fill(UNMENTIONED, r * ATTRIBUTE_COUNT, (r + 1) * ATTRIBUTE_COUNT)
    for (const { attribute } of mentions) weights[r * ATTRIBUTE_COUNT + attribute] = 1
  })
  return weights
}

function metersOf(features: Float32Array, inputs: Float32Array, rows: number): Float32Array {
  const units = new Float32Array(rows * UNITS)
  for (let r = 0; r < rows; r++)
    units.set(inputs.subarray(r * PROXY_INPUTS, r * PROXY_INPUTS + UNITS), r * UNITS)
  const values = new Float32Array(rows * ATTRIBUTE_COUNT)
  multiplyTurnedRight(values, features, FEATURE_METERS, rows, FEATURE_COUNT, ATTRIBUTE_COUNT)
  multiplyTurnedRight(values, units, UNIT_METERS, rows, UNITS, ATTRIBUTE_COUNT, true)
  return values
}

/** The sounds' own meters, each counted in standard deviations of its class. */
function meterTargets(
  lesson: Lesson,
  { size: n, sounds }: Batch,
  mentioned: Float32Array,
  weight: number,
): readonly [Float32Array, Float32Array] {
  const targets = rowsTwice(lesson.measured.raw, ATTRIBUTE_COUNT, sounds)
  const weights = new Float32Array(targets.length)
  for (let r = 0; r < 2 * n; r++) {
    const c = lesson.classes[sounds[r % n] ?? 0] ?? 0
    for (let k = 0; k < ATTRIBUTE_COUNT; k++) {
      const sd = Math.max(0.1, lesson.measured.classSd[c * ATTRIBUTE_COUNT + k] ?? 1)
      weights[r * ATTRIBUTE_COUNT + k] =
        (weight * (mentioned[r * ATTRIBUTE_COUNT + k] ?? 0)) / (sd * sd) / ATTRIBUTE_COUNT
    }
  }
  return [targets, weights]
}

const scaledBy = (x: Float32Array, factor: number): Float32Array => x.map((value) => value * factor)

function sum(a: Float32Array, b: Float32Array, ofB: number, c: Float32Array, ofC: number): Float32Array {
  return a.map((value, i) => value + ofB * (b[i] ?? 0) + ofC * (c[i] ?? 0))
}

/** Mean squares of attributes (in standard deviations over all sounds) at which two sounds are half alike. */
const HALF_ALIKE = 0.55

/** How alike each two sounds of a batch are, −1…1, by their attributes as such; [n × n], and NaN where nothing is known. */
function likenessOf(lesson: Lesson, { size: n, sounds, recorded }: Batch): Float32Array {
  const { absolute } = lesson.measured
  const likeness = new Float32Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const [p, q] = [(sounds[i] ?? 0) * ATTRIBUTE_COUNT, (sounds[j] ?? 0) * ATTRIBUTE_COUNT]
      let square = 0
      for (let k = 0; k < ATTRIBUTE_COUNT; k++)
        square += ((absolute[p + k] ?? 0) - (absolute[q + k] ?? 0)) ** 2
      likeness[i * n + j] =
        recorded[j] === true ? Number.NaN : 2 * 0.5 ** (square / ATTRIBUTE_COUNT / HALF_ALIKE) - 1
    }
  return likeness
}

/** One step: a batch of sounds and captions through all networks, the losses, and their gradients. */

import { FEATURE_COUNT } from '../audio/features.ts'
import { ATTRIBUTE_COUNT } from '../data/attributes.ts'
import { SOUND_CLASSES } from '../data/sounds.ts'
import { UNITS } from '../params.ts'
import { asAsked } from './asked.ts'
import type { DreamWeights } from './dreams.ts'
import { type Caption, isTrue, type Lesson } from './lesson.ts'
import { likenessOf } from './likeness.ts'
import { apart, contrast, membership, relation, squares } from './losses.ts'
import { metersBack, metersOf } from './meters.ts'
import { backward, forward, unitRows, unitRowsBack } from './mlp.ts'
import { type Networks, PROXY_INPUTS, SPACE } from './networks.ts'
import { withUsualRooms } from './room.ts'

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
  /** Cosines are as sounds are alike, on each side and between them. */
  readonly relation: number
  /** A caption lies where its own sound lies. */
  readonly pairs: number
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
  /** What is rendered has the features of the sound. */
  readonly sound: number
  /** More of a word is more of what it says. */
  readonly ladder: number
  /** Sounds between sounds come back as their numbers and their features. */
  readonly dreams: DreamWeights
  /** What the decoder makes of sounds stays. */
  readonly held: number
  readonly scale: number
}

export const WEIGHTS: Weights = {
  contrast: 0.7,
  relation: 6,
  pairs: 0.5,
  membership: 1.6,
  paramsOfText: 1.5,
  paramsOfAudio: 0.8,
  attributes: 8,
  cycle: 0.5,
  meters: 0.5,
  sound: 3,
  ladder: 1,
  // Three times what a rendered sound counts.
  dreams: { params: 3 * 0.8, sound: 3 * 3 },
  held: 1,
  scale: 16,
}

export interface Losses {
  readonly contrast: number
  readonly relation: number
  readonly pairs: number
  readonly membership: number
  readonly params: number
  readonly attributes: number
  readonly cycle: number
  readonly meters: number
  readonly sound: number
}

/** A caption without a class is true of many sounds: what numbers it stands for is left to the others. */
const CLASSLESS_PARAMS = 0.15
/** An attribute that a caption does not mention is still most likely what it is in such sounds. */
const UNMENTIONED = 0.12

/**
 * Adds the gradients of a batch to the networks' parameters (the proxy's stay as they are).
 *
 * @param asked the decoder is given prompts as the product asks for them; then the gradients are the decoder's alone
 */
export function takeStep(
  networks: Networks,
  lesson: Lesson,
  batch: Batch,
  weights: Weights = WEIGHTS,
  asked = false,
): Losses {
  const { size: n, sounds, captions } = batch
  const { text, audio, decoder, attributes, proxy } = networks
  const textTape = forward(text, batch.prompts, n)
  const t = unitRows(textTape.output, n, SPACE)
  const audioTape = forward(audio, batch.features, n)
  const a = unitRows(audioTape.output, n, SPACE)

  const truth = truthOf(lesson, batch)
  const told = contrast(t.output, a.output, truth, n, SPACE, weights.scale)

  // Text and audio rows one below the other: what comes after is the same for both.
  const both = new Float32Array(2 * n * SPACE)
  both.set(t.output)
  both.set(a.output, n * SPACE)
  const alike = relation(both, both, likenessOf(lesson, batch), 2 * n, SPACE)
  const [textOff, audioOff] = [apart(t.output, a.output, n), apart(a.output, t.output, n)]
  const middles = unitRows(networks.middles.value, SOUND_CLASSES.length, SPACE)
  const member = membership(both, middles.output, classesOf(lesson, batch), SPACE, weights.scale)
  const given = asked ? withAsked(both, batch) : both
  const decoderTape = forward(decoder, given, 2 * n)
  const wanted = rowsTwice(lesson.units, UNITS, sounds)
  const wantedWeights = rowsTwice(lesson.unitWeights, UNITS, sounds)
  for (let r = 0; r < 2 * n; r++) {
    const classless = r < n && captions[r]?.classIndex === null
    const said = weights.paramsOfText * (classless ? CLASSLESS_PARAMS : 1)
    const w = r < n ? said : batch.recorded[r - n] === true ? 0 : weights.paramsOfAudio
    for (let p = r * UNITS; p < (r + 1) * UNITS; p++) wantedWeights[p] = w * (wantedWeights[p] ?? 0)
  }
  const rooms = asked ? withUsualRooms(lesson, batch, wanted, wantedWeights) : null
  const params = squares(decoderTape.output, wanted, wantedWeights, n)

  const attributesTape = forward(attributes, both, 2 * n)
  const mentioned = mentionWeights(batch)
  const graded = squares(
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
  const cycle = apart(heard.output, given, 2 * n)
  const measured = metersOf(proxyTape.output, proxyInputs, 2 * n)
  const meters = squares(measured, ...meterTargets(lesson, batch, mentioned, weights.meters), n)
  const sounding = squares(
    proxyTape.output,
    rowsTwice(lesson.features, FEATURE_COUNT, sounds),
    soundWeights(lesson, batch, weights.sound),
    n,
  )

  // And back.
  const byFeatures = backward(
    audio,
    heardTape,
    unitRowsBack(heard, scaledBy(cycle.gradient, weights.cycle), 2 * n, SPACE),
    true,
  )
  const byMeters = metersBack(meters.gradient, 2 * n)
  for (let i = 0; i < byFeatures.length; i++)
    byFeatures[i] = (byFeatures[i] ?? 0) + (sounding.gradient[i] ?? 0) + (byMeters.byFeatures[i] ?? 0)
  const byProxyInputs = backward(proxy, proxyTape, byFeatures, true)
  const byUnits = params.gradient
  for (let r = 0; r < 2 * n; r++)
    for (let p = 0; p < UNITS; p++) {
      const i = r * UNITS + p
      // Of a recording no number is known: only the decoder alone learns from it that what it makes should lie where the recording lies.
      const known = asked
        ? (lesson.unitWeights[(sounds[r % n] ?? 0) * UNITS + p] ?? 0)
        : (wantedWeights[i] ?? 0)
      if (known === 0 || rooms?.has(i) === true || Math.abs(decoderTape.output[i] ?? 0) > 1) continue
      byUnits[i] = (byUnits[i] ?? 0) + (byProxyInputs[r * PROXY_INPUTS + p] ?? 0) + (byMeters.byUnits[i] ?? 0)
    }
  const back = backward(decoder, decoderTape, byUnits)
  const losses = {
    contrast: told.loss,
    relation: alike.loss,
    pairs: textOff.loss,
    membership: member.loss,
    params: params.loss,
    attributes: graded.loss,
    cycle: cycle.loss,
    meters: meters.loss,
    sound: sounding.loss,
  }
  if (asked) return losses
  const byAttributes = backward(attributes, attributesTape, graded.gradient, true)
  for (let i = 0; i < back.length; i++)
    back[i] =
      (back[i] ?? 0) +
      (byAttributes[i] ?? 0) +
      weights.membership * (member.byRows[i] ?? 0) +
      weights.relation * ((alike.byText[i] ?? 0) + (alike.byAudio[i] ?? 0))
  const byMiddles = unitRowsBack(middles, member.byMiddles, SOUND_CLASSES.length, SPACE)
  for (let i = 0; i < byMiddles.length; i++)
    networks.middles.gradient[i] =
      (networks.middles.gradient[i] ?? 0) + weights.membership * (byMiddles[i] ?? 0)
  const ofText = back.subarray(0, n * SPACE)
  const ofAudio = back.subarray(n * SPACE)
  const textBack = sum(ofText, told.byText, weights.contrast, textOff.gradient, weights.pairs)
  const audioBack = sum(ofAudio, told.byAudio, weights.contrast, audioOff.gradient, weights.pairs)
  backward(text, textTape, unitRowsBack(t, textBack, n, SPACE))
  backward(audio, audioTape, unitRowsBack(a, audioBack, n, SPACE))
  return losses
}

/** Text rows with what is said outright, and audio rows as they are. */
function withAsked(both: Float32Array, { size: n, prompts }: Batch): Float32Array {
  const given = both.slice()
  given.set(asAsked(both.subarray(0, n * SPACE), prompts, n).output)
  return given
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

/** How much each feature of what is rendered counts: the more, the less sounds of one class differ in it. */
function soundWeights(lesson: Lesson, { size: n, captions, recorded }: Batch, weight: number): Float32Array {
  const weights = new Float32Array(2 * n * FEATURE_COUNT)
  for (let r = 0; r < 2 * n; r++) {
    const classless = r < n && captions[r]?.classIndex === null
    const w = r >= n && recorded[r - n] === true ? 0 : weight * (classless ? CLASSLESS_PARAMS : 1)
    for (let f = 0; f < FEATURE_COUNT; f++)
      weights[r * FEATURE_COUNT + f] = (w * (lesson.featureWeights[f] ?? 0)) / FEATURE_COUNT
  }
  return weights
}

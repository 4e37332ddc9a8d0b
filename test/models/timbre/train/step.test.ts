import { describe, expect, it } from 'vitest'
import { FEATURE_COUNT } from '../../../../models/timbre/audio/features.ts'
import { type Caption, createLesson } from '../../../../models/timbre/train/lesson.ts'
import { type Parameter, parametersOf } from '../../../../models/timbre/train/mlp.ts'
import { createNetworks, PROMPT, SENTENCE, trained } from '../../../../models/timbre/train/networks.ts'
import { isOfRoom, WET } from '../../../../models/timbre/train/room.ts'
import { type Batch, takeStep, WEIGHTS, type Weights } from '../../../../models/timbre/train/step.ts'
import { ATTRIBUTES } from '../../../../models/timbre/words/attributes.ts'
import { gaussian } from '../../../../runtime/random.ts'
import { EACH, FEW, smallDump } from './small.ts'

const lesson = createLesson(smallDump())
const size = 8
const sounds = Array.from({ length: size }, (_, r) => (r % FEW.length) * EACH + r)
const captions = sounds.map(
  (sound, r): Caption => ({
    text: '',
    classIndex: r === 3 ? null : (lesson.classes[sound] ?? 0),
    mentions: [{ attribute: ATTRIBUTES.indexOf('hard'), low: -Infinity, high: Infinity, relative: r !== 3 }],
  }),
)
const batch: Batch = {
  size,
  sounds,
  captions,
  prompts: Float32Array.from({ length: size * PROMPT }, (_, i) => 0.05 * gaussian(3, 1, 0, i, 0, 0)),
  features: Float32Array.from(
    { length: size * FEATURE_COUNT },
    (_, i) =>
      lesson.features[(sounds[Math.floor(i / FEATURE_COUNT)] ?? 0) * FEATURE_COUNT + (i % FEATURE_COUNT)] ??
      0,
  ),
  recorded: sounds.map((_, r) => r === 5),
}
const networks = createNetworks(2)
// So that no number of a voice is at the end of its range, where it has no gradient.
for (const { weights } of networks.decoder.layers)
  for (let i = 0; i < weights.value.length; i++) weights.value[i] = 0.5 * (weights.value[i] ?? 0)

/** What a step makes smaller. The cycle's target is what it is: it is left out where the heads are tried. */
function total(weights: Weights): number {
  // The decoder does not learn from recordings, though their cycle is counted.
  const recorded = batch.recorded.map((is) => is && weights.cycle === 0)
  const losses = takeStep(networks, lesson, { ...batch, recorded }, weights)
  return (
    weights.contrast * losses.contrast +
    weights.relation * losses.relation +
    weights.pairs * losses.pairs +
    weights.membership * losses.membership +
    weights.cycle * losses.cycle +
    losses.params +
    losses.attributes +
    losses.meters +
    losses.sound
  )
}

/** Along the gradient itself: what a small step changes, and what it should. */
function slopes(parameter: Parameter, weights: Weights): readonly [measured: number, told: number] {
  for (const { gradient } of trained(networks)) gradient.fill(0)
  total(weights)
  const gradient = parameter.gradient.slice()
  const length = Math.hypot(...gradient)
  const kept = parameter.value.slice()
  const step = 1e-3
  const at = (sign: number): number => {
    for (let i = 0; i < kept.length; i++)
      parameter.value[i] = (kept[i] ?? 0) + (sign * step * (gradient[i] ?? 0)) / length
    return total(weights)
  }
  const [up, down] = [at(1), at(-1)]
  parameter.value.set(kept)
  return [(up - down) / (2 * step), length]
}

describe('a step of training', () => {
  const alone = (name: keyof Weights): Weights => ({
    ...WEIGHTS,
    contrast: 0,
    relation: 0,
    pairs: 0,
    membership: 0,
    paramsOfText: 0.01,
    paramsOfAudio: 0.01,
    attributes: 0,
    cycle: 0,
    meters: 0,
    sound: 0,
    [name]: WEIGHTS[name],
  })

  it.each(['cycle', 'meters', 'sound', 'paramsOfText', 'paramsOfAudio'] as const)(
    'moves the decoder down the slope of "%s"',
    (name) => {
      const bias = networks.decoder.layers.at(-1)?.bias
      if (bias === undefined) throw new Error('no bias')
      const [measured, told] = slopes(bias, alone(name))
      expect(told).toBeGreaterThan(1e-3)
      expect(Math.abs(measured / told - 1)).toBeLessThan(0.03)
    },
  )

  it.each(['contrast', 'relation', 'pairs', 'membership', 'attributes', 'meters', 'sound'] as const)(
    'moves both heads down the slope of "%s"',
    (name) => {
      for (const head of [networks.text, networks.audio]) {
        const bias = head.layers.at(-1)?.bias
        if (bias === undefined) throw new Error('no bias')
        const [measured, told] = slopes(bias, alone(name))
        expect(told).toBeGreaterThan(1e-4)
        expect(Math.abs(measured / told - 1)).toBeLessThan(0.03)
      }
    },
  )

  describe('of the decoder alone', () => {
    const bias = networks.decoder.layers.at(-1)?.bias
    if (bias === undefined) throw new Error('no bias')
    const asked = (weights: Weights, of: Batch = batch) => {
      for (const { gradient } of trained(networks)) gradient.fill(0)
      return takeStep(networks, lesson, of, weights, true)
    }

    it('hears prompts as the product asks for them, with what words say outright', () => {
      const plain = takeStep(networks, lesson, batch, alone('cycle'))
      expect(asked(alone('cycle')).cycle).not.toBeCloseTo(plain.cycle, 4)
      // A prompt of which nothing is read is asked for as it is.
      const unread = { ...batch, prompts: batch.prompts.map((x, i) => (i % PROMPT < SENTENCE ? x : 0)) }
      expect(asked(alone('cycle'), unread).cycle).toBe(
        takeStep(networks, lesson, unread, alone('cycle')).cycle,
      )
    })

    it('moves nothing but the decoder', () => {
      asked(WEIGHTS)
      const decoder = new Set(parametersOf(networks.decoder))
      expect(bias.gradient.some((x) => x !== 0)).toBe(true)
      for (const parameter of trained(networks))
        if (!decoder.has(parameter)) expect(parameter.gradient.every((x) => x === 0)).toBe(true)
    })

    it('has no way to a sound by a room that nobody spoke of', () => {
      // Captions that name a class and no room, beside recordings of which nothing is known.
      const named = captions.map((one, r) => ({ ...one, classIndex: lesson.classes[sounds[r] ?? 0] ?? 0 }))
      const silent: Batch = { ...batch, captions: named, recorded: sounds.map(() => true) }
      const wet = named.map((one) => ({
        ...one,
        mentions: [{ attribute: WET, low: 0, high: 1, relative: true }],
      }))
      const weights = { ...alone('sound'), paramsOfText: 0, paramsOfAudio: 0 }
      const rooms = (of: Batch): readonly number[] => {
        asked(weights, of)
        return [...bias.gradient].filter((x, p) => isOfRoom(p) && x !== 0)
      }
      expect(rooms(silent)).toEqual([])
      expect(rooms({ ...silent, captions: wet }).length).toBeGreaterThan(0)
    })
  })
})

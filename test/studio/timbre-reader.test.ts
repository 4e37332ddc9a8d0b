/** How the timbre picker asks, waits, and goes on without an answer; and what the compiler's thread answers. */

import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { WIDTH } from '../../models/timbre/text/width.ts'
import { ATTRIBUTES } from '../../models/timbre/words/attributes.ts'
import { bakedPatch } from '../../runtime/audio/palette/baked-patch.ts'
import { PLAYERS, strike } from '../../runtime/audio/strike.ts'
import { keyOf } from '../../runtime/random.ts'
import { dot } from '../../runtime/timbre/dot.ts'
import { placesOf } from '../../studio/page/timbre/places.ts'
import { promptsIn } from '../../studio/page/timbre/prompts.ts'
import { createReader, PATIENCE_MS, type Reading, trained } from '../../studio/page/timbre/reader.ts'
import { promptInWords } from '../../studio/page/timbre/said.ts'
import { SLIDERS } from '../../studio/page/timbre/words.ts'
import { createTimbreAnswers } from '../../studio/service/timbre-answers.ts'
import { openTimbreModel } from '../../studio/service/timbre-model.ts'
import { createTimbres, lexiconTimbres } from '../../studio/service/timbres.ts'
import { readTimbreAnswer, type TimbreAnswer, type TimbreQuestion } from '../../studio/timbre-protocol.ts'
import { modelWithoutEncoder, timbreFiles } from '../harness/timbre-files.ts'

const answers = createTimbreAnswers(createTimbres(modelWithoutEncoder))
const CLICK = { kind: 'metronome', voice: 'beat' } as const
const about = (...prompts: string[]): TimbreQuestion => ({ about: 'prompts', prompts, by: CLICK })

/** As a page opens it whose encoder knows every prompt, each as something of its own. */
const modelOfHashes = () =>
  openTimbreModel({
    files: timbreFiles,
    // Nobody is in it.
    book: async () => (await timbreFiles()).book,
    encoder: async () => ({
      id: 'all-MiniLM-L6-v2',
      encode: async (prompt) => {
        const key = keyOf(prompt) % 9973
        const numbers = Float32Array.from({ length: WIDTH }, (_, i) => Math.sin(key * (i + 1)))
        const length = Math.sqrt(dot(numbers, numbers))
        return { vector: numbers.map((x) => x / length), read: 1, cut: false }
      },
      close: async () => {},
    }),
  })

async function answerTo<K extends TimbreAnswer['about']>(question: TimbreQuestion, kind: K) {
  // As it comes through a message.
  const answer = readTimbreAnswer(structuredClone(await answers(question)), question)
  if (answer?.about !== kind) throw new Error(`${kind} expected: ${JSON.stringify(answer)?.slice(0, 200)}`)
  return answer as TimbreAnswer & { about: K }
}

describe('the compiler’s thread', () => {
  test('says of prompts where they lie, and what plays them, as in the piece', async () => {
    const question = about('Warm woody click', 'deep kick drum')
    const { timbres } = await answerTo(question, 'prompts')
    const text = `metronome click { beat |x| timbre "Warm woody click" }\n`
    const pageTimbres = createTimbres(modelWithoutEncoder)
    const hostIn = () => ({ read: () => ({ kind: 'missing' }) as const })
    const { result } = await pageTimbres.check({ path: 'a.sil', text: `tempo 90 bpm\n${text}`, hostIn })
    // A piece is written with four digits.
    const written = JSON.stringify(result.ir?.timbres)
    const digits = ({ vector }: { readonly vector: readonly number[] }) =>
      JSON.stringify(vector.map((x) => Math.round(1e4 * x) / 1e4 + 0))
    const [click, kick] = timbres
    if (click === undefined || kick === undefined) throw new Error('two timbres')
    expect(written).toContain(digits(click))
    expect(written).not.toContain(digits(kick))
    expect(kick.attributes.deep ?? 0).toBeGreaterThan((click.attributes.deep ?? 0) + 0.2)
  })

  test('plays a prompt by those numbers', async () => {
    const { timbres, patches } = await answerTo(about('deep kick drum'), 'prompts')
    const [kick] = timbres
    if (kick === undefined) throw new Error('a timbre')
    const { timbre } = trained('deep kick drum', kick, patches)
    expect(Object.values(bakedPatch(timbre, 'percussion'))).toHaveLength(patches.percussion.length)
    const { left } = strike(timbre, PLAYERS.kick, { sampleRate: 8000, seconds: 0.1 })
    expect(Math.max(...left.map(Math.abs))).toBeGreaterThan(0.01)
  })

  test.each([
    ['a snare', 'drummer kit { snare |x.| timbre "dry" }', 'dry', 'percussion'],
    ['a hat, by a name', 'drummer kit { hat |x.| timbre a }', 'dry', 'percussion'],
    [
      'the first voice without its own',
      'drummer kit { kick |x| timbre "tom"\n tom1 |x|\n timbre "dry" }',
      'dry',
      'percussion',
    ],
    ['a metronome', 'metronome m { beat |x| timbre "dry" }', 'dry', 'percussion'],
    ['a bassist', 'bassist b { line |1 - - -| timbre "dry" }', 'dry', 'string'],
    ['a part of a mix', 'drummer kit { snare |x| timbre mix(a, "tom", 30%) }', 'dry', 'percussion'],
    [
      'a section',
      'drummer kit { snare |x| }\nsection s { bars 1\n kit.snare |x| timbre "dry" }',
      'dry',
      'percussion',
    ],
    ['what names its sound', 'drummer kit { snare |x| timbre "dry tom" }', 'dry tom', 'percussion'],
  ] as const)('plays a prompt as the piece does, digit for digit: %s', async (_, members, prompt, target) => {
    const pageTimbres = createTimbres(modelOfHashes)
    const text = `tempo 90 bpm\ntimbre a = "dry"\n${members}\n`
    const hostIn = () => ({ read: () => ({ kind: 'missing' }) as const })
    const { result } = await pageTimbres.check({ path: 'a.sil', text, hostIn })
    expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    const rows = result.ir?.timbres.flatMap((row) => ('patches' in row ? [row] : [])) ?? []
    const baked = rows.find((row) => row.kind === 'prompt' && row.text === prompt)?.patches?.[target]
    const by = promptsIn(text).find((one) => one.prompt === prompt && one.by !== null)?.by
    if (by == null) throw new Error('nobody plays it')
    const asks = createTimbreAnswers(pageTimbres)
    const answer = await asks({ about: 'prompts', prompts: ['tom', prompt], by })
    expect(baked?.length).toBeGreaterThan(10)
    expect(answer.about === 'prompts' && answer.patches[target]).toEqual(baked)
  })

  test('gives vectors of 256 numbers that the map can place: a click nearer to a tick than to a kick', async () => {
    const { timbres } = await answerTo(about('warm woody click', 'tick', 'deep kick drum'), 'prompts')
    const [a, b, c] = placesOf(timbres.map(({ vector }) => vector))
    if (a === undefined || b === undefined || c === undefined) throw new Error('three places')
    expect(timbres.map(({ vector }) => vector.length)).toEqual([256, 256, 256])
    expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeLessThan(Math.hypot(a.x - c.x, a.y - c.y))
  })

  test('names neighbours without an encoder, and never the prompt itself', async () => {
    const { prompts } = await answerTo({ about: 'neighbours', prompt: 'Click', count: 4 }, 'neighbours')
    expect(prompts).toHaveLength(4)
    expect(prompts).toContain('tick')
    expect(prompts).not.toContain('click')
  })

  test('says why where a prompt is new and there is no encoder, where a recording is none, and where there is no model', async () => {
    expect(await answers(about('clanky hubcap'))).toEqual({
      about: 'nothing',
      why: 'the encoder is not here',
    })
    const silence = { about: 'recording', samples: new Float32Array(4800), sampleRate: 48_000 } as const
    expect((await answerTo(silence, 'recording')).heard.ok).toBe(false)
    expect(await createTimbreAnswers(lexiconTimbres)(about('click'))).toMatchObject({ about: 'nothing' })
  })
})

describe('an answer', () => {
  test('is none where a number, a voice or a prompt is missing or wrong', async () => {
    const question = about('click')
    const answer = await answers(question)
    if (answer.about !== 'prompts') throw new Error('prompts')
    const [timbre] = answer.timbres
    if (timbre === undefined) throw new Error('a timbre')
    const { patches } = answer
    const read = (changed: unknown) =>
      readTimbreAnswer({ about: 'prompts', timbres: [changed], patches }, question)
    expect(read(timbre)).not.toBeNull()
    for (const changed of [
      null,
      { ...timbre, vector: timbre.vector.slice(1) },
      { ...timbre, vector: timbre.vector.map((x) => 2 * x) },
      { ...timbre, vector: timbre.vector.map(() => Number.NaN) },
      { ...timbre, attributes: { bright: 'very' } },
      { ...timbre, attributes: null },
      { ...timbre, unknown: [{ word: 3, meant: null }] },
    ])
      expect(read(changed), JSON.stringify(changed)?.slice(0, 80)).toBeNull()
    for (const changed of [null, {}, { ...patches, keys: [] }])
      expect(readTimbreAnswer({ about: 'prompts', timbres: [timbre], patches: changed }, question)).toBeNull()
    expect(readTimbreAnswer({ about: 'prompts', timbres: [], patches }, question)).toBeNull()
    expect(readTimbreAnswer({ about: 'neighbours', prompts: [] }, question)).toBeNull()
    expect(readTimbreAnswer({ about: 'nothing' }, question)).toBeNull()
  })
})

describe('the panel', () => {
  /** A thread that answers when it is told to. */
  function slowThread() {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const open: { readonly question: TimbreQuestion; readonly reply: (answer: unknown) => void }[] = []
    const shown: Reading[] = []
    const reader = createReader({
      ask: (question) => new Promise((reply) => void open.push({ question, reply })),
      onReading: (reading) => shown.push(reading),
    })
    const reply = async (i: number, why: string) => {
      open[i]?.reply({ about: 'nothing', why })
      await vi.advanceTimersByTimeAsync(0)
    }
    const told = () => shown.map(({ prompts, why }) => [prompts.join(), why])
    return { reader, open, told, reply }
  }

  test('asks one question at a time, and shows the answer to the newest alone', async () => {
    const { reader, open, told, reply } = slowThread()
    for (const prompt of ['d', 'da', 'dar', 'dark']) reader.read([prompt], CLICK)
    expect(open).toHaveLength(1)
    await reply(0, 'old')
    expect(open.map(({ question }) => question)).toEqual([about('d'), about('dark')])
    expect(told()).toEqual([])
    await reply(1, 'no model')
    expect(told()).toEqual([['dark', 'no model']])
    await vi.advanceTimersByTimeAsync(2 * PATIENCE_MS)
    expect(told()).toHaveLength(1)
  })

  test('is not empty for long, goes on with the lexicon after four seconds, and takes the answer when it comes', async () => {
    const { reader, told, reply, open } = slowThread()
    reader.read(['click'], CLICK)
    const late = 'the trained model has not answered yet'
    await vi.advanceTimersByTimeAsync(1000)
    // What is drawn by the lexicon says so, from the first.
    expect(told()).toEqual([['click', late]])
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1001)
    expect(told()).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(told().at(-1)).toEqual(['click', late])
    reader.read(['dark click'], CLICK)
    expect(told().at(-1)).toEqual(['dark click', late])
    await reply(0, 'old')
    await reply(1, 'here')
    expect(told().slice(2)).toEqual([
      ['dark click', late],
      ['dark click', 'here'],
    ])
    reader.read(['tom'], CLICK)
    expect(open).toHaveLength(3)
    expect(told().at(-1)?.[0]).toBe('dark click')
  })

  test('says nothing more once it is closed', async () => {
    const { reader, told, reply } = slowThread()
    reader.read(['click'], CLICK)
    reader.close()
    await reply(0, 'late')
    await vi.advanceTimersByTimeAsync(2 * PATIENCE_MS)
    expect(told()).toEqual([])
  })

  test('takes what is no answer for none', async () => {
    const { reader, told, open } = slowThread()
    reader.read(['click'], CLICK)
    open[0]?.reply({ about: 'prompts', timbres: 'all' })
    await vi.advanceTimersByTimeAsync(0)
    expect(told()).toEqual([['click', 'its answer cannot be read']])
  })

  test('has an attribute of the trained model under every slider', () => {
    expect(SLIDERS.filter(({ attribute }) => !ATTRIBUTES.includes(attribute))).toEqual([])
  })

  test.each([
    ['', [], 'Say how it sounds, as in: warm woody click'],
    ['tick', [], 'What you change here changes the text.'],
    [
      'wooody',
      [{ word: 'wooody', meant: 'woody' }],
      'I do not know how "wooody" sounds. Did you mean "woody"?',
    ],
    [
      'hubcap',
      [{ word: 'hubcap', meant: null }],
      'I do not know how "hubcap" sounds. I go by what it means.',
    ],
  ])('says of "%s" what it knows', (prompt, unknown, words) => {
    expect(promptInWords({ prompt, unknown, isInText: true, isWholeRead: true }).words).toBe(words)
  })
})

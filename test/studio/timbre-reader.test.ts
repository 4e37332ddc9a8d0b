/** How the timbre picker asks, waits, and goes on without an answer; and what the compiler's thread answers. */

import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { ATTRIBUTES } from '../../models/timbre/words/attributes.ts'
import { bakedPatch } from '../../runtime/audio/palette/baked-patch.ts'
import { strike } from '../../runtime/audio/strike.ts'
import { placesOf } from '../../studio/page/timbre/places.ts'
import { createReader, PATIENCE_MS, type Reading, trained } from '../../studio/page/timbre/reader.ts'
import { promptInWords } from '../../studio/page/timbre/said.ts'
import { SLIDERS } from '../../studio/page/timbre/words.ts'
import { createTimbreAnswers } from '../../studio/service/timbre-answers.ts'
import { createTimbres, lexiconTimbres } from '../../studio/service/timbres.ts'
import { readTimbreAnswer, type TimbreAnswer, type TimbreQuestion } from '../../studio/timbre-protocol.ts'
import { modelWithoutEncoder } from '../harness/timbre-files.ts'

const answers = createTimbreAnswers(createTimbres(modelWithoutEncoder))
const about = (...prompts: string[]): TimbreQuestion => ({ about: 'prompts', prompts })

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
    const point = result.ir?.timbres[0]
    const baked = point !== undefined && 'patches' in point ? (point.patches?.percussion ?? []) : []
    expect(click.patches.percussion.map((x) => Number(x.toPrecision(5)))).toEqual(baked)
    expect(kick.attributes.deep ?? 0).toBeGreaterThan((click.attributes.deep ?? 0) + 0.2)
  })

  test('plays a prompt by those numbers', async () => {
    const [kick] = (await answerTo(about('deep kick drum'), 'prompts')).timbres
    if (kick === undefined) throw new Error('a timbre')
    const { timbre } = trained('deep kick drum', kick)
    expect(Object.values(bakedPatch(timbre, 'percussion'))).toHaveLength(kick.patches.percussion.length)
    const { left } = strike(timbre, 'kick', { sampleRate: 8000, seconds: 0.1 })
    expect(Math.max(...left.map(Math.abs))).toBeGreaterThan(0.01)
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
    const read = (changed: unknown) => readTimbreAnswer({ about: 'prompts', timbres: [changed] }, question)
    expect(read(timbre)).not.toBeNull()
    for (const changed of [
      null,
      { ...timbre, vector: timbre.vector.slice(1) },
      { ...timbre, vector: timbre.vector.map((x) => 2 * x) },
      { ...timbre, vector: timbre.vector.map(() => Number.NaN) },
      { ...timbre, attributes: { bright: 'very' } },
      { ...timbre, attributes: null },
      { ...timbre, unknown: [{ word: 3, meant: null }] },
      { ...timbre, patches: { ...timbre.patches, keys: [] } },
      { ...timbre, patches: {} },
    ])
      expect(read(changed), JSON.stringify(changed)?.slice(0, 80)).toBeNull()
    expect(readTimbreAnswer({ about: 'prompts', timbres: [] }, question)).toBeNull()
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
    for (const prompt of ['d', 'da', 'dar', 'dark']) reader.read([prompt])
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
    reader.read(['click'])
    const late = 'the trained model has not answered yet'
    await vi.advanceTimersByTimeAsync(1000)
    // What is drawn by the lexicon says so, from the first.
    expect(told()).toEqual([['click', late]])
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1001)
    expect(told()).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(told().at(-1)).toEqual(['click', late])
    reader.read(['dark click'])
    expect(told().at(-1)).toEqual(['dark click', late])
    await reply(0, 'old')
    await reply(1, 'here')
    expect(told().slice(2)).toEqual([
      ['dark click', late],
      ['dark click', 'here'],
    ])
    reader.read(['tom'])
    expect(open).toHaveLength(3)
    expect(told().at(-1)?.[0]).toBe('dark click')
  })

  test('says nothing more once it is closed', async () => {
    const { reader, told, reply } = slowThread()
    reader.read(['click'])
    reader.close()
    await reply(0, 'late')
    await vi.advanceTimersByTimeAsync(2 * PATIENCE_MS)
    expect(told()).toEqual([])
  })

  test('takes what is no answer for none', async () => {
    const { reader, told, open } = slowThread()
    reader.read(['click'])
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

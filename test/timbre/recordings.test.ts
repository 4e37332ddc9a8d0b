/** Recordings as timbres: what the ears make of sounds, and what a piece may name. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check } from '../../compiler/compile.ts'
import { createDocuments } from '../../lsp/documents.ts'
import { nodeHost, workspaceHost } from '../../lsp/node-files.ts'
import { createProject } from '../../lsp/project.ts'
import { lexiconEar } from '../../runtime/audio/listen/lexicon-ear.ts'
import { MEASURES, measure } from '../../runtime/audio/listen/measures.ts'
import { NOUN_MEASURES } from '../../runtime/audio/listen/noun-measures.ts'
import { readRecording } from '../../runtime/audio/listen/recording.ts'
import { classOf, PLAYERS, strike } from '../../runtime/audio/strike.ts'
import { wavBytes as stereoWav } from '../../runtime/audio/wav.ts'
import { TimbreEmbedding } from '../../runtime/timbre/embedding.ts'
import { timbreOfText } from '../../runtime/timbre/prompt.ts'
import { measuresOfNouns, NOUNS } from '../../scripts/timbre/nouns.ts'
import { link } from '../harness/links.ts'
import { knock, wavBytes } from './wav.ts'

const RATE = 48_000

function sound(prompt: string): Float32Array {
  const timbre = timbreOfText(prompt)
  return strike(timbre, PLAYERS[classOf(timbre)], { sampleRate: RATE, seconds: 1.2 }).left
}

describe('what is measured of a sound', () => {
  const tone = (hertz: number, fall: number): Float32Array =>
    Float32Array.from({ length: RATE }, (_, i) => {
      const t = i / RATE
      return 10 ** ((-fall * t) / 20) * Math.sin(2 * Math.PI * hertz * t)
    })

  it('is known of a falling tone: its pitch, its fall, where it lies', () => {
    // 100 dB a second: 20 dB in 0.2 s, 40 dB in 0.4 s. 1 kHz is 8.5 Bark (Traunmüller).
    const { pitch, fall20, fall40, highs, mids } = measure(tone(1000, 100), RATE)
    expect(20 * 2 ** pitch).toBeCloseTo(1000, -1.3)
    expect(2 ** fall20).toBeCloseTo(0.2, 1.6)
    expect(2 ** fall40).toBeCloseTo(0.4, 1.6)
    expect([highs, mids].map((x) => Math.round(x * 100))).toEqual([0, 0])
    expect(measure(tone(1000, 100), RATE).centroid).toBeGreaterThan(
      measure(tone(300, 100), RATE).centroid + 3,
    )
  })

  it('depends neither on how loud it is nor on what silence stands before it', () => {
    const once = measure(tone(700, 60), RATE)
    const quiet = Float32Array.from({ length: RATE + 4800 }, (_, i) =>
      i < 4800 ? 0 : 0.01 * (tone700[i - 4800] ?? 0),
    )
    const again = measure(quiet, RATE)
    for (const name of MEASURES) expect(again[name], name).toBeCloseTo(once[name], 1)
  })
  const tone700 = tone(700, 60)

  it('stands in a table that fits the voices as they are (npm run gen:timbre)', () => {
    expect(Object.keys(NOUN_MEASURES)).toEqual(NOUNS)
    for (const [noun, values] of measuresOfNouns(['kick', 'wood block', 'ping'])) {
      values.forEach((x, i) => {
        expect(x, `${noun}: ${MEASURES[i]}`).toBeCloseTo(NOUN_MEASURES[noun]?.[i] ?? Number.NaN, 1)
      })
    }
  })
})

describe('the lexicon’s ear', () => {
  it.each([
    'deep kick drum',
    'soft brushed snare',
    'closed hi-hat',
    'warm woody click',
    'round upright bass',
    'long bright ride',
    'dark tom',
  ])('hears what class "%s" is', (prompt) => {
    const heard = TimbreEmbedding.fromAudio(sound(prompt), RATE, {
      hear: (samples, rate) => lexiconEar(samples, rate).vector,
    })
    expect(classOf(heard)).toBe(classOf(timbreOfText(prompt)))
  })

  it('hears darker and brighter, shorter and longer', () => {
    const graded = (axis: 'brightness' | 'decay', prompts: readonly string[]) =>
      prompts.map((prompt) => lexiconEar(sound(prompt), RATE).grade(axis))
    const [dark = 0, bright = 0] = graded('brightness', ['very dark tom', 'very bright tom'])
    expect(bright - dark).toBeGreaterThan(0.4)
    const [short = 0, long = 0] = graded('decay', ['very short tom', 'very long tom'])
    expect(long - short).toBeGreaterThan(0.4)
  })
})

describe('a recording in a piece', () => {
  let root = ''
  let outside = ''
  const write = (name: string, bytes: Uint8Array | string): void => writeFileSync(join(root, name), bytes)

  beforeAll(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'sil-samples-')))
    outside = realpathSync(mkdtempSync(join(tmpdir(), 'sil-outside-')))
    mkdirSync(join(root, 'sounds'))
    write('knock.wav', wavBytes({}))
    write('eight.wav', wavBytes({ bits: 8 }))
    write('fast.wav', wavBytes({ rate: 192_000, seconds: 0.1 }))
    write('silent.wav', wavBytes({ sound: () => 0 }))
    write('cut.wav', wavBytes({ kept: 9000 }))
    write('headless.wav', wavBytes({}).subarray(0, 30))
    write('nothing.wav', wavBytes({ seconds: 0 }))
    write('long.wav', wavBytes({ rate: 8000, bits: 8, seconds: 1800, sound: () => 0.1 }))
    write('text.wav', 'RIFF, he said, and left.\n')
    write('empty.wav', '')
    writeFileSync(join(outside, 'knock.wav'), wavBytes({}))
  })
  afterAll(() => {
    for (const folder of [root, outside]) rmSync(folder, { recursive: true })
  })

  const said = (path: string) => {
    const text = `timbre t = sample "${path}"\nmetronome m { beat |x| timbre t }\n`
    const { diagnostics, ir } = check({ path: 'main.sil', text, host: workspaceHost(root) })
    return { said: diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'), ir }
  }

  it.each(['knock.wav', './knock.wav', 'eight.wav', 'fast.wav'])('%s is heard as a click', (path) => {
    const { said: wrong, ir } = said(path)
    expect(wrong).toBe('')
    const [timbre] = ir?.timbres ?? []
    if (timbre?.kind !== 'sample') throw new Error('no sample')
    expect(TimbreEmbedding.fromDirection(timbre.vector).grade('click')).toBeGreaterThan(0.4)
  })

  it.each([
    ['silent.wav', /SIL0712 .*: it is silent/],
    ['text.wav', /SIL0712 .*: it is not a WAV file/],
    ['empty.wav', /SIL0712 .*: it is empty/],
    ['headless.wav', /SIL0712 .*: it has/],
    ['nothing.wav', /SIL0712 .*: it holds no samples/],
    ['long.wav', /SIL0712 .*: it is 30 minutes long; one sound is at most 60 seconds/],
    ['sounds', /SIL0712 .*: it is not a file/],
    ['link.wav', /SIL0712 .*: it is a link that leaves the workspace/],
    ['cut.wav', /^SIL0715 /],
    ['other.wav', /^SIL0711 There is no file other\.wav/],
    ['../knock.wav', /^SIL0710 /],
    ['/etc/passwd', /^SIL0710 /],
    ['https://example.com/knock.wav', /^SIL0710 /],
  ])('%s: %s', (path, expected) => {
    if (path === 'link.wav') link(join(outside, 'knock.wav'), join(root, 'link.wav'))
    expect(said(path).said).toMatch(expected)
  })

  it('is said to be heard in part where the ear says so, whatever space it hears for', () => {
    const note = 'is 12.0 s long: I read 1.5 s from its loudest onset, at 3.1 s'
    const host = workspaceHost(root, (samples, rate) => ({ vector: lexiconEar(samples, rate).vector, note }))
    const text = 'timbre t = sample "knock.wav"\nmetronome m { beat |x| timbre t }\n'
    expect(check({ path: 'main.sil', text, host }).diagnostics.map(({ message }) => message)).toEqual([
      `knock.wav ${note}.`,
    ])
  })

  it('is heard once by an editor, and anew when the disk has changed', () => {
    const documents = createDocuments()
    const project = createProject(documents, nodeHost())
    project.setRoots([pathToFileURL(root).href])
    const uri = pathToFileURL(join(root, 'piece.sil')).href
    documents.open(uri, 1, 'timbre t = sample "changing.wav"\nmetronome m { beat |x| timbre t }\n')
    const codes = () => project.analysis(uri)?.result.diagnostics.map(({ code }) => code)
    expect(codes()).toEqual(['SIL0711'])
    write('changing.wav', wavBytes({ sound: () => 0 }))
    expect(codes()).toEqual(['SIL0711'])
    project.refresh()
    expect(codes()).toEqual(['SIL0712'])
    write('changing.wav', wavBytes({}))
    project.refresh()
    expect(codes()).toEqual([])
    expect(project.analysis(uri)).toBe(project.analysis(uri))
  })

  it('with samples that are no numbers is refused', () => {
    const bytes = wavBytes({ seconds: 0.01 })
    bytes.writeUInt16LE(3, 20)
    bytes.writeUInt16LE(4, 32)
    bytes.writeUInt16LE(32, 34)
    bytes.writeFloatLE(Number.NaN, 44)
    expect(readRecording(bytes.length, (at, n) => bytes.subarray(at, at + n))).toEqual({
      ok: false,
      problem: 'holds samples that are no numbers',
    })
  })

  it('whose two channels are turned against one another is no silence', () => {
    const left = Float32Array.from({ length: 14_400 }, (_, i) => knock(i / RATE))
    const channels = [left, left.map((x) => -x)]
    const bytes = stereoWav({ sampleRate: RATE, channels, format: 'float32' })
    const reading = readRecording(bytes.length, (at, n) => bytes.subarray(at, at + n))
    expect(reading).toEqual({ ok: true, samples: left, sampleRate: RATE, cutOff: false })
  })

  it('that stands beside zero, as cheap converters have it, is heard as one that does not', () => {
    const read = (sound: (t: number) => number): Float32Array => {
      const samples = Float32Array.from({ length: 14_400 }, (_, i) => sound(i / RATE))
      const bytes = stereoWav({ sampleRate: RATE, channels: [samples], format: 'float32' })
      const reading = readRecording(bytes.length, (at, n) => bytes.subarray(at, at + n))
      if (!reading.ok) throw new Error(reading.problem)
      return reading.samples
    }
    const plain = read(knock)
    for (const constant of [0.01, 0.2, -0.05]) {
      const shifted = read((t) => knock(t) + constant)
      const furthest = shifted.reduce((most, x, i) => Math.max(most, Math.abs(x - (plain[i] ?? 0))), 0)
      expect(furthest, `${constant}`).toBeLessThan(5e-4)
    }
    // What lies about zero is left as it is: a drum that is cut off, and a pulse, which is low for long and high for a moment.
    for (const fall of [0, 4, 16]) {
      const drum = (t: number): number => 0.6 * Math.exp(-fall * t) * Math.cos(2 * Math.PI * 47 * t)
      expect(
        read(drum).every((x, i) => x === Math.fround(drum(i / RATE))),
        `${fall}`,
      ).toBe(true)
    }
    const pulse = (t: number): number => (Math.round(t * RATE) % 100 === 0 ? 0.99 : -0.01)
    expect(read(pulse).every((x, i) => x === Math.fround(pulse(i / RATE)))).toBe(true)
  })

  it('of nothing but a constant is silent', () => {
    const bytes = wavBytes({ sound: () => 0.3 })
    expect(readRecording(bytes.length, (at, n) => bytes.subarray(at, at + n))).toEqual({
      ok: false,
      problem: 'is silent',
    })
  })

  it('never crashes, whatever its bytes are', () => {
    const good = wavBytes({ seconds: 0.02, sound: knock })
    for (let seed = 1; seed <= 200; seed++) {
      const bytes = Buffer.from(good)
      for (let k = 0; k < 4; k++) bytes[(seed * 37 + k * k * 11) % 60] = (seed * 101 + k * 59) & 255
      const reading = readRecording(bytes.length, (at, n) => bytes.subarray(at, at + n))
      if (reading.ok)
        expect(lexiconEar(reading.samples, reading.sampleRate).vector.every(Number.isFinite)).toBe(true)
      else expect(reading.problem).toMatch(/^(is|has|holds) /)
    }
  })
})

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { rollTake } from '../../bench/onsets/takes.ts'
import { readOnsets } from '../../cli/io/onsets.ts'
import { hearWav } from '../../cli/io/wav-onsets.ts'
import { Failure } from '../../cli/outcome.ts'
import { wavBytes, wavHeader } from '../../runtime/audio/wav.ts'
import { runs } from '../harness/runs.ts'
import { hear, knocks } from '../runtime/audio/ears/hearing.ts'

const folder = mkdtempSync(join(tmpdir(), 'sil-wav-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** What is said about a file that is refused; the file's name comes first. */
function refusal(content: Uint8Array, name = 'take.wav'): string {
  const path = file(name, content)
  try {
    readOnsets(path)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    expect(error.status).toBe(1)
    expect(error.message.startsWith(path)).toBe(true)
    return error.message.slice(path.length + 1)
  }
  return 'accepted'
}

const text = (word: string): number[] => [...word].map((letter) => letter.charCodeAt(0))
const two = (n: number): number[] => [n & 255, (n >> 8) & 255]
const four = (n: number): number[] => [...two(n % 65536), ...two(Math.floor(n / 65536))]
const chunk = (name: string, body: readonly number[], size = body.length): number[] => [
  ...text(name),
  ...four(size),
  ...body,
  ...(body.length % 2 === 1 ? [0] : []),
]
const wav = (...chunks: readonly number[][]): Uint8Array => {
  const body = chunks.flat()
  return Uint8Array.from([...text('RIFF'), ...four(body.length + 4), ...text('WAVE'), ...body])
}
interface Shape {
  readonly tag?: number
  readonly channels?: number
  readonly rate?: number
  readonly bits?: number
  readonly block?: number
  readonly more?: readonly number[]
}
const format = ({
  tag = 1,
  channels = 1,
  rate = 44_100,
  bits = 16,
  block,
  more = [],
}: Shape = {}): number[] =>
  chunk('fmt ', [
    ...two(tag),
    ...two(channels),
    ...four(rate),
    ...four((rate * channels * bits) / 8),
    ...two(block ?? (channels * bits) / 8),
    ...two(bits),
    ...more,
  ])
/** The extensible header's rest: which format it is, behind a GUID. */
const guid = (tag: number): number[] => [
  ...two(22),
  ...two(16),
  ...four(3),
  ...two(tag),
  ...[0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71],
]

const rate = 8000
const played = knocks(rate, 1.2, [{ time: 0.3 }, { time: 0.8 }])
const heard = [0.3, 0.8]
/** The knocks as bytes of a sample format. */
function encoded(width: number, write: (view: DataView, at: number, x: number) => void): number[] {
  const view = new DataView(new ArrayBuffer(played.length * width))
  played.forEach((x, i) => {
    write(view, i * width, x)
  })
  return [...new Uint8Array(view.buffer)]
}
const pcm16 = encoded(2, (view, at, x) => view.setInt16(at, x * 32767, true))
const timesIn = (content: Uint8Array): readonly number[] =>
  readOnsets(file('good.wav', content)).onsets.map(({ time }) => Number(time.toFixed(3)))

describe('a WAV file is heard', () => {
  it.each([
    ['8 bit', format({ rate, bits: 8 }), encoded(1, (view, at, x) => view.setUint8(at, 128 + x * 127))],
    ['16 bit', format({ rate }), pcm16],
    [
      '24 bit',
      format({ rate, bits: 24 }),
      encoded(3, (view, at, x) => {
        view.setUint16(at, (x * 8388607) & 0xffff, true)
        view.setInt8(at + 2, (x * 8388607) >> 16)
      }),
    ],
    [
      '32 bit',
      format({ rate, bits: 32 }),
      encoded(4, (view, at, x) => view.setInt32(at, x * 2147483647, true)),
    ],
    [
      'float 32',
      format({ rate, tag: 3, bits: 32 }),
      encoded(4, (view, at, x) => view.setFloat32(at, x, true)),
    ],
    [
      'float 64',
      format({ rate, tag: 3, bits: 64 }),
      encoded(8, (view, at, x) => view.setFloat64(at, x, true)),
    ],
    ['an extensible header', format({ rate, tag: 0xfffe, more: guid(1) }), pcm16],
    [
      'an extensible header with floats',
      format({ rate, tag: 0xfffe, bits: 32, more: guid(3) }),
      encoded(4, (view, at, x) => view.setFloat32(at, x, true)),
    ],
  ])('as %s', (_, head, data) => {
    expect(timesIn(wav(head, chunk('data', data)))).toEqual(heard)
  })

  it.skipIf(process.platform === 'win32')(
    'and a pipe is refused without waiting for somebody who writes',
    () => {
      const path = join(folder, 'pipe.wav')
      execFileSync('mkfifo', [path])
      expect(() => readOnsets(path)).toThrow(/pipe\.wav is no file on disk/)
    },
  )

  it('among chunks of other kinds, also of odd length, before and after the samples', () => {
    const odd = chunk('LIST', text('INFO!'))
    const info = chunk('bext', Array<number>(603).fill(7))
    expect(timesIn(wav(odd, format({ rate }), info, odd, chunk('data', pcm16), odd))).toEqual(heard)
  })

  it('with one channel silent', () => {
    const silent = new Float32Array(played.length)
    for (const channels of [
      [played, silent],
      [silent, played],
    ]) {
      expect(timesIn(wavBytes({ sampleRate: rate, channels, format: 'pcm16' }))).toEqual(heard)
    }
  })

  it('with one channel turned round, which a sum of the two would not hear', () => {
    const hum = played.map((_, i) => 0.001 * Math.sin(i / 20))
    const turned = played.map((x, i) => (hum[i] ?? 0) - x)
    for (const channels of [
      [played, turned],
      [turned, played],
      [played, turned.map((x) => 0.9 * x)],
    ]) {
      expect(timesIn(wavBytes({ sampleRate: rate, channels, format: 'pcm24' }))).toEqual(heard)
    }
  })

  it('with channels that have little to do with one another', () => {
    const one = knocks(rate, 1.2, [{ time: 0.3 }])
    const other = knocks(rate, 1.2, [{ time: 0.8, level: -0.5 }])
    expect(timesIn(wavBytes({ sampleRate: rate, channels: [one, other], format: 'pcm16' }))).toEqual(heard)
  })

  const noise = (i: number): number => {
    const x = Math.sin(i * 12.9898) * 43758.5453
    return 2 * (x - Math.floor(x)) - 1
  }
  it.each([
    ['hiss', (i: number) => 0.02 * noise(i)],
    ['a hum', (i: number) => 0.05 * Math.sin((2 * Math.PI * 50 * i) / 44_100)],
    ['a constant', () => 0.02],
    ['a large constant', () => -0.3],
  ])('without a stroke at its start where %s was there before it', (_, sound) => {
    const knocked = knocks(44_100, 2, [{ time: 0.4 }, { time: 0.9 }, { time: 1.4 }])
    const samples = knocked.map((x, i) => x + sound(i))
    const bytes = wavBytes({ sampleRate: 44_100, channels: [samples], format: 'float32' })
    const { onsets } = readOnsets(file('before.wav', bytes))
    expect(onsets.map(({ time }) => Number(time.toFixed(3)))).toEqual([0.4, 0.9, 1.4])
    // Nor are strokes held against it.
    for (const { velocity } of onsets) expect(Math.abs((velocity ?? 0) - 0.75)).toBeLessThan(0.15)
  })

  it('with strokes soon after its start, whatever was there before it', () => {
    for (const sound of [(i: number) => 0.02 * noise(i), () => -0.3]) {
      const samples = knocks(44_100, 1, [{ time: 0.1 }, { time: 0.6 }]).map((x, i) => x + sound(i))
      const { onsets } = readOnsets(
        file('soon.wav', wavBytes({ sampleRate: 44_100, channels: [samples], format: 'float32' })),
      )
      const times = onsets.map(({ time }) => Number(time.toFixed(3)))
      expect(times.filter((time) => time > 0.01)).toEqual([0.1, 0.6])
    }
  })

  it.each([
    ['a knock', (t: number) => Math.exp(-t / 0.03) * Math.cos(2 * Math.PI * 900 * t)],
    ['a low string', (t: number) => Math.exp(-t / 0.5) * Math.sin(2 * Math.PI * 82 * t)],
  ])('with its first stroke on its first sample: %s', (_, sound) => {
    const samples = Float32Array.from({ length: 44_100 }, (_, i) => 0.5 * sound(i / 44_100))
    const bytes = wavBytes({ sampleRate: 44_100, channels: [samples], format: 'pcm24' })
    expect(readOnsets(file('first.wav', bytes)).onsets.map(({ time }) => Math.round(time * 1000))).toEqual([
      0,
    ])
  })

  it('of unknown length, to the end of the file', () => {
    const header = wavHeader({ sampleRate: rate, channels: 1, frames: null, format: 'pcm16' })
    expect(timesIn(Uint8Array.from([...header, ...pcm16]))).toEqual(heard)
  })

  it('as far as it goes where it was cut off, and that is told', () => {
    const cut = file('cut.wav', wav(format({ rate }), chunk('data', pcm16.slice(0, 10_001), 1e9)))
    const { onsets, truncated } = readOnsets(cut)
    expect(onsets.map(({ time }) => Number(time.toFixed(3)))).toEqual([0.3])
    expect(truncated).toBe(true)
    expect(
      readOnsets(file('whole.wav', wav(format({ rate }), chunk('data', pcm16)))).truncated,
    ).toBeUndefined()
  })

  it('to the end of the file where the header was never finished, and that is told', () => {
    for (const riff of [0, 1e6]) {
      const bytes = wav(format({ rate }), chunk('data', pcm16, 0))
      new DataView(bytes.buffer).setUint32(4, riff, true)
      const { onsets, truncated } = readOnsets(file('unfinished.wav', bytes))
      expect(onsets.map(({ time }) => Number(time.toFixed(3)))).toEqual(heard)
      expect(truncated).toBe(true)
    }
    // Nothing was recorded, and a chunk follows: that is whole.
    const nothing = file('nothing.wav', wav(format({ rate }), chunk('data', []), chunk('LIST', text('INFO'))))
    expect(readOnsets(nothing)).toMatchObject({ onsets: [] })
    expect(readOnsets(nothing).truncated).toBeUndefined()
  })

  it('without a sample, as nobody playing', () => {
    expect(timesIn(wav(format({ rate }), chunk('data', [])))).toEqual([])
  })

  it('by the same ears that hear a microphone, whatever pieces the file is read in', () => {
    const take = rollTake(11)
    const channels = [take.samples]
    const path = file('roll.wav', wavBytes({ sampleRate: take.rate, channels, format: 'float32' }))
    const pieces: string[] = []
    const { onsets } = hearWav(path, { maxSeconds: 100, maxOnsets: 1000 }, (piece, of) =>
      pieces.push(`${piece}/${of}`),
    )
    const live = hear(take.samples, take.rate, { block: 128 })
    expect(onsets).toEqual(live.map(({ time, velocity }) => ({ time, velocity, pitch: null })))
    expect(pieces).toHaveLength(Math.ceil(take.samples.length / 65_536))
    expect(pieces.at(-1)).toBe(`${pieces.length}/${pieces.length}`)
  })
})

describe('a file that is no WAV file that I can hear is refused, with its name and why', () => {
  it.each([
    ['nothing', new Uint8Array(0), /is empty/],
    ['text', Uint8Array.from(text('hello, this is no sound')), /is not a WAV file/],
    ['half a header', Uint8Array.from(text('RIFF')), /is not a WAV file/],
    ['an AVI film', Uint8Array.from([...text('RIFF'), ...four(4), ...text('AVI ')]), /is not a WAV file/],
    ['RF64', Uint8Array.from([...text('RF64'), ...four(4), ...text('WAVE')]), /is an RF64 file.*4 GiB/],
    ['RIFX', Uint8Array.from([...text('RIFX'), ...four(4), ...text('WAVE')]), /big-endian/],
    ['no chunks', wav(), /has no format/],
    ['no samples', wav(format()), /holds no samples/],
    ['samples before the format', wav(chunk('data', [0, 0]), format()), /no format before its samples/],
    ['a short format', wav(chunk('fmt ', [1, 0]), chunk('data', [])), /"fmt " chunk is too short/],
    ['no channels', wav(format({ channels: 0 }), chunk('data', [])), /has no channels/],
    ['too many channels', wav(format({ channels: 65 }), chunk('data', [])), /65 channels; the limit is 64/],
    [
      'a rate of 0',
      wav(format({ rate: 0 }), chunk('data', [])),
      /sample rate of 0 Hz; I read 8000 to 192000/,
    ],
    ['a rate of 384 kHz', wav(format({ rate: 384_000 }), chunk('data', [])), /384000 Hz/],
    ['12 bits in one byte', wav(format({ bits: 12, block: 1 }), chunk('data', [])), /frames of 1 bytes/],
    ['64 bit PCM', wav(format({ bits: 64 }), chunk('data', [])), /PCM samples of 64 bits/],
    ['16 bit floats', wav(format({ tag: 3 }), chunk('data', [])), /float samples of 16 bits/],
    ['0 bits', wav(format({ bits: 0 }), chunk('data', [])), /samples of 0 bits/],
    [
      'ADPCM',
      wav(format({ tag: 2, bits: 4, block: 256 }), chunk('data', [])),
      /is compressed \(WAV format 2\)/,
    ],
    ['MP3 in WAV', wav(format({ tag: 0x55 }), chunk('data', [])), /is compressed \(WAV format 85\)/],
    [
      'a short extensible header',
      wav(format({ tag: 0xfffe }), chunk('data', [])),
      /extensible header is too short/,
    ],
    [
      'another GUID',
      wav(format({ tag: 0xfffe, more: [...guid(1).slice(0, -1), 0] }), chunk('data', [])),
      /compressed in a way I do not know/,
    ],
    [
      'empty chunks without end',
      wav(...Array.from({ length: 5000 }, () => chunk('junk', []))),
      /has no format/,
    ],
    [
      'a chunk beyond the end',
      wav(format(), chunk('LIST', [1, 2], 4e9), chunk('data', [0, 0])),
      /holds no samples/,
    ],
  ])('%s', (_, content, message) => {
    expect(refusal(content)).toMatch(message)
  })

  it('a folder, and what is not there', () => {
    mkdirSync(join(folder, 'folder.wav'))
    expect(() => readOnsets(join(folder, 'folder.wav'))).toThrow(/is a folder/)
    expect(() => readOnsets(join(folder, 'nowhere.wav'))).toThrow(/There is no file/)
  })

  it('whatever the bytes are: it is heard or refused, and nothing else happens', () => {
    const good = wav(format({ rate }), chunk('data', pcm16.slice(0, 400)))
    const edits = fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(edits, fc.nat(good.length), (edits, length) => {
        const bytes = good.slice(0, length)
        for (const [at, value] of edits) if (at < length) bytes[at] = value
        expect(refusal(bytes)).not.toBe('')
      }),
      runs(300),
    )
  })

  it('more than a day of sound', () => {
    const path = file('long.wav', wav(format({ rate }), chunk('data', pcm16)))
    expect(() => hearWav(path, { maxSeconds: 1, maxOnsets: 10 })).toThrow(/longer than a whole day/)
    expect(() => hearWav(path, { maxSeconds: 10, maxOnsets: 1 })).toThrow(/more than 1 onsets/)
  })
})

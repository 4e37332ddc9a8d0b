import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type WavFormat, wavBytes, wavHeader, wavWriter } from '../../../runtime/audio/wav.ts'
import { decodeChannel, readWavHeader, type WavInfo } from '../../../runtime/audio/wav-reader.ts'
import { runs } from '../../harness/runs.ts'

const formats: readonly WavFormat[] = ['pcm16', 'pcm24', 'float32']
const samples = fc.float32Array({ min: -1, max: Math.fround(0.999), noNaN: true, maxLength: 64 })

function infoOf(bytes: Uint8Array): WavInfo {
  const reading = readWavHeader(bytes.length, (at, length) => bytes.subarray(at, at + length))
  if (!reading.ok) throw new Error(reading.problem)
  return reading.info
}

function channelsOf(bytes: Uint8Array): readonly Float32Array[] {
  const info = infoOf(bytes)
  const data = bytes.subarray(info.dataOffset)
  return Array.from({ length: info.channels }, (_, channel) => {
    const out = new Float32Array(info.frames)
    decodeChannel(info, channel, data, out)
    return out
  })
}

const sameLength = fc
  .array(samples, { minLength: 1, maxLength: 4 })
  .map((list) => list.map((one) => one.slice(0, Math.min(...list.map((other) => other.length)))))

describe('a WAV file that is written and read', () => {
  // Half a step of rounding, and as much again on either side from dither.
  it.each([
    ['float32', true, 0],
    ['pcm24', true, 0.5 / 8388608 + 1e-9],
    ['pcm16', true, 1.5 / 32768 + 1e-9],
    ['pcm16', false, 0.5 / 32768 + 1e-9],
  ] as const)('holds the same sound: %s, dither %s', (format, dither, off) => {
    fc.assert(
      fc.property(sameLength, fc.integer({ min: 8000, max: 192000 }), (channels, sampleRate) => {
        const bytes = wavBytes({ sampleRate, channels, format, dither })
        expect(infoOf(bytes)).toMatchObject({
          sampleRate,
          channels: channels.length,
          frames: channels[0]?.length,
          truncated: false,
        })
        const read = channelsOf(bytes)
        channels.forEach((channel, c) => {
          channel.forEach((sample, i) => {
            expect(Math.abs((read[c]?.[i] ?? Number.NaN) - sample)).toBeLessThanOrEqual(off)
          })
        })
      }),
      runs(60),
    )
  })

  it('keeps 16 bits as they are when nothing is to be dithered', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -32768, max: 32767 })), (steps) => {
        const channels = [Float32Array.from(steps, (step) => step / 32768)]
        const read = channelsOf(wavBytes({ sampleRate: 48000, channels, format: 'pcm16', dither: false }))
        expect(read).toEqual(channels)
      }),
    )
  })

  it('is the same whatever pieces it was written in', () => {
    const cuts = fc.array(fc.nat(64), { maxLength: 5 })
    fc.assert(
      fc.property(sameLength, cuts, fc.constantFrom(...formats), fc.nat(), (channels, cuts, format, seed) => {
        const frames = channels[0]?.length ?? 0
        const sampleRate = 44100
        const writer = wavWriter({ sampleRate, channels: channels.length, frames, format, seed })
        const places = [0, ...cuts.map((cut) => Math.min(cut, frames)).sort((a, b) => a - b), frames]
        const pieces = places.slice(1).map((to, i) => writer.frames(channels, places[i], to))
        const all = [writer.header, ...pieces, writer.end()].flatMap((piece) => [...piece])
        expect(Uint8Array.from(all)).toEqual(wavBytes({ sampleRate, channels, format, seed }))
      }),
    )
  })

  it('clips in PCM, keeps loud floats, and writes NaN as silence', () => {
    const channels = [Float32Array.of(2, -2, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)]
    const written = (format: WavFormat): readonly number[] => [
      ...(channelsOf(wavBytes({ sampleRate: 48000, channels, format, dither: false }))[0] ?? []),
    ]
    expect(written('pcm16')).toEqual([32767 / 32768, -1, 0, 32767 / 32768, -1])
    expect(written('pcm24')).toEqual([8388607 / 8388608, -1, 0, 8388607 / 8388608, -1])
    expect(written('float32')).toEqual([2, -2, 0, 1, -1])
  })
})

describe('dither', () => {
  const steps = (level: number, seed: number): readonly number[] => {
    const channels = [new Float32Array(20_000).fill(level / 32768)]
    const read = channelsOf(wavBytes({ sampleRate: 48000, channels, format: 'pcm16', seed }))[0]
    return [...(read ?? [])].map((sample) => sample * 32768)
  }
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

  it('keeps what is smaller than a step in the mean, with the same noise at every level', () => {
    for (const level of [0, 0.25, 0.5, 0.8, 7.3]) {
      const heard = steps(level, 5)
      expect(mean(heard)).toBeCloseTo(level, 1)
      // A quarter of a step squared: twice 1/12 of the two uniform draws, and 1/12 of rounding.
      expect(mean(heard.map((step) => (step - level) ** 2))).toBeCloseTo(0.25, 1)
    }
  })

  it('is the seed’s: the same seed the same noise, another seed another, and two channels two', () => {
    expect(steps(0.3, 5)).toEqual(steps(0.3, 5))
    expect(steps(0.3, 5)).not.toEqual(steps(0.3, 6))
    const silent = [new Float32Array(100), new Float32Array(100)]
    const read = channelsOf(wavBytes({ sampleRate: 48000, channels: silent, format: 'pcm16' }))
    expect(read[0]).not.toEqual(read[1])
  })

  it('does not follow from one frame to the next', () => {
    const heard = steps(0, 9)
    expect(Math.abs(mean(heard.slice(1).map((step, i) => step * (heard[i] ?? 0))))).toBeLessThan(0.02)
  })
})

describe('a header', () => {
  it('of unknown length is as long as the one that is written over it, and reads to the end of the file', () => {
    for (const format of formats) {
      const shape = { sampleRate: 48000, channels: 2, format }
      const writer = wavWriter({ ...shape, frames: null })
      expect(writer.header).toHaveLength(wavHeader({ ...shape, frames: 3 }).length)
      const channels = [Float32Array.of(0, 0.5, -0.5), Float32Array.of(0, 0, 0)]
      const bytes = Uint8Array.from([...writer.header, ...writer.frames(channels), ...writer.end()])
      expect(infoOf(bytes)).toMatchObject({ frames: 3, truncated: false })
      bytes.set(wavHeader({ ...shape, frames: 3 }))
      expect(bytes).toEqual(wavBytes({ ...shape, channels }))
    }
  })

  it('has even chunks: an odd number of bytes is followed by one more', () => {
    const bytes = wavBytes({ sampleRate: 48000, channels: [new Float32Array(3)], format: 'pcm24' })
    expect(bytes).toHaveLength(44 + 9 + 1)
    expect(new DataView(bytes.buffer).getUint32(4, true)).toBe(bytes.length - 8)
    expect(new DataView(bytes.buffer).getUint32(40, true)).toBe(9)
  })

  it('is refused for what no WAV file can be', () => {
    const shape = { sampleRate: 48000, channels: 1, frames: 1, format: 'pcm16' } as const
    expect(() => wavHeader({ ...shape, channels: 0 })).toThrow('no 0 channels')
    expect(() => wavHeader({ ...shape, sampleRate: 44100.5 })).toThrow('44100.5 Hz')
    expect(() => wavHeader({ ...shape, frames: -1 })).toThrow('-1 frames')
    expect(() => wavHeader({ ...shape, frames: 2 ** 31 })).toThrow('4 GiB')
    expect(() => wavWriter(shape).end()).toThrow('says 1 frames, and 0 were written')
    expect(() => wavWriter(shape).frames([])).toThrow('1 channels')
  })
})

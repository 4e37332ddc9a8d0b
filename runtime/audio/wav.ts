/**
 * Writes WAV: 16 and 24 bit PCM and 32 bit float, all at once or in pieces. `wav-reader.ts` reads them back.
 *
 * 16 bits are dithered, since rounding a fading tone makes distortion that can be heard: with noise of a triangular
 * density two steps wide, the error's mean and power do not depend on the signal (Lipshitz, Wannamaker and
 * Vanderkooy, "Quantization and dither: a theoretical survey", JAES 40, 1992). At 24 bits a converter's own noise is
 * larger than a step.
 */

import { philox4x32 } from '../random.ts'
import type { Hertz } from '../units.ts'

export type WavFormat = 'pcm16' | 'pcm24' | 'float32'

export interface WavShape {
  readonly sampleRate: Hertz
  /** 1 to 65535 as the format has it; 1 or 2 are what players understand. */
  readonly channels: number
  /** Null where nobody knows yet how long it becomes: the header then says the largest number, as pipes do. */
  readonly frames: number | null
  readonly format: WavFormat
}

export interface DitherOptions {
  /** Key of the dither's noise: the same seed gives the same bytes. */
  readonly seed?: number
  /** Off where the samples are 16 bit already and should stay the bits they are. */
  readonly dither?: boolean
}

export interface WavWriter {
  /** The first bytes of the file. Where `frames` was null, `wavHeader` with the true number has the same length. */
  readonly header: Uint8Array
  /** The bytes of these frames, `to` left out. The pieces' lengths do not change the bytes. */
  frames(channels: readonly Float32Array[], from?: number, to?: number): Uint8Array
  /**
   * The file's last bytes, often none.
   *
   * @throws RangeError when the header promised another number of frames.
   */
  end(): Uint8Array
}

const BYTES: Readonly<Record<WavFormat, number>> = { pcm16: 2, pcm24: 3, float32: 4 }
const PCM = 1
const IEEE_FLOAT = 3
/** Sizes are 32 bits wide; this one means "until the file ends". */
const UNKNOWN = 0xffffffff
/** Full scale is 2^15 steps and 2^23 steps. */
const STEPS_16 = 32768
const STEPS_24 = 8388608

/** A whole file. Samples beyond ±1 are clipped in PCM and kept in float; NaN is written as silence. */
export function wavBytes(
  sound: Omit<WavShape, 'channels' | 'frames'> & {
    readonly channels: readonly Float32Array[]
  } & DitherOptions,
): Uint8Array {
  const frames = sound.channels[0]?.length ?? 0
  const writer = wavWriter({ ...sound, channels: sound.channels.length, frames })
  const body = writer.frames(sound.channels)
  const tail = writer.end()
  const bytes = new Uint8Array(writer.header.length + body.length + tail.length)
  bytes.set(writer.header)
  bytes.set(body, writer.header.length)
  bytes.set(tail, writer.header.length + body.length)
  return bytes
}

/**
 * A file in pieces, for what is too long to hold at once.
 *
 * @throws RangeError for a shape that no WAV file has, among them sound of more than 4 GiB.
 */
export function wavWriter(shape: WavShape & DitherOptions): WavWriter {
  const header = wavHeader(shape)
  const { channels: count, format, seed = 0, dither = true } = shape
  const write = format === 'float32' ? writeFloat : format === 'pcm24' ? write24 : write16(seed, dither)
  const width = BYTES[format]
  let written = 0
  return {
    header,
    frames(channels, from = 0, to = channels[0]?.length ?? 0) {
      if (channels.length !== count || channels.some((channel) => channel.length < to)) {
        throw new RangeError(`Here are ${count} channels of ${to} frames expected.`)
      }
      const bytes = new Uint8Array(Math.max(0, to - from) * count * width)
      const view = new DataView(bytes.buffer)
      channels.forEach((samples, channel) => {
        write(view, samples, { from, to, channel, offset: channel * width, stride: count * width, written })
      })
      written += Math.max(0, to - from)
      if (written * count * width > UNKNOWN - header.length) {
        throw new RangeError('A WAV file holds no more than 4 GiB.')
      }
      return bytes
    },
    end() {
      if (shape.frames !== null && written !== shape.frames) {
        throw new RangeError(`The header says ${shape.frames} frames, and ${written} were written.`)
      }
      // A chunk of odd length is followed by a byte that counts as nothing.
      return new Uint8Array((written * count * width) % 2)
    },
  }
}

/** 44 bytes for PCM, 58 for float, whose `fact` chunk repeats the number of frames. */
export function wavHeader({ sampleRate, channels, frames, format }: WavShape): Uint8Array {
  if (!(Number.isInteger(channels) && channels >= 1 && channels <= 0xffff)) {
    throw new RangeError(`A WAV file has no ${channels} channels.`)
  }
  if (!(Number.isInteger(sampleRate) && sampleRate >= 1 && sampleRate <= UNKNOWN)) {
    throw new RangeError(`A WAV file has no sample rate of ${sampleRate} Hz.`)
  }
  if (frames !== null && !(Number.isSafeInteger(frames) && frames >= 0)) {
    throw new RangeError(`A WAV file has no ${frames} frames.`)
  }
  const isFloat = format === 'float32'
  const width = BYTES[format]
  const length = isFloat ? 58 : 44
  const data = frames === null ? null : frames * channels * width
  if (data !== null && data > UNKNOWN - length) throw new RangeError('A WAV file holds no more than 4 GiB.')
  const view = new DataView(new ArrayBuffer(length))
  let at = 0
  const text = (word: string): void => {
    for (let i = 0; i < 4; i++) view.setUint8(at++, word.charCodeAt(i))
  }
  const two = (value: number): void => {
    view.setUint16(at, value, true)
    at += 2
  }
  const four = (value: number): void => {
    view.setUint32(at, value, true)
    at += 4
  }
  text('RIFF')
  four(data === null ? UNKNOWN : length - 8 + data + (data % 2))
  text('WAVE')
  text('fmt ')
  four(isFloat ? 18 : 16)
  two(isFloat ? IEEE_FLOAT : PCM)
  two(channels)
  four(sampleRate)
  four(Math.min(UNKNOWN, sampleRate * channels * width))
  two((channels * width) & 0xffff)
  two(width * 8)
  if (isFloat) {
    two(0)
    text('fact')
    four(4)
    four(Math.min(UNKNOWN, frames ?? UNKNOWN))
  }
  text('data')
  four(data ?? UNKNOWN)
  return new Uint8Array(view.buffer)
}

interface Place {
  readonly from: number
  readonly to: number
  readonly channel: number
  /** Bytes: of the first sample, and from one to the next. */
  readonly offset: number
  readonly stride: number
  /** Frames before the first one here. */
  readonly written: number
}

type WriteSamples = (view: DataView, samples: Float32Array, place: Place) => void

function writeFloat(view: DataView, samples: Float32Array, { from, to, offset, stride }: Place): void {
  for (let i = from, at = offset; i < to; i++, at += stride)
    view.setFloat32(at, finite(samples[i] ?? 0), true)
}

function write24(view: DataView, samples: Float32Array, { from, to, offset, stride }: Place): void {
  for (let i = from, at = offset; i < to; i++, at += stride) {
    const step = stepOf(finite(samples[i] ?? 0) * STEPS_24, STEPS_24)
    view.setUint16(at, step & 0xffff, true)
    view.setUint8(at + 2, (step >> 16) & 0xff)
  }
}

function write16(seed: number, dither: boolean): WriteSamples {
  // Four words give the dither of two frames: it depends on the frame's number, never on how the pieces were cut.
  const words = new Uint32Array(4)
  return (view, samples, { from, to, channel, offset, stride, written }) => {
    let at = offset
    let drawn = -1
    for (let i = from; i < to; i++, at += stride) {
      let value = finite(samples[i] ?? 0) * STEPS_16
      if (dither) {
        const frame = written + i - from
        const pair = Math.floor(frame / 2)
        if (pair !== drawn) {
          philox4x32(words, pair, pair / 4294967296, channel, 0, seed, seed / 4294967296)
          drawn = pair
        }
        const first = (frame % 2) * 2
        value += ((words[first] ?? 0) + (words[first + 1] ?? 0)) / 4294967296 - 1
      }
      view.setInt16(at, stepOf(value, STEPS_16), true)
    }
  }
}

/** The nearest step that there is. */
function stepOf(value: number, steps: number): number {
  const step = Math.floor(value + 0.5)
  return step >= steps ? steps - 1 : step < -steps ? -steps : step
}

/** NaN would be a click in one program and a crash in the next; an infinite sample is a full one. */
function finite(sample: number): number {
  if (Number.isFinite(sample)) return sample
  return sample > 0 ? 1 : sample < 0 ? -1 : 0
}

/**
 * Reads WAV: PCM of 8, 16, 24 and 32 bits, float of 32 and 64, any number of channels mixed to one.
 *
 * The header is found through a function that fetches bytes, so a file of hours never has to be in memory; the samples
 * are then decoded piece by piece. Whatever the bytes are, the answer is a value: a reading or a sentence.
 */

import type { Hertz } from '../units.ts'
import { CANCELLED } from './cancelled.ts'

type WavSampleFormat = 'pcm8' | 'pcm16' | 'pcm24' | 'pcm32' | 'float32' | 'float64'

export interface WavInfo {
  readonly sampleRate: Hertz
  readonly channels: number
  readonly format: WavSampleFormat
  /** Of one frame: all channels. */
  readonly frameBytes: number
  /** Where the first sample lies. */
  readonly dataOffset: number
  /** Whole frames that are really there. */
  readonly frames: number
  /** The header promises more than the file holds, or was never finished: a recording that was cut off. */
  readonly truncated: boolean
}

/** `problem` goes on after the file's name: "is empty". */
export type WavReading =
  | { readonly ok: true; readonly info: WavInfo }
  | { readonly ok: false; readonly problem: string }

/** Gives `length` bytes from `offset` on, fewer at the end of the file. */
export type FetchBytes = (offset: number, length: number) => Uint8Array

const LOWEST_RATE = 8000
const HIGHEST_RATE = 192_000
const MOST_CHANNELS = 64
/** A file of thousands of empty chunks is an attack; programs that edit sound write a dozen. */
const MOST_CHUNKS = 4096
const UNKNOWN = 0xffffffff
/** Frames that are looked at together. */
const PIECE = 65_536
const PCM = 1
const IEEE_FLOAT = 3
const EXTENSIBLE = 0xfffe
/** The last fourteen bytes of the GUIDs that stand for PCM and float in an extensible header. */
const GUID_TAIL = '\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71'

export function readWavHeader(size: number, fetch: FetchBytes): WavReading {
  if (size === 0) return refused('is empty')
  const start = fetch(0, 12)
  const kind = textOf(start, 0)
  if (kind === 'RF64' || kind === 'BW64') {
    return refused(`is an ${kind} file, which is for sound of more than 4 GiB; save it as a WAV file`)
  }
  if (kind === 'RIFX') return refused('is a RIFX file (big-endian); save it as a WAV file')
  if (kind !== 'RIFF' || textOf(start, 8) !== 'WAVE') return refused('is not a WAV file')
  let format: Format | null = null
  let at = 12
  for (let chunk = 0; chunk < MOST_CHUNKS && at + 8 <= size; chunk++) {
    const head = fetch(at, 8)
    const name = textOf(head, 0)
    const length = u32(head, 4)
    if (name === 'fmt ') {
      const found = readFormat(fetch(at + 8, Math.min(length, 40)))
      if (typeof found === 'string') return refused(found)
      format = found
    } else if (name === 'data') {
      if (format === null) return refused('has no format before its samples (no "fmt " chunk)')
      if (length === 0 && at + 8 < size && !isChunk(fetch(at + 8, 8), size - at - 16)) {
        // A recorder writes 0 first and the length at the end, which never came: the samples are all that follows.
        return readData(format, at + 8, Number.POSITIVE_INFINITY, size)
      }
      return readData(format, at + 8, length, size)
    }
    // Chunks begin at even places.
    at += 8 + length + (length % 2)
  }
  return refused(format === null ? 'has no format (no "fmt " chunk)' : 'holds no samples (no "data" chunk)')
}

function readData(format: Format, dataOffset: number, promised: number, size: number): WavReading {
  const there = size - dataOffset
  const bytes = promised === UNKNOWN ? there : Math.min(promised, there)
  return {
    ok: true,
    info: {
      ...format,
      dataOffset,
      frames: Math.floor(bytes / format.frameBytes),
      truncated: promised !== UNKNOWN && promised > there,
    },
  }
}

/** Four printable letters and a length that fits into what is left: what stands behind samples, not samples. */
function isChunk(head: Uint8Array, left: number): boolean {
  return left >= 0 && /^[ -~]{4}$/.test(textOf(head, 0)) && u32(head, 4) <= left
}

type Format = Pick<WavInfo, 'sampleRate' | 'channels' | 'format' | 'frameBytes'>

/** The format, or what is wrong with it. */
function readFormat(bytes: Uint8Array): Format | string {
  if (bytes.length < 16) return 'has a damaged format (its "fmt " chunk is too short)'
  const channels = u16(bytes, 2)
  const sampleRate = u32(bytes, 4)
  const block = u16(bytes, 12)
  const bits = u16(bytes, 14)
  let tag = u16(bytes, 0)
  if (tag === EXTENSIBLE) {
    if (bytes.length < 40) return 'has a damaged format (its extensible header is too short)'
    let tail = ''
    for (let i = 26; i < 40; i++) tail += String.fromCharCode(bytes[i] ?? 0)
    if (tail !== GUID_TAIL) return 'is compressed in a way I do not know; save it as PCM or float'
    tag = u16(bytes, 24)
  }
  if (tag !== PCM && tag !== IEEE_FLOAT) {
    return `is compressed (WAV format ${tag}); save it as PCM or float`
  }
  if (channels === 0) return 'has no channels'
  if (channels > MOST_CHANNELS) return `has ${channels} channels; the limit is ${MOST_CHANNELS}`
  if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) {
    return `has a sample rate of ${sampleRate} Hz; I read ${LOWEST_RATE} to ${HIGHEST_RATE}`
  }
  // What the samples lie in: 20 bits lie in three bytes, left-justified, and read as 24.
  const width = Math.ceil(bits / 8)
  const format = (tag === PCM ? PCM_BY_WIDTH : FLOAT_BY_WIDTH)[width]
  if (format === undefined || (tag === IEEE_FLOAT && bits % 8 !== 0)) {
    return `has ${tag === PCM ? 'PCM' : 'float'} samples of ${bits} bits; I read PCM of 8, 16, 24 and 32 and float of 32 and 64`
  }
  if (block !== channels * width) {
    return `has a damaged format (frames of ${block} bytes for ${channels} channels of ${bits} bits)`
  }
  return { sampleRate, channels, format, frameBytes: block }
}

const PCM_BY_WIDTH: Readonly<Record<number, WavSampleFormat>> = {
  1: 'pcm8',
  2: 'pcm16',
  3: 'pcm24',
  4: 'pcm32',
}
const FLOAT_BY_WIDTH: Readonly<Record<number, WavSampleFormat>> = { 4: 'float32', 8: 'float64' }

/**
 * Decodes whole frames into `out`, one sample a frame: the mean of the channels, so that it stays in ±1. Gives the
 * number of frames. Floats that are no numbers are decoded as they are: who reads them decides.
 *
 * @param opposite of two channels the second is turned round first: see `areOpposite`
 */
export function decodeMono(info: WavInfo, bytes: Uint8Array, out: Float32Array, opposite = false): number {
  const { channels, frameBytes, format } = info
  const frames = Math.min(Math.floor(bytes.length / frameBytes), out.length)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const width = frameBytes / channels
  for (let frame = 0; frame < frames; frame++) {
    let sum = 0
    for (let channel = 0; channel < channels; channel++) {
      const sample = sampleAt(view, frame * frameBytes + channel * width, format)
      sum += opposite && channel === 1 ? -sample : sample
    }
    out[frame] = sum / channels
  }
  return frames
}

/**
 * Are the two channels of a file one sound that is turned round on one side, as a balanced cable into a stereo input has it? Their
 * sum is silence. The whole file is asked, piece by piece, since it may begin with hiss.
 */
export function areOpposite(info: WavInfo, fetch: FetchBytes): boolean {
  if (info.channels !== 2) return false
  const width = info.frameBytes / 2
  let together = 0
  let apart = 0
  for (let from = 0; from < info.frames; from += PIECE) {
    const frames = Math.min(PIECE, info.frames - from)
    const bytes = fetch(info.dataOffset + from * info.frameBytes, frames * info.frameBytes)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    for (let at = 0; at + info.frameBytes <= bytes.length; at += info.frameBytes) {
      const left = sampleAt(view, at, info.format)
      const right = sampleAt(view, at + width, info.format)
      const power = (left + right) ** 2
      if (!Number.isFinite(power)) continue
      together += power
      apart += (left - right) ** 2
    }
  }
  return apart > CANCELLED * together
}

/** Decodes one channel of whole frames; gives the number of frames. */
export function decodeChannel(info: WavInfo, channel: number, bytes: Uint8Array, out: Float32Array): number {
  const { channels, frameBytes, format } = info
  const frames = Math.min(Math.floor(bytes.length / frameBytes), out.length)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const offset = channel * (frameBytes / channels)
  for (let frame = 0; frame < frames; frame++) {
    out[frame] = sampleAt(view, frame * frameBytes + offset, format)
  }
  return frames
}

function sampleAt(view: DataView, at: number, format: WavSampleFormat): number {
  switch (format) {
    case 'pcm8':
      // Eight bits are unsigned, all others signed.
      return (view.getUint8(at) - 128) / 128
    case 'pcm16':
      return view.getInt16(at, true) / 32768
    case 'pcm24':
      return (view.getInt8(at + 2) * 65536 + view.getUint16(at, true)) / 8388608
    case 'pcm32':
      return view.getInt32(at, true) / 2147483648
    case 'float32':
      return view.getFloat32(at, true)
    case 'float64':
      return view.getFloat64(at, true)
  }
}

const refused = (problem: string): WavReading => ({ ok: false, problem })

const u16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) + u16(bytes, at + 2) * 65536

function textOf(bytes: Uint8Array, at: number): string {
  let text = ''
  for (let i = at; i < at + 4; i++) text += String.fromCharCode(bytes[i] ?? 0)
  return text
}

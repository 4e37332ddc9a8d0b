/** From the ring to a WAV file of 24 bits, piece by piece: what is held is never more than a piece. */

import { wavHeader, wavWriter } from '../../../runtime/audio/wav.ts'
import { RING_CHANNELS, type RingReader } from '../../../runtime/host/browser/recording/ring.ts'
import type { Hertz, Seconds } from '../../../runtime/units.ts'
import type { TakeFile } from './store.ts'

const FORMAT = 'pcm24'
const BYTES_PER_FRAME = RING_CHANNELS * 3
export const HEADER_BYTES = 44
/** Sizes in a WAV file are 32 bits wide. */
const MOST_BYTES = 0xffffffff
/** Frames are written together: some three writes a second. */
const PIECE_FRAMES = 16_384

export interface TakeWriter {
  /** Takes what the ring has. Stops at the frames there is room for. */
  pull(): void
  /** The rest, and the header with its true length. */
  finish(): void
  readonly frames: number
  readonly full: boolean
}

export interface TakeWriterSetup {
  readonly ring: Pick<RingReader, 'read'>
  readonly file: Pick<TakeFile, 'append' | 'begin'>
  readonly sampleRate: Hertz
  /** Frames that there is room for. */
  readonly most: number
}

/** Frames of a file of so many bytes. */
export function framesIn(bytes: number): number {
  return Math.max(0, Math.floor((Math.min(bytes, MOST_BYTES) - HEADER_BYTES) / BYTES_PER_FRAME))
}

export function createTakeWriter({ ring, file, sampleRate, most }: TakeWriterSetup): TakeWriter {
  // Nobody knows yet how long it becomes; a page that dies leaves a file that programs play to its end.
  const wav = wavWriter({ sampleRate, channels: RING_CHANNELS, frames: null, format: FORMAT })
  const piece = Array.from({ length: RING_CHANNELS }, () => new Float32Array(PIECE_FRAMES))
  let held = 0
  let frames = 0
  file.append(owned(wav.header))

  return {
    pull: () => ring.read(take),
    finish() {
      ring.read(take)
      flush()
      file.begin(owned(wavHeader({ sampleRate, channels: RING_CHANNELS, frames, format: FORMAT })))
    },
    get frames() {
      return frames
    },
    get full() {
      return frames >= most
    },
  }

  function take(channels: readonly Float32Array[], from: number, to: number): void {
    const end = from + Math.min(to - from, most - frames)
    for (let at = from; at < end; ) {
      const count = Math.min(PIECE_FRAMES - held, end - at)
      for (const [c, into] of piece.entries()) {
        const source = channels[c]
        if (source !== undefined) into.set(source.subarray(at, at + count), held)
      }
      held += count
      frames += count
      at += count
      if (held === PIECE_FRAMES) flush()
    }
  }

  function flush(): void {
    if (held > 0) file.append(owned(wav.frames(piece, 0, held)))
    held = 0
  }
}

/** A file that was cut off says no length: the same sound, with the header that its bytes make true. */
export async function mended(file: Blob): Promise<Blob> {
  const head = new DataView(await file.slice(0, HEADER_BYTES).arrayBuffer())
  if (head.byteLength < HEADER_BYTES || head.getUint32(40, true) !== MOST_BYTES) return file
  const frames = framesIn(file.size)
  const sampleRate = head.getUint32(24, true)
  const header = wavHeader({ sampleRate, channels: RING_CHANNELS, frames, format: FORMAT })
  const sound = file.slice(HEADER_BYTES, HEADER_BYTES + frames * BYTES_PER_FRAME)
  return new Blob([owned(header), sound], { type: 'audio/wav' })
}

/** How long a file sounds; 0 where it is none of ours. */
export async function secondsOf(file: Blob): Promise<Seconds> {
  if (file.size < HEADER_BYTES) return 0
  const head = new DataView(await file.slice(0, HEADER_BYTES).arrayBuffer())
  const rate = head.getUint32(24, true)
  return rate > 0 ? framesIn(file.size) / rate : 0
}

/** Blobs take bytes of memory that nobody shares. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes)
}

/**
 * Sound on its way out of the audio thread: a ring of shared memory that a worklet writes and a worker reads. Nobody
 * waits for anybody, and nothing is allocated.
 *
 * Where the reader falls behind by the whole ring, what comes next has no room. The writer then counts the frames that it
 * leaves out and goes on when the ring is empty again; the reader puts silence in their place, so that whatever follows
 * stands where it sounded.
 */

import type { Hertz, Seconds } from '../../../units.ts'

/** Longer than any worker is kept from its work while a machine is still usable. */
export const RING_SECONDS: Seconds = 10
/** What a band sounds in. */
export const RING_CHANNELS = 2

/** Places in the head of the ring, 32 bit integers. Frames are counted from the first one that was written. */
const HEAD = {
  /** Frames written, and frames read. 2^31 frames are more than a WAV file of two channels holds. */
  written: 0,
  read: 1,
  /** The last gap: before which frame it stands, and its length. One at a time: the next begins when this one is read. */
  gapAt: 2,
  gap: 3,
  /** 0 recording, 1 asked to end, 2 ended: nothing more will be written. */
  state: 4,
  /** The context's frame on which the first one sounded, in two halves. */
  firstLow: 5,
  firstHigh: 6,
  begun: 7,
} as const
const HEAD_SIZE = 8
const ASKED = 1
const ENDED = 2
const HALF = 4294967296

export function ringMemory(sampleRate: Hertz): SharedArrayBuffer {
  const frames = Math.ceil(RING_SECONDS * sampleRate)
  return new SharedArrayBuffer(
    HEAD_SIZE * Int32Array.BYTES_PER_ELEMENT + frames * RING_CHANNELS * Float32Array.BYTES_PER_ELEMENT,
  )
}

interface Ring {
  readonly head: Int32Array
  readonly channels: readonly Float32Array[]
  /** Frames that fit. */
  readonly size: number
}

function ringOf(memory: SharedArrayBuffer): Ring {
  const start = HEAD_SIZE * Int32Array.BYTES_PER_ELEMENT
  const size = (memory.byteLength - start) / (RING_CHANNELS * Float32Array.BYTES_PER_ELEMENT)
  const channels = Array.from(
    { length: RING_CHANNELS },
    (_, c) => new Float32Array(memory, start + c * size * Float32Array.BYTES_PER_ELEMENT, size),
  )
  return { head: new Int32Array(memory, 0, HEAD_SIZE), channels, size }
}

/** AUDIO THREAD: the end that writes. */
export class RingWriter {
  readonly #head: Int32Array
  readonly #channels: readonly Float32Array[]
  readonly #size: number
  #written = 0
  /** Frames that have been left out since the ring was full. */
  #lost = 0

  constructor(memory: SharedArrayBuffer) {
    const { head, channels, size } = ringOf(memory)
    this.#head = head
    this.#channels = channels
    this.#size = size
  }

  /**
   * Takes `frames` frames that sound from the context's frame `at` on; channels that are missing are silent, and a single
   * one sounds on both sides.
   *
   * @returns false when the recording has ended
   */
  write(sound: readonly Float32Array[], frames: number, at: number): boolean {
    const head = this.#head
    const state = Atomics.load(head, HEAD.state)
    if (state !== 0) {
      if (state === ASKED) this.#end()
      return false
    }
    if (this.#written === 0 && this.#lost === 0) {
      Atomics.store(head, HEAD.firstLow, (at % HALF) | 0)
      Atomics.store(head, HEAD.firstHigh, Math.floor(at / HALF))
      Atomics.store(head, HEAD.begun, 1)
    }
    const waiting = this.#written - Atomics.load(head, HEAD.read)
    if (waiting + frames > this.#size || (this.#lost > 0 && waiting > 0)) {
      this.#lost += frames
      return true
    }
    if (this.#lost > 0) this.#tellGap()
    const start = this.#written % this.#size
    for (let c = 0; c < RING_CHANNELS; c++) {
      const from = sound[c] ?? sound[0]
      const into = this.#channels[c]
      if (into === undefined) continue
      for (let n = 0, to = start; n < frames; n++) {
        into[to] = from === undefined ? 0 : (from[n] ?? 0)
        if (++to === this.#size) to = 0
      }
    }
    this.#written += frames
    Atomics.store(head, HEAD.written, this.#written)
    return true
  }

  #tellGap(): void {
    Atomics.store(this.#head, HEAD.gap, this.#lost)
    Atomics.store(this.#head, HEAD.gapAt, this.#written)
    this.#lost = 0
  }

  #end(): void {
    Atomics.store(this.#head, HEAD.state, ENDED)
  }
}

export interface RingReader {
  /** Hands out what has been written since the last time, in its order; what was left out as silence. */
  read(take: (channels: readonly Float32Array[], from: number, to: number) => void): void
  /** Asks the writer to end: nothing more is written after its next block. */
  askEnd(): void
  readonly ended: boolean
  /** The context's frame on which the recording began; null before it has. */
  readonly firstFrame: number | null
  /** Frames of silence that stand for what was left out. */
  readonly missing: number
}

/** Silence is handed out in pieces of this length. */
const SILENCE_FRAMES = 4096

export function ringReader(memory: SharedArrayBuffer): RingReader {
  const { head, channels, size } = ringOf(memory)
  const silence = Array.from({ length: RING_CHANNELS }, () => new Float32Array(SILENCE_FRAMES))
  let read = 0
  let missing = 0

  return {
    read(take) {
      const written = Atomics.load(head, HEAD.written)
      if (written === read) return
      // A gap is told before what follows it, and stands where the ring was empty.
      const gap = Atomics.load(head, HEAD.gap)
      if (gap > 0 && Atomics.load(head, HEAD.gapAt) === read) {
        Atomics.store(head, HEAD.gap, 0)
        missing += gap
        for (let left = gap; left > 0; left -= SILENCE_FRAMES)
          take(silence, 0, Math.min(left, SILENCE_FRAMES))
      }
      while (read < written) {
        const from = read % size
        const to = Math.min(size, from + written - read)
        take(channels, from, to)
        read += to - from
      }
      Atomics.store(head, HEAD.read, read)
    },
    askEnd() {
      Atomics.compareExchange(head, HEAD.state, 0, ASKED)
    },
    get ended() {
      return Atomics.load(head, HEAD.state) === ENDED
    },
    get firstFrame() {
      if (Atomics.load(head, HEAD.begun) === 0) return null
      return (Atomics.load(head, HEAD.firstLow) >>> 0) + Atomics.load(head, HEAD.firstHigh) * HALF
    },
    get missing() {
      return missing
    },
  }
}

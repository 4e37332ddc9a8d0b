/**
 * AUDIO THREAD: from sound events to samples. The same object in Node, in a page's worklet and in tests.
 *
 * Events name a patch (what sounds), a channel (whose it is) and the frame on which they start: blocks are cut there, so
 * that an event starts on its very sample whatever the block size. After construction nothing is allocated by `process`,
 * `schedule` and `panic`; `setPatch` and `setSamples` are for quiet moments.
 */

import { Limiter } from './dsp/limiter.ts'
import { Room } from './dsp/reverb.ts'
import { MOST_CHANNELS, MOST_PATCHES } from './engine-limits.ts'
import { type EngineEvent, EventQueue } from './event-queue.ts'
import { type Instrument, Patch } from './patch.ts'
import type { SampleBank } from './samples/bank.ts'
import { type Slot, VoicePool } from './voice-pool.ts'
import type { Strike } from './voices/voice.ts'

/** The longest stretch that is computed at once. Hosts may ask for blocks of any length. */
const BLOCK = 128

export interface EngineOptions {
  /** Hertz, 8000 to 192000. */
  readonly sampleRate: number
  /** Also keeps each channel's sound apart, for stems. */
  readonly stems?: boolean
}

/** What a channel's meter shows: its peak since it was last read. */
export type Peaks = Float64Array

export class AudioEngine {
  readonly sampleRate: number
  /** Frames between an event's frame and its sound: the limiter looks ahead. */
  readonly latency: number
  /** Peaks of the channels, written here; whoever reads them sets them to 0. */
  readonly peaks: Peaks = new Float64Array(MOST_CHANNELS)
  /** Frames computed so far. */
  frame = 0
  /** Events that found no place in a full queue. */
  dropped = 0

  readonly #queue = new EventQueue()
  readonly #pool: VoicePool
  readonly #room: Room
  readonly #limiter: Limiter
  readonly #patches: (Patch | undefined)[] = new Array<Patch | undefined>(MOST_PATCHES).fill(undefined)
  readonly #gains = new Float64Array(MOST_CHANNELS).fill(1)
  readonly #targets = new Float64Array(MOST_CHANNELS).fill(1)
  /** By how much the gains change from frame to frame of this block. */
  readonly #slopes = new Float64Array(MOST_CHANNELS)
  readonly #voice = new Float64Array(BLOCK)
  readonly #send = new Float64Array(BLOCK)
  readonly #left = new Float64Array(BLOCK)
  readonly #right = new Float64Array(BLOCK)
  readonly #stems: readonly StemBuffers[] | null
  readonly #strike: Mutable<Strike> = { patch: new Float64Array(0), velocity: 0, pitch: 0, hold: 0, key: 0 }
  readonly #fadeStep: number
  #master = 1
  #masterTarget = 1
  #masterSlope = 0
  /** Blocks for which nothing has sounded, neither a voice nor the room; from 2 on what the limiter holds back has gone, too. */
  #still = 2
  /** A gain may be on its way. */
  #gliding = false

  constructor({ sampleRate, stems = false }: EngineOptions) {
    if (!(sampleRate >= 8000 && sampleRate <= 192000))
      throw new RangeError(`a sample rate of ${sampleRate} Hz; 8000 to 192000 can be played`)
    this.sampleRate = sampleRate
    this.#pool = new VoicePool(sampleRate, BLOCK)
    this.#room = new Room(sampleRate)
    this.#limiter = new Limiter(sampleRate)
    this.latency = this.#limiter.latency
    this.#stems = stems ? Array.from({ length: MOST_CHANNELS }, () => new StemBuffers()) : null
    this.#fadeStep = 1 / (0.01 * sampleRate)
  }

  /** Least gain of the limiter since it was last asked for, as a factor. */
  takeLeastGain(): number {
    const gain = this.#limiter.leastGain
    this.#limiter.leastGain = 1
    return gain
  }

  /** Voices that sound. */
  get voices(): number {
    return this.#pool.active
  }

  /** Events that wait. */
  get waiting(): number {
    return this.#queue.length
  }

  /** What patch `index` means from now on. Voices that sound keep theirs. */
  setPatch(index: number, instrument: Instrument, values: ArrayLike<number>): void {
    if (Number.isInteger(index) && index >= 0 && index < MOST_PATCHES)
      this.#patches[index] = new Patch(instrument, values)
  }

  /** What sampled patches play from the next note on; what sounds goes on as it began. */
  setSamples(bank: SampleBank): void {
    this.#pool.samples.bank = bank
  }

  /** The gain of everything, as a factor: at once in silence, else without a click. */
  setMaster(gain: number): void {
    if (!(gain >= 0 && gain <= 100)) return
    this.#masterTarget = gain
    this.#gliding = true
    if (this.#pool.sounding > 0 || this.#still < 2) return
    this.#master = gain
    this.#masterSlope = 0
  }

  /** Mutes and unmutes a channel without a click. */
  setChannelGain(channel: number, gain: number): void {
    if (!(channel >= 0 && channel < MOST_CHANNELS && gain >= 0 && gain <= 10)) return
    this.#targets[channel] = gain
    this.#gliding = true
  }

  /**
   * Takes an event. One that is late sounds at once; one that makes no sense is left out.
   *
   * @returns false where it was left out
   */
  schedule(event: EngineEvent): boolean {
    const taken = this.#queue.push(event, this.frame)
    if (!taken) this.dropped++
    return taken
  }

  /** Takes back what has not begun. */
  clearEvents(): void {
    this.#queue.clear()
  }

  /** Silence: all voices, the room and everything that waits. */
  panic(): void {
    this.#queue.clear()
    this.#pool.stop()
    this.#room.clear()
    this.#limiter.clear()
  }

  /** As it was made: no patch, no recording, no sound, frame 0. */
  reset(): void {
    this.panic()
    this.#pool.forget()
    this.#patches.fill(undefined)
    this.#gains.fill(1)
    this.#targets.fill(1)
    this.#slopes.fill(0)
    this.peaks.fill(0)
    this.#master = 1
    this.#masterTarget = 1
    this.#masterSlope = 0
    this.#gliding = false
    this.#still = 2
    this.#limiter.leastGain = 1
    this.frame = 0
    this.dropped = 0
  }

  /** Writes the next `frames` frames. Never throws, never writes what is no number or beyond the ceiling. */
  process(left: Float32Array, right: Float32Array, frames: number): void {
    for (let at = 0; at < frames; ) {
      // Blocks lie on a grid of the engine's own frames, whatever the host's are.
      const count = Math.min(BLOCK - (this.frame % BLOCK), frames - at)
      this.#block(count)
      const l = this.#left
      const r = this.#right
      let sum = 0
      for (let n = 0; n < count; n++) {
        const x = l[n] ?? 0
        const y = r[n] ?? 0
        sum += x + y
        left[at + n] = x
        right[at + n] = y
      }
      // NaN and infinities stay in filters for ever: better a moment of silence.
      if (!(sum > -1e9 && sum < 1e9)) {
        this.panic()
        left.fill(0, at, at + count)
        right.fill(0, at, at + count)
      }
      at += count
    }
  }

  /** Channel `channel` of the block that was computed last, before the limiter. For stems, in blocks of at most 128. */
  readStem(channel: number, left: Float32Array, right: Float32Array, at: number, frames: number): void {
    const stem = this.#stems?.[channel]
    if (stem === undefined) return
    for (let n = 0; n < frames; n++) {
      left[at + n] = this.#master * (stem.left[n] ?? 0)
      right[at + n] = this.#master * (stem.right[n] ?? 0)
    }
  }

  #block(count: number): void {
    this.#left.fill(0, 0, count)
    this.#right.fill(0, 0, count)
    this.#send.fill(0, 0, count)
    if (this.#stems !== null) for (const stem of this.#stems) stem.clear()
    const start = this.frame
    let at = 0
    while (at < count) {
      // All that start on this frame; then as far as the next one.
      while (this.#queue.length > 0 && this.#queue.headFrame <= start + at) this.#begin()
      const until = this.#queue.length > 0 ? Math.min(count, this.#queue.headFrame - start) : count
      this.#render(at, until)
      at = until
    }
    this.#room.process(this.#send, this.#left, this.#right, count)
    this.#raise(count)
    this.#limiter.process(this.#left, this.#right, count)
    this.frame += count
    if (this.frame % BLOCK === 0) this.#tidy()
  }

  /** The master's gain. */
  #raise(count: number): void {
    const slope = this.#masterSlope
    let master = this.#master + slope * (this.frame % BLOCK)
    if (master === 1 && slope === 0) return
    const left = this.#left
    const right = this.#right
    for (let n = 0; n < count; n++) {
      left[n] = master * (left[n] ?? 0)
      right[n] = master * (right[n] ?? 0)
      master += slope
    }
  }

  #tidy(): void {
    const pool = this.#pool
    pool.tidy()
    for (let i = 0; i < pool.sounding; i++) pool.heard[i]?.voice.tidy()
    this.#room.tidy(BLOCK)
    this.#still = pool.sounding === 0 && this.#room.empty ? Math.min(2, this.#still + 1) : 0
    this.#glideGains()
  }

  #begin(): void {
    const event = this.#queue.shift()
    const patch = this.#patches[event.patch]
    if (patch === undefined) return
    const { chokes } = patch
    if (patch.instrument === 'choke') {
      // Whoever strikes again before the hand comes has ended the old sound already, and the new one is not meant.
      this.#pool.choke(event.channel, chokes, this.#pool.ageOf(event.channel, chokes, event.key))
      return
    }
    if (chokes !== 0) this.#pool.choke(event.channel, chokes)
    const strike = this.#strike
    strike.patch = patch.values
    strike.velocity = event.velocity
    strike.pitch = event.pitch
    strike.hold = event.hold
    strike.key = event.key
    this.#pool.start(patch, event, strike)
  }

  #render(from: number, to: number): void {
    const pool = this.#pool
    for (let i = 0; i < pool.sounding; i++) {
      const slot = pool.heard[i]
      if (slot === undefined || slot.voice.life.remaining === 0) continue
      const buffer = this.#voice
      const end = slot.voice.life.endOf(from, to)
      slot.voice.render(buffer, from, to)
      this.#mix(slot, from, end)
    }
  }

  /** A slot instead of its numbers: engines box the numbers that they hand to a function which is not inlined. */
  #mix(slot: Slot, from: number, end: number): void {
    const { channel } = slot
    const buffer = this.#voice
    const slope = this.#slopes[channel] ?? 0
    let gain = this.#gains[channel] ?? 1
    if (slope !== 0) {
      // The mute is worked into the voice itself, from frame to frame.
      let factor = gain + slope * ((this.frame % BLOCK) + from)
      for (let n = from; n < end; n++, factor += slope) buffer[n] = factor * (buffer[n] ?? 0)
      gain = 1
    }
    const stem = this.#stems?.[channel]
    const l = slot.left * gain
    const r = slot.right * gain
    const s = slot.voice.send * slot.gain * gain
    const left = this.#left
    const right = this.#right
    const send = this.#send
    let least = 0
    let most = 0
    for (let n = from; n < end; n++) {
      const x = buffer[n] ?? 0
      left[n] = (left[n] ?? 0) + l * x
      right[n] = (right[n] ?? 0) + r * x
      send[n] = (send[n] ?? 0) + s * x
      if (x > most) most = x
      else if (x < least) least = x
    }
    const peak = (most > -least ? most : -least) * (l + r)
    if (peak > slot.loud) slot.loud = peak
    if (peak > (this.peaks[channel] ?? 0)) this.peaks[channel] = peak
    if (stem === undefined) return
    stem.sounds = true
    for (let n = from; n < end; n++) {
      const x = buffer[n] ?? 0
      stem.left[n] = (stem.left[n] ?? 0) + l * x
      stem.right[n] = (stem.right[n] ?? 0) + r * x
    }
  }

  /** Changes of gain take 10 ms, in a straight line. What has been reached, and by how much it changes in the next block. */
  #glideGains(): void {
    if (!this.#gliding) return
    this.#gliding = false
    const step = this.#fadeStep * BLOCK
    for (let c = 0; c < MOST_CHANNELS; c++) {
      const slope = this.#slopes[c] ?? 0
      const target = this.#targets[c] ?? 1
      let gain = this.#gains[c] ?? 1
      if (slope === 0 && gain === target) continue
      gain = reached(gain, slope, target)
      this.#gains[c] = gain
      this.#slopes[c] = slopeTo(gain, target, step)
      this.#gliding = true
    }
    this.#master = reached(this.#master, this.#masterSlope, this.#masterTarget)
    const most = step * Math.max(this.#master, this.#masterTarget)
    this.#masterSlope = slopeTo(this.#master, this.#masterTarget, most)
    if (this.#masterSlope !== 0) this.#gliding = true
  }
}

/** A gain at the end of a block that it began with `gain`; rounding must not keep it from its target. */
function reached(gain: number, slope: number, target: number): number {
  const next = gain + slope * BLOCK
  return Math.abs(next - target) < 1e-9 ? target : next
}

function slopeTo(gain: number, target: number, most: number): number {
  return Math.max(-most, Math.min(most, target - gain)) / BLOCK
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

class StemBuffers {
  readonly left = new Float64Array(BLOCK)
  readonly right = new Float64Array(BLOCK)
  /** Most of the channels there may be never sound: what is silent needs no clearing. */
  sounds = false

  clear(): void {
    if (!this.sounds) return
    this.left.fill(0)
    this.right.fill(0)
    this.sounds = false
  }
}

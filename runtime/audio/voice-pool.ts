/**
 * AUDIO THREAD: the voices there are, and who gets one. More notes than voices silence the quietest, with a fade.
 */

import type { EngineEvent } from './event-queue.ts'
import type { Instrument, Patch } from './patch.ts'
import { KeysVoice } from './voices/keys.ts'
import { PercussionVoice } from './voices/percussion.ts'
import { SampledVoice, type Samples } from './voices/sampled.ts'
import { StringVoice } from './voices/string.ts'
import type { Strike, Voice } from './voices/voice.ts'

/** How many notes of an instrument may sound at once. */
const POLYPHONY = { percussion: 32, string: 32, keys: 32, sampled: 32 } as const
/**
 * How loud a voice is counts as falling by 10 dB in this time at most, seconds: a low string is near nothing twice in each of its
 * periods, and a note that has only begun may still rise.
 */
const FORGET_SECONDS = 0.025
/** More voices than that, for those that are fading out to make room. */
const SPARE = 6
/** Strokes of one sound that ring at the same time. */
const MOST_RINGS = 4

type Sounding = Exclude<Instrument, 'choke'>

export class Slot {
  readonly voice: Voice
  readonly instrument: Sounding
  channel = 0
  patch: Patch | null = null
  group = 0
  /** Of its stroke, by which a hand that comes later finds it. */
  key = 0
  /** Counts up: the lowest is the oldest. */
  age = 0
  stolen = false
  masked = false
  /** Whether it stands among those that are heard. */
  listed = false
  /** The amplitude of late: what there is least of may go when a voice is needed. */
  loud = 0
  gain = 1
  left = 1
  right = 1

  constructor(voice: Voice, instrument: Sounding) {
    this.voice = voice
    this.instrument = instrument
  }
}

export class VoicePool {
  readonly slots: readonly Slot[]
  /** Those that sound, and maybe some that have just ended, in places 0 to `sounding` − 1. */
  readonly heard: Slot[]
  sounding = 0
  /** What sampled voices play. */
  readonly samples: Samples = { bank: null }
  #age = 0
  /** What is left of a loudness after a block. */
  readonly #forget: number

  constructor(sampleRate: number, block: number) {
    this.#forget = 10 ** (-0.5 * (block / sampleRate / FORGET_SECONDS))
    const make = (instrument: Sounding, voice: () => Voice): Slot[] =>
      Array.from({ length: POLYPHONY[instrument] + SPARE }, () => new Slot(voice(), instrument))
    this.slots = [
      ...make('percussion', () => new PercussionVoice(sampleRate, block)),
      ...make('string', () => new StringVoice(sampleRate, block)),
      ...make('keys', () => new KeysVoice(sampleRate, block)),
      ...make('sampled', () => new SampledVoice(sampleRate, this.samples)),
    ]
    this.heard = [...this.slots]
  }

  get active(): number {
    let count = 0
    for (let i = 0; i < this.slots.length; i++) if ((this.slots[i]?.voice.life.remaining ?? 0) > 0) count++
    return count
  }

  stop(): void {
    for (let i = 0; i < this.slots.length; i++) this.slots[i]?.voice.life.stop()
  }

  /** As it was made: silent, and without recordings. */
  forget(): void {
    this.stop()
    this.tidy()
    this.samples.bank = null
    this.#age = 0
    // Whom a slot once belonged to must not be found by those who choke it.
    for (const slot of this.slots) {
      slot.patch = null
      slot.channel = 0
      slot.group = 0
      slot.key = 0
    }
  }

  /** Silences a channel's groups: a stroke all of them, a hand what had been struck by then. */
  choke(channel: number, groups: number, until = this.#age): void {
    for (let i = 0; i < this.slots.length; i++) {
      const slot = this.slots[i]
      if (slot === undefined || slot.channel !== channel || (slot.group & groups) === 0) continue
      if (slot.age <= until) slot.voice.life.choke()
    }
  }

  /** The age of the newest stroke of this key in a channel's groups; 0 where all have given their voice away. */
  ageOf(channel: number, groups: number, key: number): number {
    let age = 0
    for (let i = 0; i < this.slots.length; i++) {
      const slot = this.slots[i]
      if (slot === undefined || slot.channel !== channel || (slot.group & groups) === 0) continue
      if (slot.key === key && slot.age > age) age = slot.age
    }
    return age
  }

  /** Takes out those that have ended. Once a block. */
  tidy(): void {
    let kept = 0
    for (let i = 0; i < this.sounding; i++) {
      const slot = this.heard[i]
      if (slot === undefined) continue
      slot.loud *= this.#forget
      if (slot.voice.life.remaining > 0) this.heard[kept++] = slot
      else slot.listed = false
    }
    this.sounding = kept
  }

  start(patch: Patch, event: EngineEvent, strike: Strike): void {
    if (patch.instrument === 'percussion') this.#mask(patch, event.channel)
    const { instrument } = patch
    const slot = this.#find(instrument === 'sampled' && this.samples.bank === null ? 'keys' : instrument)
    if (slot === null) return
    if (!slot.listed) {
      slot.listed = true
      this.heard[this.sounding++] = slot
    }
    slot.channel = event.channel
    slot.patch = patch
    slot.group = patch.group
    slot.key = event.key
    slot.age = ++this.#age
    slot.stolen = false
    slot.masked = false
    slot.gain = event.gain
    // Equal power: −3 dB on each side in the centre.
    const angle = ((event.pan + 1) * Math.PI) / 4
    slot.left = event.gain * Math.cos(angle)
    slot.right = event.gain * Math.sin(angle)
    slot.loud = event.velocity * (slot.left + slot.right)
    slot.voice.start(strike)
  }

  /** Of one cymbal that is struck on and on only the last rings are heard; older ones only cost. */
  #mask(patch: Patch, channel: number): void {
    let ringing = 0
    let oldest: Slot | null = null
    for (let i = 0; i < this.slots.length; i++) {
      const slot = this.slots[i]
      if (slot === undefined || slot.patch !== patch || slot.channel !== channel) continue
      if (slot.voice.life.remaining === 0 || slot.masked) continue
      ringing++
      if (oldest === null || slot.age < oldest.age) oldest = slot
    }
    if (ringing >= MOST_RINGS && oldest !== null) {
      oldest.voice.life.mask()
      oldest.masked = true
    }
  }

  /** A free voice; where all notes are taken, the quietest is faded out and a spare one given. */
  #find(instrument: Instrument): Slot | null {
    let free: Slot | null = null
    let quietest: Slot | null = null
    let fading: Slot | null = null
    let busy = 0
    for (let i = 0; i < this.slots.length; i++) {
      const slot = this.slots[i]
      if (slot === undefined || slot.instrument !== instrument) continue
      if (slot.voice.life.remaining === 0) free = slot
      else if (slot.stolen) {
        if (fading === null || slot.voice.life.remaining < fading.voice.life.remaining) fading = slot
      } else {
        busy++
        if (
          quietest === null ||
          slot.loud < quietest.loud ||
          (slot.loud === quietest.loud && slot.age < quietest.age)
        )
          quietest = slot
      }
    }
    if (instrument !== 'choke' && busy >= POLYPHONY[instrument] && quietest !== null) {
      quietest.voice.life.steal()
      quietest.stolen = true
    }
    return free ?? fading
  }
}

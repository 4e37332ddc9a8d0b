/**
 * AUDIO THREAD: events that wait for their frame, in order. A ring of numbers: nothing is allocated for an event.
 */

import { MOST_CHANNELS } from './engine-limits.ts'

/** What the engine is asked to play. */
export interface EngineEvent {
  /** The frame on which it starts. */
  readonly frame: number
  readonly patch: number
  readonly channel: number
  /** 0..1 */
  readonly velocity: number
  /** Hertz; 0 where the patch says the pitch. */
  readonly pitch: number
  /** Frames until it is let go; 0 for what rings. */
  readonly hold: number
  /** Amplitude factor of the level. */
  readonly gain: number
  /** −1 left … 1 right */
  readonly pan: number
  /** What differs from hit to hit is drawn from this. Of a choke: of the stroke that it ends, with what rang before. */
  readonly key: number
}

/** Some ten seconds of the densest band the language allows. */
export const MOST_WAITING = 8192
export const EVENT_FIELDS = 9
/** Frames that an event may be ahead, a day at 48 kHz: what is further off would keep its place for ever. */
const FURTHEST = 2 ** 32
/** +72 dB: a level may be 24 dB, and those of a member, of its voice and of a rule add up. */
const MOST_GAIN = 4000

export class EventQueue {
  readonly #frame = new Float64Array(MOST_WAITING)
  readonly #patch = new Int32Array(MOST_WAITING)
  readonly #channel = new Int32Array(MOST_WAITING)
  readonly #velocity = new Float64Array(MOST_WAITING)
  readonly #pitch = new Float64Array(MOST_WAITING)
  readonly #hold = new Float64Array(MOST_WAITING)
  readonly #gain = new Float64Array(MOST_WAITING)
  readonly #pan = new Float64Array(MOST_WAITING)
  readonly #key = new Int32Array(MOST_WAITING)
  /** Order of the waiting ones: places in the arrays, a ring that starts at `#head`. */
  readonly #order = new Int32Array(MOST_WAITING)
  readonly #free = new Int32Array(MOST_WAITING).map((_, i) => i)
  #head = 0
  #length = 0
  readonly #out = { frame: 0, patch: 0, channel: 0, velocity: 0, pitch: 0, hold: 0, gain: 0, pan: 0, key: 0 }

  get length(): number {
    return this.#length
  }

  /** The frame of the first; +∞ where none waits. */
  get headFrame(): number {
    return this.#length === 0 ? Number.POSITIVE_INFINITY : (this.#frame[this.#order[this.#head] ?? 0] ?? 0)
  }

  clear(): void {
    while (this.#length > 0) this.shift()
  }

  /** @returns false where the event makes no sense or there is no room for it */
  push(event: EngineEvent, now: number): boolean {
    const { frame, patch, channel, velocity, pitch, hold, gain, pan, key } = event
    if (this.#length === MOST_WAITING || !(velocity > 0) || !(gain >= 0)) return false
    if (!(frame > Number.NEGATIVE_INFINITY && frame - now <= FURTHEST)) return false
    const place = this.#free[MOST_WAITING - 1 - this.#length] ?? 0
    const at = Math.max(now, Math.round(frame))
    this.#frame[place] = at
    this.#patch[place] = patch
    this.#channel[place] = channel >= 0 && channel < MOST_CHANNELS ? channel : 0
    this.#velocity[place] = velocity < 1 ? velocity : 1
    this.#pitch[place] = pitch > 0 && pitch < 20000 ? pitch : 0
    this.#hold[place] = hold > 0 && hold < 1e9 ? Math.max(1, Math.round(hold)) : 0
    this.#gain[place] = gain < MOST_GAIN ? gain : MOST_GAIN
    // No number is no side.
    this.#pan[place] = pan >= -1 ? (pan < 1 ? pan : 1) : pan < -1 ? -1 : 0
    this.#key[place] = key | 0
    // Most come in order: the place is found from the end.
    let i = this.#length
    while (i > 0) {
      const before = this.#order[(this.#head + i - 1) % MOST_WAITING] ?? 0
      if ((this.#frame[before] ?? 0) <= at) break
      this.#order[(this.#head + i) % MOST_WAITING] = before
      i--
    }
    this.#order[(this.#head + i) % MOST_WAITING] = place
    this.#length++
    return true
  }

  /** The first, taken out. The object is the queue's own and good until the next call. */
  shift(): EngineEvent {
    const place = this.#order[this.#head] ?? 0
    this.#head = (this.#head + 1) % MOST_WAITING
    this.#length--
    this.#free[MOST_WAITING - 1 - this.#length] = place
    const out = this.#out
    out.frame = this.#frame[place] ?? 0
    out.patch = this.#patch[place] ?? 0
    out.channel = this.#channel[place] ?? 0
    out.velocity = this.#velocity[place] ?? 0
    out.pitch = this.#pitch[place] ?? 0
    out.hold = this.#hold[place] ?? 0
    out.gain = this.#gain[place] ?? 0
    out.pan = this.#pan[place] ?? 0
    out.key = this.#key[place] ?? 0
    return out
  }
}

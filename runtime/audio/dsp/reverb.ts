/**
 * AUDIO THREAD: one room for the whole band: a feedback delay network of eight lines with a Householder matrix
 * (Jot & Chaigne, AES 90, 1991), each line with a low-pass so that highs die first. Mono in, stereo out.
 */

import { onePole } from './filters.ts'

const LINES = 8
/** Mutually prime at 48 kHz: 23 to 61 ms, a room of some eight metres. */
const LENGTHS = [1103, 1327, 1543, 1777, 2011, 2339, 2621, 2927]
const REFERENCE_RATE = 48000
const PRE_DELAY = 0.011

export interface RoomOptions {
  /** Seconds in which it falls by 60 dB. */
  readonly t60: number
  /** Hertz above which walls swallow. */
  readonly damping: number
}

export const ROOM: RoomOptions = { t60: 0.85, damping: 4200 }

export class Room {
  readonly #lines: readonly Float64Array[]
  readonly #lengths: Int32Array
  readonly #at = new Int32Array(LINES)
  readonly #gain = new Float64Array(LINES)
  readonly #low = new Float64Array(LINES)
  readonly #out = new Float64Array(LINES)
  readonly #pre: Float64Array
  #preAt = 0
  readonly #pole: number
  readonly #dcPole: number
  #dc = 0

  constructor(sampleRate: number, { t60, damping }: RoomOptions = ROOM) {
    this.#lengths = Int32Array.from(
      LENGTHS,
      (length) => Math.round((length * sampleRate) / REFERENCE_RATE) | 1,
    )
    this.#lines = Array.from(this.#lengths, (length) => new Float64Array(length))
    for (let i = 0; i < LINES; i++)
      this.#gain[i] = 10 ** ((-3 * (this.#lengths[i] ?? 1)) / (t60 * sampleRate))
    this.#pole = onePole(damping, sampleRate)
    this.#pre = new Float64Array(Math.max(1, Math.round(PRE_DELAY * sampleRate)))
    // Rooms do not boom below the band.
    this.#dcPole = onePole(150, sampleRate)
  }

  clear(): void {
    for (const line of this.#lines) line.fill(0)
    this.#pre.fill(0)
    this.#low.fill(0)
    this.#dc = 0
  }

  /** Adds the room's answer to `send` to both sides. */
  process(send: Float64Array, left: Float64Array, right: Float64Array, frames: number): void {
    for (let n = 0; n < frames; n++) {
      const x = send[n] ?? 0
      this.#dc = (1 - this.#dcPole) * x + this.#dcPole * this.#dc
      const late = this.#pre[this.#preAt] ?? 0
      this.#pre[this.#preAt] = x - this.#dc
      this.#preAt = this.#preAt + 1 === this.#pre.length ? 0 : this.#preAt + 1
      this.#turn(late, left, right, n)
    }
  }

  #turn(late: number, left: Float64Array, right: Float64Array, n: number): void {
    const out = this.#out
    let sum = 0
    for (let i = 0; i < LINES; i++) {
      const line = this.#lines[i]
      const y = line?.[this.#at[i] ?? 0] ?? 0
      const low = (1 - this.#pole) * y + this.#pole * (this.#low[i] ?? 0)
      this.#low[i] = low < 1e-15 && low > -1e-15 ? 0 : low
      const scaled = low * (this.#gain[i] ?? 0)
      out[i] = scaled
      sum += scaled
    }
    // Householder: I − 2/N · 11ᵀ keeps the energy.
    const mirror = (2 / LINES) * sum
    let l = 0
    let r = 0
    for (let i = 0; i < LINES; i++) {
      const y = out[i] ?? 0
      const line = this.#lines[i]
      const at = this.#at[i] ?? 0
      if (line !== undefined) line[at] = y - mirror + late
      this.#at[i] = at + 1 === (this.#lengths[i] ?? 1) ? 0 : at + 1
      if ((i & 1) === 0) l += (i & 2) === 0 ? y : -y
      else r += (i & 2) === 0 ? y : -y
    }
    left[n] = (left[n] ?? 0) + l * 0.5
    right[n] = (right[n] ?? 0) + r * 0.5
  }
}

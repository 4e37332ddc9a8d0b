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
  /** All lines in one array, each a ring of `#size` frames. */
  readonly #lines: Float64Array
  readonly #size: number
  readonly #lengths: Int32Array
  readonly #gains: Float64Array
  readonly #low = new Float64Array(LINES)
  readonly #pre: Float64Array
  readonly #pole: number
  readonly #dcPole: number
  #write = 0
  #preAt = 0
  #dc = 0
  /** Frames since something was heard in it. */
  #quiet = 0

  constructor(sampleRate: number, { t60, damping }: RoomOptions = ROOM) {
    this.#lengths = Int32Array.from(
      LENGTHS,
      (length) => Math.round((length * sampleRate) / REFERENCE_RATE) | 1,
    )
    this.#size = 2 ** Math.ceil(Math.log2(Math.max(...this.#lengths) + 1))
    this.#lines = new Float64Array(LINES * this.#size)
    this.#gains = Float64Array.from(this.#lengths, (length) => 10 ** ((-3 * length) / (t60 * sampleRate)))
    this.#pole = onePole(damping, sampleRate)
    this.#pre = new Float64Array(Math.max(1, Math.round(PRE_DELAY * sampleRate)))
    // Rooms do not boom below the band.
    this.#dcPole = onePole(150, sampleRate)
  }

  clear(): void {
    this.#lines.fill(0)
    this.#pre.fill(0)
    this.#low.fill(0)
    this.#dc = 0
    this.#quiet = 0
  }

  /** Adds the room's answer to `send` to both sides. `send` is used up. */
  process(send: Float64Array, left: Float64Array, right: Float64Array, frames: number): void {
    this.#delay(send, frames)
    this.#network(send, left, right, frames)
  }

  /** What comes before the first reflection, without its lows. */
  #delay(send: Float64Array, frames: number): void {
    const pre = this.#pre
    const pole = this.#dcPole
    let at = this.#preAt
    let dc = this.#dc
    for (let n = 0; n < frames; n++) {
      const x = send[n] ?? 0
      dc = (1 - pole) * x + pole * dc
      send[n] = pre[at] ?? 0
      pre[at] = x - dc
      at = at + 1 === pre.length ? 0 : at + 1
    }
    this.#dc = dc
    this.#preAt = at
  }

  /** Written out for eight lines: loops over lines cost twice as much as what they do. */
  #network(send: Float64Array, left: Float64Array, right: Float64Array, frames: number): void {
    const d = this.#lines
    const size = this.#size
    const mask = size - 1
    const p = this.#pole
    const q = 1 - p
    // By index: taking arrays apart makes iterators.
    const n = this.#lengths
    const n0 = n[0] ?? 1
    const n1 = n[1] ?? 1
    const n2 = n[2] ?? 1
    const n3 = n[3] ?? 1
    const n4 = n[4] ?? 1
    const n5 = n[5] ?? 1
    const n6 = n[6] ?? 1
    const n7 = n[7] ?? 1
    const g = this.#gains
    const g0 = g[0] ?? 0
    const g1 = g[1] ?? 0
    const g2 = g[2] ?? 0
    const g3 = g[3] ?? 0
    const g4 = g[4] ?? 0
    const g5 = g[5] ?? 0
    const g6 = g[6] ?? 0
    const g7 = g[7] ?? 0
    const low = this.#low
    let l0 = low[0] ?? 0
    let l1 = low[1] ?? 0
    let l2 = low[2] ?? 0
    let l3 = low[3] ?? 0
    let l4 = low[4] ?? 0
    let l5 = low[5] ?? 0
    let l6 = low[6] ?? 0
    let l7 = low[7] ?? 0
    let w = this.#write
    for (let f = 0; f < frames; f++) {
      const x = send[f] ?? 0
      l0 = q * (d[(w - n0) & mask] ?? 0) + p * l0
      l1 = q * (d[size + ((w - n1) & mask)] ?? 0) + p * l1
      l2 = q * (d[2 * size + ((w - n2) & mask)] ?? 0) + p * l2
      l3 = q * (d[3 * size + ((w - n3) & mask)] ?? 0) + p * l3
      l4 = q * (d[4 * size + ((w - n4) & mask)] ?? 0) + p * l4
      l5 = q * (d[5 * size + ((w - n5) & mask)] ?? 0) + p * l5
      l6 = q * (d[6 * size + ((w - n6) & mask)] ?? 0) + p * l6
      l7 = q * (d[7 * size + ((w - n7) & mask)] ?? 0) + p * l7
      const y0 = l0 * g0
      const y1 = l1 * g1
      const y2 = l2 * g2
      const y3 = l3 * g3
      const y4 = l4 * g4
      const y5 = l5 * g5
      const y6 = l6 * g6
      const y7 = l7 * g7
      // Householder: I − 2/N · 11ᵀ keeps the energy.
      const mirror = (2 / LINES) * (y0 + y1 + y2 + y3 + y4 + y5 + y6 + y7) - x
      d[w] = y0 - mirror
      d[size + w] = y1 - mirror
      d[2 * size + w] = y2 - mirror
      d[3 * size + w] = y3 - mirror
      d[4 * size + w] = y4 - mirror
      d[5 * size + w] = y5 - mirror
      d[6 * size + w] = y6 - mirror
      d[7 * size + w] = y7 - mirror
      w = (w + 1) & mask
      left[f] = (left[f] ?? 0) + 0.5 * (y0 - y2 + y4 - y6)
      right[f] = (right[f] ?? 0) + 0.5 * (y1 - y3 + y5 - y7)
    }
    this.#write = w
    low[0] = l0
    low[1] = l1
    low[2] = l2
    low[3] = l3
    low[4] = l4
    low[5] = l5
    low[6] = l6
    low[7] = l7
  }

  /**
   * Called once every `frames` frames. A room in which nothing has sounded for longer than its longest way is emptied, before its
   * numbers are so small that processors are slow with them.
   */
  tidy(frames: number): void {
    let most = Math.abs(this.#dc)
    for (let i = 0; i < LINES; i++) most = Math.max(most, Math.abs(this.#low[i] ?? 0))
    if (most === 0 || most > 1e-12) this.#quiet = 0
    else {
      this.#quiet += frames
      if (this.#quiet > this.#size + this.#pre.length) this.clear()
    }
  }
}

/**
 * AUDIO THREAD: one room for the whole band: a feedback delay network of eight lines with a Householder matrix
 * (Jot & Chaigne, AES 90, 1991), each line with a low-pass so that highs die first. Mono in, stereo out.
 *
 * Each line is a ring of exactly its own length: what is read and what is written in its stead lie in the same place, so that
 * a line needs one index and no arithmetic for it.
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
  /** All lines, one after the other. */
  readonly #lines: Float64Array
  readonly #lengths: Int32Array
  readonly #starts: Int32Array
  /** Where each line is read and written, counted from its start. */
  readonly #at = new Int32Array(LINES)
  readonly #gains: Float64Array
  readonly #low = new Float64Array(LINES)
  readonly #pre: Float64Array
  readonly #pole: number
  readonly #dcPole: number
  /** Frames in which whatever is in the room has come by. */
  readonly #longest: number
  #preAt = 0
  #dc = 0
  /** Nothing is in it: as long as nothing comes, there is nothing to compute. */
  #empty = true
  /** Frames since something was heard in it. */
  #quiet = 0

  constructor(sampleRate: number, { t60, damping }: RoomOptions = ROOM) {
    this.#lengths = Int32Array.from(
      LENGTHS,
      (length) => Math.round((length * sampleRate) / REFERENCE_RATE) | 1,
    )
    this.#starts = this.#lengths.map((_, i) => this.#lengths.subarray(0, i).reduce((sum, n) => sum + n, 0))
    this.#lines = new Float64Array(this.#lengths.reduce((sum, n) => sum + n, 0))
    this.#pole = onePole(damping, sampleRate)
    // The low-pass's own factor is in them.
    this.#gains = Float64Array.from(
      this.#lengths,
      (length) => (1 - this.#pole) * 10 ** ((-3 * length) / (t60 * sampleRate)),
    )
    this.#pre = new Float64Array(Math.max(1, Math.round(PRE_DELAY * sampleRate)))
    this.#longest = Math.max(...this.#lengths) + this.#pre.length
    // Rooms do not boom below the band.
    this.#dcPole = onePole(150, sampleRate)
  }

  /** Nothing sounds in it. */
  get empty(): boolean {
    return this.#empty
  }

  clear(): void {
    this.#lines.fill(0)
    this.#pre.fill(0)
    this.#low.fill(0)
    this.#dc = 0
    this.#quiet = 0
    this.#empty = true
  }

  /** Adds the room's answer to `send` to both sides. `send` is used up. */
  process(send: Float64Array, left: Float64Array, right: Float64Array, frames: number): void {
    if (this.#empty) {
      if (isSilent(send, frames)) return
      this.#empty = false
    }
    this.#delay(send, frames)
    const lengths = this.#lengths
    const at = this.#at
    for (let from = 0; from < frames; ) {
      // As far as the first line whose end is reached.
      let count = frames - from
      for (let i = 0; i < LINES; i++) {
        const rest = (lengths[i] ?? 0) - (at[i] ?? 0)
        if (rest < count) count = rest
      }
      this.#network(send, left, right, from, from + count)
      for (let i = 0; i < LINES; i++) {
        const next = (at[i] ?? 0) + count
        at[i] = next === lengths[i] ? 0 : next
      }
      from += count
    }
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

  /**
   * No line ends between `from` and `to`. Written out for eight lines: loops over lines cost twice as much as what they
   * do, and so do arrays taken apart, which makes iterators.
   */
  #network(send: Float64Array, left: Float64Array, right: Float64Array, from: number, to: number): void {
    const d = this.#lines
    const p = this.#pole
    const n0 = this.#offset(0, from)
    const n1 = this.#offset(1, from)
    const n2 = this.#offset(2, from)
    const n3 = this.#offset(3, from)
    const n4 = this.#offset(4, from)
    const n5 = this.#offset(5, from)
    const n6 = this.#offset(6, from)
    const n7 = this.#offset(7, from)
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
    let y0 = low[0] ?? 0
    let y1 = low[1] ?? 0
    let y2 = low[2] ?? 0
    let y3 = low[3] ?? 0
    let y4 = low[4] ?? 0
    let y5 = low[5] ?? 0
    let y6 = low[6] ?? 0
    let y7 = low[7] ?? 0
    for (let f = from; f < to; f++) {
      y0 = g0 * (d[n0 + f] ?? 0) + p * y0
      y1 = g1 * (d[n1 + f] ?? 0) + p * y1
      y2 = g2 * (d[n2 + f] ?? 0) + p * y2
      y3 = g3 * (d[n3 + f] ?? 0) + p * y3
      y4 = g4 * (d[n4 + f] ?? 0) + p * y4
      y5 = g5 * (d[n5 + f] ?? 0) + p * y5
      y6 = g6 * (d[n6 + f] ?? 0) + p * y6
      y7 = g7 * (d[n7 + f] ?? 0) + p * y7
      // Householder: I − 2/N · 11ᵀ keeps the energy.
      const mirror = (2 / LINES) * (y0 + y1 + (y2 + y3) + (y4 + y5 + (y6 + y7))) - (send[f] ?? 0)
      d[n0 + f] = y0 - mirror
      d[n1 + f] = y1 - mirror
      d[n2 + f] = y2 - mirror
      d[n3 + f] = y3 - mirror
      d[n4 + f] = y4 - mirror
      d[n5 + f] = y5 - mirror
      d[n6 + f] = y6 - mirror
      d[n7 + f] = y7 - mirror
      left[f] = (left[f] ?? 0) + 0.5 * (y0 - y2 + (y4 - y6))
      right[f] = (right[f] ?? 0) + 0.5 * (y1 - y3 + (y5 - y7))
    }
    low[0] = y0
    low[1] = y1
    low[2] = y2
    low[3] = y3
    low[4] = y4
    low[5] = y5
    low[6] = y6
    low[7] = y7
  }

  /** Added to a frame that counts from `from` it gives the line's place. */
  #offset(line: number, from: number): number {
    return (this.#starts[line] ?? 0) + (this.#at[line] ?? 0) - from
  }

  /**
   * Called once every `frames` frames. A room in which nothing has sounded for longer than its longest way is emptied, before its
   * numbers are so small that processors are slow with them.
   */
  tidy(frames: number): void {
    if (this.#empty) return
    let most = Math.abs(this.#dc)
    for (let i = 0; i < LINES; i++) most = Math.max(most, Math.abs(this.#low[i] ?? 0))
    if (most > 1e-12) this.#quiet = 0
    else {
      this.#quiet += frames
      if (this.#quiet > this.#longest) this.clear()
    }
  }
}

function isSilent(buffer: Float64Array, frames: number): boolean {
  for (let n = 0; n < frames; n++) if (buffer[n] !== 0) return false
  return true
}

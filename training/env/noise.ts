/**
 * The three random numbers that a simulated person has for a beat, for many persons: to the bit those of
 * `gaussian(seed, keyOf('player'), keyOf('drift' | 'timekeeper' | 'motor'), n, 0, 0)`.
 *
 * HOT PATH: most of what a simulated beat costs; allocates nothing.
 */

import { keyOf, normals, uniforms } from '../../runtime/random.ts'

const PLAYER = keyOf('player')
const VOICES = [keyOf('drift'), keyOf('timekeeper'), keyOf('motor')] as const

export class Noise {
  readonly drift: Float64Array
  readonly timekeeper: Float64Array
  readonly motor: Float64Array
  /** The beat that each is at. */
  readonly n: Int32Array

  readonly #drawn: Float64Array
  readonly #low: Int32Array
  readonly #high: Int32Array

  constructor(size: number) {
    this.#drawn = new Float64Array(3 * size)
    this.drift = this.#drawn.subarray(0, size)
    this.timekeeper = this.#drawn.subarray(size, 2 * size)
    this.motor = this.#drawn.subarray(2 * size)
    this.n = new Int32Array(size)
    this.#low = new Int32Array(size)
    this.#high = new Int32Array(size)
  }

  seed(i: number, seed: number): void {
    this.#low[i] = seed | 0
    this.#high[i] = (seed / 4294967296) | 0
  }

  /** Draws the numbers of beat n of persons `from` … `to` − 1. */
  draw(from: number, to: number): void {
    const size = this.n.length
    uniforms(this.#drawn, this.#low, this.#high, this.n, PLAYER, VOICES, from, to)
    for (let voice = 0; voice < 3; voice++) normals(this.#drawn, from + voice * size, to + voice * size)
  }
}

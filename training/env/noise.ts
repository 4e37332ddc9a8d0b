/**
 * The three random numbers that a simulated person has for a beat, for many persons: to the bit those of
 * `gaussian(seed, keyOf('player'), keyOf('drift' | 'timekeeper' | 'motor'), n, 0, 0)`.
 *
 * HOT PATH: a good part of what a simulated beat costs; allocates nothing.
 */

import { isCentral, keyOf, normals, outerNormal, uniforms } from '../../runtime/random.ts'
import { BLOCK, createNoiseKernel, type NoiseKernel } from './noise-kernel.ts'

const PLAYER = keyOf('player')
const VOICES = [keyOf('drift'), keyOf('timekeeper'), keyOf('motor')] as const

/** One for all: between two calls nothing in it is anybody's. undefined: nobody has asked for it yet. */
let shared: NoiseKernel | null | undefined

export class Noise {
  readonly drift: Float64Array
  readonly timekeeper: Float64Array
  readonly motor: Float64Array
  /** The beat that each is at. */
  readonly n: Int32Array

  readonly #kernel: NoiseKernel | null
  readonly #drawn: Float64Array
  readonly #low: Int32Array
  readonly #high: Int32Array

  /** @param kernel null: without WebAssembly, as on hosts that have none. Default: with it, where the host has it. */
  constructor(size: number, kernel?: null) {
    if (kernel === undefined) shared ??= createNoiseKernel()
    this.#kernel = kernel === null ? null : (shared ?? null)
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
    const kernel = this.#kernel
    if (kernel === null) {
      uniforms(this.#drawn, this.#low, this.#high, this.n, PLAYER, VOICES, from, to)
      for (let voice = 0; voice < 3; voice++) normals(this.#drawn, from + voice * size, to + voice * size)
    } else {
      for (let at = from; at < to; at += BLOCK) this.#drawBlock(kernel, at, to < at + BLOCK ? to : at + BLOCK)
    }
  }

  #drawBlock(kernel: NoiseKernel, from: number, to: number): void {
    const { low, high, bars, uniform, normal } = kernel
    const drawn = this.#drawn
    const size = this.n.length
    for (let i = from; i < to; i++) {
      low[i - from] = this.#low[i] ?? 0
      high[i - from] = this.#high[i] ?? 0
      bars[i - from] = this.n[i] ?? 0
    }
    for (let voice = 0; voice < 3; voice++) {
      kernel.draw(PLAYER, VOICES[voice] ?? 0, to - from)
      const offset = voice * size + from
      for (let k = 0; k < to - from; k++) {
        const u = uniform[k] ?? 0
        if (isCentral(u)) drawn[offset + k] = normal[k] ?? 0
        else {
          drawn[offset + k] = u
          outerNormal(drawn, offset + k)
        }
      }
    }
  }
}

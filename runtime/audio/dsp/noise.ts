/**
 * AUDIO THREAD: white noise that is the same for the same seed, in every engine.
 *
 * Marsaglia's xorshift32 (Journal of Statistical Software 8, 2003). Its weaknesses are inaudible; what decides events
 * is drawn with Philox (runtime/random.ts).
 */

import type { Hertz } from '../../units.ts'

export class Noise {
  #state = 1

  seed(seed: number): void {
    // Neighbouring seeds must not give neighbouring noise: Murmur3's finaliser.
    let h = seed | 0
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    h ^= h >>> 16
    this.#state = h === 0 ? 0x9e3779b9 : h
  }

  /** Uniform in [−1, 1). */
  next(): number {
    let x = this.#state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.#state = x
    return x * 4.656612873077393e-10
  }

  /** Fills with the next ones. */
  fill(buffer: Float64Array, from: number, to: number): void {
    let x = this.#state
    for (let n = from; n < to; n++) {
      x ^= x << 13
      x ^= x >>> 17
      x ^= x << 5
      buffer[n] = x * 4.656612873077393e-10
    }
    this.#state = x
  }
}

/**
 * White noise of one amplitude is spread over all that a rate carries: of twice the rate half of it lies in any band. This factor keeps
 * it per Hertz what it is at 48 kHz.
 */
export const noiseLevelAt = (rate: Hertz): number => Math.sqrt(rate / 48000)

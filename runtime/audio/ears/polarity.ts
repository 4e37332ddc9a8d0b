/**
 * Is one of two channels the other, turned round? Some laptops' two microphones are, and a balanced cable in a stereo input: the sum of the
 * two is silence. HOT PATH: allocates nothing after construction.
 */

import type { Hertz, Seconds } from '../../units.ts'
import { CANCELLED } from '../cancelled.ts'

/** Seconds for which two channels are compared. */
const MEMORY: Seconds = 0.3
const LEAST_POWER = 1e-20

export class Polarity {
  /** The second channel is to be turned back before the two are added up. */
  opposite = false
  /** Power of the channels' sum and of their difference, lately. */
  readonly #powers = new Float64Array(2)
  readonly #rate: Hertz

  constructor(rate: Hertz) {
    this.#rate = rate
  }

  /** Hears a block, before it is added up: so that the stroke in which it shows is not lost. */
  hear(left: Float32Array | undefined, right: Float32Array | undefined, frames: number): void {
    const powers = this.#powers
    const kept = Math.max(0, 1 - frames / (MEMORY * this.#rate))
    let together = kept * (powers[0] ?? 0)
    let apart = kept * (powers[1] ?? 0)
    for (let i = 0; i < frames; i++) {
      const l = left?.[i] ?? 0
      const r = right?.[i] ?? 0
      together += (l + r) * (l + r)
      apart += (l - r) * (l - r)
    }
    // What is no number must not stay for ever, nor what is too small to be a sound.
    const finite = together + apart < Number.POSITIVE_INFINITY
    powers[0] = finite && together > LEAST_POWER ? together : 0
    powers[1] = finite && apart > LEAST_POWER ? apart : 0
    if (apart > CANCELLED * together) this.opposite = true
    else if (together > apart) this.opposite = false
  }
}

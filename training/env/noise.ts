/**
 * The three random numbers of a simulated person's beat, drawn together: to the bit those of
 * `gaussian(seed, keyOf('player'), keyOf('drift' | 'timekeeper' | 'motor'), n, 0, 0)`.
 *
 * HOT PATH: most of what a simulated beat costs; allocates nothing.
 */

import { gaussians, keyOf } from '../../runtime/random.ts'

export interface Noise {
  drift: number
  timekeeper: number
  motor: number
  draw(seed: number, n: number): void
}

const PLAYER = keyOf('player')
const DRIFT = keyOf('drift')
const TIMEKEEPER = keyOf('timekeeper')
const MOTOR = keyOf('motor')

export function createNoise(): Noise {
  const drawn = new Float64Array(3)
  return {
    drift: 0,
    timekeeper: 0,
    motor: 0,
    draw(seed, n) {
      gaussians(drawn, seed, PLAYER, DRIFT, TIMEKEEPER, MOTOR, n)
      this.drift = drawn[0] ?? 0
      this.timekeeper = drawn[1] ?? 0
      this.motor = drawn[2] ?? 0
    },
  }
}

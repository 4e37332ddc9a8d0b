/**
 * Sentences on a grid: what an encoder gives differs in its last bits between processors, and whatever is made of it (a compiled
 * policy, a stored sentence) must not.
 */

import type { Sentence } from './encoder.ts'
import { WIDTH } from './width.ts'

/** Steps to 1. A sentence is off by 1/2¹⁵ a number: of two sentences the cosine changes by less than 1e-4. */
const STEPS = 2 ** 14
/** Numbers near 1 may round to another step once their length is mended; then once more. */
const MOST_ROUNDS = 8

/** The nearest direction of the grid, of length 1. @param vector [384], of length 1 */
export function onGrid(vector: Float32Array): Float32Array {
  let steps = stepsOf(vector)
  for (let round = 1; ; round++) {
    const found = directionOf(steps)
    const again = stepsOf(found)
    if (round === MOST_ROUNDS || again.every((n, i) => n === steps[i])) return found
    steps = again
  }
}

const stepsOf = (vector: Float32Array): Int16Array => Int16Array.from(vector, (x) => Math.round(x * STEPS))

function directionOf(steps: Int16Array): Float32Array {
  const length = Math.sqrt(steps.reduce((sum, n) => sum + n * n, 0))
  // + 0: −0 is 0.
  return Float32Array.from(steps, (n) => n / length + 0)
}

/** Bytes of a packed sentence: its numbers, how much of it was read, whether it was cut. */
export const PACKED = 2 * WIDTH + 4

/** @param sentence on the grid */
export function packSentence({ vector, read, cut }: Sentence): Uint8Array {
  const bytes = new Uint8Array(PACKED)
  const view = new DataView(bytes.buffer)
  for (const [i, n] of stepsOf(vector).entries()) view.setInt16(2 * i, n, true)
  view.setUint16(2 * WIDTH, read, true)
  view.setUint16(2 * WIDTH + 2, cut ? 1 : 0, true)
  return bytes
}

/** @throws RangeError where the bytes are no sentence */
export function unpackSentence(bytes: Uint8Array): Sentence {
  if (bytes.length !== PACKED) throw new RangeError(`a sentence has ${PACKED} bytes, not ${bytes.length}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const steps = Int16Array.from({ length: WIDTH }, (_, i) => view.getInt16(2 * i, true))
  const length = Math.sqrt(steps.reduce((sum, n) => sum + n * n, 0)) / STEPS
  if (Math.abs(length - 1) > 0.01) throw new RangeError('a sentence has length 1')
  const vector = directionOf(steps)
  return { vector, read: view.getUint16(2 * WIDTH, true), cut: view.getUint16(2 * WIDTH + 2, true) !== 0 }
}

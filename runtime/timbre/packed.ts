/** A long vector as a compiled policy writes it: three characters a number, which is a third of its digits, and is read as fast. */

/** Characters from "0" on, so that none needs an escape anywhere. */
const FIRST = 48
const BASE = 32
/** Numbers are ten-thousandths, from −1.6 up. */
const STEPS = 1e4
const MIDDLE = BASE ** 3 / 2

export const PACKED_CHARACTERS = 3

/** @param vector of ten-thousandths between −1.6 and 1.6 */
export function packVector(vector: readonly number[]): string {
  return vector
    .map((x) => {
      const n = Math.round(x * STEPS) + MIDDLE
      return String.fromCharCode(
        FIRST + Math.floor(n / BASE / BASE),
        FIRST + (Math.floor(n / BASE) % BASE),
        FIRST + (n % BASE),
      )
    })
    .join('')
}

/** The vector again, to the bit. */
export function unpackVector(packed: string): Float64Array {
  const vector = new Float64Array(packed.length / PACKED_CHARACTERS)
  for (let i = 0; i < vector.length; i++) {
    let n = 0
    for (let k = 0; k < PACKED_CHARACTERS; k++)
      n = n * BASE + packed.charCodeAt(i * PACKED_CHARACTERS + k) - FIRST
    vector[i] = (n - MIDDLE) / STEPS
  }
  return vector
}

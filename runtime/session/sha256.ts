/**
 * SHA-256 (FIPS 180-4), small: a standalone policy carries this code to phones, where the well-kept library of the
 * compiler would be a tenth of everything. It hashes a few hundred bytes once a session. Tests hold it to the
 * standard's examples and to that library.
 */

const PRIMES = firstPrimes(64)
/** First 32 bits of the fractional parts of the cube roots of the first 64 primes. Storing an integer of 32 bits drops all others. */
const ROUND_CONSTANTS = Uint32Array.from(PRIMES, (prime) => cubeRoot(prime) * 4294967296)
/** The same of the square roots of the first 8. */
const INITIAL = Uint32Array.from(PRIMES.slice(0, 8), (prime) => Math.sqrt(prime) * 4294967296)

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime > 0)) primes.push(n)
  return primes
}

/** Newton's way, because engines differ in `Math.cbrt`: from above it falls until it stands still. */
function cubeRoot(x: number): number {
  let root = x
  for (let i = 0; i < 64; i++) root -= (root * root * root - x) / (3 * root * root)
  return root
}

/** The hash of fewer than 2^29 bytes, in lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 4, bytes.length * 8)
  const state = INITIAL.slice()
  const w = new Uint32Array(64)
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(block + 4 * i)
    for (let i = 16; i < 64; i++) {
      const x = at(w, i - 15)
      const y = at(w, i - 2)
      w[i] =
        (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10)) +
        at(w, i - 7) +
        (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)) +
        at(w, i - 16)
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
    for (let i = 0; i < 64; i++) {
      const first =
        h +
        (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
        ((e & f) ^ (~e & g)) +
        at(ROUND_CONSTANTS, i) +
        at(w, i)
      const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
      h = g
      g = f
      f = e
      e = (d + first) | 0
      d = c
      c = b
      b = a
      a = (first + second) | 0
    }
    for (const [i, x] of [a, b, c, d, e, f, g, h].entries()) state[i] = at(state, i) + x
  }
  let hex = ''
  for (const word of state) hex += word.toString(16).padStart(8, '0')
  return hex
}

function at(list: Uint32Array, index: number): number {
  return list[index] ?? 0
}

function rotate(x: number, n: number): number {
  return (x >>> n) | (x << (32 - n))
}

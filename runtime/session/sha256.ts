/**
 * SHA-256 (FIPS 180-4), small: a standalone policy carries this code to phones, where the well-kept library of the
 * compiler would be a tenth of everything. It hashes a few hundred bytes once a session. Tests hold it to the
 * standard's examples and to that library.
 */

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes, 8 hex digits each. */
const ROUND_CONSTANTS = words(
  '428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5' +
    'd807aa9812835b01243185be550c7dc372be5d7480deb1fe9bdc06a7c19bf174' +
    'e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da' +
    '983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca635114292967' +
    '27b70a852e1b21384d2c6dfc53380d13650a7354766a0abb81c2c92e92722c85' +
    'a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070' +
    '19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3' +
    '748f82ee78a5636f84c878148cc7020890befffaa4506cebbef9a3f7c67178f2',
)
/** The same of the square roots of the first 8. */
const INITIAL = words('6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19')

function words(hex: string): Uint32Array {
  return Uint32Array.from({ length: hex.length / 8 }, (_, i) =>
    Number.parseInt(hex.slice(8 * i, 8 * i + 8), 16),
  )
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
    for (let i = 0; i < 64; i++) {
      const x = at(w, i - 15)
      const y = at(w, i - 2)
      w[i] =
        i < 16
          ? view.getUint32(block + 4 * i)
          : (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10)) +
            at(w, i - 7) +
            (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)) +
            at(w, i - 16)
    }
    const s = state.slice()
    for (let i = 0; i < 64; i++) {
      const a = at(s, 0)
      const e = at(s, 4)
      const first =
        at(s, 7) +
        (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
        ((e & at(s, 5)) ^ (~e & at(s, 6))) +
        at(ROUND_CONSTANTS, i) +
        at(w, i)
      const second =
        (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
        ((a & at(s, 1)) ^ (a & at(s, 2)) ^ (at(s, 1) & at(s, 2)))
      s.copyWithin(1, 0, 7)
      s[4] = at(s, 4) + first
      s[0] = first + second
    }
    for (let i = 0; i < 8; i++) state[i] = at(state, i) + at(s, i)
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

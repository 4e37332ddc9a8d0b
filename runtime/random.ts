/**
 * Randomness as a pure function of where in the music it is asked for.
 *
 * HOT PATH: called per cell and per beat; allocates nothing.
 *
 * Every coin flip is a function of (seed, member, voice, bar, cell, stream), never of call order, so that an
 * edit to one member changes nothing in another and a bar can be computed alone. The function is Philox4x32-10
 * (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011), a keyed bijection of a
 * 128-bit counter that passes BigCrush; the seed is its key, the place its counter. Integer arithmetic only:
 * the same bits everywhere.
 */

import { ln } from './math.ts'

/** Seeds are whole numbers from 0 to 2^53 − 1; every bit of them matters. */
export const MAX_SEED = 9007199254740991

export function isSeed(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

/**
 * What a random number is for, so that two uses of one cell are independent. Any whole number from 0 to 65535;
 * a new use takes a new number, and no number is ever given a second meaning.
 */
export type Stream = number

/** 32 high bits of the 64-bit product of two 32-bit words, by 16-bit halves. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const low = Math.imul(aLow, bLow)
  const middle = (Math.imul(aHigh, bLow) + (low >>> 16)) >>> 0
  const carry = (Math.imul(aLow, bHigh) + (middle & 0xffff)) >>> 0
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) | 0
}

/** The four words of the last `philox` call. Variables, not an array: nothing is allocated and nothing escapes. */
let word0 = 0
let word1 = 0
let word2 = 0
let word3 = 0

function philox(c0: number, c1: number, c2: number, c3: number, k0: number, k1: number): void {
  let a = c0 | 0
  let b = c1 | 0
  let c = c2 | 0
  let d = c3 | 0
  let key0 = k0 | 0
  let key1 = k1 | 0
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, a)
    const low0 = Math.imul(0xd2511f53, a)
    const high1 = multiplyHigh(0xcd9e8d57, c)
    const low1 = Math.imul(0xcd9e8d57, c)
    a = high1 ^ b ^ key0
    b = low1
    c = high0 ^ d ^ key1
    d = low0
    key0 = (key0 + 0x9e3779b9) | 0
    key1 = (key1 + 0xbb67ae85) | 0
  }
  word0 = a
  word1 = b
  word2 = c
  word3 = d
}

/**
 * Philox4x32-10 itself, for known-answer tests and for whoever needs four words at once.
 * Counter and key are 32-bit words; the result is written to `out[0..3]`.
 */
export function philox4x32(
  out: Uint32Array,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
): void {
  philox(c0, c1, c2, c3, k0, k1)
  out[0] = word0
  out[1] = word1
  out[2] = word2
  out[3] = word3
}

/**
 * A uniform number in [0, 1), with 53 random bits.
 *
 * @param seed a whole number from 0 to 2^53 − 1
 * @param member `keyOf` the member's name
 * @param voice `keyOf` the voice's (or slot's, or section's) name
 * @param bar any 32-bit whole number; count-in bars may be negative
 * @param cell 0 to 65535
 * @param stream what it is for, 0 to 65535
 */
export function uniform(
  seed: number,
  member: number,
  voice: number,
  bar: number,
  cell: number,
  stream: Stream,
): number {
  philox(member, voice, bar, (stream << 16) | (cell & 0xffff), seed, seed / 4294967296)
  return fraction(word0, word1)
}

/** A 32-bit word with the same arguments as `uniform`, for callers that derive keys from places. */
export function randomWord(
  seed: number,
  member: number,
  voice: number,
  bar: number,
  cell: number,
  stream: Stream,
): number {
  philox(member, voice, bar, (stream << 16) | (cell & 0xffff), seed, seed / 4294967296)
  return word0 >>> 0
}

/** 2^−54, half a step of `uniform`: stands for 0, whose quantile would be −∞. */
const HALF_STEP = 5.551115123125783e-17

/** A standard normal number (mean 0, variance 1), with the same arguments as `uniform`. |g| < 8.3. */
export function gaussian(
  seed: number,
  member: number,
  voice: number,
  bar: number,
  cell: number,
  stream: Stream,
): number {
  const u = uniform(seed, member, voice, bar, cell, stream)
  return normalQuantile(u === 0 ? HALF_STEP : u)
}

/**
 * Three of `uniform` side by side, for many seeds: of place i, `out[i + k · n] = uniform(seed_i, member, voice_k, bar_i, 0, 0)` with n places.
 * The rounds of three keep a processor busy that would wait for each of one.
 *
 * @param out 3 · n numbers
 * @param low, high the seeds, as `seed | 0` and `(seed / 2³²) | 0`
 */
export function uniforms(
  out: Float64Array,
  low: Int32Array,
  high: Int32Array,
  bars: Int32Array,
  member: number,
  voices: readonly [number, number, number],
  from: number,
  to: number,
): void {
  const size = low.length
  const [voice0, voice1, voice2] = voices
  for (let i = from; i < to; i++) {
    let key0 = low[i] ?? 0
    let key1 = high[i] ?? 0
    let a0 = member | 0
    let b0 = voice0 | 0
    let c0 = bars[i] ?? 0
    let d0 = 0
    let a1 = a0
    let b1 = voice1 | 0
    let c1 = c0
    let d1 = 0
    let a2 = a0
    let b2 = voice2 | 0
    let c2 = c0
    let d2 = 0
    for (let round = 0; round < 10; round++) {
      const up0 = highOf(a0, 0xd2511f53)
      const up1 = highOf(a1, 0xd2511f53)
      const up2 = highOf(a2, 0xd2511f53)
      const over0 = highOf(c0, 0xcd9e8d57)
      const over1 = highOf(c1, 0xcd9e8d57)
      const over2 = highOf(c2, 0xcd9e8d57)
      const down0 = Math.imul(0xd2511f53, a0)
      const down1 = Math.imul(0xd2511f53, a1)
      const down2 = Math.imul(0xd2511f53, a2)
      a0 = over0 ^ b0 ^ key0
      b0 = Math.imul(0xcd9e8d57, c0)
      c0 = up0 ^ d0 ^ key1
      d0 = down0
      a1 = over1 ^ b1 ^ key0
      b1 = Math.imul(0xcd9e8d57, c1)
      c1 = up1 ^ d1 ^ key1
      d1 = down1
      a2 = over2 ^ b2 ^ key0
      b2 = Math.imul(0xcd9e8d57, c2)
      c2 = up2 ^ d2 ^ key1
      d2 = down2
      key0 = (key0 + 0x9e3779b9) | 0
      key1 = (key1 + 0xbb67ae85) | 0
    }
    out[i] = fraction(a0, b0)
    out[i + size] = fraction(a1, b1)
    out[i + 2 * size] = fraction(a2, b2)
  }
}

/**
 * 32 high bits of the 64-bit product, by way of a double: it is off by 2¹¹ at most, and without its exact low bits, which are known, what is left is
 * within 2⁻²¹ of a whole number. Where many are wanted one after the other this takes two thirds of the time of `multiplyHigh`.
 */
function highOf(a: number, multiplier: number): number {
  const low = Math.imul(a, multiplier)
  return (((a >>> 0) * multiplier - (low >>> 0)) * 2.3283064365386963e-10 + 0.5) | 0
}

/** Uniform numbers become standard normal ones, as `gaussian` makes them. */
export function normals(numbers: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const u = numbers[i] ?? 0
    if (isCentral(u)) numbers[i] = centralQuantile(u - 0.5)
    else outerNormal(numbers, i)
  }
}

/** Whether the central formula of the quantile holds: for seven of eight. */
export function isCentral(p: number): boolean {
  const q = p - 0.5
  return q >= -NEAR && q <= NEAR
}

/** The same of one that is not central. In place: engines box what a function gives back. */
export function outerNormal(numbers: Float64Array, i: number): void {
  const u = numbers[i] ?? 0
  numbers[i] = outerQuantile(u === 0 ? HALF_STEP : u)
}

/** 27 + 26 bits: the usual way to a 53-bit fraction. */
function fraction(high: number, low: number): number {
  return ((high >>> 5) * 67108864 + (low >>> 6)) / 9007199254740992
}

/**
 * The 32-bit key of a name: FNV-1a over its UTF-16 code units (low byte, then high byte), then Murmur3's
 * finaliser so that similar names share no bits. Computed once per name, not per beat.
 */
export function keyOf(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i)
    hash = Math.imul(hash ^ (code & 0xff), 0x01000193)
    hash = Math.imul(hash ^ (code >>> 8), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Eight coefficients of a polynomial, constant first. */
type Octet = readonly [number, number, number, number, number, number, number, number]

function horner(c: Octet, r: number): number {
  return ((((((c[7] * r + c[6]) * r + c[5]) * r + c[4]) * r + c[3]) * r + c[2]) * r + c[1]) * r + c[0]
}

/** As far from the middle the central formula holds. */
const NEAR = 0.425

/** Seven of eight numbers lie here: literals, which an engine need not look up. */
// biome-ignore format: two polynomials
function centralQuantile(q: number): number {
  const r = 0.180625 - q * q
  const above = ((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r +
    13731.69376550946) * r + 1971.5909503065513) * r + 133.14166789178438) * r + 3.3871328727963665
  const below = ((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r +
    5394.196021424751) * r + 687.1870074920579) * r + 42.31333070160091) * r + 1
  return (q * above) / below
}

// biome-ignore format: tables of numbers
const TAIL: readonly [Octet, Octet] = [
  [1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
   1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414],
  [1, 2.053191626637759, 1.6763848301838038, 0.6897673349851,
   0.14810397642748008, 0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9],
]

// biome-ignore format: tables of numbers
const FAR_TAIL: readonly [Octet, Octet] = [
  [6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
   0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7],
  [1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615,
   0.0007868691311456133, 1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15],
]

/**
 * The quantile function of the standard normal distribution: −∞ at 0, +∞ at 1, NaN outside.
 * Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988): relative error about 1e-16.
 */
export function normalQuantile(p: number): number {
  return isCentral(p) ? centralQuantile(p - 0.5) : outerQuantile(p)
}

function outerQuantile(p: number): number {
  const q = p - 0.5
  const tail = q < 0 ? p : 1 - p
  if (!(tail >= 0)) return Number.NaN
  if (tail === 0) return q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const s = Math.sqrt(-ln(tail))
  const x =
    s <= 5
      ? horner(TAIL[0], s - 1.6) / horner(TAIL[1], s - 1.6)
      : horner(FAR_TAIL[0], s - 5) / horner(FAR_TAIL[1], s - 5)
  return q < 0 ? -x : x
}

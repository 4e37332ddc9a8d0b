/**
 * `uniforms` and the middle of `normals` (`runtime/random.ts`) in WebAssembly with SIMD, four persons at a time: the same bits in a fifth
 * of the time, because a processor has the 64-bit product of two 32-bit words in one instruction and JavaScript takes a dozen for it. The
 * module is written out here instruction by instruction (WebAssembly core specification 2.0, chapter 5). Integers are exact, and the double
 * operations are those of `centralQuantile`, in its order: a test holds both together.
 */

/** What Node has and its types leave to those of the page. */
declare const WebAssembly:
  | {
      readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
      readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
      readonly Instance: new (
        module: object,
        imports: Readonly<Record<string, Readonly<Record<string, object>>>>,
      ) => { readonly exports: Readonly<Record<string, unknown>> }
    }
  | undefined

/** Persons in a block, at most. */
export const BLOCK = 512

export interface NoiseKernel {
  /** Of each person in the block: the seed in two words, and the beat. BLOCK numbers each. */
  readonly low: Int32Array
  readonly high: Int32Array
  readonly bars: Int32Array
  /** What comes out: uniform numbers, and what is normal of those in the middle. */
  readonly uniform: Float64Array
  readonly normal: Float64Array
  /** Of the first `count` persons; up to three more are overwritten. */
  draw(member: number, voice: number, count: number): void
}

// Where the arrays lie in memory, and behind them the constants.
const [LOW, HIGH, BARS, UNIFORM, NORMAL, CONSTANTS] = [
  0,
  4 * BLOCK,
  8 * BLOCK,
  12 * BLOCK,
  20 * BLOCK,
  28 * BLOCK,
]
/** Persons in a vector of 32-bit words. */
const LANES = 4

// Parameters, and locals: numbers, then vectors. Words A to D are Philox's counter.
const [MEMBER, VOICE, COUNT] = [0, 1, 2]
const [AT, AT_FLOATS] = [3, 4]
const [A, B, C, D, KEY_0, KEY_1, PRODUCTS_0, PRODUCTS_1, LOW_A, LOW_C, OVER, U, Q, R, ABOVE, BELOW] = [
  5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
]
const [NUMBERS, VECTORS] = [2, 16]

const unsigned = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]
const signed = (value: number): number[] =>
  value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)]

const get = (local: number): number[] => [0x20, ...unsigned(local)]
const set = (local: number): number[] => [0x21, ...unsigned(local)]
const constant = (value: number): number[] => [0x41, ...signed(value)]
const ADD = [0x6a]
const LESS = [0x49]

const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)]
const load = (offset: number): number[] => [...simd(0x00), 2, ...unsigned(offset)]
const store = (offset: number): number[] => [...simd(0x0b), 2, ...unsigned(offset)]
/** A vector of the 32-bit words of two others: 0..3 are the first one's. */
const shuffle = (...words: number[]): number[] => [
  ...simd(0x0d),
  ...words.flatMap((word) => [0, 1, 2, 3].map((byte) => 4 * word + byte)),
]
const SPREAD_WORD = simd(0x11)
const XOR = simd(0x51)
const ADD_WORDS = simd(0xae)
const SHIFT_RIGHT = simd(0xad)
/** 64-bit products of the first two words, and of the last two. */
const PRODUCTS_LOW = simd(0xde)
const PRODUCTS_HIGH = simd(0xdf)
/** The first two words as doubles. */
const TO_DOUBLES = simd(0xfe)
const ADD_DOUBLES = simd(0xf0)
const SUBTRACT_DOUBLES = simd(0xf1)
const MULTIPLY_DOUBLES = simd(0xf2)
const DIVIDE_DOUBLES = simd(0xf3)

/** Vectors that do not change, in memory: V8 takes three instructions to make one where it is needed, and one to load it. */
const constants: number[] = []
const vector = (bytes: ArrayBufferLike): number[] => {
  const offset = CONSTANTS + constants.length
  constants.push(...new Uint8Array(bytes))
  return [...constant(0), ...load(offset)]
}
const word = (value: number): number[] => vector(Int32Array.of(value, value, value, value).buffer)
const double = (value: number): number[] => vector(Float64Array.of(value, value).buffer)
const [MULTIPLIER_A, MULTIPLIER_C] = [word(0xd2511f53), word(0xcd9e8d57)]
const [STEP_0, STEP_1] = [word(0x9e3779b9), word(0xbb67ae85)]

/** The 64-bit products of a word with a constant, taken apart: the low halves go to `low`, the high ones stay on the stack. */
const multiply = (of: number, by: number[], low: number): number[] => [
  ...[...get(of), ...by, ...PRODUCTS_LOW, ...set(PRODUCTS_0)],
  ...[...get(of), ...by, ...PRODUCTS_HIGH, ...set(PRODUCTS_1)],
  ...[...get(PRODUCTS_0), ...get(PRODUCTS_1), ...shuffle(0, 2, 4, 6), ...set(low)],
  ...[...get(PRODUCTS_0), ...get(PRODUCTS_1), ...shuffle(1, 3, 5, 7)],
]

/** One round of Philox4x32, after which the key moves on. */
const round = [
  ...[...multiply(C, MULTIPLIER_C, LOW_C), ...get(B), ...XOR, ...get(KEY_0), ...XOR, ...set(OVER)],
  ...[...multiply(A, MULTIPLIER_A, LOW_A), ...get(D), ...XOR, ...get(KEY_1), ...XOR, ...set(C)],
  ...[...get(OVER), ...set(A), ...get(LOW_C), ...set(B), ...get(LOW_A), ...set(D)],
  ...[...get(KEY_0), ...STEP_0, ...ADD_WORDS, ...set(KEY_0)],
  ...[...get(KEY_1), ...STEP_1, ...ADD_WORDS, ...set(KEY_1)],
]
const ROUNDS = 10

/** Two of a vector's four words, without their lowest bits, as doubles. */
const doubles = (of: number, shift: number, half: number): number[] => [
  ...[...get(of), ...constant(shift), ...SHIFT_RIGHT],
  ...(half === 0 ? [] : [...set(OVER), ...get(OVER), ...get(OVER), ...shuffle(2, 3, 2, 3)]),
  ...TO_DOUBLES,
]

const horner = ([first = 0, ...others]: readonly number[]): number[] => [
  ...double(first),
  ...others.flatMap((next) => [...get(R), ...MULTIPLY_DOUBLES, ...double(next), ...ADD_DOUBLES]),
]
// biome-ignore format: two polynomials
const OVER_LINE = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987,
  13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665,
]
// biome-ignore format: two polynomials
const UNDER_LINE = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597,
  5394.196021424751, 687.1870074920579, 42.31333070160091, 1,
]

/** `fraction` and `centralQuantile` for two of the four persons. */
const finish = (half: number): number[] => [
  ...get(AT_FLOATS),
  ...[
    ...doubles(A, 5, half),
    ...double(2 ** 26),
    ...MULTIPLY_DOUBLES,
    ...doubles(B, 6, half),
    ...ADD_DOUBLES,
  ],
  ...[...double(2 ** -53), ...MULTIPLY_DOUBLES, ...set(U), ...get(U), ...store(UNIFORM + 16 * half)],
  ...[...get(U), ...double(0.5), ...SUBTRACT_DOUBLES, ...set(Q)],
  ...[...double(0.180625), ...get(Q), ...get(Q), ...MULTIPLY_DOUBLES, ...SUBTRACT_DOUBLES, ...set(R)],
  ...[...horner(OVER_LINE), ...set(ABOVE), ...horner(UNDER_LINE), ...set(BELOW)],
  ...[...get(AT_FLOATS), ...get(Q), ...get(ABOVE), ...MULTIPLY_DOUBLES, ...get(BELOW), ...DIVIDE_DOUBLES],
  ...store(NORMAL + 16 * half),
]

const body = [
  ...[0x03, 0x40],
  ...[...get(MEMBER), ...SPREAD_WORD, ...set(A), ...get(VOICE), ...SPREAD_WORD, ...set(B)],
  ...[...get(AT), ...load(BARS), ...set(C), ...word(0), ...set(D)],
  ...[...get(AT), ...load(LOW), ...set(KEY_0), ...get(AT), ...load(HIGH), ...set(KEY_1)],
  ...Array.from({ length: ROUNDS }, () => round).flat(),
  ...[...finish(0), ...finish(1)],
  ...[...get(AT_FLOATS), ...constant(8 * LANES), ...ADD, ...set(AT_FLOATS)],
  ...[...get(AT), ...constant(4 * LANES), ...ADD, ...set(AT)],
  // do … while at < 4 · count
  ...[...get(AT), ...get(COUNT), ...constant(2), 0x74, ...LESS, 0x0d, 0x00, 0x0b],
  0x0b,
]

function moduleBytes(): Uint8Array<ArrayBuffer> {
  const section = (id: number, content: number[]): number[] => [id, ...unsigned(content.length), ...content]
  const name = (text: string): number[] => [text.length, ...[...text].map((c) => c.charCodeAt(0))]
  const [I32, V128] = [0x7f, 0x7b]
  const code = [2, NUMBERS, I32, VECTORS, V128, ...body]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 3, I32, I32, I32, 0]),
    ...section(2, [1, ...name('host'), ...name('memory'), 0x02, 0x00, 0x01]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('draw'), 0x00, 0x00]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ])
}

/** null where the host has no WebAssembly with SIMD. */
export function createNoiseKernel(): NoiseKernel | null {
  if (typeof WebAssembly === 'undefined') return null
  const memory = new WebAssembly.Memory({ initial: 1 })
  let run: unknown
  try {
    const module = new WebAssembly.Module(moduleBytes())
    run = new WebAssembly.Instance(module, { host: { memory } }).exports.draw
  } catch {
    return null
  }
  if (typeof run !== 'function') return null
  const draw = run
  new Uint8Array(memory.buffer).set(constants, CONSTANTS)
  return {
    low: new Int32Array(memory.buffer, LOW, BLOCK),
    high: new Int32Array(memory.buffer, HIGH, BLOCK),
    bars: new Int32Array(memory.buffer, BARS, BLOCK),
    uniform: new Float64Array(memory.buffer, UNIFORM, BLOCK),
    normal: new Float64Array(memory.buffer, NORMAL, BLOCK),
    draw: (member, voice, count) => {
      draw(member, voice, count)
    },
  }
}

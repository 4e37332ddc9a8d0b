/**
 * What an environment hears and says, as values: which actions and observations there are, one at random, and the same as JSON. The
 * kinds and names are Gymnasium's.
 *
 * Samples are a function of a key and of nothing else (`runtime/random.ts`): there is no generator to be seeded, shared or forgotten.
 */

import { gaussian, keyOf, uniform } from '../../runtime/random.ts'

export type DType = 'float32' | 'float64'
export type Floats = Float32Array | Float64Array

/** Which sample: a seed (0 to 2^53 − 1) and a number (32 bits), as in "the 17th of seed 7". */
export interface SampleKey {
  readonly seed: number
  readonly number: number
}

export type SpaceJson =
  | {
      readonly kind: 'box'
      readonly dtype: DType
      readonly shape: readonly number[]
      /** null is without bound. */
      readonly low: readonly (number | null)[]
      readonly high: readonly (number | null)[]
    }
  | { readonly kind: 'discrete'; readonly n: number; readonly start: number }
  | { readonly kind: 'tuple'; readonly spaces: readonly SpaceJson[] }
  | { readonly kind: 'dict'; readonly spaces: Readonly<Record<string, SpaceJson>> }

export interface Space<T> {
  readonly kind: SpaceJson['kind']
  contains(value: unknown): value is T
  /** Why a value is not of the space, in words that name the place; null where it is. */
  fault(value: unknown): string | null
  sample(key: SampleKey): T
  toJSON(): SpaceJson
}

export interface Box extends Space<Floats> {
  readonly kind: 'box'
  readonly dtype: DType
  readonly shape: readonly number[]
  readonly size: number
  readonly low: Float64Array
  readonly high: Float64Array
}

export interface Discrete extends Space<number> {
  readonly kind: 'discrete'
  readonly n: number
  readonly start: number
}

export interface Dict<T extends object> extends Space<T> {
  readonly kind: 'dict'
  readonly spaces: { readonly [K in keyof T]: Space<T[K]> }
}

const STREAM = 60
const PLACE = keyOf('space')
/** A Box has no more numbers than cells of a random number have names. */
const MOST = 65_536
const MOST_CHOICES = 2 ** 31

/**
 * Arrays of numbers between bounds, both included.
 *
 * @param low, high one number for all, or one an element (row by row); ±∞ is without bound
 * @throws RangeError where a bound is NaN or low > high, and on shapes of nothing or of more than 65 536 numbers
 */
export function box(
  low: number | ArrayLike<number>,
  high: number | ArrayLike<number>,
  shape: readonly number[],
  dtype: DType = 'float32',
): Box {
  const size = shape.reduce((product, n) => product * n, 1)
  if (!shape.every((n) => Number.isInteger(n) && n > 0) || size > MOST)
    throw new RangeError(`a box has 1 to ${MOST} numbers, not the shape [${shape.join(', ')}]`)
  const lows = bounds(low, size, dtype)
  const highs = bounds(high, size, dtype)
  for (let i = 0; i < size; i++)
    if (!((lows[i] ?? 0) <= (highs[i] ?? 0)))
      throw new RangeError(`number ${i} of a box cannot lie between ${lows[i]} and ${highs[i]}`)
  const fault = (value: unknown): string | null => {
    const fits = dtype === 'float32' ? value instanceof Float32Array : value instanceof Float64Array
    if (!fits)
      return `must be a ${dtype === 'float32' ? 'Float32Array' : 'Float64Array'}, not ${named(value)}`
    const numbers = value as Floats
    if (numbers.length !== size) return `must have ${size} numbers, not ${numbers.length}`
    for (let i = 0; i < size; i++) {
      const x = numbers[i] ?? Number.NaN
      if (!(x >= (lows[i] ?? 0) && x <= (highs[i] ?? 0)))
        return `number ${i} must lie between ${lows[i]} and ${highs[i]}, not at ${x}`
    }
    return null
  }
  return {
    kind: 'box',
    dtype,
    shape,
    size,
    low: lows,
    high: highs,
    fault,
    contains: (value): value is Floats => fault(value) === null,
    sample({ seed, number }) {
      const numbers = dtype === 'float32' ? new Float32Array(size) : new Float64Array(size)
      for (let i = 0; i < size; i++) numbers[i] = between(lows[i] ?? 0, highs[i] ?? 0, seed, number, i)
      return numbers
    },
    toJSON: () => ({
      kind: 'box',
      dtype,
      shape,
      low: Array.from(lows, finite),
      high: Array.from(highs, finite),
    }),
  }
}

/**
 * Whole numbers start … start + n − 1.
 *
 * @throws RangeError where there are none
 */
export function discrete(n: number, start = 0): Discrete {
  if (!(Number.isInteger(n) && n > 0 && n <= MOST_CHOICES && Number.isSafeInteger(start)))
    throw new RangeError(`there cannot be ${n} choices from ${start} on`)
  const fault = (value: unknown): string | null =>
    typeof value === 'number' && Number.isInteger(value) && value >= start && value < start + n
      ? null
      : `must be a whole number from ${start} to ${start + n - 1}, not ${named(value)}`
  return {
    kind: 'discrete',
    n,
    start,
    fault,
    contains: (value): value is number => fault(value) === null,
    sample: ({ seed, number }) => start + Math.floor(n * uniform(seed, PLACE, 0, number, 0, STREAM)),
    toJSON: () => ({ kind: 'discrete', n, start }),
  }
}

/** So many values in this order, each of its own space. */
export function tuple<T extends readonly unknown[]>(
  spaces: { readonly [K in keyof T]: Space<T[K]> },
): Space<T> & { readonly spaces: typeof spaces } {
  const list: readonly Space<unknown>[] = spaces
  const fault = (value: unknown): string | null => {
    if (!Array.isArray(value) || value.length !== list.length)
      return `must be a list of ${list.length}, not ${named(value)}`
    return firstFault(list.entries(), (i) => value[i])
  }
  return {
    kind: 'tuple',
    spaces,
    fault,
    contains: (value): value is T => fault(value) === null,
    sample: (key) => list.map((space, i) => space.sample(within(key, String(i)))) as unknown as T,
    toJSON: () => ({ kind: 'tuple', spaces: list.map((space) => space.toJSON()) }),
  }
}

/** An object with these fields and no others, each of its own space. */
export function dict<T extends object>(spaces: { readonly [K in keyof T]: Space<T[K]> }): Dict<T> {
  const list = Object.entries<Space<unknown>>(spaces)
  const fault = (value: unknown): string | null => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return `must be an object with ${list.map(([name]) => name).join(', ')}, not ${named(value)}`
    for (const name of Object.keys(value))
      if (!Object.hasOwn(spaces, name)) return `has no field ${JSON.stringify(name)}`
    return firstFault(list, (name) => Reflect.get(value, name))
  }
  return {
    kind: 'dict',
    spaces,
    fault,
    contains: (value): value is T => fault(value) === null,
    sample: (key) =>
      Object.fromEntries(list.map(([name, space]) => [name, space.sample(within(key, name))])) as T,
    toJSON: () => ({
      kind: 'dict',
      spaces: Object.fromEntries(list.map(([name, space]) => [name, space.toJSON()])),
    }),
  }
}

/**
 * The space that JSON describes.
 *
 * @throws RangeError with the place where it describes none
 */
export function spaceOf(json: unknown, path = 'space'): Space<unknown> {
  const bad = (what: string): RangeError => new RangeError(`${path} ${what}`)
  if (typeof json !== 'object' || json === null) throw bad(`must be an object, not ${named(json)}`)
  const { kind, dtype, shape, low, high, n, start, spaces }: Partial<Record<string, unknown>> = { ...json }
  if (kind === 'discrete') {
    if (typeof n !== 'number' || typeof start !== 'number') throw bad('needs the numbers n and start')
    return discrete(n, start)
  }
  if (kind === 'box') {
    if (dtype !== 'float32' && dtype !== 'float64') throw bad('needs dtype: float32 or float64')
    if (!isNumbers(shape)) throw bad('needs a shape: a list of numbers')
    const unbounded = (list: unknown, end: number): readonly number[] => {
      const numbers = Array.isArray(list) ? list.map((x: unknown) => x ?? end) : null
      if (numbers === null || !isNumbers(numbers)) throw bad('needs low and high: lists of numbers or null')
      return numbers
    }
    return box(
      unbounded(low, Number.NEGATIVE_INFINITY),
      unbounded(high, Number.POSITIVE_INFINITY),
      shape,
      dtype,
    )
  }
  if (kind === 'tuple' && Array.isArray(spaces)) {
    const list: readonly unknown[] = spaces
    return tuple<readonly unknown[]>(list.map((one, i) => spaceOf(one, `${path}[${i}]`)))
  }
  if (kind === 'dict' && typeof spaces === 'object' && spaces !== null && !Array.isArray(spaces)) {
    const named = Object.entries(spaces).map(([name, one]) => [name, spaceOf(one, `${path}.${name}`)])
    return dict<Record<string, unknown>>(Object.fromEntries(named))
  }
  throw bad('must be a box, a discrete, a tuple or a dict')
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((x) => typeof x === 'number')
}

function firstFault<K>(spaces: Iterable<readonly [K, Space<unknown>]>, valueAt: (key: K) => unknown) {
  for (const [key, space] of spaces) {
    const fault = space.fault(valueAt(key))
    if (fault !== null) return `${typeof key === 'number' ? `[${key}]` : `.${key}`} ${fault}`
  }
  return null
}

/** The key of a part: parts of one sample are independent of each other. */
function within({ seed, number }: SampleKey, name: string): SampleKey {
  const high = Math.floor(2 ** 26 * uniform(seed, PLACE, keyOf(name), number, 1, STREAM))
  return {
    seed: high * 2 ** 27 + Math.floor(2 ** 27 * uniform(seed, PLACE, keyOf(name), number, 2, STREAM)),
    number,
  }
}

function bounds(given: number | ArrayLike<number>, size: number, dtype: DType): Float64Array {
  if (typeof given !== 'number' && given.length !== size)
    throw new RangeError(`a box of ${size} numbers needs as many bounds, not ${given.length}`)
  // What a float32 cannot hold is no bound of float32s.
  const held = dtype === 'float32' ? Math.fround : (x: number) => x
  return Float64Array.from({ length: size }, (_, i) =>
    held(typeof given === 'number' ? given : (given[i] ?? 0)),
  )
}

/** Uniform between two bounds, exponential from one, normal where there is none: as Gymnasium samples. */
function between(low: number, high: number, seed: number, number: number, i: number): number {
  const [from, to] = [Number.isFinite(low), Number.isFinite(high)]
  if (!from && !to) return gaussian(seed, PLACE, 1, number, i, STREAM)
  const u = uniform(seed, PLACE, 1, number, i, STREAM)
  if (from && to) return Math.min(high, low + (high - low) * u)
  return from ? low - Math.log(1 - u) : high + Math.log(1 - u)
}

function finite(bound: number): number | null {
  return Number.isFinite(bound) ? bound : null
}

function named(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value == null) return String(value)
  if (typeof value === 'string') return JSON.stringify(value.length > 20 ? `${value.slice(0, 20)}…` : value)
  if (Array.isArray(value)) return `a list of ${value.length}`
  return typeof value === 'object' ? `a ${value.constructor?.name ?? 'object'}` : `a ${typeof value}`
}

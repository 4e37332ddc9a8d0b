/**
 * Intervals by the bootstrap, over units: each replicate gives every unit a random weight of mean 1 and variance 1 (the weighted
 * bootstrap; van der Vaart & Wellner 1996, 3.6), and the estimates are worked out again with these.
 *
 * The weights are Poisson's of mean 1 (Chamandy et al. 2012: as drawing n of n with replacement, but each unit on its own), rounded to
 * 256ths so that a byte makes one: P(0..5) = 95, 92, 49, 15, 4, 1 of 256. Rounded so that mean and variance stay exactly 1, which is
 * all that the limit law asks for.
 *
 * HOT PATH: a billion weights for a million units and a thousand replicates; allocates nothing inside.
 */

import { keyOf, philox4x32 } from '../../runtime/random.ts'
import { ofModel, type Rows } from './estimators.ts'

/** How many of 256 bytes make 0, 1, 2, … */
export const POISSON_BYTES = [95, 92, 49, 15, 4, 1] as const
/** Units whose columns stay in the nearest cache while all replicates pass over them; four weights to a word. */
const BLOCK = 1024

export interface BootstrapOptions {
  readonly replicates: number
  readonly seed: number
}

/** Of each estimator, the value in every replicate, ascending. */
export interface Replicates {
  readonly dm: Float64Array
  readonly ips: Float64Array
  readonly snips: Float64Array
  readonly dr: Float64Array
}

const STREAM = keyOf('bootstrap')

/** @throws RangeError where the columns are not of one length, or empty, or there are no replicates */
export function bootstrap(rows: Rows, { replicates, seed }: BootstrapOptions): Replicates {
  const { w, r, q, v } = rows
  const n = w.length
  if (n === 0 || [r, q, v].some((column) => column.length !== n) || !(replicates >= 1))
    throw new RangeError('a bootstrap needs rows, with four numbers each, and replicates')
  const wr = Float64Array.from(w, (one, i) => one * (r[i] ?? 0))
  const dr = Float64Array.from(w, (one, i) => (v[i] ?? 0) + one * ((r[i] ?? 0) - (q[i] ?? 0)))
  const columns: Columns = { w, wr, dr, v: ofModel(rows) }
  const state = new Uint32Array(4)
  const table = tableOf(POISSON_BYTES)
  /** By replicate: Σk, Σkw, Σkwr, Σk·dr, Σkv. */
  const sums = new Float64Array(5 * replicates)
  for (let block = 0; block * BLOCK < n; block++) {
    const from = block * BLOCK
    const to = Math.min(n, from + BLOCK)
    for (let replicate = 0; replicate < replicates; replicate++) {
      philox4x32(state, STREAM, block, replicate, 0, seed, seed / 4294967296)
      pass(columns, from, to, table, sums, replicate, state)
    }
  }
  const values = (of: (at: number) => number): Float64Array =>
    Float64Array.from({ length: replicates }, (_, i) => of(5 * i)).sort()
  const at = (i: number): number => sums[i] ?? 0
  return {
    dm: values((i) => at(i + 4) / at(i)),
    ips: values((i) => at(i + 2) / at(i)),
    snips: values((i) => at(i + 2) / at(i + 1)),
    dr: values((i) => at(i + 3) / at(i)),
  }
}

/** The middle `level` of the replicates (percentile interval; Efron 1979). */
export function percentiles(sorted: Float64Array, level: number): readonly [number, number] {
  const at = (share: number): number => {
    const place = share * (sorted.length - 1)
    const below = Math.floor(place)
    const low = sorted[below] ?? Number.NaN
    return low + (place - below) * ((sorted[below + 1] ?? low) - low)
  }
  return [at((1 - level) / 2), at((1 + level) / 2)]
}

function tableOf(counts: readonly number[]): Float64Array {
  const table = new Float64Array(256)
  let at = 0
  for (const [weight, count] of counts.entries()) for (let i = 0; i < count; i++) table[at++] = weight
  return table
}

/**
 * One block in one replicate. The generator is xoshiro128** (Blackman & Vigna 2018), begun by Philox for each block and replicate, so that
 * no order of work changes a byte.
 */
function pass(
  columns: Columns,
  from: number,
  to: number,
  table: Float64Array,
  sums: Float64Array,
  replicate: number,
  state: Uint32Array,
): void {
  const { w, wr, dr, v } = columns
  let a = (state[0] ?? 0) | 0
  let b = (state[1] ?? 0) | 0
  let c = (state[2] ?? 0) | 0
  let d = (state[3] ?? 0) | 1
  let [k, kw, kwr, kdr, kv] = [0, 0, 0, 0, 0]
  let word = 0
  for (let i = from; i < to; i++) {
    if (((i - from) & 3) === 0) {
      const five = Math.imul(b, 5)
      word = Math.imul((five << 7) | (five >>> 25), 9)
      const t = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= t
      d = (d << 11) | (d >>> 21)
    } else word >>>= 8
    const weight = table[word & 255] ?? 0
    k += weight
    kw += weight * (w[i] ?? 0)
    kwr += weight * (wr[i] ?? 0)
    kdr += weight * (dr[i] ?? 0)
    kv += weight * (v[i] ?? 0)
  }
  const at = 5 * replicate
  sums[at] = (sums[at] ?? 0) + k
  sums[at + 1] = (sums[at + 1] ?? 0) + kw
  sums[at + 2] = (sums[at + 2] ?? 0) + kwr
  sums[at + 3] = (sums[at + 3] ?? 0) + kdr
  sums[at + 4] = (sums[at + 4] ?? 0) + kv
}

interface Columns {
  readonly w: Float64Array
  readonly wr: Float64Array
  readonly dr: Float64Array
  readonly v: Float64Array
}

import { TimbreEmbedding } from './embedding.ts'

/**
 * The vector `t` of the way from `a` (0) to `b` (1), of length 1: what a compiled `mix(a, b, t)` calls when a
 * performance starts.
 */
export function mixTimbre(a: Float64Array, b: Float64Array, t: number): Float64Array {
  return TimbreEmbedding.fromDirection(a.map((x, i) => (1 - t) * x + t * (b[i] ?? 0))).vector
}

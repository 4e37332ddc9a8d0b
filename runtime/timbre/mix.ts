/** The arithmetic of timbres as compiled policies call it when a performance starts: on plain vectors of any space. */

import { normalised } from './embedding.ts'

/** The vector `t` of the way from `a` (0) to `b` (1), of length 1: `mix(a, b, t)`. */
export function mixTimbre(a: Float64Array, b: Float64Array, t: number): Float64Array {
  return normalised(
    a.map((x, i) => (1 - t) * x + t * (b[i] ?? 0)),
    a.length,
  )
}

/**
 * The vector `amounts` along each of the directions away from `centre`, of length 1: `near "…" within learn …`.
 *
 * @param directions unit vectors at right angles to each other and to the centre, so that amounts of a squared sum r² lie within r
 */
export function nearTimbre(
  centre: Float64Array,
  directions: readonly Float64Array[],
  amounts: readonly number[],
): Float64Array {
  const sum = centre.slice()
  directions.forEach((direction, k) => {
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (amounts[k] ?? 0) * (direction[i] ?? 0)
  })
  return normalised(sum, sum.length)
}

/**
 * Timbres on a plane, so that distances on it come as near to those between the vectors as a plane allows (classical scaling,
 * Torgerson 1952).
 */

import { eigenvectors } from '../../../runtime/timbre/eigen.ts'

export interface Place {
  readonly x: number
  readonly y: number
}

/**
 * A place for each vector, −1 to 1 on the longer side; one scale for both sides.
 *
 * @param before where they lay: the plane is turned, or turned over, so that they stay as near to it as can be
 */
export function placesOf(
  vectors: readonly ArrayLike<number>[],
  before: readonly Place[] = [],
): readonly Place[] {
  const n = vectors.length
  const size = vectors[0]?.length ?? 0
  const mean = Array.from({ length: size }, (_, i) => vectors.reduce((sum, v) => sum + (v[i] ?? 0), 0) / n)
  const inner = new Float64Array(n * n)
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      let sum = 0
      for (let i = 0; i < size; i++) {
        sum += ((vectors[a]?.[i] ?? 0) - (mean[i] ?? 0)) * ((vectors[b]?.[i] ?? 0) - (mean[i] ?? 0))
      }
      inner[a * n + b] = sum
    }
  }
  const [first, second] = eigenvectors(inner, n)
  const along = (pair: typeof first, k: number): number =>
    pair === undefined ? 0 : Math.sqrt(Math.max(0, pair.value)) * (pair.vector[k] ?? 0)
  const places = turnedTo(
    before,
    vectors.map((_, k) => ({ x: along(first, k), y: along(second, k) })),
  )
  const most = Math.max(1e-6, ...places.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]))
  return places.map(({ x, y }) => ({ x: x / most, y: y / most }))
}

/** The rotation, with or without a reflection, that brings places nearest to others (Procrustes; Schönemann 1966). */
function turnedTo(before: readonly Place[], places: readonly Place[]): readonly Place[] {
  const over = places.map(({ x, y }) => ({ x, y: -y }))
  const [plain, reflected] = [turnTo(before, places), turnTo(before, over)]
  const [turn, from] = reflected.gain > plain.gain ? [reflected, over] : [plain, places]
  return turn.gain === 0
    ? places
    : from.map(({ x, y }) => ({ x: turn.cos * x - turn.sin * y, y: turn.sin * x + turn.cos * y }))
}

function turnTo(before: readonly Place[], places: readonly Place[]) {
  let cos = 0
  let sin = 0
  before.forEach((was, k) => {
    const { x, y } = places[k] ?? { x: 0, y: 0 }
    cos += was.x * x + was.y * y
    sin += was.y * x - was.x * y
  })
  const gain = Math.sqrt(cos * cos + sin * sin)
  return { gain, cos: cos / gain, sin: sin / gain }
}

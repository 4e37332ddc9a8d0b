/**
 * Eigenvectors of a small symmetric matrix by Jacobi's method (Golub & Van Loan, "Matrix Computations", 8.5, cyclic by
 * rows): slow and exact, and of nothing but + − × ÷ √, so that every engine finds the same bits.
 */

/** A pair is done once it is this small beside the diagonal's square sum. */
const SMALL = 1e-30
/** Convergence is quadratic: 32 axes take about eight. */
const MOST_SWEEPS = 40

export interface Eigen {
  readonly value: number
  readonly vector: Float64Array
}

/**
 * All eigenvectors, of length 1, largest eigenvalue first; the largest number in each is positive.
 *
 * @param matrix n × n, row after row; not changed
 */
export function eigenvectors(matrix: Float64Array, n: number): readonly Eigen[] {
  const a = matrix.slice()
  // Row k becomes the k-th eigenvector.
  const rows = Array.from({ length: n }, (_, k) =>
    Float64Array.from({ length: n }, (_, i) => (i === k ? 1 : 0)),
  )
  for (let sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(a, n); sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, n, rows, p, q)
  }
  return rows
    .map((vector, k) => ({ value: a[k * n + k] ?? 0, vector: pointing(vector) }))
    .sort((one, other) => other.value - one.value)
}

function isDiagonal(a: Float64Array, n: number): boolean {
  let off = 0
  let on = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const square = (a[i * n + j] ?? 0) ** 2
      if (i === j) on += square
      else off += square
    }
  }
  return off <= SMALL * on
}

/** Makes a[p,q] zero. */
function rotate(a: Float64Array, n: number, rows: readonly Float64Array[], p: number, q: number): void {
  const off = a[p * n + q] ?? 0
  if (off === 0) return
  const slope = ((a[q * n + q] ?? 0) - (a[p * n + p] ?? 0)) / (2 * off)
  const t = (slope >= 0 ? 1 : -1) / (Math.abs(slope) + Math.sqrt(slope * slope + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < n; k++) turn(a, k * n + p, a, k * n + q, c, s)
  for (let k = 0; k < n; k++) turn(a, p * n + k, a, q * n + k, c, s)
  const [one, other] = [rows[p], rows[q]]
  if (one === undefined || other === undefined) return
  for (let k = 0; k < n; k++) turn(one, k, other, k, c, s)
}

function turn(x: Float64Array, i: number, y: Float64Array, j: number, c: number, s: number): void {
  const one = x[i] ?? 0
  const other = y[j] ?? 0
  x[i] = c * one - s * other
  y[j] = s * one + c * other
}

function pointing(vector: Float64Array): Float64Array {
  let most = 0
  for (const x of vector) if (Math.abs(x) > Math.abs(most)) most = x
  return most < 0 ? vector.map((x) => 0 - x) : vector
}

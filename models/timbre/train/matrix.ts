/**
 * Products of matrices in single precision, row by row. HOT PATH: nearly all of a training run happens in `multiply`.
 *
 * Blocks of 4 × 4 results stay in registers while the inner dimension runs by: eight loads for sixteen products. Sums are in double
 * precision, in one order, so that the same numbers come out on every run.
 */

/** How a matrix lies in its array: steps to the next row and to the next column. */
interface Layout {
  readonly row: number
  readonly column: number
}

/** Rows by columns as they come; transposed, the other way round. */
const plain = (columns: number): Layout => ({ row: columns, column: 1 })
const turned = (rows: number): Layout => ({ row: 1, column: rows })

/** c[m × n] (+)= a[m × k] · b[k × n] */
export function multiply(
  c: Float32Array,
  a: Float32Array,
  b: Float32Array,
  m: number,
  k: number,
  n: number,
  add = false,
): void {
  product(c, a, plain(k), b, plain(n), m, k, n, add)
}

/** c[m × n] (+)= aᵀ · b with a[k × m], b[k × n]: gradients of weights. */
export function multiplyTurnedLeft(
  c: Float32Array,
  a: Float32Array,
  b: Float32Array,
  m: number,
  k: number,
  n: number,
  add = false,
): void {
  product(c, a, turned(m), b, plain(n), m, k, n, add)
}

/** c[m × n] (+)= a · bᵀ with a[m × k], b[n × k]: gradients of inputs, and cosines. */
export function multiplyTurnedRight(
  c: Float32Array,
  a: Float32Array,
  b: Float32Array,
  m: number,
  k: number,
  n: number,
  add = false,
): void {
  product(c, a, plain(k), b, turned(k), m, k, n, add)
}

function product(
  c: Float32Array,
  a: Float32Array,
  { row: ar, column: ac }: Layout,
  b: Float32Array,
  { row: br, column: bc }: Layout,
  m: number,
  k: number,
  n: number,
  add: boolean,
): void {
  if (!add) c.fill(0, 0, m * n)
  const m4 = m - (m % 4)
  const n4 = n - (n % 4)
  for (let i = 0; i < m4; i += 4)
    for (let j = 0; j < n4; j += 4) block(c, a, i * ar, ar, ac, b, j * bc, br, bc, i * n + j, n, k)
  for (let i = 0; i < m; i++)
    for (let j = i < m4 ? n4 : 0; j < n; j++) {
      let sum = 0
      for (let p = 0; p < k; p++) sum += (a[i * ar + p * ac] ?? 0) * (b[p * br + j * bc] ?? 0)
      c[i * n + j] = (c[i * n + j] ?? 0) + sum
    }
}

function block(
  c: Float32Array,
  a: Float32Array,
  a0: number,
  ar: number,
  ac: number,
  b: Float32Array,
  b0: number,
  br: number,
  bc: number,
  at: number,
  n: number,
  k: number,
): void {
  let c00 = 0
  let c01 = 0
  let c02 = 0
  let c03 = 0
  let c10 = 0
  let c11 = 0
  let c12 = 0
  let c13 = 0
  let c20 = 0
  let c21 = 0
  let c22 = 0
  let c23 = 0
  let c30 = 0
  let c31 = 0
  let c32 = 0
  let c33 = 0
  let ia = a0
  let ib = b0
  for (let p = 0; p < k; p++) {
    const x0 = a[ia] ?? 0
    const x1 = a[ia + ar] ?? 0
    const x2 = a[ia + 2 * ar] ?? 0
    const x3 = a[ia + 3 * ar] ?? 0
    const y0 = b[ib] ?? 0
    const y1 = b[ib + bc] ?? 0
    const y2 = b[ib + 2 * bc] ?? 0
    const y3 = b[ib + 3 * bc] ?? 0
    c00 += x0 * y0
    c01 += x0 * y1
    c02 += x0 * y2
    c03 += x0 * y3
    c10 += x1 * y0
    c11 += x1 * y1
    c12 += x1 * y2
    c13 += x1 * y3
    c20 += x2 * y0
    c21 += x2 * y1
    c22 += x2 * y2
    c23 += x2 * y3
    c30 += x3 * y0
    c31 += x3 * y1
    c32 += x3 * y2
    c33 += x3 * y3
    ia += ac
    ib += br
  }
  addRow(c, at, c00, c01, c02, c03)
  addRow(c, at + n, c10, c11, c12, c13)
  addRow(c, at + 2 * n, c20, c21, c22, c23)
  addRow(c, at + 3 * n, c30, c31, c32, c33)
}

function addRow(c: Float32Array, at: number, x0: number, x1: number, x2: number, x3: number): void {
  c[at] = (c[at] ?? 0) + x0
  c[at + 1] = (c[at + 1] ?? 0) + x1
  c[at + 2] = (c[at + 2] ?? 0) + x2
  c[at + 3] = (c[at + 3] ?? 0) + x3
}

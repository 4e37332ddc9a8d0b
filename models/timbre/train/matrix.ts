/**
 * Products of matrices in single precision, row by row. HOT PATH: nearly all of a training run happens here. Operands are laid out in the
 * kernel's memory with their edges filled up by zeros; what that costs is little beside the product.
 */

import { COLUMNS, createKernel, ROWS } from './kernel.ts'

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

const kernel = createKernel()
const upTo = (size: number, step: number): number => Math.ceil(size / step) * step

function product(
  c: Float32Array,
  a: Float32Array,
  ofA: Layout,
  b: Float32Array,
  ofB: Layout,
  m: number,
  k: number,
  n: number,
  add: boolean,
): void {
  const [rows, columns] = [upTo(m, ROWS), upTo(n, COLUMNS)]
  const atB = rows * k
  const atC = atB + k * columns
  const memory = kernel.numbers(atC + rows * columns)
  lay(memory, 0, a, ofA, m, k, k)
  memory.fill(0, m * k, atB)
  lay(memory, atB, b, ofB, k, n, columns)
  memory.fill(0, atC, atC + rows * columns)
  if (add) lay(memory, atC, c, plain(n), m, n, columns)
  kernel.multiply(0, atB, atC, rows, k, columns)
  for (let i = 0; i < m; i++) c.set(memory.subarray(atC + i * columns, atC + i * columns + n), i * n)
}

/** Copies rows × columns to the memory, `width` numbers a row there. */
function lay(
  memory: Float32Array,
  to: number,
  from: Float32Array,
  { row, column }: Layout,
  rows: number,
  columns: number,
  width: number,
): void {
  if (column === 1 && width === columns) {
    memory.set(from.subarray(0, rows * columns), to)
    return
  }
  for (let i = 0; i < rows; i++) {
    const at = to + i * width
    if (column === 1) memory.set(from.subarray(i * row, i * row + columns), at)
    else for (let j = 0; j < columns; j++) memory[at + j] = from[i * row + j * column] ?? 0
    if (width > columns) memory.fill(0, at + columns, at + width)
  }
}

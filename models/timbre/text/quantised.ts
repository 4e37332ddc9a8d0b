/**
 * Weights as whole numbers −127 … 127 (or −32,767 … 32,767) with a scale for each row (one output of a layer, one word of the table): a quarter of their
 * size. Symmetric, so that 0 stays 0; only weights, what flows between layers stays in single precision.
 */

export interface Quantised<Values> {
  readonly values: Values
  /** weight ≈ value · scale of its row */
  readonly scales: Float32Array
}

/** @param weights row by row */
export function quantised(weights: Float32Array, rows: number): Quantised<Int8Array>
export function quantised(
  weights: Float32Array,
  rows: number,
  kind: Int8ArrayConstructor | Int16ArrayConstructor,
): Quantised<Int8Array | Int16Array>
export function quantised(
  weights: Float32Array,
  rows: number,
  kind: Int8ArrayConstructor | Int16ArrayConstructor = Int8Array,
): Quantised<Int8Array | Int16Array> {
  const most = 2 ** (8 * kind.BYTES_PER_ELEMENT - 1) - 1
  const width = weights.length / rows
  const values = new kind(weights.length)
  const scales = new Float32Array(rows)
  for (let row = 0; row < rows; row++) {
    const [start, end] = [row * width, (row + 1) * width]
    let largest = 0
    for (let i = start; i < end; i++) {
      const size = Math.abs(weights[i] ?? 0)
      if (size > largest) largest = size
    }
    const scale = largest / most || 1
    scales[row] = scale
    for (let i = start; i < end; i++) values[i] = Math.round((weights[i] ?? 0) / scale)
  }
  return { values, scales }
}

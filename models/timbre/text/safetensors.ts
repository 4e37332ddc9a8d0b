/**
 * Reads a safetensors file: eight bytes with the length of a header, the header as JSON (name → dtype, shape, offsets), then the
 * numbers of all tensors, one behind the other. https://github.com/huggingface/safetensors#format
 */

export interface StoredTensor {
  readonly dtype: string
  readonly shape: readonly number[]
  /** A view into the file's bytes, not a copy. */
  readonly bytes: Uint8Array
}

const BYTES_OF: Readonly<Record<string, number>> = { F16: 2, F32: 4, I64: 8 }
/** The format's own limit. */
const LONGEST_HEADER = 100_000_000

/**
 * By name.
 * @throws RangeError where the file is cut or its header says what its bytes are not
 */
export function readSafetensors(file: Uint8Array): ReadonlyMap<string, StoredTensor> {
  if (file.length < 8) throw new RangeError('the file is shorter than the length of its header')
  const length = Number(new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true))
  if (length > LONGEST_HEADER || length > file.length - 8) throw new RangeError('the header is cut')
  const data = file.subarray(8 + length)
  const tensors = new Map<string, StoredTensor>()
  for (const [name, entry] of Object.entries(headerOf(file.subarray(8, 8 + length)))) {
    if (name !== '__metadata__') tensors.set(name, tensorOf(name, entry, data))
  }
  return tensors
}

function headerOf(bytes: Uint8Array): object {
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new RangeError('the header is not JSON')
  }
  if (typeof header !== 'object' || header === null) throw new RangeError('the header is not an object')
  return header
}

function tensorOf(name: string, entry: unknown, data: Uint8Array): StoredTensor {
  const of = (key: string): unknown =>
    typeof entry === 'object' && entry !== null ? Reflect.get(entry, key) : undefined
  const [dtype, shape, offsets] = [of('dtype'), of('shape'), of('data_offsets')]
  if (typeof dtype !== 'string' || !areCounts(shape) || !areCounts(offsets))
    throw new RangeError(`"${name}" has no dtype, shape and data_offsets`)
  const [start = 0, end = 0] = offsets
  const size = shape.reduce((product, dim) => product * dim, BYTES_OF[dtype] ?? Number.NaN)
  if (!(end - start === size && end <= data.length))
    throw new RangeError(`"${name}" is ${dtype} [${shape.join(', ')}] and lies at ${start} to ${end}`)
  return { dtype, shape, bytes: data.subarray(start, end) }
}

const areCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0)

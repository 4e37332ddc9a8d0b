/**
 * Small networks from ONNX files, run in plain TypeScript: as much of opset 17 as the heads of the timbre space need, one row at a time.
 * Weights are single precision or whole numbers with a scale for each output, which become single precision when the file is read; sums
 * are double. onnxruntime says the same to 1e-5, and a test holds both together.
 */

import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import { DATA_TYPES } from './write.ts'

export interface Network {
  /** Length of the row that goes in. */
  readonly inputs: number
  readonly metadata: Readonly<Record<string, string>>
  /** @throws RangeError where the row has another length */
  run(row: ArrayLike<number>): Float64Array
}

/** Fields of a message by number, in order; varints as numbers. */
type Fields = ReadonlyMap<number, readonly (Uint8Array | number)[]>

interface Tensor {
  readonly dims: readonly number[]
  readonly values: Float32Array | Int8Array | Int16Array
}

interface Step {
  readonly op: string
  readonly inputs: readonly string[]
  readonly output: string
  /** Of a Cast: which type. */
  readonly to: number | undefined
}

/** No head is near this. */
const MOST_NUMBERS = 4_000_000

/** @throws RangeError with what is wrong with the file */
export function readNetwork(bytes: Uint8Array): Network {
  const model = fieldsOf(bytes)
  const graph = fieldsOf(one(model, 7))
  const stored = new Map(many(graph, 5).map((tensor) => tensorOf(fieldsOf(tensor))))
  const nodes = many(graph, 1).map((node) => stepOf(fieldsOf(node)))
  const { constants, steps } = folded(stored, nodes)
  const [input, ...others] = many(graph, 11).map((column) => text(fieldsOf(column), 1))
  const output = many(graph, 12).map((column) => text(fieldsOf(column), 1))[0]
  if (input === undefined || output === undefined || others.length > 0)
    throw new RangeError('a network has one input and one output')
  const inputs = widthOf(steps, constants)
  return {
    inputs,
    metadata: Object.fromEntries(
      many(model, 14).map((entry) => [text(fieldsOf(entry), 1), text(fieldsOf(entry), 2)]),
    ),
    run(row) {
      if (row.length !== inputs)
        throw new RangeError(`the network wants ${inputs} numbers, not ${row.length}`)
      const values = new Map<string, Float64Array>([[input, Float64Array.from(row)]])
      for (const step of steps) values.set(step.output, evaluate(step, values, constants))
      const result = values.get(output)
      if (result === undefined) throw new RangeError(`the network does not make ${output}`)
      return result
    },
  }
}

function evaluate(
  { op, inputs: [first = '', second = '', third = ''] }: Step,
  values: ReadonlyMap<string, Float64Array>,
  constants: ReadonlyMap<string, Tensor>,
): Float64Array {
  const x = values.get(first)
  if (x === undefined) throw new RangeError(`${op} wants ${first}, which is not there yet`)
  const operand = (name: string): ArrayLike<number> => {
    const value = values.get(name) ?? constants.get(name)?.values
    if (value === undefined) throw new RangeError(`${op} wants ${name}, which is not there`)
    return value
  }
  const each = (f: (a: number, b: number) => number): Float64Array => {
    const other = operand(second)
    const step = other.length === 1 ? 0 : 1
    return x.map((value, i) => f(value, other[i * step] ?? 0))
  }
  switch (op) {
    case 'Gemm':
      return gemm(x, constants.get(second), constants.get(third))
    case 'Relu':
      return x.map((value) => (value > 0 ? value : 0))
    case 'Sub':
      return each((a, b) => a - b)
    case 'Div':
      return each((a, b) => a / b)
    case 'Max':
      return each(Math.max)
    case 'Clip': {
      const [low, high] = [operand(second)[0] ?? 0, operand(third)[0] ?? 0]
      return x.map((value) => Math.min(high, Math.max(low, value)))
    }
    case 'ReduceL2':
      return Float64Array.of(Math.sqrt(x.reduce((sum, value) => sum + value * value, 0)))
    default:
      throw new RangeError(`the network has a ${op}, which I do not know`)
  }
}

/** x · weights + bias, with weights [inputs × outputs]. */
function gemm(x: Float64Array, weights: Tensor | undefined, bias: Tensor | undefined): Float64Array {
  const [inputs = 0, outputs = 0] = weights?.dims ?? []
  if (weights === undefined || bias === undefined || inputs !== x.length || bias.values.length !== outputs)
    throw new RangeError('a layer does not fit what comes in')
  const out = Float64Array.from(bias.values)
  for (let i = 0; i < inputs; i++) {
    const value = x[i] ?? 0
    if (value === 0) continue
    const from = i * outputs
    for (let o = 0; o < outputs; o++) out[o] = (out[o] ?? 0) + value * (weights.values[from + o] ?? 0)
  }
  return out
}

/** What is made of constants alone is one as well: whole numbers as single precision, times the scale of their column. */
function folded(
  stored: ReadonlyMap<string, Tensor>,
  nodes: readonly Step[],
): { readonly constants: ReadonlyMap<string, Tensor>; readonly steps: readonly Step[] } {
  const constants = new Map(stored)
  const steps = nodes.filter(({ op, inputs: [first = '', second = ''], output, to }) => {
    const values = constants.get(first)
    const scales = constants.get(second)
    if (op === 'Cast' && values !== undefined && to === DATA_TYPES.float)
      constants.set(output, { dims: values.dims, values: new Float32Array(values.values) })
    else if (op === 'Mul' && values !== undefined && scales !== undefined)
      constants.set(output, scaledColumns(values, scales))
    else return true
    return false
  })
  return { constants, steps }
}

function scaledColumns({ dims, values }: Tensor, scales: Tensor): Tensor {
  const columns = dims[1] ?? 0
  if (dims.length !== 2 || scales.dims.length !== 1 || scales.values.length !== columns)
    throw new RangeError('the network has weights without a scale for each column')
  // Each process that hears a prompt comes by here: no iterator over some hundred thousand numbers.
  const scaled = new Float32Array(values.length)
  for (let i = 0; i < scaled.length; i++) scaled[i] = (values[i] ?? 0) * (scales.values[i % columns] ?? 0)
  return { dims, values: scaled }
}

/** From the first constant that is not a single number: until then a row keeps its length. */
function widthOf(steps: readonly Step[], constants: ReadonlyMap<string, Tensor>): number {
  for (const { op, inputs } of steps) {
    const dims = constants.get(inputs[1] ?? '')?.dims ?? []
    const width = op === 'Gemm' ? dims[0] : dims[dims.length - 1]
    if (width !== undefined && width >= 1) return width
  }
  throw new RangeError('the network does not say how wide its input is')
}

function stepOf(node: Fields): Step {
  const names = (field: number): readonly string[] => many(node, field).map((bytes) => utf8(bytes))
  const to = many(node, 5)
    .map(fieldsOf)
    .find((attribute) => text(attribute, 1) === 'to')
  return { op: text(node, 4), inputs: names(1), output: names(2)[0] ?? '', to: numberOf(to?.get(3)) }
}

const ROWS = [
  { type: DATA_TYPES.float, row: Float32Array },
  { type: DATA_TYPES.int8, row: Int8Array },
  { type: DATA_TYPES.int16, row: Int16Array },
] as const

function tensorOf(tensor: Fields): [string, Tensor] {
  const dims = dimsOf(tensor.get(1) ?? [])
  const count = dims.reduce((product, dim) => product * dim, 1)
  const raw = one(tensor, 9)
  const type = numberOf(tensor.get(2))
  const row = ROWS.find((one) => one.type === type)?.row
  if (row === undefined)
    throw new RangeError('the network has weights that are neither in single precision nor whole numbers')
  if (!(count <= MOST_NUMBERS) || raw.length !== row.BYTES_PER_ELEMENT * count)
    throw new RangeError('the network has weights that are cut off')
  // Copied, since weights in a file begin anywhere. Every machine that runs JavaScript reads little ends first, as ONNX writes them.
  return [text(tensor, 8), { dims, values: new row(new Uint8Array(raw).buffer) }]
}

/** Packed or one by one. */
function dimsOf(fields: readonly (Uint8Array | number)[]): readonly number[] {
  return fields.flatMap((field) => {
    if (typeof field === 'number') return [field]
    const reader = new BinaryReader(field)
    const dims: number[] = []
    while (reader.pos < reader.len) dims.push(Number(reader.int64()))
    return dims
  })
}

function fieldsOf(bytes: Uint8Array): Fields {
  const reader = new BinaryReader(bytes)
  const fields = new Map<number, (Uint8Array | number)[]>()
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag()
    const list = fields.get(field) ?? []
    fields.set(field, list)
    if (wire === WireType.Varint) list.push(Number(reader.int64()))
    else if (wire === WireType.LengthDelimited) list.push(reader.bytes())
    else reader.skip(wire, field)
  }
  return fields
}

const many = (fields: Fields, field: number): readonly Uint8Array[] =>
  (fields.get(field) ?? []).filter((value): value is Uint8Array => typeof value !== 'number')

function one(fields: Fields, field: number): Uint8Array {
  return many(fields, field)[0] ?? new Uint8Array(0)
}

const numberOf = (values: readonly (Uint8Array | number)[] | undefined): number | undefined =>
  values?.find((value) => typeof value === 'number')

const text = (fields: Fields, field: number): string => utf8(one(fields, field))

/** Names here are letters, digits and signs of ASCII. */
function utf8(bytes: Uint8Array): string {
  let characters = ''
  for (const byte of bytes) characters += String.fromCharCode(byte)
  return characters
}

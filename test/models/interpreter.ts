/**
 * Reads an ONNX model and runs it, as the specification of its operators says (opset 17), in double precision. Written apart from what
 * writes models, from onnx.proto and Operators.md; `npm run bench:onnx` holds the same models against onnxruntime.
 */

import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'

/** Of one message: by field number, in order. */
type Fields = ReadonlyMap<number, readonly (Uint8Array | number)[]>

interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly at: (row: number, column: number) => number
}

export interface ReadModel {
  readonly irVersion: number
  readonly opset: number
  readonly producer: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly metadata: Readonly<Record<string, string>>
  /** A value each, for one row. */
  run(row: Readonly<Record<string, number>>): Readonly<Record<string, number>>
}

export function readOnnx(bytes: Uint8Array): ReadModel {
  const model = fieldsOf(bytes)
  const graph = fieldsOf(one(model, 7))
  const opset = fieldsOf(one(model, 8))
  const constants = new Map(many(graph, 5).map((bytes) => tensorOf(fieldsOf(bytes))))
  const nodes = many(graph, 1).map((bytes) => nodeOf(fieldsOf(bytes)))
  const names = (field: number): readonly string[] =>
    many(graph, field).map((bytes) => textOf(fieldsOf(bytes), 1))
  const [inputs, outputs] = [names(11), names(12)]
  return {
    irVersion: Number(model.get(1)?.[0]),
    opset: Number(opset.get(2)?.[0]),
    producer: textOf(model, 2),
    inputs,
    outputs,
    metadata: Object.fromEntries(
      many(model, 14).map((bytes) => [textOf(fieldsOf(bytes), 1), textOf(fieldsOf(bytes), 2)]),
    ),
    run(row) {
      const known = new Map<string, Matrix>(constants)
      for (const name of inputs) known.set(name, scalar(row[name] ?? Number.NaN))
      for (const { op, inputs: from, output, attributes } of nodes) {
        const given = from.map((name) => {
          const value = known.get(name)
          if (value === undefined) throw new Error(`${op} wants ${name}, which is not there yet`)
          return value
        })
        if (known.has(output)) throw new Error(`${output} is made twice`)
        known.set(output, frozen(operate(op, given, attributes)))
      }
      return Object.fromEntries(outputs.map((name) => [name, known.get(name)?.at(0, 0) ?? Number.NaN]))
    },
  }
}

function operate(op: string, given: readonly Matrix[], attributes: ReadonlyMap<string, number>): Matrix {
  const [a = scalar(Number.NaN), b = scalar(Number.NaN), c = scalar(Number.NaN)] = given
  switch (op) {
    case 'Identity':
      return a
    case 'Add':
      return both(a, b, (x, y) => x + y)
    case 'Sub':
      return both(a, b, (x, y) => x - y)
    case 'Mul':
      return both(a, b, (x, y) => x * y)
    case 'Div':
      return both(a, b, (x, y) => x / y)
    case 'Max':
      return both(a, b, Math.max)
    case 'Or':
      return both(a, b, (x, y) => (x !== 0 || y !== 0 ? 1 : 0))
    case 'IsNaN':
      return each(a, (x) => (Number.isNaN(x) ? 1 : 0))
    case 'IsInf':
      return each(a, (x) => (Math.abs(x) === Number.POSITIVE_INFINITY ? 1 : 0))
    case 'Tanh':
      return each(a, Math.tanh)
    case 'Sigmoid':
      return each(a, (x) => 1 / (1 + Math.exp(-x)))
    case 'Exp':
      return each(a, Math.exp)
    case 'Log':
      return each(a, Math.log)
    case 'Clip':
      return each(a, (x) => Math.min(Math.max(x, b.at(0, 0)), c.at(0, 0)))
    case 'Where': {
      const chosen = both(b, c, () => 0)
      return { ...chosen, at: (i, k) => (spread(a)(i, k) !== 0 ? spread(b)(i, k) : spread(c)(i, k)) }
    }
    case 'Concat':
      if (attributes.get('axis') !== 1) throw new Error('Concat along another axis')
      return { rows: 1, columns: given.length, at: (_, k) => given[k]?.at(0, 0) ?? Number.NaN }
    case 'Gemm': {
      if (attributes.get('transB') !== 1 || a.columns !== b.columns) throw new Error('Gemm of other shapes')
      const sum = (i: number, k: number): number => {
        let all = 0
        for (let j = 0; j < a.columns; j++) all += a.at(i, j) * b.at(k, j)
        return all + spread(c)(i, k)
      }
      return { rows: a.rows, columns: b.rows, at: sum }
    }
    default:
      throw new Error(`there is no operator ${op} here`)
  }
}

const scalar = (value: number): Matrix => ({ rows: 1, columns: 1, at: () => value })

/** What stands in one row or column stands in all. */
const spread =
  ({ rows, columns, at }: Matrix) =>
  (i: number, k: number): number =>
    at(rows === 1 ? 0 : i, columns === 1 ? 0 : k)

function both(a: Matrix, b: Matrix, of: (x: number, y: number) => number): Matrix {
  const size = (x: number, y: number): number => {
    if (x !== y && x !== 1 && y !== 1) throw new Error(`${x} and ${y} do not go together`)
    return Math.max(x, y)
  }
  return {
    rows: size(a.rows, b.rows),
    columns: size(a.columns, b.columns),
    at: (i, k) => of(spread(a)(i, k), spread(b)(i, k)),
  }
}

const each = ({ rows, columns, at }: Matrix, of: (x: number) => number): Matrix => ({
  rows,
  columns,
  at: (i, k) => of(at(i, k)),
})

function frozen({ rows, columns, at }: Matrix): Matrix {
  const values = Float64Array.from({ length: rows * columns }, (_, i) =>
    at(Math.floor(i / columns), i % columns),
  )
  return { rows, columns, at: (i, k) => values[i * columns + k] ?? Number.NaN }
}

function tensorOf(fields: Fields): readonly [string, Matrix] {
  if (fields.get(2)?.[0] !== 11) throw new Error('a tensor is not of doubles')
  const dims = numbersOf(fields, 1)
  const raw = one(fields, 9)
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
  const [rows, columns] = dims.length === 2 ? [dims[0] ?? 0, dims[1] ?? 0] : [1, dims[0] ?? 1]
  if (raw.byteLength !== 8 * rows * columns) throw new Error(`${dims} does not fit ${raw.byteLength} bytes`)
  return [textOf(fields, 8), { rows, columns, at: (i, k) => view.getFloat64(8 * (i * columns + k), true) }]
}

function nodeOf(fields: Fields) {
  const attributes = many(fields, 5).map((bytes) => {
    const attribute = fieldsOf(bytes)
    if (attribute.get(20)?.[0] !== 2) throw new Error('an attribute is no whole number')
    return [textOf(attribute, 1), Number(attribute.get(3)?.[0])] as const
  })
  return {
    inputs: many(fields, 1).map((bytes) => new TextDecoder().decode(bytes)),
    output: textOf(fields, 2),
    op: textOf(fields, 4),
    attributes: new Map(attributes),
  }
}

function fieldsOf(bytes: Uint8Array): Fields {
  const fields = new Map<number, (Uint8Array | number)[]>()
  const reader = new BinaryReader(bytes)
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag()
    const value = type === WireType.LengthDelimited ? reader.bytes() : Number(reader.int64())
    fields.set(field, [...(fields.get(field) ?? []), value])
  }
  return fields
}

function numbersOf(fields: Fields, field: number): readonly number[] {
  const packed = fields.get(field)?.[0]
  if (!(packed instanceof Uint8Array)) return []
  const reader = new BinaryReader(packed)
  const values: number[] = []
  while (reader.pos < reader.len) values.push(Number(reader.int64()))
  return values
}

const many = (fields: Fields, field: number): readonly Uint8Array[] =>
  (fields.get(field) ?? []).filter((value) => value instanceof Uint8Array)

function one(fields: Fields, field: number): Uint8Array {
  const [value] = many(fields, field)
  if (value === undefined) throw new Error(`field ${field} is missing`)
  return value
}

const textOf = (fields: Fields, field: number): string => new TextDecoder().decode(one(fields, field))

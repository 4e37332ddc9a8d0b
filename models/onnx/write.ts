/**
 * ONNX models, written as protocol buffers: as much of onnx.proto (IR 8, opset 17) as networks here need. What names no type is in
 * double precision, so that a model of slots says what the runtime plays and not what is near it.
 *
 * Field numbers are those of https://github.com/onnx/onnx/blob/v1.13.0/onnx/onnx.proto
 */

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

const IR_VERSION = 8
const OPSET = 17
/** TensorProto.DataType */
export const DATA_TYPES = { float: 1, int8: 3, int16: 5, int64: 7, float16: 10, double: 11 } as const
type DataType = keyof typeof DATA_TYPES
/** AttributeProto.AttributeType */
const FLOAT = 1
const INT = 2
const INTS = 7

interface NumberTensor {
  readonly name: string
  /** [] is a scalar. */
  readonly dims: readonly number[]
  /** Row by row, in double precision. */
  readonly values: readonly number[]
}

/** A tensor whose bytes are there already: row by row, little-endian. */
export interface RawTensor {
  readonly name: string
  readonly dims: readonly number[]
  readonly type: DataType
  readonly raw: Uint8Array
}

export type Tensor = NumberTensor | RawTensor

/** A number is a whole one, a list one of whole numbers; a float says that it is one. */
export type Attribute = number | readonly number[] | { readonly float: number }

export interface Node {
  readonly op: string
  readonly inputs: readonly string[]
  readonly output: string
  readonly attributes?: Readonly<Record<string, Attribute>>
}

/** What goes in or comes out: where nothing else is said a column [batch, 1] in double precision. */
export interface Column {
  readonly name: string
  readonly doc: string
  readonly type?: DataType
  /** A name is a dimension that is known when it runs. */
  readonly dims?: readonly (number | string)[]
}

export interface Model {
  readonly name: string
  readonly doc: string
  readonly producerVersion: string
  readonly inputs: readonly Column[]
  readonly outputs: readonly Column[]
  readonly constants: readonly Tensor[]
  readonly nodes: readonly Node[]
  readonly metadata: Readonly<Record<string, string>>
}

/** The same bytes for the same model. */
export function writeOnnx(model: Model): Uint8Array<ArrayBuffer> {
  const out = new BinaryWriter()
  out.tag(1, WireType.Varint).int64(IR_VERSION)
  text(out, 2, 'silencio')
  text(out, 3, model.producerVersion)
  message(out, 7, () => graph(out, model))
  message(out, 8, () => {
    text(out, 1, '')
    out.tag(2, WireType.Varint).int64(OPSET)
  })
  for (const [key, value] of Object.entries(model.metadata))
    message(out, 14, () => {
      text(out, 1, key)
      text(out, 2, value)
    })
  return out.finish()
}

function graph(out: BinaryWriter, { name, doc, nodes, constants, inputs, outputs }: Model): void {
  for (const one of nodes) message(out, 1, () => node(out, one))
  text(out, 2, name)
  for (const one of constants) message(out, 5, () => tensor(out, one))
  text(out, 10, doc)
  for (const one of inputs) message(out, 11, () => column(out, one))
  for (const one of outputs) message(out, 12, () => column(out, one))
}

function node(out: BinaryWriter, { op, inputs, output, attributes = {} }: Node): void {
  for (const input of inputs) text(out, 1, input)
  text(out, 2, output)
  text(out, 3, output)
  text(out, 4, op)
  for (const [name, value] of Object.entries(attributes))
    message(out, 5, () => {
      text(out, 1, name)
      attribute(out, value)
    })
}

function attribute(out: BinaryWriter, value: Attribute): void {
  if (typeof value === 'number') {
    out.tag(3, WireType.Varint).int64(value)
    out.tag(20, WireType.Varint).int32(INT)
  } else if ('float' in value) {
    out.tag(2, WireType.Bit32).float(value.float)
    out.tag(20, WireType.Varint).int32(FLOAT)
  } else {
    for (const one of value) out.tag(8, WireType.Varint).int64(one)
    out.tag(20, WireType.Varint).int32(INTS)
  }
}

function tensor(out: BinaryWriter, one: Tensor): void {
  message(out, 1, () => {
    for (const dim of one.dims) out.int64(dim)
  })
  out.tag(2, WireType.Varint).int32(DATA_TYPES['raw' in one ? one.type : 'double'])
  text(out, 8, one.name)
  out.tag(9, WireType.LengthDelimited).bytes('raw' in one ? one.raw : doubles(one.values))
}

function doubles(values: readonly number[]): Uint8Array {
  const raw = new Uint8Array(8 * values.length)
  const view = new DataView(raw.buffer)
  for (const [i, value] of values.entries()) view.setFloat64(8 * i, value, true)
  return raw
}

function column(out: BinaryWriter, { name, doc, type = 'double', dims = ['batch', 1] }: Column): void {
  text(out, 1, name)
  message(out, 2, () =>
    message(out, 1, () => {
      out.tag(1, WireType.Varint).int32(DATA_TYPES[type])
      message(out, 2, () => {
        for (const dim of dims)
          message(out, 1, () =>
            typeof dim === 'string' ? text(out, 2, dim) : out.tag(1, WireType.Varint).int64(dim),
          )
      })
    }),
  )
  text(out, 3, doc)
}

function text(out: BinaryWriter, field: number, value: string): void {
  out.tag(field, WireType.LengthDelimited).string(value)
}

function message(out: BinaryWriter, field: number, write: () => void): void {
  out.tag(field, WireType.LengthDelimited).fork()
  write()
  out.join()
}

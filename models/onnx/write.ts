/**
 * ONNX models, written as protocol buffers: as much of onnx.proto (IR 8, opset 17) as small networks need. Everything is in double
 * precision, so that a model says what the runtime plays and not what is near it.
 *
 * Field numbers are those of https://github.com/onnx/onnx/blob/v1.13.0/onnx/onnx.proto
 */

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

export const IR_VERSION = 8
export const OPSET = 17
/** TensorProto.DataType */
const DOUBLE = 11
/** AttributeProto.AttributeType */
const INT = 2

export interface Tensor {
  readonly name: string
  /** [] is a scalar. */
  readonly dims: readonly number[]
  readonly values: readonly number[]
}

export interface Node {
  readonly op: string
  readonly inputs: readonly string[]
  readonly output: string
  /** Whole numbers. */
  readonly attributes?: Readonly<Record<string, number>>
}

/** A column: [batch, 1]. */
export interface Column {
  readonly name: string
  readonly doc: string
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
      out.tag(3, WireType.Varint).int64(value)
      out.tag(20, WireType.Varint).int32(INT)
    })
}

function tensor(out: BinaryWriter, { name, dims, values }: Tensor): void {
  message(out, 1, () => {
    for (const dim of dims) out.int64(dim)
  })
  out.tag(2, WireType.Varint).int32(DOUBLE)
  text(out, 8, name)
  const raw = new Uint8Array(8 * values.length)
  const view = new DataView(raw.buffer)
  for (const [i, value] of values.entries()) view.setFloat64(8 * i, value, true)
  out.tag(9, WireType.LengthDelimited).bytes(raw)
}

function column(out: BinaryWriter, { name, doc }: Column): void {
  text(out, 1, name)
  message(out, 2, () =>
    message(out, 1, () => {
      out.tag(1, WireType.Varint).int32(DOUBLE)
      message(out, 2, () => {
        message(out, 1, () => text(out, 2, 'batch'))
        message(out, 1, () => out.tag(1, WireType.Varint).int64(1))
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

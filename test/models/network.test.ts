import { describe, expect, it } from 'vitest'
import { readNetwork } from '../../models/onnx/network.ts'
import { DATA_TYPES, type Node, type RawTensor, writeOnnx } from '../../models/onnx/write.ts'
import { runtimePackage } from '../../models/timbre/text/native.ts'

const floats = (name: string, dims: readonly number[], ...values: readonly number[]): RawTensor => ({
  name,
  dims,
  type: 'float',
  raw: new Uint8Array(Float32Array.from(values).buffer),
})
const bytes = (name: string, dims: readonly number[], ...values: readonly number[]): RawTensor => ({
  name,
  dims,
  type: 'int8',
  raw: new Uint8Array(Int8Array.from(values).buffer),
})

/** Two inputs, three outputs: [1 −2 127; −127 0 4] with a scale for each output. */
const layer = (scales = floats('scales', [3], 0.5, 0.25, 2), cast: Partial<Node> = {}): Uint8Array =>
  writeOnnx({
    name: 'layer',
    doc: '',
    producerVersion: '',
    inputs: [{ name: 'x', doc: '', type: 'float', dims: ['batch', 2] }],
    outputs: [{ name: 'y', doc: '', type: 'float', dims: ['batch', 3] }],
    constants: [bytes('whole', [2, 3], 1, -2, 127, -127, 0, 4), scales, floats('bias', [3], 10, 20, 30)],
    nodes: [
      { op: 'Cast', inputs: ['whole'], output: 'wide', attributes: { to: DATA_TYPES.float }, ...cast },
      { op: 'Mul', inputs: ['wide', 'scales'], output: 'weights' },
      { op: 'Gemm', inputs: ['x', 'weights', 'bias'], output: 'y' },
    ],
    metadata: {},
  })

describe('weights of a byte', () => {
  it('are worth their scale, of each output its own', () => {
    const network = readNetwork(layer())
    expect(network.inputs).toBe(2)
    expect([...network.run([1, 0])]).toEqual([10.5, 19.5, 284])
    expect([...network.run([0, 1])]).toEqual([-53.5, 20, 38])
  })

  it('are worth the same in onnxruntime', async () => {
    const { InferenceSession, Tensor } = await runtimePackage()
    const session = await InferenceSession.create(layer(), { intraOpNumThreads: 1, interOpNumThreads: 1 })
    const x = new Tensor('float32', Float32Array.of(2, -3), [1, 2])
    const { y } = await session.run({ x })
    expect([...readNetwork(layer()).run([2, -3])]).toEqual(Array.from(y?.data ?? [], Number))
    await session.release()
  })

  it.each([
    ['for each row', floats('scales', [2, 1], 0.5, 0.25)],
    ['for all', floats('scales', [], 0.5)],
  ])('are refused with a scale %s', (_, scales) => {
    expect(() => readNetwork(layer(scales))).toThrow(
      'the network has weights without a scale for each column',
    )
  })

  it('are no weights before they are widened', () => {
    const network = () => readNetwork(layer(undefined, { attributes: { to: DATA_TYPES.double } })).run([1, 0])
    expect(network).toThrow(RangeError)
  })

  it('are refused where they are cut off', () => {
    const file = layer({ ...floats('scales', [3], 1, 1), dims: [3] })
    expect(() => readNetwork(file)).toThrow('the network has weights that are cut off')
  })
})

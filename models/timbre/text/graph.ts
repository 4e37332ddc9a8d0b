/**
 * all-MiniLM-L6-v2 as an ONNX graph: six layers of BERT (Devlin et al. 2019; weights of sentence-transformers/all-MiniLM-L6-v2),
 * then the mean over all tokens and unit length, as its model card says.
 *
 *     in    input_ids   [texts, tokens] int64: all texts of one call have as many tokens, so nothing is padded
 *     out   sentence    [texts, 384] float, each of length 1
 *
 * Weights are kept as they were published (half precision) or as whole numbers with a scale a row, and become single precision when
 * the model is loaded: `Cast` and `Mul` of constants are done once. Only the table of words stays small in memory: its rows are
 * widened when they are looked up.
 */

import type { Attribute, Model, Node, RawTensor, Tensor } from '../../onnx/write.ts'
import type { Precision } from './checksums.ts'
import { WIDTH } from './encoder.ts'
import { singlesOf } from './half.ts'
import { quantised } from './quantised.ts'
import type { StoredTensor } from './safetensors.ts'

const LAYERS = 6
const HEADS = 12
const HEAD_WIDTH = WIDTH / HEADS
/** config.json: layer_norm_eps. */
const EPSILON = 1e-12

/** @throws RangeError where a weight is missing or is no matrix of halves */
export function miniLmGraph(weights: ReadonlyMap<string, StoredTensor>, precision: Precision): Model {
  const graph = createGraph(weights, precision)
  const { add, constant } = graph
  const words = graph.rows('embeddings.word_embeddings.weight', 'input_ids')
  // Places 0 … tokens − 1.
  const tokens = add('Gather', [add('Shape', ['input_ids']), constant.int64([1], [1])])
  const places = add('Slice', [
    graph.weight('embeddings.position_embeddings.weight'),
    constant.int64([0], [1]),
    tokens,
    constant.int64([0], [1]),
  ])
  // One sentence, never two: type 0 throughout.
  const types = add('Slice', [
    graph.weight('embeddings.token_type_embeddings.weight'),
    constant.int64([0], [1]),
    constant.int64([1], [1]),
    constant.int64([0], [1]),
  ])
  const sum = add('Add', [add('Add', [words, places]), types])
  const shape = add('Shape', [sum])
  let hidden = graph.flat(graph.normal(sum, 'embeddings.LayerNorm'))
  for (let layer = 0; layer < LAYERS; layer++)
    hidden = encoderLayer(graph, hidden, tokens, `encoder.layer.${layer}`)
  const mean = add('ReduceMean', [add('Reshape', [hidden, shape])], { axes: [1], keepdims: 0 })
  const length = add('ReduceL2', [mean], { axes: [1], keepdims: 1 })
  graph.name('sentence', add('Div', [mean, length]))
  return {
    name: 'all-MiniLM-L6-v2',
    doc: `sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), mean of all tokens, unit length; weights kept in ${precision}`,
    producerVersion: '1',
    inputs: [{ name: 'input_ids', doc: 'with [CLS] and [SEP]', type: 'int64', dims: ['texts', 'tokens'] }],
    outputs: [{ name: 'sentence', doc: 'unit length', type: 'float', dims: ['texts', WIDTH] }],
    constants: graph.constants,
    nodes: graph.nodes,
    metadata: {},
  }
}

/** Attention, then two dense layers, each added to what went in and normalised. `hidden` is [texts · tokens, 384]. */
function encoderLayer(graph: Graph, hidden: string, tokens: string, name: string): string {
  const { add, constant } = graph
  // [texts, tokens, heads, width of a head], however many texts there are
  const split = add('Concat', [constant.int64([-1], [1]), tokens, constant.int64([HEADS, HEAD_WIDTH], [2])], {
    axis: 0,
  })
  const inHeads = (part: string, perm: readonly number[]): string =>
    add('Transpose', [add('Reshape', [graph.dense(hidden, `${name}.attention.self.${part}`), split])], {
      perm,
    })
  const query = inHeads('query', [0, 2, 1, 3])
  const key = inHeads('key', [0, 2, 3, 1])
  const value = inHeads('value', [0, 2, 1, 3])
  const alike = add('Div', [add('MatMul', [query, key]), constant.float(Math.sqrt(HEAD_WIDTH))])
  const heard = add('MatMul', [add('Softmax', [alike], { axis: -1 }), value])
  const together = graph.flat(add('Transpose', [heard], { perm: [0, 2, 1, 3] }))
  const attended = graph.normal(
    add('Add', [graph.dense(together, `${name}.attention.output.dense`), hidden]),
    `${name}.attention.output.LayerNorm`,
  )
  const wide = gelu(graph, graph.dense(attended, `${name}.intermediate.dense`))
  const out = add('Add', [graph.dense(wide, `${name}.output.dense`), attended])
  return graph.normal(out, `${name}.output.LayerNorm`)
}

/** x · ½ · (1 + erf(x / √2)): Hendrycks & Gimpel 2016, exact as BERT has it. */
function gelu({ add, constant }: Graph, x: string): string {
  const bell = add('Add', [add('Erf', [add('Div', [x, constant.float(Math.SQRT2)])]), constant.float(1)])
  return add('Mul', [add('Mul', [x, bell]), constant.float(0.5)])
}

interface Graph {
  readonly nodes: readonly Node[]
  readonly constants: readonly Tensor[]
  readonly constant: {
    float(value: number): string
    int64(values: readonly number[], dims: readonly number[]): string
  }
  /** @returns the name of what comes out */
  add(op: string, inputs: readonly string[], attributes?: Readonly<Record<string, Attribute>>): string
  name(output: string, value: string): void
  /** A weight in single precision. */
  weight(name: string): string
  /** Rows of a weight, found by their numbers. */
  rows(name: string, numbers: string): string
  /** [rows, 384] */
  flat(value: string): string
  /** x · weightᵀ + bias */
  dense(x: string, name: string): string
  normal(x: string, name: string): string
}

function createGraph(weights: ReadonlyMap<string, StoredTensor>, precision: Precision): Graph {
  const nodes: Node[] = []
  const constants = new Map<string, RawTensor>()
  const graph: Graph = {
    nodes,
    get constants() {
      return [...constants.values()]
    },
    constant: {
      float: (value) =>
        keep({ name: `#${value}`, dims: [], type: 'float', raw: bytesOf(Float32Array.of(value)) }),
      int64: (values, dims) =>
        keep({
          name: `#[${values.join(' ')}]`,
          dims,
          type: 'int64',
          raw: bytesOf(BigInt64Array.from(values, BigInt)),
        }),
    },
    add(op, inputs, attributes = {}) {
      const output = `#${nodes.length + 1} ${op}`
      nodes.push({ op, inputs, output, attributes })
      return output
    },
    name: (output, value) => {
      nodes.push({ op: 'Identity', inputs: [value], output })
    },
    weight(name) {
      const kept = stored(name)
      const whole = graph.add('Cast', [kept.values], { to: 1 })
      return kept.scales === null ? whole : graph.add('Mul', [whole, kept.scales])
    },
    rows(name, numbers) {
      const kept = stored(name)
      const found = graph.add('Cast', [graph.add('Gather', [kept.values, numbers])], { to: 1 })
      if (kept.scales === null) return found
      return graph.add('Mul', [found, graph.add('Gather', [kept.scales, numbers])])
    },
    flat: (value) => graph.add('Reshape', [value, graph.constant.int64([-1, WIDTH], [2])]),
    dense: (x, name) =>
      graph.add('Gemm', [x, graph.weight(`${name}.weight`), graph.weight(`${name}.bias`)], { transB: 1 }),
    normal: (x, name) =>
      graph.add('LayerNormalization', [x, graph.weight(`${name}.weight`), graph.weight(`${name}.bias`)], {
        axis: -1,
        epsilon: { float: EPSILON },
      }),
  }
  return graph

  function keep(tensor: RawTensor): string {
    constants.set(tensor.name, tensor)
    return tensor.name
  }

  function stored(name: string): { readonly values: string; readonly scales: string | null } {
    const found = weights.get(name)
    if (found === undefined) throw new RangeError(`the weights have no "${name}"`)
    const { dtype, shape: dims, bytes } = found
    if (dtype !== 'F16') throw new RangeError(`"${name}" is ${dtype}, not F16`)
    // Vectors are few numbers, and weigh much in what comes out.
    const [count = 0, width] = dims
    if (precision === 'half' || width === undefined)
      return { values: keep({ name, dims, type: 'float16', raw: bytes }), scales: null }
    const { values, scales } = quantised(singlesOf(bytes), count)
    return {
      values: keep({ name, dims, type: 'int8', raw: bytesOf(values) }),
      scales: keep({ name: `${name}/scales`, dims: [count, 1], type: 'float', raw: bytesOf(scales) }),
    }
  }
}

/** As this machine has them: every machine that runs this is little-endian, and so is ONNX. */
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

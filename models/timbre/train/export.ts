/** The trained networks as ONNX files, whole or not at all, and what belongs to all of them in `space.json`. */

import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { type Column, DATA_TYPES, type Node, type RawTensor, writeOnnx } from '../../onnx/write.ts'
import { FEATURE_COUNT, FEATURES } from '../audio/features.ts'
import { statisticsOf } from '../audio/nearest-class.ts'
import { FARTHEST } from '../data/attributes.ts'
import { featuresAt } from '../data/dump.ts'
import { SOUND_CLASSES } from '../data/sounds.ts'
import { UNITS } from '../params.ts'
import { FEATURES_FILE_VERSION, SPACE_FILE_VERSION, SPACE_ID, VECTOR_STEP } from '../space-id.ts'
import { quantised } from '../text/quantised.ts'
import { ATTRIBUTES } from '../words/attributes.ts'
import type { Lesson } from './lesson.ts'
import type { Plan } from './loop.ts'
import { multiplyTurnedLeft } from './matrix.ts'
import { forward, type Mlp, unitRows } from './mlp.ts'
import { type Networks, PROMPT, SPACE } from './networks.ts'

const PRODUCER = '3'

interface Head {
  readonly file: string
  readonly bytes: Uint8Array
}

/** @returns bytes written */
export function exportHeads(folder: string, networks: Networks, lesson: Lesson, plan: Plan): number {
  const { mean, sd } = lesson.scaling
  const heads: readonly Head[] = [
    head(
      'text-head.onnx',
      'from a sentence of all-MiniLM-L6-v2 and the reading of its words to the timbre space',
      'prompt',
      PROMPT,
      'timbre',
      SPACE,
      [...layers(networks.text, 'prompt', 'length any'), ...unitLength('length any', 'timbre')],
    ),
    head(
      'audio-head.onnx',
      'from the 62 features of a sound to the timbre space',
      'features',
      FEATURE_COUNT,
      'timbre',
      SPACE,
      [
        {
          node: { op: 'Sub', inputs: ['features', 'mean'], output: 'centred' },
          constants: [tensor('mean', [1, FEATURE_COUNT], mean)],
        },
        {
          node: { op: 'Div', inputs: ['centred', 'sd'], output: 'scaled' },
          constants: [tensor('sd', [1, FEATURE_COUNT], sd)],
        },
        {
          node: { op: 'Clip', inputs: ['scaled', 'least', 'most'], output: 'near' },
          constants: [tensor('least', [], [-FARTHEST]), tensor('most', [], [FARTHEST])],
        },
        ...layers(networks.audio, 'near', 'length any'),
        ...unitLength('length any', 'timbre'),
      ],
    ),
    head(
      'decoder.onnx',
      'from the timbre space to the numbers of all voices, −1…1 in their ranges',
      'timbre',
      SPACE,
      'units',
      UNITS,
      // A direction is what counts: a vector of another length means the same sound.
      [
        ...unitLength('timbre', 'direction'),
        ...layers(networks.decoder, 'direction', 'any', 'int16'),
        clipped('any', 'units'),
      ],
    ),
    head(
      'attributes.onnx',
      'from the timbre space to its attributes, −1…1',
      'timbre',
      SPACE,
      'attributes',
      ATTRIBUTES.length,
      [...layers(networks.attributes, 'timbre', 'any'), clipped('any', 'attributes')],
    ),
  ]
  const json = (file: string, value: object): Head => ({
    file,
    bytes: new TextEncoder().encode(`${JSON.stringify(value)}\n`),
  })
  const all = [
    ...heads,
    json('space.json', spaceOf(heads, networks, lesson, plan)),
    json('plain-classes.json', plainClasses(lesson)),
  ]
  mkdirSync(folder, { recursive: true })
  for (const { file, bytes } of all) writeFileSync(join(folder, `${file}.part`), bytes)
  for (const { file } of all) renameSync(join(folder, `${file}.part`), join(folder, file))
  return all.reduce((sum, { bytes }) => sum + bytes.length, 0)
}

/** What the plain check compares with: rendered sounds, and no network. */
function plainClasses({ dump, classes }: Lesson): object {
  const rows = Array.from({ length: dump.count }, (_, i) => ({
    classIndex: classes[i] ?? 0,
    features: featuresAt(dump, i),
  }))
  return statisticsOf(
    SOUND_CLASSES.map(({ id }) => id),
    rows,
  )
}

interface Part {
  readonly node: Node
  readonly constants: readonly RawTensor[]
}

function head(
  file: string,
  doc: string,
  input: string,
  inputs: number,
  output: string,
  outputs: number,
  parts: readonly Part[],
): Head {
  const column = (name: string, width: number): Column => ({
    name,
    doc: '',
    type: 'float',
    dims: ['batch', width],
  })
  return {
    file,
    bytes: writeOnnx({
      name: file.replace('.onnx', ''),
      doc,
      producerVersion: PRODUCER,
      inputs: [column(input, inputs)],
      outputs: [column(output, outputs)],
      constants: parts.flatMap(({ constants }) => constants),
      nodes: parts.map(({ node }) => node),
      metadata: { 'silencio.space': SPACE_ID },
    }),
  }
}

function layers({ layers }: Mlp, input: string, output: string, type: Whole = 'int8'): readonly Part[] {
  return layers.flatMap(({ inputs, outputs, weights, bias }, l): readonly Part[] => {
    const last = l === layers.length - 1
    const from = l === 0 ? input : `hidden ${l}`
    const sum = last ? output : `sum ${l + 1}`
    const gemm: Part = {
      node: { op: 'Gemm', inputs: [from, `weights ${l + 1}`, `bias ${l + 1}`], output: sum },
      constants: [tensor(`bias ${l + 1}`, [outputs], bias.value)],
    }
    const dense = [...wholeWeights(`weights ${l + 1}`, inputs, outputs, weights.value, type), gemm]
    return last
      ? dense
      : [...dense, { node: { op: 'Relu', inputs: [sum], output: `hidden ${l + 1}` }, constants: [] }]
  })
}

type Whole = 'int8' | 'int16'
const ROW = { int8: Int8Array, int16: Int16Array } as const

/**
 * A byte for each weight (two in the decoder, where one is heard) and a scale for each output. `Cast` and `Mul`, which any runtime does once
 * when it loads the file: from `DequantizeLinear` and `Gemm` onnxruntime 1.30 makes an operator of its own that rounds what goes in to bytes
 * as well, and is off by a thousandth.
 */
function wholeWeights(
  name: string,
  inputs: number,
  outputs: number,
  weights: Float32Array,
  type: Whole,
): readonly Part[] {
  const row = ROW[type]
  const { values, scales } = quantised(Float32Array.from(turned(weights, inputs, outputs)), outputs, row)
  const whole: RawTensor = {
    name: `${name} as whole numbers`,
    dims: [inputs, outputs],
    type,
    raw: new Uint8Array(row.from(turned(values, outputs, inputs)).buffer),
  }
  const [wide, scale] = [`${name} unscaled`, `${name}: scales`]
  return [
    {
      node: { op: 'Cast', inputs: [whole.name], output: wide, attributes: { to: DATA_TYPES.float } },
      constants: [whole],
    },
    {
      node: { op: 'Mul', inputs: [wide, scale], output: name },
      constants: [tensor(scale, [outputs], scales)],
    },
  ]
}

/** Columns as rows. */
const turned = (values: ArrayLike<number>, rows: number, columns: number): readonly number[] =>
  Array.from({ length: rows * columns }, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)] ?? 0)

function unitLength(input: string, output: string): readonly Part[] {
  return [
    {
      node: { op: 'ReduceL2', inputs: [input], output: 'length', attributes: { axes: [1], keepdims: 1 } },
      constants: [],
    },
    {
      node: { op: 'Max', inputs: ['length', 'shortest'], output: 'length above 0' },
      constants: [tensor('shortest', [], [1e-6])],
    },
    { node: { op: 'Div', inputs: [input, 'length above 0'], output }, constants: [] },
  ]
}

const clipped = (input: string, output: string): Part => ({
  node: { op: 'Clip', inputs: [input, 'low', 'high'], output },
  constants: [tensor('low', [], [-1]), tensor('high', [], [1])],
})

function tensor(name: string, dims: readonly number[], values: ArrayLike<number>): RawTensor {
  const raw = new Uint8Array(4 * values.length)
  const view = new DataView(raw.buffer)
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i] ?? 0, true)
  return { name, dims, type: 'float', raw }
}

/** What is not in the networks: names in order, checksums, the middle of each class, the directions in which the space is widest. */
function spaceOf(heads: readonly Head[], networks: Networks, lesson: Lesson, plan: Plan): object {
  const { count } = lesson
  const rows = unitRows(forward(networks.audio, lesson.features, count).output, count, SPACE).output
  const middles = unitRows(networks.middles.value, SOUND_CLASSES.length, SPACE).output
  const centroids = SOUND_CLASSES.map(({ id }, c) => ({
    id,
    vector: Array.from(middles.subarray(c * SPACE, (c + 1) * SPACE), steps),
  }))
  return {
    space: SPACE_ID,
    version: SPACE_FILE_VERSION,
    features: { version: FEATURES_FILE_VERSION, names: FEATURES.map(({ name }) => name) },
    attributes: ATTRIBUTES,
    sha256: Object.fromEntries(
      heads.map(({ file, bytes }) => [file, createHash('sha256').update(bytes).digest('hex')]),
    ),
    training: {
      seed: plan.seed,
      epochs: plan.epochs,
      decoder_epochs: plan.decoderEpochs,
      sounds: count,
      batch: plan.batch,
    },
    principal: { directions: principal(rows, count, 8) },
    classes: centroids,
  }
}

/** The directions of largest variance around the mean: what `near` moves along. */
function principal(rows: Float32Array, count: number, wanted: number): readonly object[] {
  const mean = new Float64Array(SPACE)
  for (let i = 0; i < rows.length; i++) mean[i % SPACE] = (mean[i % SPACE] ?? 0) + (rows[i] ?? 0) / count
  const centred = rows.map((x, i) => (x - (mean[i % SPACE] ?? 0)) / Math.sqrt(count))
  const covariance = new Float32Array(SPACE * SPACE)
  multiplyTurnedLeft(covariance, centred, centred, SPACE, count, SPACE)
  // Symmetric to the last bit, so that the solver takes it for what it is.
  const matrix = new Matrix(SPACE, SPACE)
  for (let a = 0; a < SPACE; a++)
    for (let b = 0; b <= a; b++) {
      matrix.set(a, b, covariance[a * SPACE + b] ?? 0)
      matrix.set(b, a, covariance[a * SPACE + b] ?? 0)
    }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  })
  const order = realEigenvalues.map((value, k) => ({ value, k })).sort((a, b) => b.value - a.value)
  return order.slice(0, wanted).map(({ value, k }) => {
    const vector = eigenvectorMatrix.getColumn(k)
    // The sign of a direction is nobody's: the largest number is positive.
    const sign = vector.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0) < 0 ? -1 : 1
    return {
      sd: Number(Math.sqrt(Math.max(0, value)).toPrecision(6)),
      vector: vector.map((x) => steps(sign * x)),
    }
  })
}

/** A number of a vector as whole steps; never −0. */
const steps = (x: number): number => Math.round(x / VECTOR_STEP) || 0

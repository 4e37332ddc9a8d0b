/** Small networks with gradients: layers of weights with rectifiers between them, and rows brought to length 1. */

import { gaussian, keyOf } from '../../../runtime/random.ts'
import { multiply, multiplyTurnedLeft, multiplyTurnedRight } from './matrix.ts'

export interface Parameter {
  readonly value: Float32Array
  readonly gradient: Float32Array
  /** Weights decay, biases do not. */
  readonly decays: boolean
}

export interface Layer {
  readonly inputs: number
  readonly outputs: number
  /** [inputs × outputs] */
  readonly weights: Parameter
  readonly bias: Parameter
}

export interface Mlp {
  readonly layers: readonly Layer[]
}

/** What a forward pass leaves for the way back: the rows that went into each layer, and what came out. */
export interface Tape {
  readonly batch: number
  /** inputs[0] is what was given; later ones are rectified. */
  readonly inputs: readonly Float32Array[]
  readonly output: Float32Array
}

const STREAM_WEIGHTS = 0

const parameter = (value: Float32Array, decays: boolean): Parameter => ({
  value,
  gradient: new Float32Array(value.length),
  decays,
})

/** Weights as He et al. (ICCV 2015) have them for rectifiers; the last layer as for none. */
export function createMlp(name: string, sizes: readonly number[], seed: number): Mlp {
  const layers = sizes.slice(1).map((outputs, l): Layer => {
    const inputs = sizes[l] ?? 0
    const sd = Math.sqrt((l < sizes.length - 2 ? 2 : 1) / inputs)
    const key = keyOf(`${name} ${l}`)
    return {
      inputs,
      outputs,
      weights: parameter(
        Float32Array.from(
          { length: inputs * outputs },
          (_, i) => sd * gaussian(seed, key, 0, i, 0, STREAM_WEIGHTS),
        ),
        true,
      ),
      bias: parameter(new Float32Array(outputs), false),
    }
  })
  return { layers }
}

export const parametersOf = (mlp: Mlp): readonly Parameter[] =>
  mlp.layers.flatMap(({ weights, bias }) => [weights, bias])

/** @param input [batch × inputs], kept by the tape */
export function forward({ layers }: Mlp, input: Float32Array, batch: number): Tape {
  const inputs: Float32Array[] = []
  let x = input
  layers.forEach(({ inputs: from, outputs, weights, bias }, l) => {
    inputs.push(x)
    const y = new Float32Array(batch * outputs)
    for (let r = 0; r < batch; r++) y.set(bias.value, r * outputs)
    multiply(y, x, weights.value, batch, from, outputs, true)
    if (l < layers.length - 1) for (let i = 0; i < y.length; i++) if ((y[i] ?? 0) < 0) y[i] = 0
    x = y
  })
  return { batch, inputs, output: x }
}

/**
 * Adds to the gradients of the weights, unless they are `frozen`.
 *
 * @param gradient of the loss by the output, [batch × outputs]; left as it is
 * @returns the gradient by the input
 */
export function backward({ layers }: Mlp, tape: Tape, gradient: Float32Array, frozen = false): Float32Array {
  const { batch, inputs } = tape
  let g = gradient
  for (let l = layers.length - 1; l >= 0; l--) {
    const layer = layers[l]
    const x = inputs[l]
    if (layer === undefined || x === undefined) throw new RangeError('a tape of another network')
    const { inputs: from, outputs, weights, bias } = layer
    if (!frozen) {
      multiplyTurnedLeft(weights.gradient, x, g, from, batch, outputs, true)
      for (let r = 0; r < batch; r++)
        for (let o = 0; o < outputs; o++)
          bias.gradient[o] = (bias.gradient[o] ?? 0) + (g[r * outputs + o] ?? 0)
    }
    const before = new Float32Array(batch * from)
    multiplyTurnedRight(before, g, weights.value, batch, outputs, from)
    // Through the rectifier that made this layer's input.
    if (l > 0) for (let i = 0; i < before.length; i++) if ((x[i] ?? 0) <= 0) before[i] = 0
    g = before
  }
  return g
}

export interface UnitRows {
  readonly output: Float32Array
  readonly lengths: Float32Array
}

const SHORTEST = 1e-6

/** Rows of length 1. */
export function unitRows(rows: Float32Array, batch: number, size: number): UnitRows {
  const output = new Float32Array(rows.length)
  const lengths = new Float32Array(batch)
  for (let r = 0; r < batch; r++) {
    let square = 0
    for (let i = r * size; i < (r + 1) * size; i++) square += (rows[i] ?? 0) ** 2
    const length = Math.max(SHORTEST, Math.sqrt(square))
    lengths[r] = length
    for (let i = r * size; i < (r + 1) * size; i++) output[i] = (rows[i] ?? 0) / length
  }
  return { output, lengths }
}

/** ∂/∂x of x / |x|: (g − y (y·g)) / |x| */
export function unitRowsBack(
  unit: UnitRows,
  gradient: Float32Array,
  batch: number,
  size: number,
): Float32Array {
  const back = new Float32Array(gradient.length)
  for (let r = 0; r < batch; r++) {
    let dot = 0
    for (let i = r * size; i < (r + 1) * size; i++) dot += (unit.output[i] ?? 0) * (gradient[i] ?? 0)
    const length = unit.lengths[r] ?? 1
    for (let i = r * size; i < (r + 1) * size; i++)
      back[i] = ((gradient[i] ?? 0) - dot * (unit.output[i] ?? 0)) / length
  }
  return back
}

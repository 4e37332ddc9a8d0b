/**
 * What a unit earns, guessed from what it drew and what was known of it: ridge regression on the draw, its squares, the context
 * and their products. Cross-fitted by user: nobody's reward takes part in the guess of their own (Chernozhukov et al. 2018).
 */

import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { keyOf } from '../../runtime/random.ts'
import type { Unit } from '../units/units.ts'
import type { Space } from './space.ts'

export const FOLDS = 5
/** Added to the diagonal, a unit. */
const RIDGE = 1e-2

/** By unit; what the guess is made of, so that its expectation under a candidate is a sum. */
export interface Model {
  /** n: q̂ of what was drawn. */
  readonly guess: Float64Array
  /** n: the part that no candidate changes. */
  readonly base: Float64Array
  /** n × d: what each e adds, and each e² − 1. */
  readonly linear: Float64Array
  readonly square: Float64Array
  /** n × k: what a choice adds. */
  readonly choice: Float64Array
}

/** A model, and how it hangs on what each unit earned. */
export interface Fitted extends Model {
  /**
   * n: by how much the sum of what is expected grows for each 1 that a unit earns more than was guessed, through all models that it is in.
   * Without it a mean of the model's expectations looks as if the model were known.
   */
  leverage(expected: Expected): Float64Array
}

/** What a candidate draws, by unit: e, e² − 1, and how much more often than was logged each choice. In the model's own shapes. */
export type Expected = Readonly<Record<'linear' | 'square' | 'choice', Float64Array>>

/** By the user's name alone: all of somebody's units are in one fold. */
export const foldOf = ({ user }: Pick<Unit, 'user'>): number => keyOf(`fold ${user}`) % FOLDS

export function crossFitted(units: readonly Unit[], space: Space): Fitted {
  const { n, m, e, x, chosen, p, weights, shifts } = space
  const [d, k] = [shifts.length, weights.length]
  const width = 1 + m + 2 * d + d * m + k
  const [atE, atSquare, atProduct, atChoice] = [1 + m, 1 + m + d, 1 + m + 2 * d, 1 + m + 2 * d + d * m]
  const folds = units.map(foldOf)
  const row = new Float64Array(width)
  const fits = Array.from({ length: FOLDS }, (_, fold) => withoutFold(fold))
  const model: Fitted = {
    guess: new Float64Array(n),
    base: new Float64Array(n),
    linear: new Float64Array(n * d),
    square: new Float64Array(n * d),
    choice: new Float64Array(n * k),
    leverage,
  }
  for (let i = 0; i < n; i++) {
    const beta = fits[folds[i] ?? 0]?.beta ?? row
    fillRow(i)
    model.guess[i] = beta.reduce((sum, one, a) => sum + one * (row[a] ?? 0), 0)
    model.base[i] = beta.slice(0, 1 + m).reduce((sum, one, a) => sum + one * (row[a] ?? 0), 0)
    for (let j = 0; j < d; j++) {
      let slope = beta[atE + j] ?? 0
      for (let a = 0; a < m; a++) slope += (beta[atProduct + j * m + a] ?? 0) * (x[i * m + a] ?? 0)
      model.linear[i * d + j] = slope
      model.square[i * d + j] = beta[atSquare + j] ?? 0
    }
    for (let c = 0; c < k; c++) model.choice[i * k + c] = beta[atChoice + c] ?? 0
  }
  return model

  /** Of what was drawn, or of what is expected. */
  function fillRow(i: number, expected: Expected | null = null): void {
    row[0] = 1
    for (let a = 0; a < m; a++) row[1 + a] = x[i * m + a] ?? 0
    for (let j = 0; j < d; j++) {
      const one = (expected?.linear ?? e)[i * d + j] ?? 0
      row[atE + j] = one
      row[atSquare + j] = expected === null ? one * one - 1 : (expected.square[i * d + j] ?? 0)
      for (let a = 0; a < m; a++) row[atProduct + j * m + a] = one * (x[i * m + a] ?? 0)
    }
    for (let c = 0; c < k; c++)
      row[atChoice + c] =
        expected === null ? (chosen[i * k + c] ?? 0) - (p[c] ?? 0) : (expected.choice[i * k + c] ?? 0)
  }

  function withoutFold(fold: number): Fit {
    const normal = new Float64Array(width * width)
    const right = new Float64Array(width)
    for (let i = 0; i < n; i++) {
      if (folds[i] === fold) continue
      fillRow(i)
      const r = units[i]?.reward ?? 0
      for (let a = 0; a < width; a++) {
        const one = row[a] ?? 0
        right[a] = (right[a] ?? 0) + one * r
        for (let b = 0; b < width; b++)
          normal[a * width + b] = (normal[a * width + b] ?? 0) + one * (row[b] ?? 0)
      }
    }
    for (let a = 1; a < width; a++) normal[a * width + a] = (normal[a * width + a] ?? 0) + RIDGE * n
    normal[0] = (normal[0] ?? 0) + 1e-9
    const decomposed = new CholeskyDecomposition(Matrix.from1DArray(width, width, [...normal]))
    const solve = (of: Float64Array): Float64Array =>
      Float64Array.from(decomposed.solve(Matrix.columnVector([...of])).to1DArray())
    return { beta: solve(right), solve }
  }

  function leverage(expected: Expected): Float64Array {
    // Of each fold, the row that its model is asked about, summed up.
    const asked = fits.map(() => new Float64Array(width))
    for (let i = 0; i < n; i++) {
      fillRow(i, expected)
      const sum = asked[folds[i] ?? 0] ?? row
      for (let a = 0; a < width; a++) sum[a] = (sum[a] ?? 0) + (row[a] ?? 0)
    }
    const pulls = fits.map(({ solve }, fold) => solve(asked[fold] ?? row))
    return Float64Array.from({ length: n }, (_, i) => {
      fillRow(i)
      let sum = 0
      for (const [fold, pull] of pulls.entries())
        if (fold !== folds[i]) for (let a = 0; a < width; a++) sum += (pull[a] ?? 0) * (row[a] ?? 0)
      return sum
    })
  }
}

interface Fit {
  readonly beta: Float64Array
  /** By the same normal equations. */
  solve(right: Float64Array): Float64Array
}

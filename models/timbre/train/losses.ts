/** What a step of training wants, each with its gradient. */

import { multiply, multiplyTurnedLeft, multiplyTurnedRight } from './matrix.ts'

export interface Contrast {
  readonly loss: number
  /** By the rows of the text and of the audio side. */
  readonly byText: Float32Array
  readonly byAudio: Float32Array
}

/**
 * Which caption goes with which sound, seen from both sides: cross entropy of softmax(scale · t·a) against all pairs that are true, each
 * equally (van den Oord et al. 2018; several positives as in Khosla et al., NeurIPS 2020), mean of both directions.
 *
 * @param text [n × size], rows of length 1
 * @param audio [n × size], rows of length 1
 * @param truth [n × n], 1 where caption i is true of sound j; each row and column has at least one. What is neither true nor false
 *   enough to be held against it has −1 and is left out.
 */
export function contrast(
  text: Float32Array,
  audio: Float32Array,
  truth: Int8Array,
  n: number,
  size: number,
  scale: number,
): Contrast {
  const cosines = new Float32Array(n * n)
  multiplyTurnedRight(cosines, text, audio, n, size, n)
  const gradient = new Float32Array(n * n)
  let loss = 0
  // A row of the matrix at a time, then a column at a time: the same sums with other steps.
  for (const [line, step] of [
    [n, 1],
    [1, n],
  ] as const)
    for (let r = 0; r < n; r++)
      loss += softmaxLine(cosines, truth, gradient, r * line, step, n, scale) / (2 * n)
  for (let i = 0; i < gradient.length; i++) gradient[i] = ((gradient[i] ?? 0) * scale) / (2 * n)
  const byText = new Float32Array(n * size)
  const byAudio = new Float32Array(n * size)
  multiply(byText, gradient, audio, n, n, size)
  multiplyTurnedLeft(byAudio, gradient, text, n, n, size)
  return { loss, byText, byAudio }
}

/** Adds softmax − target of one line. @returns its cross entropy */
function softmaxLine(
  cosines: Float32Array,
  truth: Int8Array,
  gradient: Float32Array,
  at: number,
  step: number,
  n: number,
  scale: number,
): number {
  let total = 0
  let positives = 0
  for (let j = 0; j < n; j++) {
    const i = at + j * step
    const said = truth[i] ?? 0
    if (said < 0) continue
    // Cosines are at most 1: no overflow for any scale in use.
    total += Math.exp(scale * ((cosines[i] ?? 0) - 1))
    if (said > 0) positives++
  }
  const log = Math.log(total)
  let loss = 0
  for (let j = 0; j < n; j++) {
    const i = at + j * step
    const said = truth[i] ?? 0
    if (said < 0) continue
    const logit = scale * ((cosines[i] ?? 0) - 1)
    const target = said > 0 ? 1 / positives : 0
    gradient[i] = (gradient[i] ?? 0) + Math.exp(logit - log) - target
    loss -= target * (logit - log)
  }
  return loss
}

/**
 * Cosines of captions and sounds against what they should be: mean square over all pairs whose likeness is known.
 *
 * @param wanted [n × n], −1…1; NaN: leave it out
 */
export function relation(
  text: Float32Array,
  audio: Float32Array,
  wanted: Float32Array,
  n: number,
  size: number,
): Contrast {
  const cosines = new Float32Array(n * n)
  multiplyTurnedRight(cosines, text, audio, n, size, n)
  let loss = 0
  for (let i = 0; i < cosines.length; i++) {
    const want = wanted[i] ?? Number.NaN
    const off = Number.isNaN(want) ? 0 : (cosines[i] ?? 0) - want
    loss += (off * off) / (n * n)
    cosines[i] = (2 * off) / (n * n)
  }
  const byText = new Float32Array(n * size)
  const byAudio = new Float32Array(n * size)
  multiply(byText, cosines, audio, n, n, size)
  multiplyTurnedLeft(byAudio, cosines, text, n, n, size)
  return { loss, byText, byAudio }
}

export interface Membership {
  readonly loss: number
  readonly byRows: Float32Array
  readonly byMiddles: Float32Array
}

/**
 * Which class a row belongs to: cross entropy of softmax(scale · row · middle) over the middles of all classes.
 *
 * @param rows [n × size], of length 1
 * @param middles [classes × size], of length 1
 * @param classes of each row; −1: it names none, and is left out
 */
export function membership(
  rows: Float32Array,
  middles: Float32Array,
  classes: Int16Array,
  size: number,
  scale: number,
): Membership {
  const n = classes.length
  const count = middles.length / size
  const cosines = new Float32Array(n * count)
  multiplyTurnedRight(cosines, rows, middles, n, size, count)
  let loss = 0
  for (let r = 0; r < n; r++) {
    const line = cosines.subarray(r * count, (r + 1) * count)
    const own = classes[r] ?? -1
    if (own < 0) {
      line.fill(0)
      continue
    }
    let total = 0
    for (const x of line) total += Math.exp(scale * (x - 1))
    loss += (Math.log(total) - scale * ((line[own] ?? 0) - 1)) / n
    for (let c = 0; c < count; c++)
      line[c] = (scale * (Math.exp(scale * ((line[c] ?? 0) - 1)) / total - (c === own ? 1 : 0))) / n
  }
  const byRows = new Float32Array(n * size)
  const byMiddles = new Float32Array(count * size)
  multiply(byRows, cosines, middles, n, count, size)
  multiplyTurnedLeft(byMiddles, cosines, rows, count, n, size)
  return { loss, byRows, byMiddles }
}

export interface Distance {
  readonly loss: number
  readonly gradient: Float32Array
}

/**
 * Weighted mean square: Σ w (x − y)² / n.
 *
 * @param weights one for each number; 0 where nothing is wanted
 * @param n what the sum is divided by: rows
 */
export function squares(x: Float32Array, y: Float32Array, weights: Float32Array, n: number): Distance {
  const gradient = new Float32Array(x.length)
  let loss = 0
  for (let i = 0; i < x.length; i++) {
    const w = weights[i] ?? 0
    if (w === 0) continue
    const off = (x[i] ?? 0) - (y[i] ?? 0)
    loss += (w * off * off) / n
    gradient[i] = (2 * w * off) / n
  }
  return { loss, gradient }
}

/** Mean of 1 − cosine of rows of length 1. */
export function apart(x: Float32Array, y: Float32Array, n: number): Distance {
  const gradient = new Float32Array(x.length)
  let dot = 0
  for (let i = 0; i < x.length; i++) {
    dot += (x[i] ?? 0) * (y[i] ?? 0)
    gradient[i] = -(y[i] ?? 0) / n
  }
  return { loss: 1 - dot / n, gradient }
}

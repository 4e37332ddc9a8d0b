import { describe, expect, it } from 'vitest'
import { createAdam } from '../../../../models/timbre/train/adam.ts'
import { apart, contrast, membership, relation, squares } from '../../../../models/timbre/train/losses.ts'
import { multiply, multiplyTurnedLeft, multiplyTurnedRight } from '../../../../models/timbre/train/matrix.ts'
import {
  backward,
  createMlp,
  forward,
  type Parameter,
  parametersOf,
  unitRows,
  unitRowsBack,
} from '../../../../models/timbre/train/mlp.ts'
import { gaussian } from '../../../../runtime/random.ts'

const normal = (size: number, name: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => gaussian(3, name, 0, i, 0, 0))

/** Central difference of a loss by one number of an array. */
function difference(values: Float32Array, i: number, loss: () => number): number {
  const kept = values[i] ?? 0
  const step = 1e-2
  values[i] = kept + step
  const up = loss()
  values[i] = kept - step
  const down = loss()
  values[i] = kept
  return (up - down) / (2 * step)
}

describe('products of matrices', () => {
  it.each([
    [1, 1, 1],
    [3, 5, 2],
    [4, 4, 4],
    [8, 7, 9],
    [13, 6, 5],
  ])('are what the definition says for %s × %s × %s, in all three orders', (m, k, n) => {
    const [a, b] = [normal(m * k, 1), normal(k * n, 2)]
    const turn = (x: Float32Array, rows: number, columns: number): Float32Array =>
      Float32Array.from({ length: x.length }, (_, i) => x[(i % rows) * columns + Math.floor(i / rows)] ?? 0)
    const expected = Array.from({ length: m * n }, (_, i) => {
      let sum = 0
      for (let p = 0; p < k; p++) sum += (a[Math.floor(i / n) * k + p] ?? 0) * (b[p * n + (i % n)] ?? 0)
      return sum
    })
    for (const c of [
      (out: Float32Array) => multiply(out, a, b, m, k, n),
      (out: Float32Array) => multiplyTurnedLeft(out, turn(a, m, k), b, m, k, n),
      (out: Float32Array) => multiplyTurnedRight(out, a, turn(b, k, n), m, k, n),
    ]) {
      const out = new Float32Array(m * n).fill(9)
      c(out)
      for (const [i, x] of expected.entries()) expect(out[i]).toBeCloseTo(x, 4)
    }
    const sum = new Float32Array(m * n).fill(1)
    multiply(sum, a, b, m, k, n, true)
    expect(sum[0]).toBeCloseTo(1 + (expected[0] ?? 0), 4)
  })
})

describe('gradients', () => {
  const batch = 5
  const network = createMlp('test', [6, 8, 4], 7)
  const input = normal(batch * 6, 4)
  const target = normal(batch * 4, 5)
  const ones = new Float32Array(batch * 4).fill(1)
  const loss = (): number => squares(forward(network, input, batch).output, target, ones, batch).loss

  it('of weights, biases and inputs are what finite differences say', () => {
    const tape = forward(network, input, batch)
    const byInput = backward(network, tape, squares(tape.output, target, ones, batch).gradient)
    for (const { value, gradient } of parametersOf(network))
      for (let i = 0; i < value.length; i += 5) expect(gradient[i]).toBeCloseTo(difference(value, i, loss), 2)
    for (let i = 0; i < input.length; i += 3) expect(byInput[i]).toBeCloseTo(difference(input, i, loss), 2)
  })

  it('of a frozen network stay 0, and its input has one all the same', () => {
    const frozen = createMlp('frozen', [6, 8, 4], 7)
    const tape = forward(frozen, input, batch)
    const byInput = backward(frozen, tape, squares(tape.output, target, ones, batch).gradient, true)
    expect(parametersOf(frozen).every(({ gradient }) => gradient.every((g) => g === 0))).toBe(true)
    expect(byInput.some((g) => g !== 0)).toBe(true)
  })

  it('go through rows of length 1', () => {
    const rows = normal(3 * 4, 6)
    const wanted = normal(3 * 4, 7)
    const off = (): number => apart(unitRows(rows, 3, 4).output, wanted, 3).loss
    const unit = unitRows(rows, 3, 4)
    const back = unitRowsBack(unit, apart(unit.output, wanted, 3).gradient, 3, 4)
    for (let i = 0; i < rows.length; i++) expect(back[i]).toBeCloseTo(difference(rows, i, off), 3)
  })

  it('of the contrast between captions and sounds, with several true ones and doubtful ones', () => {
    const [text, audio] = [unitRows(normal(4 * 5, 8), 4, 5).output, unitRows(normal(4 * 5, 9), 4, 5).output]
    const truth = Int8Array.of(1, 1, 0, -1, 1, 1, 0, 0, 0, -1, 1, 0, 0, 0, 0, 1)
    const { byText, byAudio } = contrast(text, audio, truth, 4, 5, 3)
    const of = (): number => contrast(text, audio, truth, 4, 5, 3).loss
    for (let i = 0; i < text.length; i += 2) {
      expect(byText[i]).toBeCloseTo(difference(text, i, of), 3)
      expect(byAudio[i]).toBeCloseTo(difference(audio, i, of), 3)
    }
  })

  it('of likeness, where some of it is not known, and of membership, where some rows have no class', () => {
    const [text, audio] = [unitRows(normal(4 * 5, 8), 4, 5).output, unitRows(normal(4 * 5, 9), 4, 5).output]
    const wanted = normal(16, 10).map((x, i) => (i % 5 === 2 ? Number.NaN : Math.tanh(x)))
    const classes = Int16Array.of(2, 0, -1, 1)
    const middles = unitRows(normal(3 * 5, 11), 3, 5).output
    const alike = relation(text, audio, wanted, 4, 5)
    const member = membership(text, middles, classes, 5, 4)
    for (let i = 0; i < text.length; i += 2) {
      expect(alike.byText[i]).toBeCloseTo(
        difference(text, i, () => relation(text, audio, wanted, 4, 5).loss),
        3,
      )
      expect(alike.byAudio[i]).toBeCloseTo(
        difference(audio, i, () => relation(text, audio, wanted, 4, 5).loss),
        3,
      )
      expect(member.byRows[i]).toBeCloseTo(
        difference(text, i, () => membership(text, middles, classes, 5, 4).loss),
        3,
      )
    }
    for (let i = 0; i < middles.length; i++)
      expect(member.byMiddles[i]).toBeCloseTo(
        difference(middles, i, () => membership(text, middles, classes, 5, 4).loss),
        3,
      )
  })

  it('contrast is the logarithm of the number of pairs where all are alike', () => {
    const same = Float32Array.from({ length: 6 * 2 }, (_, i) => (i % 2 === 0 ? 1 : 0))
    const truth = Int8Array.from({ length: 36 }, (_, i) => (i % 7 === 0 ? 1 : 0))
    expect(contrast(same, same, truth, 6, 2, 10).loss).toBeCloseTo(Math.log(6), 5)
  })
})

describe('Adam', () => {
  const parameter = (x: number, decays = false): Parameter => ({
    value: Float32Array.of(x),
    gradient: Float32Array.of(0),
    decays,
  })

  it('takes the steps that Kingma and Ba write down', () => {
    const one = parameter(1)
    const adam = createAdam([one])
    let [m, v, x] = [0, 0, 1]
    for (let t = 1; t <= 20; t++) {
      const g = 2 * x + Math.sin(t)
      one.gradient[0] = g
      adam.step(0.1)
      m = 0.9 * m + 0.1 * g
      v = 0.999 * v + 0.001 * g * g
      x -= (0.1 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
      expect(one.value[0]).toBeCloseTo(x, 4)
      expect(one.gradient[0]).toBe(0)
    }
  })

  it('moves by the rate at first, whatever the gradient', () => {
    for (const gradient of [1e-3, 1, 1e3]) {
      const one = parameter(0)
      one.gradient[0] = gradient
      createAdam([one]).step(0.01)
      expect(one.value[0]).toBeCloseTo(-0.01, 5)
    }
  })

  it('lets weights decay, and no biases', () => {
    const [weight, bias] = [parameter(1, true), parameter(1)]
    createAdam([weight, bias], { decay: 0.5 }).step(0.1)
    expect(weight.value[0]).toBeCloseTo(0.95, 6)
    expect(bias.value[0]).toBe(1)
  })

  it('goes on where it was', () => {
    const [a, b] = [parameter(1), parameter(1)]
    const [first, second] = [createAdam([a]), createAdam([b])]
    const step = (adam: typeof first, p: Parameter): void => {
      p.gradient[0] = 2 * (p.value[0] ?? 0)
      adam.step(0.1)
    }
    for (let i = 0; i < 3; i++) step(first, a)
    b.value.set(a.value)
    second.restore(first.save())
    step(first, a)
    step(second, b)
    expect(b.value).toEqual(a.value)
  })
})

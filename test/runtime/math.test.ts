import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cos, exp, exp2, ln, log2, logit, pow, sigmoid, sin, tanh } from '../../runtime/math.ts'
import { runs } from '../harness/runs.ts'

const RUNS = runs(500)

/** |a − b| as a share of b; 0 where both are the same number, infinities and zeros included. */
function relativeError(a: number, b: number): number {
  return Object.is(a, b) || a === b ? 0 : Math.abs(a - b) / Math.abs(b)
}

test.each([
  { name: 'exp', own: exp, engine: Math.exp, low: -700, high: 700 },
  { name: 'exp near 0', own: exp, engine: Math.exp, low: -1, high: 1 },
  { name: 'exp2', own: exp2, engine: (x: number) => 2 ** x, low: -1000, high: 1000 },
  { name: 'ln', own: ln, engine: Math.log, low: 1e-300, high: 1e9 },
  { name: 'ln near 1', own: ln, engine: Math.log, low: 0.5, high: 2 },
  { name: 'log2', own: log2, engine: Math.log2, low: 1e-9, high: 1e9 },
  { name: 'tanh', own: tanh, engine: Math.tanh, low: 0.5, high: 25 },
])('$name agrees with the engine within 1e-13', ({ own, engine, low, high }) => {
  fc.assert(
    fc.property(fc.double({ min: low, max: high, noNaN: true }), (x) => {
      expect(relativeError(own(x), engine(x))).toBeLessThan(1e-13)
    }),
    RUNS,
  )
})

test('sine and cosine agree with the engine within 1e-13', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e5, max: 1e5, noNaN: true }), (x) => {
      expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThan(1e-13)
      expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThan(1e-13)
    }),
    RUNS,
  )
})

test('powers agree with the engine within 1e-13 over the range that music uses', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      fc.double({ min: -20, max: 20, noNaN: true }),
      (base, power) => {
        expect(relativeError(pow(base, power), base ** power)).toBeLessThan(1e-13)
      },
    ),
    RUNS,
  )
})

test('exp2 and log2 are exact at whole powers of two, subnormal ones included', () => {
  for (let k = -1074; k <= 1023; k++) {
    expect(exp2(k)).toBe(2 ** k)
    expect(log2(2 ** k)).toBe(k)
  }
})

test('the ends of the number line are where they belong', () => {
  expect(exp(710)).toBe(Number.POSITIVE_INFINITY)
  expect(exp(709.7)).toBeCloseTo(Math.exp(709.7), -295)
  expect(exp(Number.NEGATIVE_INFINITY)).toBe(0)
  expect(exp(0)).toBe(1)
  expect(exp(Number.NaN)).toBeNaN()
  expect(exp2(1024)).toBe(Number.POSITIVE_INFINITY)
  expect(exp2(1023.9999)).toBeLessThan(Number.POSITIVE_INFINITY)
  expect(exp2(-1075)).toBe(2 ** -1075)
  expect(exp2(Number.NEGATIVE_INFINITY)).toBe(0)
  expect(exp2(Number.NaN)).toBeNaN()
  expect(ln(0)).toBe(Number.NEGATIVE_INFINITY)
  expect(ln(-1)).toBeNaN()
  expect(ln(1)).toBe(0)
  expect(ln(5e-324)).toBeCloseTo(Math.log(5e-324), 10)
  expect(log2(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
  expect(pow(0, 2)).toBe(0)
  expect(pow(7, 0)).toBe(1)
  expect(sigmoid(1000)).toBe(1)
  expect(sigmoid(-1000)).toBe(0)
  expect(sin(0)).toBe(0)
  expect(cos(0)).toBe(1)
})

test('the same arguments give these bits in every engine', () => {
  // This implementation's own values: one bit changed here is every recorded performance changed.
  const bits = (x: number) => {
    const view = new DataView(new ArrayBuffer(8))
    view.setFloat64(0, x)
    return view.getBigUint64(0).toString(16)
  }
  expect([exp(1), exp2(0.5), ln(10), log2(10), sin(1), cos(1), pow(10, 0.05)].map(bits)).toEqual([
    '4005bf0a8b14576a',
    '3ff6a09e667f3bcc',
    '40026bb1bbb55516',
    '400a934f0979a371',
    '3feaed548f090cee',
    '3fe14a280fb5068c',
    '3ff1f3c99f6bc436',
  ])
})

test('logit undoes sigmoid', () => {
  fc.assert(
    fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (z) => {
      // Near the top p is so close to 1 that its own spacing limits the way back.
      expect(Math.abs(logit(sigmoid(z)) - z)).toBeLessThan(1e-15 * (4 + Math.exp(z)))
    }),
    RUNS,
  )
})

test('exp and ln never fall where their argument rises', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 300, noNaN: true }),
      fc.double({ min: 1e-9, max: 1, noNaN: true }),
      (x, step) => {
        expect(exp(x + step)).toBeGreaterThanOrEqual(exp(x))
        expect(ln(x + step)).toBeGreaterThanOrEqual(ln(x))
      },
    ),
    RUNS,
  )
})

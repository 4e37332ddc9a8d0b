import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BARS,
  BEATS,
  dimName,
  exponents,
  FREQUENCY,
  INTERVAL,
  isReasonable,
  LEVEL,
  NUMBER,
  TEMPO,
  TIME,
} from '../../../compiler/check/units.ts'
import { apply, combine, constantQuantity, intervalOf, operate } from '../../../compiler/check/values.ts'
import type { ArithmeticOp } from '../../../compiler/model.ts'
import { runs } from '../../harness/runs.ts'

const NOWHERE = { start: 0, end: 0 }
const ops = fc.constantFrom<ArithmeticOp>('+', '-', '*', '/', 'min', 'max')
const number = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8)
/** An interval and a number inside it. */
const inside = fc.tuple(number, number, fc.double({ min: 0, max: 1, noNaN: true })).map(([a, b, share]) => {
  const [low, high] = a < b ? [a, b] : [b, a]
  return { low, high, value: low + (high - low) * share }
})

describe('the range of a calculation', () => {
  it('holds every value that it can come to', () => {
    fc.assert(
      fc.property(ops, inside, inside, (op, a, b) => {
        const value = apply(op, a.value, b.value)
        fc.pre(Number.isFinite(value))
        const { low, high } = intervalOf(op, a, b)
        const slack = 1e-9 * Math.max(1, Math.abs(value))
        expect(low).toBeLessThanOrEqual(value + slack)
        expect(high).toBeGreaterThanOrEqual(value - slack)
      }),
      runs(2000),
    )
  })

  it('is no wider than its ends for sums', () => {
    expect(intervalOf('-', { low: 1, high: 4 }, { low: 2, high: 3 })).toEqual({ low: -2, high: 2 })
    expect(intervalOf('*', { low: -2, high: 3 }, { low: -1, high: 5 })).toEqual({ low: -10, high: 15 })
    expect(intervalOf('/', { low: 1, high: 4 }, { low: 2, high: 4 })).toEqual({ low: 0.25, high: 2 })
    expect(intervalOf('/', { low: 0, high: 4 }, { low: 0, high: 4 })).toEqual({
      low: 0,
      high: Number.POSITIVE_INFINITY,
    })
  })

  it('has no end to either side where a divisor below 0 may come to it: 1 / (1 − 1) is not below −1', () => {
    const both = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
    expect(intervalOf('/', { low: 1, high: 1 }, { low: -1, high: 0 })).toEqual(both)
    expect(intervalOf('/', { low: 1, high: 1 }, { low: 0, high: 0 })).toEqual(both)
    expect(intervalOf('/', { low: 1, high: 1 }, { low: -0, high: 2 })).toEqual({
      low: 0.5,
      high: Number.POSITIVE_INFINITY,
    })
  })
})

describe('constants', () => {
  it('are folded, and never −0', () => {
    expect(operate('*', { k: 'const', v: -1 }, { k: 'const', v: 0 })).toEqual({ k: 'const', v: 0 })
    expect(operate('-', { k: 'const', v: 5 }, { k: 'const', v: 3 })).toEqual({ k: 'const', v: 2 })
  })
})

describe('dimensions', () => {
  it('are kept apart however they are multiplied', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 5 }), (powers) => {
        const dim = powers.reduce((sum, power, i) => sum + power * 1024 ** i, 0)
        expect(exponents(dim)).toEqual(powers)
      }),
    )
  })

  it('have each a power of its own, of which there are four to either side', () => {
    const all = [TIME, BEATS, BARS, LEVEL, INTERVAL]
    expect(all.map(exponents)).toEqual(all.map((_, i) => all.map((__, k) => (k === i ? 1 : 0))))
    for (const dim of all)
      expect([-5, -4, 4, 5].map((power) => isReasonable(power * dim))).toEqual([false, true, true, false])
  })

  it('make a time of beats by a tempo, and a plain number of like by like', () => {
    const q = (v: number, dim: number) => constantQuantity(v, dim, NOWHERE)
    const value = (op: '*' | '/', a: ReturnType<typeof q>, b: ReturnType<typeof q>) => {
      const dim = op === '*' ? a.dim + b.dim : a.dim - b.dim
      const { term } = combine(op, a, b, dim, NOWHERE)
      return [dim, term.k === 'const' ? term.v : null]
    }
    expect(value('/', q(4, BEATS), q(96, TEMPO))).toEqual([TIME, 2500])
    expect(value('*', q(2500, TIME), q(96, TEMPO))).toEqual([BEATS, 4])
    expect(value('/', q(4, BEATS), q(2500, TIME))).toEqual([TEMPO, 96])
    expect(value('/', q(1, NUMBER), q(25, TIME))).toEqual([FREQUENCY, 40])
    expect(value('/', q(6, LEVEL), q(3, LEVEL))).toEqual([NUMBER, 2])
  })

  it('are called what musicians call them', () => {
    expect([TIME, BEATS, TEMPO, LEVEL, NUMBER].map(dimName)).toEqual([
      'a time',
      'a time in beats',
      'a tempo',
      'a level',
      'a plain number',
    ])
    expect(dimName(2 * TIME - LEVEL)).toBe('a product of units (time^2 / level)')
  })
})

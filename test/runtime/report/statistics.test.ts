import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  binIndex,
  distanceFrom,
  mean,
  median,
  quantile,
  runningMean,
  runningMedian,
  standardDeviation,
} from '../../../runtime/host/report/statistics.ts'
import { runs } from '../../harness/runs.ts'

describe('statistics of asynchronies', () => {
  it('knows the answers of a small sample worked out by hand', () => {
    // Squares around the mean 5: 9 1 1 1 0 0 4 16, sum 32; n − 1 = 7.
    const sample = [2, 4, 4, 4, 5, 5, 7, 9]
    expect(mean(sample)).toBe(5)
    expect(standardDeviation(sample)).toBeCloseTo(Math.sqrt(32 / 7), 12)
    expect(median(sample)).toBe(4.5)
    expect(distanceFrom(5, sample)).toBe(2)
    expect(distanceFrom(4, sample)).toBeCloseTo(Math.sqrt(5), 12)
  })

  it('interpolates quantiles as R does by default', () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75)
    expect(quantile([1, 2, 3, 4], 0.99)).toBeCloseTo(3.97, 12)
    expect(quantile([7], 0.3)).toBe(7)
  })

  it('says null where there is nothing to say', () => {
    expect([mean([]), median([]), standardDeviation([3]), distanceFrom(0, []), quantile([], 0.5)]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
  })

  it('does not lose digits of a small spread far from zero', () => {
    expect(standardDeviation([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBeCloseTo(1, 9)
  })

  it('takes one wild value out of a running median and keeps a step where it is', () => {
    expect(runningMedian([1, 1, 90, 1, 1], 3)).toEqual([1, 1, 1, 1, 1])
    expect(runningMedian([0, 0, 0, 8, 8, 8], 3)).toEqual([0, 0, 0, 8, 8, 8])
    expect(runningMean([0, 3, 6], 3)).toEqual([1.5, 3, 4.5])
  })

  it('puts every value into a bin, the edge into the upper one', () => {
    expect([-99, -20, -11, -10, 0, 19, 500].map((v) => binIndex(v, -20, 10, 4))).toEqual([
      0, 0, 0, 1, 2, 3, 3,
    ])
  })

  it('moves with the data: shifting and scaling act on mean, spread and median alike', () => {
    const values = fc.array(fc.double({ min: -300, max: 300, noNaN: true }), { minLength: 2, maxLength: 60 })
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 1, max: 9 }),
        (list, shift, scale) => {
          const moved = list.map((v) => v * scale + shift)
          expect(mean(moved)).toBeCloseTo((mean(list) ?? 0) * scale + shift, 6)
          expect(median(moved)).toBeCloseTo((median(list) ?? 0) * scale + shift, 6)
          expect(standardDeviation(moved)).toBeCloseTo((standardDeviation(list) ?? 0) * scale, 6)
        },
      ),
      runs(200),
    )
  })
})

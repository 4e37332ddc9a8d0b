import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findAgain } from '../../../runtime/follow/find-again.ts'
import { eventsOf, type Heard, placeOf } from './heard.ts'

const BEAT = 0.5
const off = (heard: readonly Heard[], bias = 0) => findAgain(eventsOf(heard), placeOf({ beat: BEAT }), bias)

describe('a player who comes back', () => {
  // [confidence.relock]
  it('is found by the first event within a quarter beat, on either side', () => {
    expect(off([[0.12], [0.01, 1]])).toBe(0.01)
    expect(off([[-0.125]])).toBe(-0.125)
    expect(off([[0.126]])).toBeNaN()
    expect(off([])).toBeNaN()
  })

  // [confidence.relock]
  it.each([
    [1, 0.5],
    [2, 1],
    [0.5, 0.25],
  ])('is found by two events %d beats apart, give or take 6 %%', (_, apart) => {
    const last = 0.2
    const pair = (stretch: number) =>
      off([[last - apart * stretch - (apart > 0.4 ? 0 : 0.5)], [last - (apart > 0.4 ? 0 : 0.5)]])
    for (const stretch of [0.941, 1, 1.059]) expect(pair(stretch)).toBeCloseTo(0.2, 9)
    for (const stretch of [0.93, 1.07]) expect(pair(stretch)).toBeNaN()
  })

  // [confidence.relock]
  it('is off by half a beat at most: the later event is the nearest beat', () => {
    fc.assert(
      fc.property(fc.integer({ min: 126, max: 374 }), (ms) => {
        const found = off([[ms / 1000 - BEAT], [ms / 1000]])
        expect(Math.abs(found)).toBeLessThanOrEqual(BEAT / 2 + 1e-12)
        expect(Math.abs(found - (ms >= 250 ? ms / 1000 - BEAT : ms / 1000))).toBeLessThan(0.001)
      }),
    )
  })

  // [confidence.relock]
  it('is not found by two events at any other distance', () => {
    expect(off([[-0.2], [0.2]])).toBeNaN()
    expect(off([[-0.55], [0.2]])).toBeNaN()
  })

  it('is expected where the habit says', () => {
    expect(off([[-0.15]], -0.04)).toBeCloseTo(-0.11, 12)
  })
})

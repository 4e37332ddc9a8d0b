import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { swingRatio, swung } from '../../../runtime/band/swing.ts'
import { runs } from '../../harness/runs.ts'
import { FOUR_FOUR, SEVEN_EIGHT, SIX_EIGHT } from '../fixtures.ts'

/** Evenly spread, where `fc.double` would draw mostly tiny numbers. */
const within = (low: number, high: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.round(low * 1e6), max: Math.round(high * 1e6) }).map((micros) => micros / 1e6)

describe('swing', () => {
  it('puts the second 8th at its ratio of the beat and leaves beats alone', () => {
    expect([0, 0.5, 1, 1.5, 3.5].map((at) => swung(at, FOUR_FOUR, 0.5, 0.58))).toEqual(
      [0, 0.58, 1, 1.58, 3.58].map((at) => expect.closeTo(at, 12)),
    )
  })

  it('lets 16ths between swung 8ths swing along, in a straight line', () => {
    expect(swung(0.25, FOUR_FOUR, 0.5, 0.6)).toBeCloseTo(0.3, 12)
    expect(swung(0.75, FOUR_FOUR, 0.5, 0.6)).toBeCloseTo(0.8, 12)
  })

  it('swings pairs of 16ths where it says so', () => {
    expect(swung(0.25, FOUR_FOUR, 0.25, 0.6)).toBeCloseTo(0.3, 12)
    expect(swung(0.5, FOUR_FOUR, 0.25, 0.6)).toBe(0.5)
  })

  it('starts its pairs at each beat group and leaves an odd last unit straight', () => {
    const at = [0, 0.5, 1, 1.5, 2, 2.5, 3]
    expect(at.map((x) => swung(x, SEVEN_EIGHT, 0.5, 0.6))).toEqual(
      [0, 0.6, 1, 1.6, 2, 2.6, 3].map((x) => expect.closeTo(x, 12)),
    )
    const threeTwoTwo = { ...SEVEN_EIGHT, beats: [0, 1.5, 2.5] }
    expect(at.map((x) => swung(x, threeTwoTwo, 0.5, 0.6))).toEqual(
      [0, 0.6, 1, 1.5, 2.1, 2.5, 3.1].map((x) => expect.closeTo(x, 12)),
    )
    expect(swung(1, SIX_EIGHT, 0.5, 0.6)).toBe(1)
  })

  it('goes on beyond the bar, for notes that are held over it', () => {
    expect(swung(4.5, FOUR_FOUR, 0.5, 0.58)).toBeCloseTo(4.58, 12)
    expect(swung(-0.5, FOUR_FOUR, 0.5, 0.58)).toBeCloseTo(-0.42, 12)
  })

  it('is exactly straight at 50 %', () => {
    for (let i = 0; i < 64; i++) expect(swung(i / 12, FOUR_FOUR, 0.5, 0.5)).toBe(i / 12)
  })

  it('never lets one note overtake another', () => {
    const meter = fc.constantFrom(FOUR_FOUR, SIX_EIGHT, SEVEN_EIGHT)
    const at = within(0, 8)
    fc.assert(
      fc.property(meter, fc.constantFrom(0.5, 0.25), within(0.5, 0.78), at, at, (m, unit, ratio, a, b) => {
        const [first, second] = a < b ? [a, b] : [b, a]
        expect(swung(first, m, unit, ratio)).toBeLessThanOrEqual(swung(second, m, unit, ratio) + 1e-12)
      }),
      runs(500),
    )
  })

  it('keeps a short note’s length at any tempo, within 50 % and 78 %', () => {
    const short = { ratio: 0.5, unit: 0.5, shortMs: 200 }
    expect(swingRatio(short, 0.5)).toBeCloseTo(0.6, 12)
    expect(swingRatio(short, 60 / 130)).toBeCloseTo(1 - 0.2 / (60 / 130), 12)
    expect(swingRatio(short, 0.3)).toBe(0.5)
    expect(swingRatio(short, 2)).toBe(0.78)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SlotSpec } from '../../runtime/policy.ts'
import { logDensity, pointOf, sigmasAround, slotsAt, slotsInSpace } from '../../runtime/slots-space.ts'

const BASE: SlotSpec = {
  name: 'a',
  kind: 'continuous',
  unit: null,
  default: 0,
  min: 0,
  max: 1,
  scale: 'linear',
  above: null,
  choices: null,
  features: null,
  doc: null,
  index: 0,
  size: 1,
}
const slot = (more: Partial<SlotSpec>): SlotSpec => ({ ...BASE, ...more })

/** The value of a lone slot at z. */
const at = (spec: SlotSpec, z: number): number => slotsAt([spec], [z], new Float64Array(1))[0] ?? Number.NaN

/** Snap below follow below limit, in ms, and what else a policy may have. */
const ZONES: readonly SlotSpec[] = [
  slot({ name: 'follow', unit: 'ms', min: 50, max: 150, above: 'snap', index: 0 }),
  slot({ name: 'limit', unit: 'ms', min: 60, max: 300, above: 'follow', index: 1 }),
  slot({ name: 'snap', unit: 'ms', min: 5, max: 120, index: 2 }),
  slot({ name: 'hat', kind: 'chance', min: null, max: null, index: 3 }),
  slot({ name: 'voicing', kind: 'categorical', choices: ['a', 'b'], index: 4 }),
  slot({ name: 'speed', unit: 'bpm', min: 60, max: 240, scale: 'log', index: 5 }),
]
const BASIS = Float64Array.of(100, 200, 20, 0.5, 1, 120)

const z = fc.double({ min: -12, max: 12, noNaN: true })
const points = fc.array(z, { minLength: 5, maxLength: 5 })

describe('T, from z to the slot', () => {
  // 1 / (1 + e^−1) = 0.7310585786300049 (to the last digits of a double)
  it.each([
    ['the middle of a range is z = 0', slot({ min: 5, max: 60 }), 0, 32.5],
    ['a range', slot({ min: 5, max: 60 }), 1, 5 + 55 * 0.7310585786300049],
    ['a range, downwards', slot({ min: 5, max: 60 }), -1, 5 + 55 * 0.2689414213699951],
    ['a range below 0', slot({ min: -12, max: 0, unit: 'dB' }), 1, -12 + 12 * 0.7310585786300049],
    ['a bare chance', slot({ kind: 'chance', min: null, max: null }), -1, 0.2689414213699951],
    ['a log scale has its geometric mean at 0', slot({ min: 10, max: 1000, scale: 'log' }), 0, 100],
    ['a log scale', slot({ min: 1, max: Math.E ** 2, scale: 'log' }), 1, Math.E ** (2 * 0.7310585786300049)],
  ])('%s', (_, spec, z, value) => {
    expect(at(spec, z)).toBeCloseTo(value, 12)
  })

  it('leads to a bound and no further, however far out', () => {
    for (const spec of [slot({ min: 0.1, max: 0.7 }), slot({ min: 0.1, max: 0.7, scale: 'log' })]) {
      expect([at(spec, -750), at(spec, 750)]).toEqual([0.1, 0.7])
      expect([at(spec, -1e9), at(spec, 1e9)]).toEqual([0.1, 0.7])
    }
  })

  it('never leaves the range, and rises', () => {
    const range = fc.tuple(
      fc.double({ min: 0.001, max: 500, noNaN: true }),
      fc.double({ min: 0.001, max: 500, noNaN: true }),
    )
    fc.assert(
      fc.property(range, fc.constantFrom('linear', 'log'), z, z, ([min, width], scale, a, b) => {
        const spec = slot({ min, max: min + width, scale })
        const [low, high] = [at(spec, Math.min(a, b)), at(spec, Math.max(a, b))]
        expect(low).toBeGreaterThanOrEqual(min)
        expect(high).toBeLessThanOrEqual(min + width)
        expect(high - low).toBeGreaterThanOrEqual(-1e-12 * high)
      }),
    )
  })

  it('keeps ordered slots a millisecond apart, wherever they are drawn', () => {
    fc.assert(
      fc.property(points, (point) => {
        const [follow = 0, limit = 0, snap = 0] = slotsAt(ZONES, point, BASIS)
        expect(follow - snap).toBeGreaterThanOrEqual(1 - 1e-9)
        expect(limit - follow).toBeGreaterThanOrEqual(1 - 1e-9)
      }),
    )
  })

  it('starts an ordered slot where the slot below was drawn', () => {
    // snap = 5 + 115 · ½ = 62.5, so follow lies in 63.5..150 and limit above it.
    const [follow, limit, snap] = slotsAt(ZONES, [0, 0, 0, 0, 0], BASIS)
    expect(snap).toBe(62.5)
    expect(follow).toBe((63.5 + 150) / 2)
    expect(limit).toBe(((63.5 + 150) / 2 + 1 + 300) / 2)
  })

  it('asks of shares of the beat only that they are in order', () => {
    const beats = [
      slot({ name: 'snap', unit: 'beats', min: 0.01, max: 0.1, index: 0 }),
      slot({ name: 'follow', unit: 'beats', min: 0.02, max: 0.2, above: 'snap', index: 1 }),
    ]
    const [snap, follow] = slotsAt(beats, [0, 0], new Float64Array(2))
    expect(snap).toBeCloseTo(0.055, 12)
    expect(follow).toBeCloseTo((0.055 + 0.2) / 2, 12)
  })

  it('leaves choices alone', () => {
    expect(slotsInSpace(ZONES).map(({ name }) => name)).toEqual(['follow', 'limit', 'snap', 'hat', 'speed'])
    expect(slotsAt(ZONES, [1, 2, 3, -1, -2], BASIS)[4]).toBe(1)
  })
})

describe('its inverse', () => {
  it('leads back to the point', () => {
    fc.assert(
      fc.property(points, (point) => {
        const back = pointOf(ZONES, slotsAt(ZONES, point, BASIS))
        // Near a bound the last bit of a value is a large step of z: e^12 · 2^−52 · (high / width), or so.
        for (const [i, z] of point.entries()) expect(back[i]).toBeCloseTo(z, 6)
      }),
    )
  })

  it('leads back to the value', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 5, max: 60, noNaN: true }),
        fc.constantFrom('linear', 'log'),
        (value, scale) => {
          const spec = slot({ min: 5, max: 60, scale })
          const slots = Float64Array.of(value)
          expect(slotsAt([spec], pointOf([spec], slots), slots)[0]).toBeCloseTo(value, 11)
        },
      ),
    )
  })

  it('is finite on the bounds, and leads back to them', () => {
    for (const scale of ['linear', 'log'] as const) {
      const spec = slot({ min: 0.1, max: 0.7, scale })
      for (const bound of [0.1, 0.7]) {
        const point = pointOf([spec], Float64Array.of(bound))
        expect(Math.abs(point[0] ?? 0)).toBe(750)
        expect(slotsAt([spec], point, new Float64Array(1))[0]).toBe(bound)
      }
    }
  })
})

describe('σ for a share of the range', () => {
  it.each([
    [0.5, 0.4],
    [0.2, 0.1 / 0.16],
    [0.05, 0.1 / 0.0475],
    [0.001, 0.1 / 0.0475],
    [1, 0.1 / 0.0475],
  ])('at %d of the range 10 %% is %d', (place, sigma) => {
    expect(sigmasAround([slot({})], Float64Array.of(place), 0.1)[0]).toBeCloseTo(sigma, 12)
  })

  it('scatters over that share of the range, where it is small', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.06, max: 0.94, noNaN: true }), (place) => {
        const spec = slot({ min: 20, max: 70 })
        const slots = Float64Array.of(20 + 50 * place)
        const [mean = 0] = pointOf([spec], slots)
        const [sigma = 0] = sigmasAround([spec], slots, 0.001)
        expect((at(spec, mean + sigma) - at(spec, mean - sigma)) / 2 / 50).toBeCloseTo(0.001, 6)
      }),
    )
  })

  it('is 0 where nothing is explored', () => {
    expect(sigmasAround(ZONES, BASIS, 0)).toEqual([0, 0, 0, 0, 0])
  })
})

describe('the density', () => {
  it('is that of the normal distribution, and of the choices', () => {
    // ln φ(0) = −½ ln 2π; at 1 σ a half less; σ = 2 spreads it over twice the room.
    expect(logDensity([0], [0], [1], [])).toBeCloseTo(-0.9189385332046727, 15)
    expect(logDensity([3], [1], [2], [])).toBeCloseTo(-0.9189385332046727 - 0.5 - Math.LN2, 14)
    expect(logDensity([3, 7], [1, 7], [2, 0], [0.25, 1])).toBeCloseTo(
      -0.9189385332046727 - 0.5 - Math.LN2 - 2 * Math.LN2,
      14,
    )
    expect(logDensity([], [], [], [])).toBe(0)
  })

  it('adds up to 1 over all draws', () => {
    for (const [mean, sigma] of [
      [0, 1],
      [-3, 0.4],
      [7, 2.1],
    ] as const) {
      let sum = 0
      const step = sigma / 50
      for (let z = mean - 9 * sigma; z < mean + 9 * sigma; z += step)
        sum += step * Math.exp(logDensity([z], [mean], [sigma], []))
      expect(sum).toBeCloseTo(1, 10)
    }
  })

  it('falls by (z − μ) / σ² from the mean', () => {
    fc.assert(
      fc.property(z, z, fc.double({ min: 0.1, max: 3, noNaN: true }), (z, mean, sigma) => {
        const h = 1e-5 * sigma
        const slope =
          (logDensity([z + h], [mean], [sigma], []) - logDensity([z - h], [mean], [sigma], [])) / (2 * h)
        const expected = -(z - mean) / (sigma * sigma)
        expect(Math.abs(slope - expected)).toBeLessThan(1e-4 * (1 + Math.abs(expected)))
      }),
    )
  })
})

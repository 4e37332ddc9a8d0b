import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  computeNextBeat,
  correction,
  DEFAULT_RESPONSIVENESS,
  type ResponsivenessConfig,
  zoneOf,
} from '../../../runtime/follow/zones.ts'
import { runs } from '../../harness/runs.ts'

/** The founding Python function, line by line; Python's `min` and `max` keep their first argument on a tie. */
function computeNextBeatInPython(expected: number, human: number, config: ResponsivenessConfig): number {
  const abs = (x: number) => (x < 0 ? -x : x)
  const min = (a: number, b: number) => (b < a ? b : a)
  const max = (a: number, b: number) => (b > a ? b : a)
  const deviationMs = (human - expected) * 1000
  if (abs(deviationMs) < config.snapThresholdMs) {
    return expected
  } else if (abs(deviationMs) < config.followThresholdMs) {
    const t =
      (abs(deviationMs) - config.snapThresholdMs) / (config.followThresholdMs - config.snapThresholdMs)
    const blend = t * config.followStrength
    return expected + blend * (human - expected)
  } else {
    const maxDeviation = config.limitThresholdMs / 1000
    const clamped = max(-maxDeviation, min(maxDeviation, human - expected))
    return expected + clamped
  }
}

const SNAP = 20
const FOLLOW = 100
const LIMIT = 200
const K = 0.5

const smooth = (d: number) => correction(d, SNAP, FOLLOW, LIMIT, K, 'smooth')
const classic = (d: number) => correction(d, SNAP, FOLLOW, LIMIT, K, 'classic')

/** Evenly spread: `fc.double` draws its bits evenly, and so hardly ever a number of ordinary size. */
const within = (low: number, high: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.round(low * 1e6), max: Math.round(high * 1e6) }).map((micros) => micros / 1e6)

describe('the founding formula', () => {
  it('is bit for bit the founding function on a dense grid, edges included', () => {
    for (const expected of [0, 1, 2.5, 63.7, 1e6]) {
      for (let ms = -250; ms <= 250; ms += 0.125) {
        const human = expected + ms / 1000
        const ours = computeNextBeat(expected, human)
        expect(Object.is(ours, computeNextBeatInPython(expected, human, DEFAULT_RESPONSIVENESS))).toBe(true)
      }
    }
  })

  it('is bit for bit the founding function for any settings, sensible or not', () => {
    const time = within(-1e3, 1e3)
    const ms = within(-50, 500)
    fc.assert(
      fc.property(
        time,
        within(-0.4, 0.4),
        ms,
        ms,
        ms,
        within(0, 1),
        (expected, off, snap, follow, limit, followStrength) => {
          const config = {
            snapThresholdMs: snap,
            followThresholdMs: follow,
            limitThresholdMs: limit,
            followStrength,
          }
          const ours = computeNextBeat(expected, expected + off, config)
          expect(ours).toBe(computeNextBeatInPython(expected, expected + off, config))
        },
      ),
      runs(500),
    )
  })

  it.each([
    // worked by hand with the founding settings: 20 / 100 / 200 ms, strength 0.5
    [0, 'held at 0 ms', 0],
    [0.0199, 'held just inside the snap zone', 0],
    [0.06, 'half way through the follow zone: a quarter of the way', 0.015],
    [-0.06, 'the same before the beat', -0.015],
    [0.15, 'beyond the follow zone: all the way', 0.15],
    [0.3, 'beyond the limit: the limit', 0.2],
    [-0.3, 'the same before the beat', -0.2],
  ])('a deviation of %d s is %s', (deviation, _, moved) => {
    expect(computeNextBeat(10, 10 + deviation)).toBeCloseTo(10 + moved, 12)
  })

  it('gives thresholds to the zone outside them', () => {
    expect(zoneOf(0.02, SNAP, FOLLOW)).toBe('follow')
    expect(zoneOf(0.1, SNAP, FOLLOW)).toBe('limit')
    expect(zoneOf(-0.1, SNAP, FOLLOW)).toBe('limit')
    expect(zoneOf(0.019, SNAP, FOLLOW)).toBe('snap')
  })
})

describe('the smooth curve', () => {
  it('equals the classic one below the follow threshold and from the limit on', () => {
    for (let ms = -400; ms <= 400; ms += 0.25) {
      const d = ms / 1000
      if (Math.abs(d * 1000) < FOLLOW || Math.abs(d * 1000) >= LIMIT) expect(smooth(d)).toBe(classic(d))
    }
  })

  it('is continuous: a step of 1/64 ms never moves the beat by more than 1/16 ms', () => {
    for (let ms = -300; ms < 300; ms += 1 / 64) {
      expect(Math.abs(smooth((ms + 1 / 64) / 1000) - smooth(ms / 1000))).toBeLessThan(1 / 16 / 1000)
    }
  })

  it('jumps nowhere where the classic one jumps by half the follow threshold', () => {
    expect(classic(0.1) - classic(0.0999999)).toBeCloseTo(0.05, 5)
    expect(smooth(0.1) - smooth(0.0999999)).toBeCloseTo(0, 5)
  })

  it('is odd, monotone and never beyond the limit, for all ordered settings', () => {
    const settings = fc
      .tuple(within(0, 60), within(1, 100), within(1, 200), within(0, 1))
      .map(([snap, toFollow, toLimit, k]) => [snap, snap + toFollow, snap + toFollow + toLimit, k] as const)
    fc.assert(
      fc.property(settings, within(0, 0.5), within(0, 0.1), ([snap, follow, limit, k], d, more) => {
        const near = correction(d, snap, follow, limit, k, 'smooth')
        const far = correction(d + more, snap, follow, limit, k, 'smooth')
        expect(far).toBeGreaterThanOrEqual(near - 1e-12)
        expect(far).toBeLessThanOrEqual(limit / 1000)
        expect(correction(-d, snap, follow, limit, k, 'smooth') + near === 0).toBe(true)
      }),
      runs(500),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FollowClock } from '../../../runtime/follow/clock.ts'
import { ZoneThresholds } from '../../../runtime/follow/thresholds.ts'
import { runs } from '../../harness/runs.ts'
import { ZONES } from '../fixtures.ts'

const LOW = 60 / 150
const HIGH = 60 / 90

function clockAt(time: number, period = 0.5): FollowClock {
  const clock = new FollowClock()
  clock.start(time, 0, 1, period)
  return clock
}

/** Evenly spread, where `fc.double` would draw mostly tiny numbers. */
const within = (low: number, high: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.round(low * 1e6), max: Math.round(high * 1e6) }).map((micros) => micros / 1e6)

describe('the clock', () => {
  // [follow.period] [follow.next]
  it('keeps an adapt share of each correction in its tempo and moves the next beat by all of it', () => {
    const clock = clockAt(10)
    clock.correct(0.02, 1, 0.25, LOW, HIGH)
    expect(clock.nextPeriod).toBeCloseTo(0.505, 12)
    expect(clock.nextTime).toBeCloseTo(10 + 0.505 + 0.02, 12)
  })

  it('scales corrections with the weight of the onset', () => {
    const clock = clockAt(10)
    clock.correct(0.02, 0.5, 0, LOW, HIGH)
    expect(clock.nextTime).toBeCloseTo(10.51, 12)
  })

  it('answers the last onset only: a better one replaces the answer', () => {
    const twice = clockAt(10)
    twice.correct(0.05, 1, 0.2, LOW, HIGH)
    twice.correct(0.02, 1, 0.2, LOW, HIGH)
    const once = clockAt(10)
    once.correct(0.02, 1, 0.2, LOW, HIGH)
    expect(twice.nextTime).toBe(once.nextTime)
    twice.correct(0, 1, 0.2, LOW, HIGH)
    expect(twice.nextTime).toBe(10.5)
  })

  // [tempo.range] [follow.next]
  it('never leaves the tempo range, whoever pushes', () => {
    fc.assert(
      fc.property(fc.array(within(-1, 1), { maxLength: 60 }), within(0, 1), (moves, adapt) => {
        const clock = clockAt(0)
        for (const move of moves) {
          clock.correct(move, 1, adapt, LOW, HIGH)
          const interval = clock.nextTime - clock.time
          expect(interval).toBeGreaterThan(LOW - 1e-9)
          expect(interval).toBeLessThan(HIGH + 1e-9)
          clock.decideNext(1, 0)
          expect(clock.period).toBeGreaterThanOrEqual(LOW)
          expect(clock.period).toBeLessThanOrEqual(HIGH)
        }
      }),
      runs(300),
    )
  })

  it('does not sum beats up: after a million of them each is where one multiplication puts it', () => {
    const period = 60 / 97
    const clock = clockAt(0.125, period)
    for (let n = 1; n <= 1_000_000; n++) clock.decideNext(1, 0)
    expect(clock.time).toBe(0.125 + 1_000_000 * period)
  })

  it('scales the period by the length of uneven beats', () => {
    const clock = clockAt(0)
    const times: number[] = []
    for (const length of [1, 1.5, 1, 1, 1.5]) {
      clock.decideNext(length, 0)
      times.push(clock.time)
    }
    expect(times).toEqual([0.5, 1, 1.75, 2.25, 2.75])
  })

  it('keeps the share of a correction per beat, however long the beat is', () => {
    const clock = new FollowClock()
    clock.start(0, 0, 1.5, 0.4)
    clock.correct(0.03, 1, 0.2, 0.1, 1)
    // T = 600 ms; T′ = 606 ms, that is 404 ms a quarter.
    expect(clock.nextPeriod).toBeCloseTo(0.404, 12)
    expect(clock.nextTime).toBeCloseTo(0.636, 12)
  })

  it('stretches what lies within a corrected beat', () => {
    const clock = clockAt(10)
    expect(clock.timeAt(0.5)).toBe(10.25)
    clock.correct(0.02, 1, 0, LOW, HIGH)
    expect(clock.timeAt(0.5)).toBeCloseTo(10.26, 12)
    expect(clock.timeAt(1)).toBeCloseTo(clock.nextTime, 12)
  })

  it('cannot sound a beat before what was handed out', () => {
    const clock = clockAt(10)
    clock.correct(-0.09, 1, 0, LOW, HIGH)
    clock.decideNext(1, 10.45)
    expect(clock.time).toBe(10.45)
    expect(clock.nextTime).toBeCloseTo(10.95, 12)
  })
})

describe('zones at fast tempi', () => {
  // [zones.fast]
  it('shrink together, so that the limit is never more than half a beat', () => {
    const zones = new ZoneThresholds()
    zones.fit(ZONES, 0.5)
    expect([zones.snap, zones.follow, zones.limit]).toEqual([20, 100, 200])
    zones.fit(ZONES, 0.2)
    expect([zones.snap, zones.follow, zones.limit]).toEqual([10, 50, 100])
  })

  it('may be written as shares of a beat', () => {
    const zones = new ZoneThresholds()
    zones.fit({ ...ZONES, snap: { ms: 0, beats: 0.04 } }, 0.5)
    expect(zones.snap).toBe(20)
  })
})

import { describe, expect, it } from 'vitest'
import { nearestShare, OnsetMatcher, onsetWindow } from '../../../runtime/follow/onsets.ts'
import { PlayerCount } from '../../../runtime/follow/player-count.ts'

/** Beats at 9.5, 10 and 10.5 s; the one at 10 is current. */
function hear(matcher: OnsetMatcher, time: number, velocity = 0.7) {
  return matcher.hear(time, velocity, 9.5, 10, 10.5, 0.075)
}

describe('which onset is the beat', () => {
  it('is one near it, not one between beats', () => {
    const matcher = new OnsetMatcher()
    expect(hear(matcher, 10.25)).toBe('none')
    expect(matcher.onset).toBeNaN()
    expect(hear(matcher, 10.05)).toBe('this beat')
    expect(matcher.deviation).toBeCloseTo(0.05, 12)
  })

  it('is the loudest, and of equally loud ones the nearest, in whatever order they come', () => {
    const orders = [
      [[9.96, 0.3] as const, [10.01, 0.9] as const, [10.03, 0.9] as const],
      [[10.03, 0.9] as const, [10.01, 0.9] as const, [9.96, 0.3] as const],
    ]
    for (const order of orders) {
      const matcher = new OnsetMatcher()
      for (const [time, velocity] of order) hear(matcher, time, velocity)
      expect(matcher.onset).toBe(10.01)
    }
  })

  it('may come before its beat has been decided', () => {
    const matcher = new OnsetMatcher()
    expect(hear(matcher, 10.46)).toBe('next beat')
    expect(matcher.onset).toBeNaN()
    matcher.nextBeat(10.5, 0.075)
    expect(matcher.onset).toBe(10.46)
    expect(matcher.deviation).toBeCloseTo(-0.04, 12)
  })

  it('speaks, when it comes too late, for the next beat until that has one of its own', () => {
    const matcher = new OnsetMatcher()
    expect(hear(matcher, 9.55)).toBe('late')
    expect(matcher.deviation).toBeCloseTo(0.05, 12)
    expect(matcher.onset).toBeNaN()
    hear(matcher, 9.98)
    expect(matcher.deviation).toBeCloseTo(-0.02, 12)
  })

  it('lies within the limit and 0.15 beat', () => {
    expect(onsetWindow(0.2, 0.5, nearestShare(null, 1))).toBe(0.075)
    expect(onsetWindow(0.05, 0.5, nearestShare(null, 1))).toBe(0.05)
  })

  it('reaches half the way to the next expected note where the file says what is played', () => {
    expect(nearestShare([[0, 1, 2, 3]], 1)).toBe(0.5)
    expect(
      nearestShare(
        [
          [0, 0.5, 1],
          [0, 2],
        ],
        1,
      ),
    ).toBe(0.25)
    expect(nearestShare([[0, 1.5]], 1.5)).toBe(0.5)
    expect(nearestShare([[]], 1)).toBe(0.5)
    expect(onsetWindow(0.2, 0.5, nearestShare([[0, 1, 2, 3]], 1))).toBe(0.2)
  })
})

describe('a count by the player', () => {
  it('gives the tempo as the mean of its intervals', () => {
    const count = new PlayerCount(4, 1)
    expect([1, 1.52, 1.99, 2.5].map((time) => count.hear(time))).toEqual([false, false, false, true])
    expect(count.beat).toBeCloseTo(0.5, 12)
  })

  it('takes a chord for one stroke, and starts anew after a long gap', () => {
    const count = new PlayerCount(3, 1)
    for (const time of [1, 1.01, 5, 5.5]) expect(count.hear(time)).toBe(false)
    expect(count.hear(6)).toBe(true)
    expect(count.times).toEqual([5, 5.5, 6])
  })
})

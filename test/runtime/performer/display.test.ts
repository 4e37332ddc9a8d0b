/** What a display reads of a performance while it goes on. */

import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import { zoneOf } from '../../../runtime/follow/zones.ts'
import { clickPolicy, ZONES } from '../fixtures.ts'

describe('the timeline', () => {
  it('tells which onset met a beat, how far off it was, and how the band answered', () => {
    const set = createPolicy(clickPolicy()).start({ latency: { input: 0.01, output: 0 } })
    set.advance(2.06)
    set.onset(2.07)
    set.advance(2.6)
    expect(set.timeline(4)).toMatchObject([
      { n: 1, mode: 'follow', onset: expect.closeTo(2.06, 9), deviation: expect.closeTo(0.06, 9) },
      { n: 2, mode: 'snap', onset: null, deviation: null, confidence: expect.any(Number) },
    ])
  })
})

describe('the habit', () => {
  it('is told with each beat as it was when the band judged it', () => {
    const set = createPolicy({
      ...clickPolicy(),
      zones: [() => ({ ...ZONES, expect: 'player' })],
    }).start()
    for (let beat = 0; beat < 24; beat++) {
      const time = set.timeline().at(-1)?.time ?? 0
      // Early by habit, and on four beats by so much that the zones differ.
      const early = beat % 6 === 5 ? 0.06 : 0.03
      set.advance(Math.max(0, time - early))
      if (beat !== 12) set.onset(time - early)
      set.advance(time + 0.51)
    }
    const rows = set.timeline().filter(({ n }) => n >= 1)
    const met = rows.filter(({ onset }) => onset !== null)
    expect(rows.filter(({ onset }) => onset === null).every(({ habit }) => habit === null)).toBe(true)
    expect(met[0]?.habit).toBe(0)
    expect(met.at(-1)?.habit).toBeLessThan(-0.015)
    for (const { deviation, habit, mode } of met)
      expect(zoneOf((deviation ?? 0) - (habit ?? 0), 20, 100)).toBe(mode)
  })

  it('is unknown until enough was heard, and then where the player plays', () => {
    const set = createPolicy(clickPolicy()).start()
    expect(set.habit).toBeNaN()
    for (let beat = 0; beat < 24; beat++) {
      const time = set.timeline().at(-1)?.time ?? 0
      set.advance(Math.max(0, time - 0.03))
      set.onset(time - 0.03)
      set.advance(time + 0.4)
      set.advance(time + 0.51)
    }
    expect(set.habit).toBeLessThan(-0.015)
    expect(set.habit).toBeGreaterThan(-0.05)
  })
})

describe('the count of a player', () => {
  it('says how many beats are wanted and heard, and nothing once the band plays', () => {
    const player = clickPolicy().player
    const count = { who: 'player', amount: 4, unit: 'beats' } as const
    const set = createPolicy({ ...clickPolicy(), player: { ...player, count } }).start()
    const told = [set.counting]
    for (const time of [0, 0.5, 1, 1.5]) {
      set.onset(time)
      told.push(set.counting)
    }
    expect(told).toEqual([...[0, 1, 2, 3].map((heard) => ({ heard, wanted: 4 })), null])
    expect(createPolicy(clickPolicy()).start().counting).toBeNull()
  })

  it('begins anew after a gap', () => {
    const player = clickPolicy().player
    const count = { who: 'player', amount: 4, unit: 'beats' } as const
    const set = createPolicy({ ...clickPolicy(), player: { ...player, count } }).start()
    for (const time of [0, 0.5, 20]) set.onset(time)
    expect(set.counting).toEqual({ heard: 1, wanted: 4 })
  })
})

describe('a vamp', () => {
  it('says that it waits, until somebody says cue', () => {
    const definition = clickPolicy()
    const [section] = definition.sections
    if (section === undefined) throw new Error('the fixture has no section')
    const set = createPolicy({
      ...definition,
      sections: [
        { ...section, name: 'a', bars: 1 },
        { ...section, name: 'b', bars: 1 },
      ],
      form: [
        { kind: 'play', section: 0, times: 1 },
        { kind: 'vamp', section: 0 },
        { kind: 'play', section: 1, times: 1 },
      ],
    }).start()
    set.advance(3)
    expect(set.vamping).toBe(false)
    set.advance(7)
    expect(set.vamping).toBe(true)
    set.cue()
    expect(set.vamping).toBe(false)
    set.advance(9)
    expect(set.timeline().at(-1)?.section).toBe('b')
    expect(set.vamping).toBe(false)
  })
})

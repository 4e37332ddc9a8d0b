import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import type { Performer } from '../../../runtime/performer.ts'
import { replaySession } from '../../../runtime/testing/replay.ts'
import { clickPolicy, drums, metronome, part, policy } from '../fixtures.ts'

/** Clicks at 0, 0.5, 1 … s, and a host that looks 0.1 s ahead. */
function started() {
  const problems: string[] = []
  const policy = createPolicy(clickPolicy())
  const set = policy.start({ onError: ({ code }) => problems.push(code) })
  return { policy, set, problems }
}

/** What is handed out in calls 25 ms apart. */
function play(set: Performer, from: number, to: number): readonly number[] {
  const times: number[] = []
  for (let now = from; now < to; now += 0.025)
    for (const { timestamp } of set.advance(now + 0.1)) times.push(timestamp)
  return times
}

describe('a host that slept for more than half an hour', () => {
  it.each([
    ['and was interrupted as it woke', [[2010, 2020]]],
    [
      'and was interrupted twice',
      [
        [2010, 2020],
        [2021, 2030],
      ],
    ],
    ['through an interruption that began as it fell asleep', [[10.3, 20]]],
  ] as const)('%s goes on, once', (_, pauses) => {
    const { policy, set, problems } = started()
    const before = play(set, 0, 10)
    expect(before.at(-1)).toBeCloseTo(10, 9)
    for (const [from, to] of pauses) {
      set.pause(from)
      set.resume(to)
    }
    const after = play(set, 2031, 2091)
    expect(problems).toEqual(['advance-too-far'])
    // What was asked for reaches 10.075 s; it goes on with the first call.
    expect(after.slice(0, 2)).toEqual([2031.525, 2032.025].map((time) => expect.closeTo(time, 6)))
    expect(after).toHaveLength(120)
    const log = set.end()
    expect(log.clock.interruptions).toEqual([
      { from: expect.closeTo(10.075, 6), to: expect.closeTo(2031.1, 6) },
    ])
    expect(log.ai_beat_times.slice(20, 23)).toEqual(
      [10, 2031.525, 2032.025].map((time) => expect.closeTo(time, 6)),
    )
    expect(replaySession(policy, log).log).toEqual(log)
  })

  it('and is interrupted still goes on when that is over, and not before', () => {
    const { policy, set, problems } = started()
    play(set, 0, 10)
    set.pause(2010)
    expect(play(set, 2010, 2020)).toEqual([])
    expect(problems).toEqual(['advance-too-far'])
    set.resume(2020)
    const after = play(set, 2020, 2080)
    expect(problems).toHaveLength(1)
    expect(after[0]).toBeCloseTo(2020.425, 6)
    expect(after).toHaveLength(120)
    const log = set.end()
    expect(log.clock.interruptions).toEqual([
      { from: expect.closeTo(10.075, 6), to: 2010 },
      { from: 2010, to: 2020 },
    ])
    expect(replaySession(policy, log).log).toEqual(log)
  })

  it('hears what was played in between as before', () => {
    const { policy, set } = started()
    play(set, 0, 10)
    set.pause(10.3)
    set.resume(20)
    set.onset(21)
    const after = play(set, 3000, 3010)
    // The onset was at 11.3 s of the music, and has decided what comes before it.
    expect(after[0]).toBeCloseTo(3000.525, 6)
    const log = set.end()
    expect(log.onset_times).toEqual([21])
    expect(replaySession(policy, log).log).toEqual(log)
  })
})

describe('an onset from just before a pause', () => {
  const heardAs = (set: Performer) =>
    set.end().beats.flatMap(({ n, onset, deviation }) => (onset === null ? [] : [[n, onset, deviation]]))
  const BEAT_7 = [[7, 4.99, expect.closeTo(-0.01, 9)]]

  it.each([
    ['behind it', 5.52, (set: Performer) => [set.pause(5.02), set.resume(5.52), set.onset(4.99)]],
    ['while it lasts', 5.52, (set: Performer) => [set.pause(5.02), set.onset(4.99), set.resume(5.52)]],
    [
      'behind two',
      8.03,
      (set: Performer) => [
        set.pause(5.02),
        set.resume(5.52),
        set.pause(5.53),
        set.resume(8.03),
        set.onset(4.99),
      ],
    ],
  ])('that is told %s is heard where it was played', (_, from, calls) => {
    const { set } = started()
    play(set, 0, 5)
    calls(set)
    play(set, from, 12)
    expect(heardAs(set)).toEqual(BEAT_7)
  })

  it.each([
    ['meanwhile', (set: Performer) => [set.pause(5.02), set.onset(5.03), set.resume(5.52)]],
    ['behind it', (set: Performer) => [set.pause(5.02), set.resume(5.52), set.onset(5.5)]],
    ['meanwhile, as it began', (set: Performer) => [set.pause(5.02), set.onset(5.02), set.resume(5.52)]],
    ['behind it, as it began', (set: Performer) => [set.pause(5.02), set.resume(5.52), set.onset(5.02)]],
  ])('is not one that was played while it lasted, told %s', (_, calls) => {
    const { set } = started()
    play(set, 0, 5)
    calls(set)
    play(set, 5.52, 12)
    expect(heardAs(set)).toEqual([])
  })

  it('is not how loud somebody plays', () => {
    const levels = [false, true].map((taps) => {
      const set = createPolicy(
        policy({
          members: [[metronome(), part({ beat: drums('xxxx') }, { dynamics: { share: 0.5, withinDb: 12 } })]],
        }),
      ).start()
      set.advance(5)
      set.pause(5.02)
      if (taps) set.onset(5.03, { velocity: 0.1 })
      set.resume(5.52)
      return set.advance(8).map(({ level }) => level)
    })
    expect(levels[1]).toEqual(levels[0])
  })
})

describe('a pause beyond what was asked for', () => {
  it('leaves what comes before it at its old time, in events, log and timeline', () => {
    const { policy, set } = started()
    set.advance(10.1)
    set.pause(10.55)
    set.resume(20)
    const events = set.advance(21.12).map(({ timestamp }) => timestamp)
    expect(events).toEqual([10.5, 20.45, 20.95].map((time) => expect.closeTo(time, 9)))
    expect(
      set
        .timeline()
        .map(({ time }) => time)
        .slice(21, 24),
    ).toEqual(events)
    const log = set.end()
    expect(log.ai_beat_times.slice(21, 24)).toEqual(events)
    expect(replaySession(policy, log).log).toEqual(log)
  })
})

it('the grid of an event stands still with it, and that of a beat in the log', () => {
  const { set } = started()
  set.advance(10.1)
  set.pause(10.2)
  set.resume(20.2)
  const events = set.advance(25)
  expect(events.length).toBeGreaterThan(5)
  for (const { timestamp, gridTimestamp } of events) expect(gridTimestamp).toBeCloseTo(timestamp, 9)
  for (const { time, grid } of set.end().beats) expect(grid).toBeCloseTo(time, 9)
})

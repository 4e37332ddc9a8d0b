import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import type { RewardDef } from '../../../runtime/policy-rules.ts'
import { gaussian } from '../../../runtime/random.ts'
import {
  type SessionHistory,
  type SessionSummary,
  summaryOfSession,
} from '../../../runtime/session/history.ts'
import type { SessionBeat, SessionLog } from '../../../runtime/session/log.ts'
import { sessionMetrics } from '../../../runtime/session/metrics.ts'
import { median, timingResiduals, variance } from '../../../runtime/session/robust-line.ts'
import { clickPolicy } from '../fixtures.ts'
import { interrupted } from './interrupted.ts'

const BEAT = 0.5
const STARTED = Date.parse('2026-03-01T10:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A session in which the player is that many ms late on each beat (null: plays nothing). */
function session(deviations: readonly (number | null)[], changes: Partial<SessionLog> = {}): SessionLog {
  const blank = createPolicy(clickPolicy())
    .start({ startedAt: new Date(STARTED).toISOString() })
    .end()
  const beats = deviations.map((ms, i): SessionBeat => {
    const grid = 2 + i * BEAT
    return {
      n: i + 1,
      measure: 1 + Math.floor(i / 4),
      member: 'click',
      grid,
      time: grid,
      mode: 'snap',
      confidence: 1,
      onset: ms === null ? null : grid + ms / 1000,
      deviation: ms === null ? null : ms / 1000,
    }
  })
  return { ...blank, beats, duration_seconds: 600, ...changes }
}

function history(sessions: readonly Partial<SessionSummary>[], completeThrough: number): SessionHistory {
  return {
    version: 1,
    complete_through: new Date(completeThrough).toISOString(),
    sessions: sessions.map((summary) => ({
      started_at: '',
      duration_seconds: 600,
      spread: null,
      ...summary,
    })),
  }
}

const NOTHING = history([], STARTED)
const WITHIN: RewardDef = {
  name: 'within',
  min: -1,
  max: 1,
  maturesAfterDays: 0,
  parts: ['within'],
  compute: (m) => [m.improvementWithin()],
}
const at = (time: number): string => new Date(STARTED + time).toISOString()
const noise = (n: number, sd: number): readonly number[] =>
  Array.from({ length: n }, (_, i) => sd * gaussian(1, 2, 3, i, 0, 0))

describe('the player’s own timing', () => {
  const played = (onsets: readonly number[]) =>
    onsets.map((onset, i) => ({ grid: i * BEAT, length: BEAT, onset }))

  it('is perfect for any steady player, early, late or faster than written', () => {
    for (const [offset, tempo] of [
      [0, 1],
      [-0.04, 1],
      [0.3, 1.07],
    ] as const) {
      const onsets = Array.from({ length: 32 }, (_, i) => offset + (i * BEAT) / tempo)
      for (const residual of timingResiduals(played(onsets))) expect(residual).toBeCloseTo(0, 12)
    }
  })

  it('shows one late onset as its share of the beat, and hardly touches its neighbours', () => {
    const onsets = Array.from({ length: 17 }, (_, i) => i * BEAT + (i === 8 ? 0.05 : 0))
    const residuals = timingResiduals(played(onsets))
    expect(residuals[8]).toBeCloseTo(0.1, 12)
    expect(residuals.filter((_, i) => i !== 8).every((residual) => Math.abs(residual) < 0.005)).toBe(true)
  })

  it('holds each onset against its neighbours, not against itself', () => {
    const onsets = Array.from({ length: 17 }, (_, i) => i * BEAT + (i % 2 === 0 ? 0.005 : -0.005))
    const residuals = timingResiduals(played(onsets))
    // Two of the eight neighbours on either side of the middle lie early, two late: their line is the middle.
    expect(residuals[8]).toBeCloseTo(0.01, 12)
    expect(residuals[9]).toBeCloseTo(-0.01, 12)
  })

  it('leaves slips out: a missed or doubled beat is not timing', () => {
    const onsets = Array.from({ length: 17 }, (_, i) => i * BEAT + (i === 8 ? 0.2 : 0))
    expect(timingResiduals(played(onsets))).toHaveLength(16)
  })

  // [reward.own-timing]
  it('does not improve because the band moved', () => {
    const still = session(noise(64, 20))
    const moved = {
      ...still,
      beats: still.beats.map((beat) => ({ ...beat, time: (beat.onset ?? 0) - 0.001, deviation: 0.001 })),
    }
    expect(sessionMetrics(moved, NOTHING).improvementWithin()).toBe(
      sessionMetrics(still, NOTHING).improvementWithin(),
    )
    expect(sessionMetrics(moved, NOTHING).asynchrony()).toBeLessThan(
      sessionMetrics(still, NOTHING).asynchrony(),
    )
  })

  it('uses medians and variances as everybody knows them', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(median([])).toBeNaN()
    expect(variance([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(32 / 7, 12)
  })
})

describe('improvement within a session', () => {
  it('is one minus the ratio of the variances', () => {
    const first = noise(400, 20)
    const second = noise(400, 20).map((ms) => ms / 2)
    const { improvementWithin } = sessionMetrics(session([...first, ...second]), NOTHING)
    expect(improvementWithin()).toBeCloseTo(1 - 1 / 4, 1)
  })

  it('is clamped to −1..1, and missing below eight onsets a half', () => {
    const worse = [...noise(16, 1), ...noise(16, 30)]
    expect(sessionMetrics(session(worse), NOTHING).improvementWithin()).toBe(-1)
    expect(sessionMetrics(session(noise(15, 10)), NOTHING).improvementWithin()).toBeNaN()
    expect(sessionMetrics(session(noise(16, 10)), NOTHING).improvementWithin()).not.toBeNaN()
  })

  it('counts halves by onsets, not by beats', () => {
    const sparse = noise(40, 10).flatMap((ms, i) => (i < 20 ? [ms, null] : [ms]))
    expect(sessionMetrics(session(sparse), NOTHING).improvementWithin()).not.toBeNaN()
  })

  it('takes no notice of the count', () => {
    const log = session(noise(32, 10))
    const counted = { ...log, beats: log.beats.map((beat) => ({ ...beat, measure: 0 })) }
    expect(sessionMetrics(counted, NOTHING).improvementWithin()).toBeNaN()
  })
})

describe('time that stood still', () => {
  const { within } = createPolicy(clickPolicy({ rewards: [WITHIN] })).rewards
  /** Somebody who plays 5 % faster than written, and a band that goes with them: written and played time lie far apart. */
  const faster = session(noise(48, 8).map((ms, i) => ms - 25 * i))
  const still = {
    ...faster,
    beats: faster.beats.map((beat, i) => ({
      ...beat,
      time: beat.grid - 0.025 * i,
      deviation: (noise(48, 8)[i] ?? 0) / 1000,
    })),
  }

  it.each([
    [[{ from: 4.99, to: 34.99 }]],
    [[{ from: 18.3, to: 18.8 }]],
    [[{ from: 20.1, to: 50.1 }]],
    [
      [
        { from: 4.1, to: 34.1 },
        { from: 36.2, to: 36.3 },
        { from: 40.1, to: 70.1 },
      ],
    ],
  ])('is no time of the player’s: %j', (interruptions) => {
    const moved = interrupted(still, interruptions)
    const value = within?.(still)
    expect(value).toMatchObject({ value: expect.any(Number) })
    expect(within?.(moved)).toMatchObject({
      value: expect.closeTo(value !== undefined && 'value' in value ? value.value : 0, 9),
    })
    expect(summaryOfSession(moved).spread).toBeCloseTo(summaryOfSession(still).spread ?? 0, 9)
  })

  it('runs backwards in no log', () => {
    const clock = { ...still.clock, interruptions: [{ from: 30, to: 5 }] }
    expect(summaryOfSession({ ...still, clock })).toEqual(summaryOfSession(still))
  })

  it('may cut an onset off from the beat that it was played before', () => {
    // Logs of old: the beat came behind the interruption, and its onset stayed where it was.
    const moved = interrupted(still, [{ from: 11.985, to: 31.985 }])
    const beats = moved.beats.map((beat, i) => ({
      ...beat,
      onset: (still.beats[i]?.onset ?? 0) < 11.985 ? (still.beats[i]?.onset ?? null) : beat.onset,
    }))
    expect(summaryOfSession({ ...moved, beats }).spread).toBeCloseTo(summaryOfSession(still).spread ?? 0, 9)
  })
})

describe('improvement across sessions', () => {
  const log = session(noise(64, 10))
  const own = Math.sqrt(
    variance(timingResiduals(log.beats.map((b) => ({ grid: b.grid, length: BEAT, onset: b.onset ?? 0 })))),
  )
  const earlier = (spreads: readonly (number | null)[]) =>
    history(
      spreads.map((spread, i) => ({ started_at: at((i - spreads.length) * DAY), spread })),
      STARTED + DAY,
    )

  it('compares the newer half of the last n with the older', () => {
    const { improvementAcross } = sessionMetrics(log, earlier([0.08, 0.08, 0.99, own]))
    // Of five the one in the middle belongs to neither half.
    expect(improvementAcross(5)).toBeCloseTo(1 - own ** 2 / 0.08 ** 2, 9)
  })

  it('is missing until there are n', () => {
    expect(sessionMetrics(log, earlier([0.08, 0.08])).improvementAcross(5)).toBeNaN()
    expect(sessionMetrics(log, earlier([0.08, null, 0.08, 0.08])).improvementAcross(5)).toBeNaN()
  })

  it('is missing where this session measures nothing, however much earlier ones do', () => {
    const known = earlier([0.08, 0.07, 0.05, 0.04, 0.02])
    expect(sessionMetrics(log, known).improvementAcross(5)).not.toBeNaN()
    expect(sessionMetrics(session([]), known).improvementAcross(5)).toBeNaN()
    expect(sessionMetrics(session(noise(4, 10)), known).improvementAcross(2)).toBeNaN()
  })

  it('looks back only', () => {
    const later = history([{ started_at: at(DAY), spread: 0.001 }], STARTED + 2 * DAY)
    expect(sessionMetrics(log, later).improvementAcross(2)).toBeNaN()
  })
})

describe('the return rate', () => {
  const log = session([])
  const rate = (sessions: readonly Partial<SessionSummary>[], known: number) =>
    sessionMetrics(log, history(sessions, STARTED + known)).returnRate(3)

  it.each([
    ['1 when the player comes back within the days', [{ started_at: at(2 * DAY) }], 2 * DAY, 1],
    ['0 once the days have passed', [], 4 * DAY, 0],
    ['0 when the player comes back too late', [{ started_at: at(4 * DAY) }], 5 * DAY, 0],
    ['0 when they only went on within half an hour', [{ started_at: at(20 * 60_000) }], 4 * DAY, 0],
    ['missing until then', [], 2 * DAY, Number.NaN],
  ])('is %s', (_, sessions, known, expected) => {
    expect(rate(sessions, known)).toBe(expected)
  })

  // [reward.mature]
  it('is not mature before the days have passed, even where the player is back', () => {
    const piece = createPolicy(clickPolicy({ rewards: [PRACTICE] }))
    const back = history([{ started_at: at(DAY) }], STARTED + DAY)
    expect(piece.rewards.practice?.(log, back).mature).toBe(false)
    expect(piece.rewards.practice?.(log, history([], STARTED + 4 * DAY)).mature).toBe(true)
  })
})

const orElse = (value: number, other: number): number => (Number.isNaN(value) ? other : value)

/** The founding reward, as the compiler writes it. */
const PRACTICE: RewardDef = {
  name: 'practice',
  min: -0.4,
  max: 1,
  maturesAfterDays: 3,
  parts: ['within', 'across', 'duration', 'return'],
  compute: (m) => [
    0.2 * orElse(m.improvementWithin(), 0),
    0.2 * orElse(m.improvementAcross(5), 0),
    0.2 * Math.min(m.durationMs / 600_000, 1),
    0.4 * m.returnRate(3),
  ],
}

describe('a reward', () => {
  const { rewards } = createPolicy(clickPolicy({ rewards: [PRACTICE] }))

  it('is the sum of its parts', () => {
    const back = history([{ started_at: at(DAY) }], STARTED + 4 * DAY)
    expect(rewards.practice?.(session([], { duration_seconds: 300 }), back)).toEqual({
      value: expect.closeTo(0.5, 12),
      parts: [
        { label: 'within', value: 0 },
        { label: 'across', value: 0 },
        { label: 'duration', value: 0.1 },
        { label: 'return', value: 0.4 },
      ],
      mature: true,
    })
  })

  // [reward.missing]
  it('is missing while a part is', () => {
    expect(rewards.practice?.(session([]))).toMatchObject({
      missing: true,
      parts: [{ value: 0 }, { value: 0 }, { value: 0.2 }, { missing: true }],
      mature: false,
    })
  })

  it('of a log or a history that it cannot read is missing, part by part, and says why', () => {
    const old: SessionLog = JSON.parse('{"version":2}')
    const strange: SessionHistory = JSON.parse('{"version":1,"complete_through":"","sessions":7}')
    for (const [log, known] of [
      [old, NOTHING],
      [session([]), strange],
    ] as const)
      expect(rewards.practice?.(log, known)).toEqual({
        missing: true,
        parts: ['within', 'across', 'duration', 'return'].map((label) => ({ label, missing: true })),
        mature: false,
        problem: expect.stringMatching(/version 2|cannot be read/),
      })
  })

  it('reads the founding measures and what the player said', () => {
    const m = sessionMetrics(session([10, -30, null, 20], { explicit_rating: 4, completed: true }), NOTHING)
    expect(m.asynchrony()).toBeCloseTo(20, 9)
    expect(m.biasMs).toBeCloseTo(0, 9)
    expect(m.spreadMs).toBeCloseTo(Math.sqrt((100 + 900 + 400) / 2), 9)
    expect([m.rating, m.completed, m.durationMs]).toEqual([4, 1, 600_000])
    expect(sessionMetrics(session([]), NOTHING).rating).toBeNaN()
  })

  it.each([
    [[{ from: 30, to: 330 }], 300],
    // Strangers' clocks: before the session, beyond its end, backwards, twice.
    [[{ from: -50, to: 100 }], 500],
    [[{ from: 500, to: 9000 }], 500],
    [[{ from: 300, to: 200 }], 600],
    [
      [
        { from: 0, to: 500 },
        { from: 100, to: 600 },
      ],
      0,
    ],
  ])('of a session with interruptions %j count what was played alone', (interruptions, seconds) => {
    const clock = { offset: 0, drift: 0, interruptions }
    expect(sessionMetrics(session([], { clock }), NOTHING).durationMs).toBe(seconds * 1000)
  })
})

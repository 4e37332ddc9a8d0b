import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import { playScript } from '../../../runtime/player/scripted.ts'
import type { PerformanceProblem } from '../../../runtime/problems.ts'
import { LOGGED_ROWS, MOST_ONSETS } from '../../../runtime/session/book.ts'
import { canonicalJson, hashOf, utf8 } from '../../../runtime/session/canonical.ts'
import { readHistory, summaryOfSession } from '../../../runtime/session/history.ts'
import { type SessionLog, sessionText } from '../../../runtime/session/log.ts'
import { readSession } from '../../../runtime/session/read.ts'
import { runs } from '../../harness/runs.ts'
import { clickPolicy, groovePolicy } from '../fixtures.ts'

function played(): SessionLog {
  const set = createPolicy(groovePolicy()).start({
    seed: 4,
    source: 'simulated',
    userId: 'u1',
    startedAt: '2026-03-01T10:00:00.000Z',
    context: { 'player.level': 0.5 },
  })
  playScript(set, [{ k: 'simulated', who: 'drummer' }], { bars: 8, beatsPerBar: 4, seed: 4 })
  set.pause(15)
  set.resume(17)
  return set.end({ reason: 'completed', rating: 4 })
}

function schema(name: string) {
  const path = join(import.meta.dirname, '../../../schemas', `${name}.schema.json`)
  return new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(path, 'utf8')))
}

describe('a session log', () => {
  it('reads back as it was written, and is what its schema says', () => {
    const log = played()
    const text = sessionText(log)
    expect(readSession(text)).toEqual({ ok: true, value: log })
    const validate = schema('session')
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true)
  })

  it('is the same bytes for the same session', () => {
    expect(sessionText(played())).toBe(sessionText(played()))
  })

  it('has an id made of what happened, or the client’s own', () => {
    const play = (sessionId?: string, onset = 2) => {
      const set = createPolicy(clickPolicy()).start(sessionId === undefined ? {} : { sessionId })
      set.advance(2.5)
      set.onset(onset)
      return set.end().session_id
    }
    expect(play('mine')).toBe('mine')
    expect(play()).toMatch(/^[0-9a-f]{64}$/)
    expect(play(undefined, 2.01)).not.toBe(play())
  })

  it('of a band that was forgotten holds its beginning, and says how much more there was', () => {
    const problems: unknown[] = []
    const set = createPolicy(clickPolicy()).start({ onError: (problem) => problems.push(problem) })
    const hours = 12
    set.advance(3)
    for (let i = 0; i < MOST_ONSETS + 7; i++) set.onset(2.5)
    for (let i = 1; i <= 4100; i++) {
      set.pause(3 + i / 1000)
      set.resume(3 + (i + 0.5) / 1000)
    }
    for (let quarter = 1; quarter <= 4 * hours; quarter++) set.advance(quarter * 900)
    const log = set.end()
    const beats = set.timeline().filter(({ time }) => time < hours * 3600).length
    expect(beats).toBeGreaterThan(LOGGED_ROWS)
    expect(log.beats).toHaveLength(LOGGED_ROWS)
    expect(log.beats[0]?.n).toBe(-3)
    expect(log.ai_beat_times).toHaveLength(LOGGED_ROWS)
    expect(log.left_out).toEqual({ beats: beats - LOGGED_ROWS, onsets: 7, interruptions: 4 })
    expect(log.duration_seconds).toBe(hours * 3600)
    expect(summaryOfSession(log).onsets).toBe(MOST_ONSETS + 7)
    expect(problems).toEqual([])
    const text = sessionText(log)
    // Two days took 42 MB, and there was no end to it.
    expect(text.length).toBeLessThan(16e6)
    expect(readSession(text)).toEqual({ ok: true, value: log })
    const validate = schema('session')
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true)
  }, 90_000)

  it('of a session of any sensible length leaves nothing out', () => {
    expect(played()).not.toHaveProperty('left_out')
  })

  it('with a count of what is left out that is none is refused', () => {
    const log = { ...played(), left_out: { beats: -1, onsets: 0.5 } }
    expect(readSession(log)).toMatchObject({
      ok: false,
      problems: [{ path: 'left_out.beats' }, { path: 'left_out.onsets' }, { path: 'left_out.interruptions' }],
    })
  })

  it('can be taken at any time, as if the app had been killed then', () => {
    const set = createPolicy(clickPolicy()).start()
    set.advance(3)
    const early = set.checkpoint()
    expect(early).toMatchObject({ completed: false, end_reason: 'killed', duration_seconds: 3 })
    expect(early.beats).toHaveLength(6)
    set.advance(4)
    expect(set.end().end_reason).toBe('stopped')
    expect(set.end()).toBe(set.end())
  })

  it.each([
    ['of a session without an id is told once: each would count as another session', undefined, 1],
    ['of a session with an id is one log with its end', 'a1', 0],
  ])('a checkpoint %s', (_, sessionId, told) => {
    const problems: PerformanceProblem[] = []
    const set = createPolicy(clickPolicy()).start({
      ...(sessionId && { sessionId }),
      onError: (problem) => problems.push(problem),
    })
    const logs = [3, 4].map((time) => {
      set.advance(time)
      return set.checkpoint()
    })
    logs.push(set.end(), set.checkpoint())
    expect(new Set(logs.map(({ session_id }) => session_id)).size).toBe(told === 1 ? 3 : 1)
    const message = 'without a sessionId each checkpoint counts as another session'
    expect(problems).toEqual(Array.from({ length: told }, () => ({ code: 'bad-option', message })))
  })

  it.each([
    [2.75, 6],
    [2.5, 5],
  ])('leaves out beats that were decided ahead but never sounded: up to %d s', (at, beats) => {
    const set = createPolicy(clickPolicy()).start()
    set.advance(4)
    expect(set.end({ at }).beats).toHaveLength(beats)
  })

  it('keeps its rows however long it gets', () => {
    const set = createPolicy(clickPolicy()).start()
    set.advance(600)
    const { beats } = set.end()
    expect(beats).toHaveLength(1200)
    expect(beats.map(({ n }) => n)).toEqual(beats.map((_, i) => i - 3))
    expect(beats.map(({ time }) => time)).toEqual(beats.map((_, i) => i / 2))
  })

  it('hashes the slots it played', () => {
    const piece = createPolicy(groovePolicy())
    const set = piece.start({ slots: { 'kit.kick[1:15]': 0.25 } })
    const log = set.end()
    expect(log.slots).toEqual({ 'kit.kick[1:15]': 0.25 })
    expect(log.policy.slots_hash).toBe(hashOf({ 'kit.kick[1:15]': 0.25 }))
    expect(log.segments).toEqual([{ from: 0, slots_hash: log.policy.slots_hash }])
  })

  it('is refused with a reason for each fault', () => {
    const log = played()
    const broken = [
      [{ ...log, version: 2 }, 'version'],
      [{ ...log, started_at: 'yesterday' }, 'started_at'],
      [{ ...log, duration_seconds: -1 }, 'duration_seconds'],
      [{ ...log, explicit_rating: 6 }, 'explicit_rating'],
      [{ ...log, completed: false }, 'completed'],
      [{ ...log, end_reason: 'stopped', completed: null }, 'completed'],
      [{ ...log, onset_times: [1, 'two'] }, 'onset_times[1]'],
      [{ ...log, ai_beat_times: [] }, 'ai_beat_times'],
      [{ ...log, beats: log.beats.map((beat) => ({ ...beat, deviation: null })) }, 'beats[4]'],
      [{ ...log, exploration: { unit: 'session' } }, 'exploration.slots'],
      [{ ...log, exploration: { choice_probs: { a: { b: 1.5 } } } }, 'exploration.choice_probs.a.b'],
      ['{"version":', 'session'],
    ] as const
    for (const [json, path] of broken) {
      const reading = readSession(json)
      expect(reading.ok ? [] : reading.problems.map((problem) => problem.path)).toContain(path)
    }
  })

  it('never makes the reader throw', () => {
    const log = played()
    const keys = Object.keys(log)
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.anything(), (key, value) => {
        readSession({ ...log, [key]: value })
      }),
      runs(300),
    )
  })
})

describe('a history', () => {
  it('holds summaries that its schema knows', () => {
    const history = {
      version: 1,
      complete_through: '2026-03-02T00:00:00Z',
      sessions: [summaryOfSession(played())],
    }
    const validate = schema('history')
    expect(validate(history), JSON.stringify(validate.errors)).toBe(true)
    expect(readHistory(history)).toEqual({ ok: true, value: history })
    expect(history.sessions[0]?.spread).toBeGreaterThan(0)
  })

  it('says how far from the band’s beats the player was on those that they played', () => {
    const log = played()
    const late = [0.01, null, 0.03, null, 0.02]
    const beats = log.beats.slice(0, 5).map((beat, i) => ({ ...beat, deviation: late[i] ?? null }))
    expect(summaryOfSession({ ...log, beats })).toMatchObject({
      bias_ms: expect.closeTo(20, 9),
      spread_ms: expect.closeTo(10, 9),
    })
    expect(summaryOfSession({ ...log, beats: [] })).toMatchObject({
      spread: null,
      spread_ms: null,
      bias_ms: null,
    })
  })

  it('may leave open what is not known', () => {
    const summary = { started_at: '2026-03-01T00:00:00Z', duration_seconds: 4, spread: null, rating: null }
    const history = { version: 1, complete_through: '2026-03-02T00:00:00Z', sessions: [summary] }
    expect(readHistory(history)).toEqual({ ok: true, value: history })
  })

  it('is refused with a reason', () => {
    const reading = readHistory({
      version: 1,
      complete_through: 'soon',
      sessions: [{ spread: 'wide', completed: 1, rating: 6 }],
    })
    expect(reading.ok ? [] : reading.problems.map(({ path }) => path)).toEqual([
      'complete_through',
      'sessions[0].started_at',
      'sessions[0].duration_seconds',
      'sessions[0].spread',
      'sessions[0].completed',
      'sessions[0].rating',
    ])
  })

  it('holds twenty summaries at most', () => {
    const history = (count: number) => ({
      version: 1,
      complete_through: '2026-03-02T00:00:00Z',
      sessions: Array.from({ length: count }, () => summaryOfSession(played())),
    })
    expect(readHistory(history(20))).toMatchObject({ ok: true })
    expect(readHistory(history(21))).toMatchObject({ ok: false, problems: [{ path: 'sessions' }] })
  })
})

describe('moments', () => {
  it.each(['5', 'Nov 5 2026', '2026-02-31T00:00:00Z'])(
    'are no other spelling, and no day that never was: %s',
    (when) => {
      const history = { version: 1, complete_through: when, sessions: [] }
      expect(readHistory(history)).toMatchObject({ ok: false, problems: [{ path: 'complete_through' }] })
      const log = { ...played(), started_at: when }
      expect(readSession(log)).toMatchObject({ ok: false, problems: [{ path: 'started_at' }] })
    },
  )
})

describe('canonical JSON', () => {
  it('sorts keys and writes numbers in one way, as RFC 8785 does', () => {
    expect(canonicalJson({ b: [1e21, 0.1, 4.5], a: { ö: null, z: true }, '\n': '€"' })).toBe(
      '{"\\n":"€\\"","a":{"z":true,"ö":null},"b":[1e+21,0.1,4.5]}',
    )
    expect(canonicalJson([-0])).toBe('[0]')
  })

  it('refuses what JSON cannot say', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, { a: undefined }, () => 0]) {
      expect(() => canonicalJson(value)).toThrow(RangeError)
    }
  })

  it('hashes as SHA-256 of its UTF-8', () => {
    // echo -n '{"a":1}' | sha256sum
    expect(hashOf({ a: 1 })).toBe('015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862')
    // printf '"\\ud800"' | sha256sum: half a pair is escaped.
    expect(hashOf('\ud800')).toBe('8c0c59dd0d275aadcd462a5fe12eb352cbdfeaf961eae4f85a4660521df7d2f5')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect([...utf8(text)]).toEqual([...new TextEncoder().encode(text)])
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import { LONGEST_SESSION } from '../../../runtime/session/log.ts'
import { readSession } from '../../../runtime/session/read.ts'
import { drums, metronome, part, policy } from '../fixtures.ts'

const piece = () => createPolicy(policy({ members: [[metronome(), part({ beat: drums('xxxx') })]] }))

describe('a host whose clock is no clock', () => {
  it('loses no log to moments beyond every session, asked for after the end or before', () => {
    for (const moment of [Number.POSITIVE_INFINITY, 1e300, LONGEST_SESSION + 1, -1e300]) {
      const said: string[] = []
      const set = piece().start({ onError: ({ code }) => said.push(code) })
      set.advance(4)
      expect(set.advance(moment)).toEqual([])
      set.onset(moment)
      set.pause(moment)
      set.resume(moment)
      const log = set.end({ at: moment })
      expect([said.includes('bad-number'), log.duration_seconds]).toEqual([true, 4])
      expect(readSession(JSON.parse(JSON.stringify(log))).ok).toBe(true)
    }
  })

  it('may say −0', () => {
    const set = piece().start({ seed: -0, latency: { input: -0, output: 0 } })
    set.pause(-0)
    set.resume(1)
    set.advance(3)
    expect(() => set.checkpoint()).not.toThrow()
    expect(readSession(JSON.parse(JSON.stringify(set.end()))).ok).toBe(true)
  })

  it('may sleep for a day: the log is one that its reader takes', () => {
    const set = piece().start()
    set.advance(10)
    set.pause(10)
    set.resume(86_500)
    set.advance(86_504)
    const log = set.end()
    expect(log.duration_seconds).toBe(86_504)
    expect(readSession(JSON.parse(JSON.stringify(log))).ok).toBe(true)
  })

  it('cannot keep a replay busy for ever', () => {
    const set = piece().start()
    set.advance(4)
    const log = JSON.parse(JSON.stringify(set.end()))
    expect(readSession(log).ok).toBe(true)
    expect(readSession({ ...log, replay: { ...log.replay, advanced_to: 1e308 } }).ok).toBe(false)
  })
})

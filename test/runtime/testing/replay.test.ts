import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../../runtime/create-policy.ts'
import type { StartOptions } from '../../../runtime/performer.ts'
import type { Beat } from '../../../runtime/score/beat.ts'
import { type SessionLog, sessionText } from '../../../runtime/session/log.ts'
import { readSession } from '../../../runtime/session/read.ts'
import { MOST_CALLS, SessionTape } from '../../../runtime/session/tape.ts'
import { replaySession, resumeSession } from '../../../runtime/testing/replay.ts'
import { runs } from '../../harness/runs.ts'
import { piece, textOf } from '../../laws/piece.ts'
import { anyPlayer, policyOf, said, type Tap } from '../../laws/play.ts'

/** A host with look-ahead, whose taps come late, in uneven blocks, with a pause in the middle. */
interface Host {
  readonly block: number
  readonly ahead: number
  readonly delay: number
  readonly pause: number
  readonly away: number
}

const host: fc.Arbitrary<Host> = fc.record({
  block: fc.double({ min: 0.003, max: 0.3, noNaN: true }),
  ahead: fc.double({ min: 0, max: 0.4, noNaN: true }),
  delay: fc.double({ min: 0, max: 0.1, noNaN: true }),
  pause: fc.double({ min: 1, max: 12, noNaN: true }),
  away: fc.double({ min: 0.01, max: 30, noNaN: true }),
})

function hosted(
  policy: Policy,
  player: readonly Tap[],
  host: Host,
  options: StartOptions,
): [Beat[], SessionLog] {
  const set = policy.start({ latency: { input: 0.013, output: 0.02 }, ...options })
  const events: Beat[] = []
  const taps = [...player]
  let paused = false
  for (let now = 0; now < 14; now += host.block) {
    if (!paused && now > host.pause) {
      paused = true
      set.pause(now)
      events.push(...set.advance(now + host.ahead))
      now += host.away
      set.resume(now)
    }
    for (let tap = taps[0]; tap !== undefined && tap.time + host.delay <= now; tap = taps[0]) {
      set.onset(
        tap.time,
        tap.velocity > 0.5 ? { velocity: tap.velocity, pitch: 60 } : { velocity: tap.velocity },
      )
      taps.shift()
    }
    if (now > 9 && now < 9 + host.block) set.cue()
    events.push(...set.advance(now + host.ahead))
  }
  return [events, set.end({ rating: 4 })]
}

describe('a replay of a session log', () => {
  it('is the same events and the same log, bit for bit, however the host played', async () => {
    await fc.assert(
      fc.asyncProperty(piece, anyPlayer, host, fc.nat(99), async (written, player, host, seed) => {
        const policy = await policyOf(textOf(written))
        const explore = policy.definition.train.length > 0 && { unitId: `u${seed}` }
        const options: StartOptions = { seed, explore, ...(seed % 2 === 0 ? { tempo: 100 + seed } : {}) }
        const [events, log] = hosted(policy, player, host, options)
        const stored = readSession(sessionText(log))
        if (!stored.ok)
          throw new Error(stored.problems.map(({ path, message }) => `${path} ${message}`).join())
        const again = replaySession(policy, stored.value)
        expect(again.events.map(said)).toEqual(events.map(said))
        expect(sessionText(again.log)).toBe(sessionText(log))
      }),
      runs(60),
    )
  })

  it('knows nothing of music that was asked for while time stood still', async () => {
    const policy = await policyOf('tempo 120 bpm\nmetronome click { beat |x x x x| }\n')
    const set = policy.start()
    const events = [...set.advance(3)]
    set.pause(3.1)
    // A host that looks two seconds ahead, and comes back before they are over.
    events.push(...set.advance(5.2))
    set.resume(3.3)
    set.onset(3.3)
    const again = replaySession(policy, set.end())
    expect(again.events.map(said)).toEqual(events.map(said))
  })

  it('plays a checkpoint as far as it went', async () => {
    const policy = await policyOf('tempo 100 bpm\nmetronome m { beat |x x x x| }\n')
    const set = policy.start({ seed: 3 })
    set.advance(2.6)
    set.onset(2.41)
    set.advance(5)
    const checkpoint = set.checkpoint()
    set.advance(20)
    expect(sessionText(replaySession(policy, checkpoint).log)).toBe(sessionText(checkpoint))
  })

  it.each([29, 31, 45, 70])('plays a session in which nothing was said for %i minutes', async (minutes) => {
    const policy = await policyOf('tempo 120 bpm\nmetronome click { beat |x x x x| }\n')
    const set = policy.start({ seed: 1 })
    const events: Beat[] = []
    for (let now = 0; now < 60 * minutes; now += 0.5) events.push(...set.advance(now))
    const checkpoint = set.checkpoint()
    const bar = set.timeline().at(-1)?.measure
    const log = set.end()
    const again = replaySession(policy, log)
    expect(again.events.map(said)).toEqual(events.map(said))
    expect(sessionText(again.log)).toBe(sessionText(log))
    const { set: resumed } = resumeSession(policy, checkpoint)
    expect(resumed.timeline().at(-1)?.measure).toBe(bar)
  })

  it('plays up to a pause that was said long before its time', async () => {
    const policy = await policyOf('tempo 120 bpm\nmetronome click { beat |x x x x| }\n')
    const set = policy.start({ seed: 1 })
    const events: Beat[] = [...set.advance(1)]
    set.pause(4000)
    for (let now = 1; now < 3000; now += 0.5) events.push(...set.advance(now))
    expect(replaySession(policy, set.end()).events.map(said)).toEqual(events.map(said))
  })

  it('says why a log without its calls cannot be played', async () => {
    const policy = await policyOf('tempo 100 bpm\nmetronome m { beat |x x x x| }\n')
    const { replay: _, ...log } = policy.start().end()
    expect(() => replaySession(policy, log)).toThrow('no `replay`')
  })
})

describe('the tape', () => {
  it('keeps no more than a day of calls, and then none: half a session cannot be played', () => {
    const tape = new SessionTape()
    for (let i = 0; i < MOST_CALLS; i++) tape.onset(i, 1, false)
    expect(tape.calls()).toHaveLength(MOST_CALLS)
    tape.cue()
    tape.cue()
    expect(tape.calls()).toBeNull()
  })
})

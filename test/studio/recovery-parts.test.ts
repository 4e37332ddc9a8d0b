/** The parts of recovery that need no page. */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createInterruption } from '../../studio/page/interruption.ts'
import { createRecovery, MOST_PROGRAMS } from '../../studio/page/recovery.ts'
import { createWatchdog } from '../../studio/page/watchdog.ts'
import type { BandCommand, Checkpoint } from '../../studio/protocol.ts'
import { changingOutput, type Sounding } from '../../studio/workers/changing-output.ts'
import { fakeBand } from './fake-band.ts'

describe('the watchdog', () => {
  const looks = (patience: number | null, heard: readonly boolean[]): readonly boolean[] => {
    const dog = createWatchdog({ patience: () => patience })
    return heard.map((something) => {
      if (something) dog.heard()
      return dog.look()
    })
  }

  test('takes a thread for dead that is silent over more looks than it may be, and says so once', () => {
    expect(looks(2, [true, false, false, false, false, false])).toEqual([
      false,
      false,
      true,
      false,
      false,
      true,
    ])
  })

  test('is content with a word now and then, and with silence where nobody has to speak', () => {
    expect(looks(2, [false, false, true, false, true, false]).some(Boolean)).toBe(false)
    expect(looks(null, new Array(50).fill(false)).some(Boolean)).toBe(false)
  })
})

const KEYS = { latency: 0, calibrated: false }
const load = (revision: number): BandCommand & { kind: 'load' } => ({
  kind: 'load',
  code: `code ${revision}`,
  revision,
  at: 'beat',
  slots: null,
})
const tap = (contextTime: number): BandCommand => ({
  kind: 'tap',
  contextTime,
  latency: 0,
  velocity: 0.7,
  pitch: null,
})

async function someCheckpoint(heard: number, revision: number): Promise<Checkpoint> {
  const band = fakeBand()
  await band.load('tempo 120 bpm\nmetronome click { beat |X x x x| }\n')
  await band.play()
  band.run(1)
  const kept = band.of('checkpoint')[0]?.checkpoint
  if (kept === undefined) throw new Error('nothing was kept')
  return { ...kept, heard, revision }
}

describe('what the page remembers of a performance', () => {
  const playing = () => {
    const recovery = createRecovery()
    recovery.sent(load(1))
    recovery.heard({ kind: 'loaded', revision: 1, at: null, problem: null })
    recovery.heard({ kind: 'began', revision: 1, title: 'a', heard: 0 })
    return recovery
  }

  test('whoever dies of a stop or a panic ends, and does not come back playing', async () => {
    for (const kind of ['stop', 'panic'] as const) {
      const recovery = playing()
      const checkpoint = await someCheckpoint(0, 1)
      recovery.heard({ kind: 'checkpoint', checkpoint })
      recovery.sent({ kind })
      recovery.sent({ kind })
      expect(recovery).toMatchObject({ playing: false, stopping: true })
      expect(recovery.renew().map((one) => one.kind)).toEqual(['panic', 'load'])
      const ended = recovery.ended()
      expect(ended).toEqual({ kind: 'ended', log: checkpoint.log, title: 'a' })
      if (ended !== null) recovery.heard(ended)
      expect(recovery.stopping).toBe(false)
      expect(recovery.renew().map((one) => one.kind)).toEqual(['load'])
    }
  })

  test('keeps what the same text was compiled to before and after a loop: the session has played both', async () => {
    const recovery = playing()
    const looped = { ...load(1), code: 'code 1, going round' }
    recovery.sent(looped)
    recovery.heard({ kind: 'loaded', revision: 1, at: 9, problem: null })
    recovery.heard({ kind: 'checkpoint', checkpoint: await someCheckpoint(0, 1) })
    expect(recovery.renew()[0]).toMatchObject({ codes: ['code 1', 'code 1, going round'], whole: true })
  })

  test('keeps a program once, however often it is loaded', async () => {
    const recovery = playing()
    for (const revision of [2, 2]) {
      recovery.sent(load(revision))
      recovery.heard({ kind: 'loaded', revision, at: 9, problem: null })
    }
    recovery.heard({ kind: 'checkpoint', checkpoint: await someCheckpoint(0, 2) })
    expect(recovery.renew()[0]).toMatchObject({ codes: ['code 1', 'code 2'], whole: true })
  })

  test('forgets what was said to a performance that never began', async () => {
    const recovery = createRecovery()
    const start = { kind: 'play', seed: 1, tempo: null, fromBar: 1, input: KEYS } as const
    recovery.sent(load(1))
    recovery.heard({ kind: 'loaded', revision: 1, at: null, problem: null })
    recovery.sent(start)
    recovery.sent(tap(1))
    expect(recovery.renew().map(({ kind }) => kind)).toEqual(['load'])
    recovery.sent(start)
    recovery.heard({ kind: 'began', revision: 1, title: 'a', heard: 0 })
    recovery.heard({ kind: 'checkpoint', checkpoint: await someCheckpoint(0, 1) })
    expect(recovery.renew()).toMatchObject([{ kind: 'go-on', since: [] }])
  })

  test('a stop where nothing plays is waited for by nobody', () => {
    const recovery = createRecovery()
    recovery.sent({ kind: 'stop' })
    expect(recovery.stopping).toBe(false)
    expect(recovery.ended()).toBeNull()
  })

  test('before anything plays it is the last program that was good, and who is muted', () => {
    const recovery = createRecovery()
    expect(recovery.renew()).toEqual([])
    recovery.sent(load(1))
    expect(recovery.loading).toBe(1)
    recovery.heard({ kind: 'loaded', revision: 1, at: null, problem: null })
    recovery.sent(load(2))
    recovery.heard({ kind: 'loaded', revision: 2, at: null, problem: 'broken' })
    recovery.sent(load(3))
    recovery.sent({ kind: 'mute', member: 'kit', muted: true })
    recovery.sent({ kind: 'mute', member: 'bass', muted: true })
    recovery.sent({ kind: 'mute', member: 'bass', muted: false })
    expect(recovery.loading).toBe(3)
    recovery.heard({ kind: 'loaded', revision: 3, at: null, problem: 'it did not come back' })
    expect(recovery.renew()).toEqual([
      { ...load(1), at: 'bar' },
      { kind: 'mute', member: 'kit', muted: true },
    ])
    expect(recovery.loading).toBeNull()
  })

  test('of several programs on their way the oldest is blamed, and the others are sent again', () => {
    const recovery = createRecovery()
    for (const revision of [1, 2, 3]) recovery.sent(load(revision))
    recovery.heard({ kind: 'loaded', revision: 1, at: null, problem: null })
    expect(recovery.loading).toBe(2)
    recovery.heard({ kind: 'loaded', revision: 2, at: null, problem: 'it did not come back' })
    expect(recovery.renew()).toEqual([{ ...load(1), at: 'bar' }, load(3)])
    expect(recovery.loading).toBe(3)
  })

  test('a piece that waits for its barline is blamed for nothing, and waits again once', async () => {
    const next = {
      kind: 'next',
      code: 'b',
      revision: 2,
      gain: null,
      seed: 1,
      tempo: null,
      input: KEYS,
    } as const
    const recovery = playing()
    recovery.heard({ kind: 'checkpoint', checkpoint: await someCheckpoint(0, 1) })
    recovery.sent(next)
    expect(recovery.loading).toBe(2)
    recovery.heard({ kind: 'waits', revision: 2 })
    expect(recovery.loading).toBeNull()
    expect(recovery.renew()).toMatchObject([{ kind: 'go-on', codes: ['code 1'], since: [next] }])
    expect(recovery.loading).toBe(2)
    recovery.heard({ kind: 'waits', revision: 2 })
    expect(recovery.renew()).toMatchObject([{ kind: 'go-on', since: [] }])
  })

  test('what is said before the band says that it began is of the performance, and what it heard before is not', async () => {
    const recovery = playing()
    recovery.sent(tap(1))
    recovery.sent(tap(2))
    recovery.sent(tap(3))
    // Another piece took over between the second and the third, and says so only now.
    recovery.heard({ kind: 'began', revision: 1, title: 'b', heard: 2 })
    recovery.sent(tap(4))
    recovery.heard({ kind: 'checkpoint', checkpoint: await someCheckpoint(3, 1) })
    expect(recovery.renew()).toMatchObject([{ kind: 'go-on', since: [tap(4)] }])
    recovery.heard({ kind: 'checkpoint', checkpoint: await someCheckpoint(0, 1) })
    expect(recovery.renew()).toMatchObject([{ kind: 'go-on', since: [tap(4)] }])
    recovery.heard({ kind: 'checkpoint', checkpoint: await someCheckpoint(1, 1) })
    expect(recovery.renew()).toMatchObject([{ kind: 'go-on', since: [] }])
  })

  test('a play is waited for until something begins, or the band says why nothing does', () => {
    const start = { kind: 'play', seed: 1, tempo: null, fromBar: 1, input: KEYS } as const
    const recovery = createRecovery()
    expect(recovery.starting).toBe(false)
    const answers = [
      { kind: 'began', revision: 1, title: 'a', heard: 0 },
      { kind: 'problem', message: 'there is nothing to play yet' },
    ] as const
    for (const answer of answers) {
      recovery.sent(start)
      expect(recovery.starting).toBe(true)
      recovery.heard(answer)
      expect(recovery.starting).toBe(false)
    }
    recovery.sent(start)
    recovery.sent({ kind: 'stop' })
    expect(recovery.starting).toBe(false)
    // Whoever died of it is not told to do it again.
    recovery.sent(start)
    expect(recovery.renew().map(({ kind }) => kind)).not.toContain('play')
    expect(recovery.starting).toBe(false)
  })

  test('of a performance it is the checkpoint, the programs in it, and what was said and taken since', async () => {
    const recovery = playing()
    for (const at of [1, 2, 3]) recovery.sent(tap(at))
    recovery.sent(load(2))
    recovery.heard({ kind: 'loaded', revision: 2, at: 4, problem: null })
    const checkpoint = await someCheckpoint(2, 1)
    recovery.heard({ kind: 'checkpoint', checkpoint })
    recovery.sent(tap(5))
    recovery.sent({ kind: 'cue' })
    expect(recovery.renew()).toEqual([
      {
        kind: 'go-on',
        codes: ['code 1'],
        whole: true,
        checkpoint,
        barline: null,
        muted: [],
        since: [tap(3), tap(5), { kind: 'cue' }, { ...load(2), at: 'bar' }],
      },
    ])
    // Another thread counts anew, from what it was told first.
    const later = await someCheckpoint(2, 2)
    recovery.heard({ kind: 'checkpoint', checkpoint: later })
    expect(recovery.renew()).toMatchObject([{ codes: ['code 1', 'code 2'], since: [{ kind: 'cue' }] }])
  })

  test('of more programs than it keeps it is the last one, from the bar', async () => {
    const recovery = playing()
    for (let revision = 2; revision <= MOST_PROGRAMS + 1; revision++) {
      recovery.sent(load(revision))
      recovery.heard({ kind: 'loaded', revision, at: 1, problem: null })
    }
    recovery.heard({ kind: 'checkpoint', checkpoint: await someCheckpoint(0, MOST_PROGRAMS + 1) })
    recovery.sent(tap(9))
    expect(recovery.renew()).toMatchObject([
      { kind: 'go-on', whole: false, codes: [`code ${MOST_PROGRAMS + 1}`], since: [] },
    ])
  })

  test('is forgotten when the performance ends, however that is heard', async () => {
    const recovery = playing()
    const checkpoint = await someCheckpoint(0, 1)
    recovery.heard({ kind: 'checkpoint', checkpoint })
    expect(recovery.playing).toBe(true)
    recovery.heard({ kind: 'ended', log: checkpoint.log, title: 'a' })
    expect(recovery.playing).toBe(false)
    expect(recovery.renew()).toEqual([{ ...load(1), at: 'bar' }])
  })
})

describe('a sound that is replaced while it plays', () => {
  const sounding = (clock: { now: number }): Sounding & { readonly said: string[] } => {
    const said: string[] = []
    return {
      said,
      band: () => said.push('band'),
      play: () => said.push('play'),
      mute: () => said.push('mute'),
      clear: () => said.push('clear'),
      panic: () => said.push('panic'),
      now: () => clock.now,
      peaks: () => ({}),
      hearBoard: () => said.push('board'),
    }
  }

  test('is played through as soon as its clock runs, and time never goes back', () => {
    const [old, fresh] = [{ now: 5 }, { now: 0 }]
    const [first, second] = [sounding(old), sounding(fresh)]
    const output = changingOutput(first)
    output.change(second)
    expect(output.changed()).toBe(false)
    output.clear()
    expect([first.said, second.said]).toEqual([['clear'], []])
    expect(output.now()).toBe(5)
    fresh.now = 4.9
    expect(output.changed()).toBe(true)
    expect(output.changed()).toBe(false)
    expect(output.now()).toBe(5)
    fresh.now = 5.2
    expect(output.now()).toBe(5.2)
    output.clear()
    expect(second.said).toEqual(['clear'])
  })
})

describe('an interruption from outside', () => {
  const interrupted = (playing: boolean, paused = false) => {
    const said: string[] = []
    const interruption = createInterruption({
      isPlaying: () => playing,
      isPaused: () => paused,
      open: () => said.push('open'),
      send: ({ kind }) => said.push(kind),
      say: () => said.push('words'),
      unsay: () => said.push('nothing'),
    })
    return { interruption, said }
  }
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('a player’s pause lets the sound go on first, where it was stopped', () => {
    const { interruption, said } = interrupted(true)
    interruption.toggle()
    interruption.running(false)
    interruption.toggle()
    expect(said).toEqual(['pause', 'pause', 'open'])
    const still = interrupted(true, true)
    still.interruption.toggle()
    expect(still.said).toEqual(['resume'])
  })

  test('pauses the session and goes on with it', () => {
    const { interruption, said } = interrupted(true)
    interruption.running(false)
    expect(interruption.holds).toBe(true)
    interruption.running(false)
    vi.advanceTimersByTime(1000)
    interruption.running(true)
    expect(interruption.holds).toBe(false)
    expect(said).toEqual(['pause', 'words', 'resume', 'nothing'])
  })

  test('says nothing where the sound only moves to another device', () => {
    const { interruption, said } = interrupted(true)
    interruption.running(false)
    interruption.running(true)
    vi.advanceTimersByTime(1000)
    expect(said).toEqual(['pause', 'resume', 'nothing'])
  })

  test('leaves a pause to the player who made it, and is nothing where nobody plays', () => {
    const own = interrupted(true, true)
    own.interruption.running(false)
    vi.advanceTimersByTime(1000)
    own.interruption.running(true)
    expect(own.said).toEqual(['words'])
    const silent = interrupted(false)
    silent.interruption.running(false)
    silent.interruption.running(true)
    expect(silent.said).toEqual([])
  })
})

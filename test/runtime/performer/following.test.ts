import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import { type PlayerMove, playScript } from '../../../runtime/player/scripted.ts'
import type { MemberDef } from '../../../runtime/policy.ts'
import { CLICK, clickPolicy, drums, metronome, part, policy, ZONES } from '../fixtures.ts'

function together(script: readonly PlayerMove[], bars = 16, definition = clickPolicy()) {
  const set = createPolicy(definition).start({ seed: 3 })
  const events = playScript(set, script, { bars, beatsPerBar: 4, seed: 3 })
  return { set, events, log: set.end(), bpm: set.bpm }
}

describe('following a player', () => {
  it('holds the tempo with a steady player, and calls it snap', () => {
    const { log, bpm } = together([{ k: 'steady' }])
    expect(bpm).toBe(120)
    const heard = log.beats.filter(({ onset }) => onset !== null)
    expect(heard.length).toBe(64)
    expect(heard.every(({ mode }) => mode === 'snap')).toBe(true)
  })

  it('reaches a player who gets 4 % faster, and one who gets slower', () => {
    for (const change of [0.04, -0.04]) {
      const { bpm } = together([{ k: 'tempo', change, over: { amount: 8, unit: 'bars' } }], 32)
      expect(Math.abs(bpm / (120 * (1 + change)) - 1)).toBeLessThan(0.02)
    }
  })

  it('takes what is left of the beat along when an onset moves its end', () => {
    const eighths = policy({ members: [[metronome(), part({ beat: drums('xxxxxxxx') })]] })
    const set = createPolicy(eighths).start()
    expect(set.advance(2.1).at(-1)?.timestamp).toBe(2)
    set.onset(2.06)
    expect(set.advance(2.4).map(({ timestamp }) => timestamp)).toEqual([expect.closeTo(2 + 0.518 / 2, 12)])
  })

  it('logs every onset, and which beat it was heard as', () => {
    const set = createPolicy(clickPolicy()).start()
    set.advance(2.2)
    set.onset(2.06, { velocity: 0.9 })
    set.onset(2.25)
    set.advance(3)
    const log = set.end()
    expect(log.onset_times).toEqual([2.06, 2.25])
    expect(log.beats.filter(({ onset }) => onset !== null)).toEqual([
      expect.objectContaining({ n: 1, onset: 2.06, deviation: expect.closeTo(0.06, 12), mode: 'follow' }),
    ])
  })

  it('hears an onset before its beat as that beat', () => {
    const set = createPolicy(clickPolicy()).start()
    set.advance(1.9)
    set.onset(1.94)
    set.advance(3)
    const first = set.end().beats.find(({ n }) => n === 1)
    expect(first).toMatchObject({ onset: 1.94, mode: 'follow' })
    expect(first?.deviation).toBeCloseTo(-0.06, 12)
  })

  // [onset.late]
  it('uses an onset that comes after its beat was through for the next one', () => {
    const late = createPolicy(clickPolicy()).start()
    late.advance(2.51)
    late.onset(2.06)
    const beats = late.advance(3.4).map(({ timestamp }) => timestamp)
    // The beat at 2.5 had been handed out; the one at 3 moves instead, for a band that is less sure after a silent beat.
    expect(beats).toEqual([expect.closeTo(3 + 0.95 * (0.015 + 0.003), 12)])
    const rows = late.end().beats
    expect(rows.find(({ n }) => n === 1)).toMatchObject({ onset: 2.06, mode: 'follow' })
    expect(rows.find(({ n }) => n === 2)).toMatchObject({ onset: null })
  })

  // [onset.late]
  it('corrects once, not twice, where the next beat has an onset of its own', () => {
    const set = createPolicy(clickPolicy()).start()
    set.advance(2.51)
    set.onset(2.06)
    set.onset(2.5)
    expect(set.advance(3.4).map(({ timestamp }) => timestamp)).toEqual([3])
  })

  // [player.count]
  it('is not pulled during the count', () => {
    const set = createPolicy(clickPolicy()).start()
    set.advance(1)
    set.onset(1.07)
    expect(set.advance(2.4).map(({ timestamp }) => timestamp)).toEqual([1, 1.5, 2])
  })

  it('takes the input latency out of onsets', () => {
    const set = createPolicy(clickPolicy()).start({ latency: { input: 0.05, output: 0.02 } })
    set.advance(2.2)
    set.onset(2.06)
    set.advance(3)
    const log = set.end()
    expect(log.beats.find(({ n }) => n === 1)).toMatchObject({ mode: 'snap' })
    expect(log.onset_times[0]).toBeCloseTo(2.01, 12)
    expect(log.latency).toEqual({ input: 0.05, output: 0.02, calibrated: false })
  })

  it('hears no player in a classic band beyond 0.15 beat, and follows all the way within', () => {
    const classic = clickPolicy({
      zones: [() => ({ ...ZONES, follow: { ms: 50, beats: 0 }, adapt: 0, curve: 'classic' })],
    })
    const set = createPolicy(classic).start()
    set.advance(2.2)
    set.onset(2.07)
    expect(set.advance(2.6)[0]?.timestamp).toBeCloseTo(2.57, 12)
  })
})

describe('a count by the player', () => {
  const counted = clickPolicy({
    player: { zones: 0, plays: null, count: { who: 'player', amount: 4, unit: 'beats' } },
  })

  // [player.count]
  it('sets tempo and phase', () => {
    const set = createPolicy(counted).start()
    expect(set.advance(1)).toEqual([])
    for (const time of [1, 1.6, 2.2, 2.8]) {
      set.advance(time)
      set.onset(time)
    }
    expect(set.advance(5).map(({ timestamp }) => timestamp)).toEqual([
      expect.closeTo(3.4, 9),
      expect.closeTo(4, 9),
      expect.closeTo(4.6, 9),
    ])
    expect(set.bpm).toBeCloseTo(100, 9)
    expect(set.end().beats.map(({ n, measure }) => [n, measure])).toEqual([
      [-3, 0],
      [-2, 0],
      [-1, 0],
      [0, 0],
      [1, 1],
      [2, 1],
      [3, 1],
    ])
  })

  it('cannot leave the tempo range', () => {
    const set = createPolicy(counted).start()
    for (const time of [1, 1.2, 1.4, 1.6]) set.onset(time)
    expect(set.bpm).toBeCloseTo(150, 9)
  })
})

describe('pausing', () => {
  it('stops time and goes on where it was', () => {
    const set = createPolicy(clickPolicy()).start()
    const before = set.advance(2.2)
    set.pause(2.2)
    expect(set.advance(8)).toEqual([])
    set.onset(5)
    set.resume(9.2)
    const after = set.advance(10.8)
    expect(before).toHaveLength(5)
    expect(after.map(({ timestamp }) => timestamp)).toEqual([9.5, 10, 10.5].map((t) => expect.closeTo(t, 9)))
    const log = set.end()
    expect(log.clock.interruptions).toEqual([{ from: 2.2, to: 9.2 }])
    expect(log.onset_times).toEqual([5])
    expect(log.ai_beat_times.slice(4, 7)).toEqual([2, 9.5, 10].map((t) => expect.closeTo(t, 9)))
  })
})

describe('pausing after music has been handed out', () => {
  it('writes the beats that were still to sound where they sound', () => {
    const set = createPolicy(clickPolicy()).start()
    set.advance(2.6)
    set.pause(2.4)
    set.resume(9.4)
    set.advance(11)
    const times = set
      .end()
      .beats.filter(({ n }) => n >= 1)
      .map(({ time }) => time)
    expect(times).toEqual([2, 9.5, 10, 10.5].map((time) => expect.closeTo(time, 9)))
  })
})

describe('an onset beside a pause', () => {
  /** Each onset is known 20 ms after it; beats sound at 4, 4.5, 5 … s. */
  function around(pauses: readonly (readonly [from: number, to: number])[], onsets: readonly number[]) {
    const set = createPolicy(clickPolicy()).start()
    const calls = [
      ...pauses.flatMap(([from, to]) => [
        { at: from, call: () => set.pause(from) },
        { at: to, call: () => set.resume(to) },
      ]),
      ...onsets.map((onset) => ({ at: onset + 0.02, call: () => set.onset(onset) })),
    ].sort((a, b) => a.at - b.at)
    for (const { at, call } of calls) {
      set.advance(at + 0.1)
      call()
    }
    set.advance(44)
    const log = set.end()
    return log.beats.flatMap(({ n, time, onset, deviation }) =>
      onset === null ? [] : [{ n, time, onset, deviation }],
    )
  }

  it.each([
    ['moves with a beat that was decided ahead', [[4.48, 34.48]], [4.44], [34.5, 34.44, -0.06]],
    ['stays with a beat that has sounded', [[4.51, 34.51]], [34.54], [4.5, 4.54, 0.04]],
    [
      'stays with it over two pauses',
      [
        [4.51, 14.51],
        [14.52, 34.52],
      ],
      [34.54],
      [4.5, 4.54, 0.04],
    ],
  ] as const)('%s', (_, pauses, onsets, [time, onset, deviation]) => {
    expect(around(pauses, onsets)).toEqual([
      {
        n: 6,
        time: expect.closeTo(time, 9),
        onset: expect.closeTo(onset, 9),
        deviation: expect.closeTo(deviation, 9),
      },
    ])
  })
})

describe('whom members follow', () => {
  const follower = (name: string, follows: MemberDef['follows']): MemberDef => ({
    name,
    kind: 'drummer',
    follows,
  })
  const rim = (feelMs: number) => part({ rim: drums('xxxx') }, { feelMs })

  function lateOnset(members: Parameters<typeof policy>[0]['members']) {
    const set = createPolicy(policy({ members })).start()
    set.advance(2.2)
    set.onset(2.07)
    return set.advance(2.9).filter(({ measure }) => measure > 0)
  }

  // [follows.member]
  it('takes the leader’s times and feel and adds its own, along the chain', () => {
    const beats = lateOnset([
      CLICK,
      [follower('kit', { member: 'click' }), rim(5)],
      [follower('hand', { member: 'kit' }), rim(3)],
    ])
    const at = (name: string) => beats.find(({ member }) => member === name)?.timestamp ?? Number.NaN
    expect(at('kit') - at('click')).toBeCloseTo(0.005, 12)
    expect(at('hand') - at('click')).toBeCloseTo(0.008, 12)
  })

  // [follows.grid]
  it('keeps the written tempo for a follower of the grid, whatever the player does', () => {
    const beats = lateOnset([CLICK, [follower('machine', 'grid'), rim(0)]])
    const at = (name: string) => beats.find(({ member }) => member === name)?.timestamp
    expect(at('machine')).toBe(2.5)
    expect(at('click')).toBeGreaterThan(2.51)
  })

  it('hears the beat where the reference member sounds it', () => {
    const set = createPolicy(
      policy({ members: [[metronome(), part({ beat: drums('xxxx') }, { feelMs: 30 })]] }),
    ).start()
    set.advance(2.2)
    set.onset(2.03)
    set.advance(3)
    const first = set.end().beats.find(({ n }) => n === 1)
    expect(first).toMatchObject({ mode: 'snap', grid: 2 })
    expect(first?.time).toBeCloseTo(2.03, 12)
    expect(first?.deviation).toBeCloseTo(0, 12)
  })
})

describe('the kill switch', () => {
  it('leaves a click that keeps the written tempo', () => {
    const set = createPolicy(
      policy({
        members: [
          CLICK,
          [{ name: 'kit', kind: 'drummer', follows: 'player' }, part({ kick: drums('xxxx') })],
        ],
      }),
    ).start({ mode: 'click' })
    set.advance(2.2)
    set.onset(2.07)
    const beats = set.advance(4)
    expect(beats.map(({ timestamp, member }) => [timestamp, member])).toEqual([
      [2.5, 'click'],
      [3, 'click'],
      [3.5, 'click'],
    ])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPolicy, type Policy } from '../../../runtime/create-policy.ts'
import type { Performer } from '../../../runtime/performer.ts'
import type { PolicyDefinition } from '../../../runtime/policy.ts'
import type { PerformanceProblem } from '../../../runtime/problems.ts'
import type { Beat } from '../../../runtime/score/beat.ts'
import { runs } from '../../harness/runs.ts'
import {
  BASS,
  bandPolicy,
  CLICK,
  clickPolicy,
  drums,
  groovePolicy,
  KEYS,
  part,
  policy,
  ZONES,
} from '../fixtures.ts'

const SECONDS = 12

/** Evenly spread: `fc.double` draws its bits evenly, and so hardly ever a number of ordinary size. */
const within = (low: number, high: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.round(low * 1e6), max: Math.round(high * 1e6) }).map((micros) => micros / 1e6)

/** A band in which everything that could make a difference is on. */
function busyPolicy(): PolicyDefinition {
  const kit = { name: 'kit', kind: 'drummer', follows: 'grid' } as const
  return policy({
    members: [
      CLICK,
      [kit, part({ snare: drums('x.x~x.xx') }, { humanMs: 12, fill: { everyBars: 2, density: 0.7 } })],
      BASS,
      KEYS,
    ],
    sections: [
      { name: 'a', bars: 2, swing: () => ({ ratio: 0.6, unit: 0.5, shortMs: null }) },
      {
        name: 'b',
        bars: 1,
        chords: [
          { bar: 0, at: 0, chord: 1 },
          { bar: 0, at: 2, chord: 2 },
        ],
      },
    ],
    definition: {
      repeat: true,
      rules: [
        {
          name: 'quiet',
          when: (player) => player.silent,
          hold: () => ({ amount: 2, unit: 'beats' }),
          actions: () => [
            {
              do: 'level',
              member: 'click',
              mode: 'to',
              db: -12,
              over: { amount: 2, unit: 'beats' },
              keep: false,
            },
          ],
        },
        {
          name: 'push',
          when: (player) => player.late,
          hold: null,
          actions: () => [
            { do: 'tempo', mode: 'by', bpm: 4, over: { amount: 2, unit: 'beats' }, keep: true },
            { do: 'section', section: 1 },
          ],
        },
      ],
    },
  })
}

const POLICIES: Readonly<Record<string, Policy>> = {
  metronome: createPolicy(clickPolicy()),
  groove: createPolicy(groovePolicy()),
  band: createPolicy(bandPolicy()),
  busy: createPolicy(busyPolicy()),
}

type Move = { readonly advance: number } | { readonly onset: number; readonly velocity: number }

/** Windows and onsets in real time: each onset comes after the music up to some moment before or after it. */
const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    within(0, 0.7).map((advance) => ({ advance })),
    fc.record({
      onset: within(-0.3, 0.3),
      velocity: within(0, 1),
    }),
  ),
  { maxLength: 60 },
)

function play(
  set: Performer,
  script: readonly Move[],
): { beats: Beat[]; windows: [number, number, Beat[]][] } {
  const windows: [number, number, Beat[]][] = []
  let now = 0
  for (const move of script) {
    if ('onset' in move) set.onset(now + move.onset, { velocity: move.velocity })
    else {
      windows.push([now, now + move.advance, [...set.advance(now + move.advance)]])
      now += move.advance
    }
  }
  windows.push([now, SECONDS + 20, [...set.advance(SECONDS + 20)]])
  return { beats: windows.flatMap(([, , beats]) => beats), windows }
}

describe.each(Object.entries(POLICIES))('any performance of the %s', (_, piece) => {
  it('is the same for the same seed, onsets and windows', () => {
    fc.assert(
      fc.property(moves, fc.nat(1000), (script, seed) => {
        const one = piece.start({ seed })
        const other = piece.start({ seed })
        expect(play(one, script)).toEqual(play(other, script))
        expect(one.end()).toEqual(other.end())
      }),
      runs(40),
    )
  })

  it('gives the same bytes for any windows, as long as nobody plays', () => {
    const whole = piece.start({ seed: 5 }).advance(SECONDS)
    fc.assert(
      fc.property(fc.array(within(0, SECONDS), { minLength: 40, maxLength: 80 }), (cuts) => {
        const set = piece.start({ seed: 5 })
        const beats: Beat[] = []
        for (const cut of [...cuts.toSorted((a, b) => a - b), SECONDS]) beats.push(...set.advance(cut))
        expect(beats).toEqual(whole)
      }),
      runs(60),
    )
  })

  it('hands every event out in its window, in order, each once, whatever the player does', () => {
    fc.assert(
      fc.property(moves, (script) => {
        const { beats, windows } = play(piece.start({ seed: 1 }), script)
        for (const [from, to, inside] of windows) {
          expect(inside.filter(({ timestamp }) => !(timestamp >= from && timestamp < to))).toEqual([])
        }
        expect(beats.filter(({ timestamp }, i) => !(timestamp >= (beats[i - 1]?.timestamp ?? 0)))).toEqual([])
        const clicks = beats.filter(({ member }) => member === 'click')
        const places = clicks.map(({ measure, beatNumber }) => measure * 4 + beatNumber)
        expect(places).toEqual(places.map((_, i) => (places[0] ?? 0) + i))
      }),
      runs(60),
    )
  })

  it('never leaves the tempo range nor moves a beat by more than the limit', () => {
    fc.assert(
      fc.property(moves, (script) => {
        const set = piece.start({ seed: 1 })
        play(set, script)
        const beats = set.timeline()
        for (const [i, { time, bpm }] of beats.entries()) {
          expect(bpm).toBeGreaterThan(90 - 1e-9)
          expect(bpm).toBeLessThan(150 + 1e-9)
          const next = beats[i + 1]
          if (next === undefined) continue
          const interval = next.time - time
          expect(interval).toBeGreaterThan(60 / 150 - 1e-9)
          expect(interval).toBeLessThan(60 / 90 + 1e-9)
          // T′ is at most adapt · limit from T, and the beat itself at most the limit from that.
          expect(Math.abs(interval - 60 / next.bpm)).toBeLessThanOrEqual(0.2 + 1e-9)
        }
      }),
      runs(60),
    )
  })
})

describe('a performer in bad hands', () => {
  const anyNumber = fc.oneof(
    fc.double(),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 0, 1e300),
    within(-5, 30),
  )
  // An hour of music is no mistake, only slow to test: see below.
  const anyMoment = fc.oneof(
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1),
    within(-5, 60),
  )
  const call = fc.oneof(
    fc.tuple(fc.constant('onset' as const), anyNumber, anyNumber),
    fc.tuple(fc.constant('advance' as const), anyMoment, anyNumber),
    fc.tuple(fc.constantFrom('pause' as const, 'resume' as const, 'cue' as const), anyNumber, anyNumber),
  )

  it('never throws, and its log stays sound', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(POLICIES)),
        fc.array(call, { maxLength: 40 }),
        (piece, calls) => {
          const set = piece.start({ seed: 2 })
          let last = Number.NEGATIVE_INFINITY
          for (const [name, a, b] of calls) {
            if (name === 'onset') set.onset(a, { velocity: b })
            else if (name === 'advance') {
              for (const { timestamp } of set.advance(a)) {
                expect(timestamp).toBeGreaterThanOrEqual(last)
                last = timestamp
              }
            } else if (name === 'cue') set.cue()
            else set[name](a)
          }
          const log = set.end()
          expect(JSON.parse(JSON.stringify(log))).toEqual(log)
          expect(log.beats.every(({ time, grid }) => Number.isFinite(time) && Number.isFinite(grid))).toBe(
            true,
          )
        },
      ),
      runs(150),
    )
  })

  it('takes no pause that lies hours before what it has played: the band goes on soon after it', () => {
    const policy = createPolicy(clickPolicy())
    const problems: string[] = []
    const set = policy.start({ onError: ({ message }) => problems.push(message) })
    set.advance(1)
    set.pause(-80_000)
    set.resume(1.1)
    let events = 0
    for (let at = 1.1; at < 61; at += 0.5) events += set.advance(at).length
    expect(events).toBeGreaterThan(100)
    // Nor one that stood still already.
    set.pause(62)
    set.resume(900)
    set.advance(901)
    set.pause(70)
    set.resume(901.1)
    let after = 0
    for (let at = 901.1; at < 961; at += 0.5) after += set.advance(at).length
    expect(after).toBeGreaterThan(100)
    expect(problems).toEqual([expect.stringContaining('pause(-80000)'), expect.stringContaining('pause(70)')])
  })

  it.each([1e300, 11, -1, Number.NaN])('takes no latency of %d s', (input) => {
    const policy = createPolicy(clickPolicy())
    const problems: string[] = []
    const set = policy.start({
      latency: { input, output: 0 },
      onError: ({ message }) => problems.push(message),
    })
    expect(problems).toHaveLength(1)
    expect(set.end().latency.input).toBe(0)
  })

  it('gives no session an empty name: no reader would take it', () => {
    const policy = createPolicy(clickPolicy())
    const problems: string[] = []
    const log = policy.start({ sessionId: '', onError: ({ message }) => problems.push(message) }).end()
    expect(problems).toHaveLength(1)
    expect(log.session_id).not.toBe('')
  })

  it('takes a jump of its host’s clock for a pause: no burst of stale events, and the log says when', () => {
    const problems: string[] = []
    const set = createPolicy(clickPolicy()).start({ onError: ({ code }) => problems.push(code) })
    const before = set.advance(10)
    expect(set.advance(5010)).toEqual([])
    expect(problems).toEqual(['advance-too-far'])
    const after = set.advance(5020)
    expect(after).toHaveLength(20)
    // The beat that was to come at 10 s comes 5000 s later.
    expect(after[0]?.timestamp).toBeCloseTo((before.at(-1)?.timestamp ?? 0) + 0.5 + 5000, 9)
    const { clock, beats } = set.end()
    expect(clock.interruptions).toEqual([{ from: 10, to: 5010 }])
    expect(beats).toHaveLength(40)
  })

  it('survives a storm of onsets', () => {
    const set = createPolicy(bandPolicy()).start({ seed: 1 })
    for (let i = 0; i < 5000; i++) set.onset(2 + (i % 97) * 0.001)
    expect(set.advance(10).length).toBeGreaterThan(100)
  })

  it('says what is wrong', () => {
    const problems: PerformanceProblem[] = []
    const set = createPolicy(clickPolicy()).start({
      onError: (problem) => problems.push(problem),
      seed: -1,
      tempo: Number.NaN,
      latency: { input: -1, output: 0 },
      slots: { nothing: 1 },
    })
    set.onset(Number.NaN)
    set.advance(Number.NaN)
    expect(problems.map(({ code }) => code)).toEqual([
      'bad-slot',
      'bad-option',
      'bad-option',
      'bad-option',
      'bad-number',
      'bad-number',
    ])
  })

  it('plays on when a handler, a pattern or a rule throws', () => {
    const thrower = (): never => {
      throw new Error('no')
    }
    const problems: string[] = []
    const broken = policy({
      members: [
        CLICK,
        [
          { name: 'kit', kind: 'drummer', follows: 'player' },
          part({ kick: { name: 'kick', bars: 1, loopQuarters: null, play: thrower } }),
        ],
      ],
      definition: { rules: [{ name: 'r', when: thrower, hold: null, actions: () => [] }] },
    })
    const onError = ({ code }: PerformanceProblem): never => {
      problems.push(code)
      throw new Error('worse')
    }
    expect(createPolicy(broken).start({ onError }).advance(4)).toHaveLength(8)
    expect(new Set(problems)).toEqual(new Set(['pattern-failed', 'rule-failed']))
  })

  it('gives a click where the band cannot be put together', () => {
    const problems: string[] = []
    const broken = policy({
      members: [CLICK],
      definition: {
        timbres: () => {
          throw new Error('no timbres')
        },
      },
    })
    const definition: PolicyDefinition = {
      ...broken,
      sections: broken.sections.map((s) => ({
        ...s,
        parts: [
          {
            settings: () => {
              throw new Error('no')
            },
            voices: [],
          },
        ],
      })),
      timbres: () => [],
    }
    const set = createPolicy(definition).start({ onError: ({ code }) => problems.push(code) })
    expect(set.advance(4)).toHaveLength(8)
    expect(problems).toEqual(['internal'])
  })

  it('plays any slots', () => {
    const names = ['snap', 'follow', 'limit', 'strength', 'adapt', 'bpm', 'swing', 'chance']
    const slots = names.map((name, index) => ({
      name,
      kind: 'continuous' as const,
      unit: null,
      default: [20, 100, 200, 0.5, 0.2, 120, 0.5, 0.5][index] ?? 0,
      min: null,
      max: null,
      scale: 'linear' as const,
      above: null,
      choices: null,
      features: null,
      doc: null,
      index,
      size: 1,
    }))
    const at = (s: Float64Array, i: number) => s[i] ?? 0
    const piece = createPolicy(
      policy({
        members: [
          CLICK,
          [{ name: 'kit', kind: 'drummer', follows: 'player' }, part({ kick: drums('~.x~', undefined, 7) })],
        ],
        sections: [{ swing: (s) => ({ ratio: at(s, 6), unit: 0.5, shortMs: null }) }],
        definition: {
          slots,
          tempo: (s) => ({
            program: { kind: 'steady', bpm: at(s, 5) },
            lowBpm: at(s, 5) * 0.75,
            highBpm: at(s, 5) * 1.25,
          }),
          zones: [
            (s) => ({
              ...ZONES,
              snap: { ms: at(s, 0), beats: 0 },
              follow: { ms: at(s, 1), beats: 0 },
              limit: { ms: at(s, 2), beats: 0 },
              strength: at(s, 3),
              adapt: at(s, 4),
            }),
          ],
        },
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 8, maxLength: 8 }), moves, (values, script) => {
        const set = piece.start({ slots: Float64Array.from(values) })
        let now = 0
        for (const move of script) {
          if ('onset' in move) set.onset(now + move.onset)
          else {
            now += move.advance
            set.advance(now)
          }
        }
        set.end()
      }),
      runs(200),
    )
  })
})

/** What holds of following whoever plays, at any tempo, and with any slots. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Policy } from '../../runtime/create-policy.ts'
import type { Performer, TimelineBeat } from '../../runtime/performer.ts'
import { type PlayerMove, playScript, type Stroke } from '../../runtime/player/scripted.ts'
import { type SessionLog, sessionText } from '../../runtime/session/log.ts'
import { ordinaryMs } from '../harness/cpu.ts'
import { runs } from '../harness/runs.ts'
import { repositoryTop } from '../harness/sil.ts'
import { compile, load, policyOf } from './play.ts'
import { drawSlots } from './slot-values.ts'

const BARS = 24
const BEATS_PER_BAR = 4

/** Nothing said: the default zones. */
const DEFAULT = 'tempo 100 bpm in 20 bpm..400 bpm\nmetronome click { beat |X x x x| }\n'

let byDefault: Policy
let follow: Policy

beforeAll(async () => {
  byDefault = await policyOf(DEFAULT)
  const path = 'examples/follow.sil'
  follow = await load(compile(readFileSync(`${repositoryTop}/${path}`, 'utf8'), { path }))
})

function play(policy: Policy, tempo: number, script: readonly PlayerMove[], bars = BARS): Performer {
  const set = policy.start({ tempo, seed: 1 })
  playScript(set, script, { bars, beatsPerBar: BEATS_PER_BAR, seed: 1 })
  return set
}

const tempi = fc.integer({ min: 50, max: 200 })
/** Nobody's habit is further off than a fifth of a beat. */
const earlyBy = (tempo: number, share: number): number => share * Math.min(80, 12_000 / tempo)

describe('a steady player who is early by habit', () => {
  // [bias.no-drift]
  it('moves no beat of a band with the default zones', () => {
    fc.assert(
      fc.property(tempi, fc.integer({ min: 0, max: 100 }), (tempo, percent) => {
        const ms = earlyBy(tempo, percent / 100)
        for (const { time, grid } of play(byDefault, tempo, [{ k: 'rushes', ms }]).timeline()) {
          expect(time).toBeCloseTo(grid, 9)
        }
      }),
      runs(60),
    )
  })

  // [bias.no-drift]
  it('shifts the tempo of examples/follow.sil by 2 % at most while the two meet, and no more from then on', () => {
    fc.assert(
      fc.property(tempi, fc.integer({ min: 0, max: 100 }), (tempo, percent) => {
        const ms = earlyBy(tempo, percent / 100)
        const beats = play(follow, tempo, [{ k: 'rushes', ms }]).timeline()
        const half = beats.find(({ n }) => n === (BARS * BEATS_PER_BAR) / 2)?.bpm ?? 0
        const end = beats.at(-1)?.bpm ?? 0
        expect(Math.abs(end / tempo - 1)).toBeLessThan(0.02)
        expect(Math.abs(end / half - 1)).toBeLessThan(0.002)
      }),
      runs(60),
    )
  })
})

describe('a player who is faster or slower', () => {
  // [bias.reached]
  it('by 4 % is reached within eight beats in examples/follow.sil, early by habit or not', () => {
    fc.assert(
      fc.property(
        tempi,
        fc.integer({ min: 0, max: 50 }),
        fc.constantFrom(0.04, -0.04),
        (tempo, percent, change) => {
          const ms = earlyBy(tempo, percent / 100)
          const script: PlayerMove[] = [
            { k: 'rushes', ms },
            { k: 'tempo', change, over: { amount: 0, unit: 'beats' } },
          ]
          const beats = play(follow, tempo, script, 4).timeline()
          for (const { n, bpm } of beats) {
            if (n > 8) expect(Math.abs(bpm / (tempo * (1 + change)) - 1)).toBeLessThan(0.01)
          }
        },
      ),
      runs(100),
    )
  })

  // [bias.reached]
  it('by 4 % is reached with the default zones too, a little later', () => {
    fc.assert(
      fc.property(tempi, fc.constantFrom(0.04, -0.04), (tempo, change) => {
        const script: PlayerMove[] = [{ k: 'tempo', change, over: { amount: 0, unit: 'beats' } }]
        const beats = play(byDefault, tempo, script, 16).timeline()
        expect(Math.abs((beats.at(-1)?.bpm ?? 0) / (tempo * (1 + change)) - 1)).toBeLessThan(0.01)
      }),
      runs(100),
    )
  })
})

const eighths: readonly Stroke[] = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5].map((at) => ({ at }))
const groove: readonly Stroke[] = [
  { at: 0, velocity: 0.9 },
  { at: 0.75, velocity: 0.4 },
  { at: 1, velocity: 0.8 },
  { at: 1.5, velocity: 0.5 },
  { at: 2.25, velocity: 0.4 },
  { at: 2.5, velocity: 0.9 },
  { at: 3, velocity: 0.8 },
  { at: 3.75, velocity: 0.3 },
]

const bars = (amount: number) => ({ amount, unit: 'bars' }) as const
const amounts = fc.integer({ min: 1, max: 8 })
const changes = fc.integer({ min: -40, max: 60 }).map((percent) => percent / 100)
const manner: fc.Arbitrary<PlayerMove> = fc.oneof(
  fc.constant<PlayerMove>({ k: 'steady' }),
  fc.integer({ min: -300, max: 300 }).map((ms): PlayerMove => ({ k: 'rushes', ms })),
  fc.tuple(changes, amounts).map(([change, over]): PlayerMove => ({ k: 'drifts', change, over: bars(over) })),
  fc
    .tuple(changes, fc.nat(8))
    .map(([change, over]): PlayerMove => ({ k: 'tempo', change, over: bars(over) })),
  fc
    .constantFrom('novice' as const, 'musician' as const, 'drummer' as const)
    .map((who): PlayerMove => ({ k: 'simulated', who })),
)
const player: fc.Arbitrary<readonly PlayerMove[]> = fc
  .tuple(
    manner,
    fc.option(
      fc
        .tuple(amounts, amounts)
        .map(([after, rest]): PlayerMove => ({ k: 'pauses', after: bars(after), for: bars(rest) })),
    ),
    fc.option(fc.constantFrom(eighths, groove).map((strokes): PlayerMove => ({ k: 'groove', strokes }))),
  )
  .map((moves) => moves.filter((move) => move !== null))

const WAYS = ['classic', 'smooth'].flatMap((curve) =>
  ['player', 'grid'].flatMap((expects) => ['one', 'many'].map((track) => ({ curve, expects, track }))),
)
const [LOW, HIGH] = [70, 170]

/** Zones in which everything that can be learned is, as widely as the language allows. */
function learnable({ curve, expects, track }: (typeof WAYS)[number], plays: string): string {
  return `tempo 110 bpm in ${LOW} bpm..${HIGH} bpm
zones pocket {
  snap   learn 20 ms in 0 ms..120 ms
  follow learn 130 ms in 125 ms..260 ms  strength learn 0.5 in 0..1
  limit  learn 300 ms in 265 ms..900 ms
  adapt  learn 0.2 in 0..1
  curve  ${curve}
  expect ${expects}
  track  ${track}
}
player { zones pocket ${plays} }
metronome click { beat |X x x x| }
drummer kit { hat |x.x. x.x. x.x. x.x.| }
`
}

function sound(beats: readonly TimelineBeat[]): void {
  expect(beats.length).toBeGreaterThan(4)
  for (const [i, { n, time, bpm, length }] of beats.entries()) {
    expect(Number.isFinite(time) && Number.isFinite(length)).toBe(true)
    expect(bpm).toBeGreaterThan(LOW - 1e-6)
    expect(bpm).toBeLessThan(HIGH + 1e-6)
    const next = beats[i + 1]
    if (next === undefined) continue
    expect(next.time - time).toBeGreaterThan(60 / HIGH - 1e-9)
    expect(next.time - time).toBeLessThan(60 / LOW + 1e-9)
    expect(next.n).toBe(n + 1)
  }
}

const validate = new Ajv2020({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(join(repositoryTop, 'schemas/session.schema.json'), 'utf8')),
)

function valid(log: SessionLog): void {
  expect(validate(JSON.parse(sessionText(log))), JSON.stringify(validate.errors)).toBe(true)
}

describe.each(WAYS)('a band with $curve zones that expects the $expects and tracks $track', (way) => {
  // [tempo.range] [follow.next]
  it('is stable with any slots and any player: finite, in order and in its tempo range', async () => {
    const policies = [await policyOf(learnable(way, '')), await policyOf(learnable(way, 'plays |x x x x|'))]
    fc.assert(
      fc.property(
        fc.constantFrom(...policies),
        player,
        fc.nat(),
        fc.nat(99),
        (policy, script, draw, seed) => {
          const problems: string[] = []
          const { values } = drawSlots(policy, draw)
          const set = policy.start({ slots: values, seed, onError: ({ message }) => problems.push(message) })
          playScript(set, script, { bars: 16, beatsPerBar: BEATS_PER_BAR, seed })
          sound(set.timeline())
          valid(set.end())
          expect(problems).toEqual([])
        },
      ),
      runs(40),
    )
  })
})

describe('a host that goes wrong', () => {
  const policies = async () =>
    Promise.all(
      ['one', 'many'].map((track) => policyOf(learnable({ curve: 'smooth', expects: 'player', track }, ''))),
    )

  it('with ten thousand onsets a second leaves the band in its range, and in time', async () => {
    for (const policy of await policies()) {
      const set = policy.start()
      const from = process.cpuUsage()
      for (let i = 0; i < 20_000; i++) {
        const time = 3 + i / 10_000
        set.onset(time, { velocity: (i % 11) / 10 })
        if (i % 100 === 0) set.advance(time)
      }
      expect(ordinaryMs(from)).toBeLessThan(4000)
      set.advance(20)
      sound(set.timeline())
      const log = set.end()
      expect(log.onset_times).toHaveLength(20_000)
      valid(log)
      // What nobody can play says nothing: the written tempo, give or take.
      expect(Math.abs(set.bpm / 110 - 1)).toBeLessThan(0.2)
    }
  })

  it('with times that run backwards, are none, or jump by an hour still has a band and a log', async () => {
    const moment = fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 40_000 }).map((ms) => ms / 1000) },
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -3600, 3600, 1e12),
    )
    const calls = fc.array(fc.tuple(fc.constantFrom('onset' as const, 'advance' as const), moment), {
      maxLength: 60,
    })
    const pair = await policies()
    fc.assert(
      fc.property(fc.constantFrom(...pair), calls, (policy, script) => {
        const set = policy.start()
        let last = Number.NEGATIVE_INFINITY
        for (const [name, time] of script) {
          if (name === 'onset') set.onset(time)
          // An hour of music is slow to test often; see below.
          else if (!(time >= 3600))
            for (const { timestamp } of set.advance(time)) {
              expect(timestamp).toBeGreaterThanOrEqual(last)
              last = timestamp
            }
        }
        set.advance(50)
        sound(set.timeline())
        valid(set.end())
      }),
      runs(60),
    )
  })

  it('whose clock jumps by an hour while somebody plays goes on and finds the player again', async () => {
    for (const policy of await policies()) {
      const set = policy.start()
      const period = 60 / 110
      for (let n = 0; n < 16; n++) {
        const time = 4 * period + n * period
        set.advance(time)
        set.onset(time)
      }
      const later = 3600
      set.advance(later)
      for (let n = 0; n < 16; n++) {
        const time = later + 0.1 + n * period * 0.98
        set.advance(time)
        set.onset(time)
      }
      const log = set.checkpoint()
      expect(log.beats.at(-1)?.confidence).toBe(1)
      expect(Math.abs(set.bpm - 110 / 0.98)).toBeLessThan(2)
      // For the band the hour was a pause: without it beats follow one another as ever.
      const [hour] = log.clock.interruptions
      const { from = 0, to = 0 } = hour ?? {}
      expect(to - from).toBeGreaterThan(3500)
      const withoutIt = (time: number) => (time >= from ? time - (to - from) : time)
      sound(
        set.timeline().map((beat) => ({ ...beat, time: withoutIt(beat.time), grid: withoutIt(beat.grid) })),
      )
      valid(set.end())
    }
  })
})

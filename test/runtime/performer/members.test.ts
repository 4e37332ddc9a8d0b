import { describe, expect, it } from 'vitest'
import { HumanTiming } from '../../../runtime/band/human.ts'
import { createPolicy } from '../../../runtime/create-policy.ts'
import { PlayerTracker } from '../../../runtime/follow/player-tracker.ts'
import type { Performer } from '../../../runtime/performer.ts'
import type { MemberDef, MemberSettings, PolicyDefinition } from '../../../runtime/policy.ts'
import type { RuleAction, RuleDef } from '../../../runtime/policy-rules.ts'
import { CLICK, clickPolicy, drums, metronome, part, policy, ZONES } from '../fixtures.ts'

function click(
  settings: Partial<MemberSettings>,
  definition: Partial<PolicyDefinition> = {},
): PolicyDefinition {
  return policy({ members: [[metronome(), part({ beat: drums('Xxxx') }, settings)]], definition })
}

function alone(definition: PolicyDefinition, bars: number) {
  return createPolicy(definition).score({ bars }).beats
}

describe('what members have in common', () => {
  it('rests every nth bar of a section, and the log still has its beats', () => {
    const definition = click({ restEvery: 2 })
    expect(alone(definition, 4).map(({ measure }) => measure)).toEqual([1, 1, 1, 1, 3, 3, 3, 3])
    const set = createPolicy(definition).start()
    set.advance(8)
    expect(set.end().beats.filter(({ measure }) => measure === 2)).toHaveLength(4)
  })

  it('is silent while muted, by itself or by the section', () => {
    expect(alone(click({ mute: true }), 2)).toEqual([])
    const definition = policy({ members: [CLICK], sections: [{ bars: 1, mute: ['click'] }, { bars: 1 }] })
    expect(alone(definition, 2).map(({ measure }) => measure)).toEqual([2, 2, 2, 2])
  })

  it('fades in a straight line of dB', () => {
    const level = { fromDb: -12, toDb: 0, over: { amount: 2, unit: 'bars' } } as const
    expect(alone(click({ level }), 3).map((beat) => beat.level)).toEqual([
      -12, -10.5, -9, -7.5, -6, -4.5, -3, -1.5, 0, 0, 0, 0,
    ])
  })

  it('plays ahead, but never before the beginning', () => {
    const times = alone(click({ feelMs: -8 }), 1).map(({ timestamp }) => timestamp)
    expect(times).toEqual([0, 0.492, 0.992, 1.492].map((time) => expect.closeTo(time, 12)))
  })

  it('wanders within its bounds, slowly and the same each time', () => {
    const definition = click({ humanMs: 10 })
    const offsets = alone(definition, 64)
      .slice(1)
      .map(({ timestamp, gridTimestamp }) => timestamp - gridTimestamp)
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(0.025 + 1e-9)
    expect(Math.max(...offsets)).toBeGreaterThan(0.003)
    expect(Math.min(...offsets)).toBeLessThan(-0.003)
    const steps = offsets.slice(1).map((offset, i) => Math.abs(offset - (offsets[i] ?? 0)))
    const meanStep = steps.reduce((sum, step) => sum + step, 0) / steps.length
    const meanSize = offsets.reduce((sum, offset) => sum + Math.abs(offset), 0) / offsets.length
    // √2 times as large if each note were for itself.
    expect(meanStep).toBeLessThan(1.25 * meanSize)
    expect(
      alone(definition, 64)
        .slice(1)
        .map(({ timestamp, gridTimestamp }) => timestamp - gridTimestamp),
    ).toEqual(offsets)
  })

  it('wanders without jumps', () => {
    const wander = new HumanTiming(1, 2, 0, 3, 0.01)
    for (let quarter = 0; quarter < 64; quarter += 1 / 64) {
      expect(Math.abs(wander.at(quarter + 1 / 64) - wander.at(quarter))).toBeLessThan(0.001)
    }
  })

  it('has another timbre on single beats', () => {
    const definition = policy({
      members: [
        [metronome(), part({ beat: drums('xxxx') }, {}, { beat: { accents: [{ beat: 1, timbre: 1 }] } })],
      ],
    })
    expect(alone(definition, 1).map(({ timbre }) => timbre.vector[1])).toEqual([1, 0, 0, 0])
  })

  it('follows the player’s loudness part of the way and no further than it may', () => {
    const loudest = (velocity: number, withinDb = 3) => {
      const set = createPolicy(click({ dynamics: { share: 0.5, withinDb } })).start()
      for (let i = 1; i < 40; i++) {
        set.advance(2 + i * 0.5)
        set.onset(2 + i * 0.5, { velocity })
      }
      return set.advance(23).at(-1)?.level ?? Number.NaN
    }
    expect(loudest(0.7)).toBeCloseTo(0, 9)
    expect(loudest(1)).toBeCloseTo(0.5 * 20 * Math.log10(1 / 0.7), 1)
    expect(loudest(0.05)).toBe(-3)
    expect(loudest(1, 1)).toBe(1)
  })

  it('keys chances by place: another member changes nothing, another seed does', () => {
    const sure = part({ beat: drums('~~~~~~~~', undefined, 0) })
    const slots = [{ ...CHANCE }]
    const definition = policy({ members: [[metronome(), sure]], definition: { slots } })
    const more = policy({
      members: [CLICK, [metronome('other'), sure], [metronome('click2'), sure]],
      definition: { slots },
    })
    const fewer = policy({ members: [[metronome('other'), sure]], definition: { slots } })
    const times = (d: PolicyDefinition, seed: number) =>
      createPolicy(d)
        .score({ bars: 4, seed })
        .beats.filter(({ member }) => member === 'other')
        .map(({ timestamp }) => timestamp)
    expect(times(more, 1)).toEqual(times(fewer, 1))
    expect(times(more, 1)).not.toEqual(times(more, 2))
    const played = createPolicy(definition).score({ bars: 500 }).beats.length
    expect(played / 4000).toBeCloseTo(0.5, 1)
  })
})

const CHANCE = {
  name: 'c',
  kind: 'chance',
  unit: null,
  default: 0.5,
  min: 0,
  max: 1,
  scale: 'linear',
  above: null,
  choices: null,
  features: null,
  doc: null,
  index: 0,
  size: 1,
} as const

const OVER_TWO_BARS = { amount: 2, unit: 'bars' } as const

function rule(name: string, when: RuleDef['when'], actions: readonly RuleAction[], beats = 0): RuleDef {
  return {
    name,
    when,
    hold: beats > 0 ? () => ({ amount: beats, unit: 'beats' }) : null,
    actions: () => actions,
  }
}

function levelTo(db: number, keep = false, beats = 0): RuleAction {
  return { do: 'level', member: 'click', mode: 'to', db, over: { amount: beats, unit: 'beats' }, keep }
}

/** Levels of the click, one a beat of the music, with onsets on the given beats (1-based). */
function levels(
  rules: readonly RuleDef[],
  beats: number,
  playedOn: (beat: number) => boolean,
): readonly number[] {
  const set = createPolicy(clickPolicy({ rules })).start()
  const heard: number[] = []
  for (let beat = 1; beat <= beats; beat++) {
    const time = 2 + (beat - 1) * 0.5
    for (const { measure, level } of set.advance(time + 0.01)) if (measure > 0) heard.push(level)
    if (playedOn(beat)) set.onset(time)
  }
  return heard
}

/** True from the beat on after which it was asked `first` times, until it was asked `last` times. */
function beats(first: number, last: number): () => boolean {
  let beat = 0
  return () => ++beat >= first && beat <= last
}

/** A player who plays so many beats with the band. */
function playAlong(set: Performer, beats: number): void {
  for (let beat = 0; beat < beats; beat++) {
    const { time = 0, length = 0 } = set.timeline().at(-1) ?? {}
    set.onset(time)
    set.advance(time + length + 0.01)
  }
}

describe('rules', () => {
  // [rule.for] [rule.end]
  it('act once the condition has held, and stop when it breaks', () => {
    const quiet = rule('quiet', ({ silent }) => silent, [levelTo(-12)], 4)
    expect(levels([quiet], 8, (beat) => beat === 6)).toEqual([0, 0, 0, 0, -12, -12, 0, 0])
  })

  // [rule.again]
  it('have to earn their hold again', () => {
    const quiet = rule('quiet', ({ silent }) => silent, [levelTo(-12)], 3)
    expect(levels([quiet], 12, (beat) => beat === 3 || beat === 8)).toEqual([
      0, 0, 0, 0, 0, 0, -12, -12, 0, 0, 0, -12,
    ])
  })

  // [rule.end]
  it('keep what they say to keep', () => {
    const quiet = rule('quiet', ({ silent }) => silent, [levelTo(-12, true)], 2)
    expect(levels([quiet], 6, (beat) => beat === 4)).toEqual([0, 0, -12, -12, -12, -12])
  })

  it('move each member from its own level', () => {
    const over = { amount: 4, unit: 'beats' } as const
    const up = (member: string): RuleAction => ({ do: 'level', member, mode: 'by', db: 3, over, keep: false })
    const kit: MemberDef = { name: 'kit', kind: 'drummer', follows: 'player' }
    const soft = part({ hat: drums('xxxx') }, { level: { db: -6 } })
    const set = createPolicy(
      policy({
        members: [CLICK, [kit, soft]],
        definition: { rules: [rule('up', ({ silent }) => silent, [up('kit'), up('click')], 1)] },
      }),
    ).start()
    const heard = set.advance(6).filter(({ measure }) => measure > 0)
    const of = (name: string) => heard.flatMap(({ member, level }) => (member === name ? [level] : []))
    expect(of('click')).toEqual([0, 0, 0.75, 1.5, 2.25, 3, 3, 3])
    expect(of('kit')).toEqual(of('click').map((level) => level - 6))
  })

  // [rule.conflict]
  it('win over those that became true before them, and hand back to them', () => {
    const first = rule('z', ({ silent }) => silent, [levelTo(-3)], 1)
    const second = rule('a', ({ silent }) => silent, [levelTo(-9)], 3)
    expect(levels([first, second], 5, () => false)).toEqual([0, -3, -3, -9, -9])
    const brief = rule('b', (player) => player.silent && !Number.isNaN(player.bias), [levelTo(-9)], 1)
    expect(levels([brief], 3, (beat) => beat === 1)).toEqual([0, 0, -9])
  })

  // [rule.conflict]
  it('hand back to those that they won over, when they end', () => {
    const under = rule('under', beats(1, 6), [levelTo(-3)])
    const over = rule('over', beats(3, 4), [levelTo(-9)])
    expect(levels([under, over], 9, () => false)).toEqual([0, -3, -3, -9, -9, -3, -3, 0, 0])
  })

  // [rule.conflict]
  it('go on undisturbed where another that they won over ends', () => {
    const fade = levelTo(-8, false, 8)
    const winner = rule('fade', beats(3, 99), [fade])
    const loser = rule('soft', beats(1, 5), [levelTo(-3)])
    expect(levels([winner, loser], 12, () => false)).toEqual([
      0, -3, -3, -3, -3.625, -4.25, -4.875, -5.5, -6.125, -6.75, -7.375, -8,
    ])
  })

  // [rule.conflict]
  it('win by name where they became true together', () => {
    const a = rule('a', ({ silent }) => silent, [levelTo(-3)])
    const b = rule('b', ({ silent }) => silent, [levelTo(-9)])
    expect(levels([b, a], 2, () => false)).toEqual([0, -3])
  })

  // [rule.conflict]
  it('come back in the time of the one that won, where all end at once', () => {
    const winner = rule('a', beats(1, 2), [levelTo(-8)])
    const loser = rule('b', beats(1, 2), [levelTo(-3, false, 4)])
    expect(levels([winner, loser], 5, () => false)).toEqual([0, -8, -8, 0, 0])
  })

  it('go from one to the next on a straight way, whatever their names', () => {
    for (const name of ['a', 'z']) {
      const ends = rule('m', beats(1, 2), [levelTo(-8)])
      const begins = rule(name, beats(3, 9), [levelTo(-4, false, 2)])
      expect(levels([ends, begins], 7, () => false)).toEqual([0, -8, -8, -8, -6, -4, -4])
    }
  })

  // [rule.conflict] [rule.end]
  it('win for good over those that became true before them, where they are kept', () => {
    const under = rule('a', beats(1, 5), [levelTo(-3)])
    const kept = rule('b', beats(3, 3), [levelTo(-9, true)])
    const later = rule('c', beats(7, 7), [levelTo(-6)])
    expect(levels([under, kept, later], 10, () => false)).toEqual([0, -3, -3, -9, -9, -9, -9, -6, -9, -9])
    const mutes = (when: RuleDef['when'], what: 'mute' | 'unmute', keep: boolean) =>
      rule(what, when, [{ do: what, members: ['click'], keep }])
    const off = mutes(beats(1, 9), 'mute', false)
    const on = mutes(beats(3, 3), 'unmute', true)
    expect(levels([off, on], 6, () => false)).toEqual([0, 0, 0, 0])
  })

  // [rule.conflict]
  it('win by name where they became true together and are kept', () => {
    const a = rule('a', beats(1, 1), [levelTo(-3, true)])
    const b = () => rule('b', beats(1, 1), [levelTo(-9, true)])
    const c = rule('c', beats(1, 1), [levelTo(-12)])
    expect(levels([b(), c, a], 4, () => false)).toEqual([0, -3, -3, -3])
    const first = rule('A', beats(1, 3), [levelTo(-1, false, 2)])
    expect(levels([b(), first], 6, () => false)).toEqual([0, 0, -0.5, -1, -1, -5])
  })

  // [rule.end]
  it('start from what they themselves keep, in whichever order that is written', () => {
    const lower: RuleAction = {
      do: 'level',
      member: 'click',
      mode: 'by',
      db: -3,
      over: { amount: 0, unit: 'beats' },
      keep: false,
    }
    for (const actions of [
      [levelTo(-6, true), lower],
      [lower, levelTo(-6, true)],
    ])
      expect(levels([rule('a', beats(1, 2), actions)], 4, () => false)).toEqual([0, -9, -9, -6])
  })

  it('fade over the span they name', () => {
    const fade: RuleAction = {
      do: 'level',
      member: 'click',
      mode: 'to',
      db: -16,
      over: OVER_TWO_BARS,
      keep: false,
    }
    expect(levels([rule('quiet', ({ silent }) => silent, [fade], 1)], 10, () => false)).toEqual([
      0, 0, -2, -4, -6, -8, -10, -12, -14, -16,
    ])
  })

  it('mute and unmute', () => {
    const off = rule('off', ({ silent }) => silent, [{ do: 'mute', members: ['click'], keep: false }], 2)
    expect(levels([off], 6, (beat) => beat === 4)).toEqual([0, 0, 0, 0])
    const set = createPolicy(
      policy({
        members: [[metronome(), part({ beat: drums('xxxx') }, { mute: true })]],
        definition: {
          rules: [rule('on', ({ silent }) => silent, [{ do: 'unmute', members: ['click'], keep: false }])],
        },
      }),
    ).start()
    // What is unmuted is heard from the next bar on.
    expect(
      set
        .advance(6)
        .filter(({ measure }) => measure > 0)
        .map(({ measure }) => measure),
    ).toEqual([2, 2, 2, 2])
  })

  it('move the tempo inside its range, and back', () => {
    const faster = (keep: boolean): RuleAction => ({
      do: 'tempo',
      mode: 'by',
      bpm: 8,
      over: { amount: 4, unit: 'beats' },
      keep,
    })
    const run = (keep: boolean) => {
      const piece = clickPolicy({ rules: [rule('push', ({ silent }) => silent, [faster(keep)], 1)] })
      const set = createPolicy(piece).start()
      set.advance(6)
      const reached = set.bpm
      playAlong(set, 6)
      return [reached, set.bpm]
    }
    expect(run(true)).toEqual([expect.closeTo(128, 9), expect.closeTo(128, 9)])
    expect(run(false)).toEqual([expect.closeTo(128, 9), expect.closeTo(120, 9)])
  })

  // [tempo.range]
  it('go no further with a tempo than its range, and are back as soon as they say', () => {
    const to = (bpm: number, over: number, keep: boolean): RuleAction => ({
      do: 'tempo',
      mode: 'by',
      bpm,
      over: { amount: over, unit: 'beats' },
      keep,
    })
    const tempi = (rules: readonly RuleDef[], count: number) => {
      const set = createPolicy(clickPolicy({ rules })).start()
      return Array.from({ length: count }, (_, beat) => {
        const { time = 0, length = 0 } = set.timeline().at(-1) ?? {}
        set.advance(beat === 0 ? 2.01 : time + length + 0.01)
        return Math.round(set.bpm * 1000) / 1000
      })
    }
    // The piece is played between 90 and 150.
    const rush = rule('rush', beats(1, 5), [to(80, 4, false)])
    expect(tempi([rush], 11)).toEqual([120, 120, 127.5, 135, 142.5, 150, 150, 142.5, 135, 127.5, 120])
    const up = rule('up', beats(1, 1), [to(80, 0, true)])
    const down = rule('down', beats(3, 3), [to(-10, 0, true)])
    expect(tempi([up, down], 5)).toEqual([120, 150, 150, 140, 140])
  })

  it('leave a player their distance from the written tempo where they move it *by*, and take it where *to*', () => {
    const run = (mode: 'by' | 'to', bpm: number) => {
      const over = { amount: 4, unit: 'beats' } as const
      const move: RuleAction = { do: 'tempo', mode, bpm, over, keep: false }
      const set = createPolicy(
        clickPolicy({ rules: [rule('move', ({ silent }) => silent, [move], 8)] }),
      ).start()
      for (let i = 0; i < 3; i++) {
        set.advance(2 + i * 0.5)
        set.onset(2 + i * 0.5 - 0.06)
      }
      set.advance(5)
      const before = set.bpm - 120
      set.advance(14)
      const moved = set.bpm
      playAlong(set, 6)
      expect(before).toBeGreaterThan(0.5)
      return [moved, set.bpm, before]
    }
    const [by, afterBy, before = 0] = run('by', 8)
    expect(by).toBeCloseTo(128 + before, 9)
    expect(afterBy).toBeCloseTo(120 + before, 9)
    const [to, afterTo] = run('to', 100)
    expect(to).toBeCloseTo(100, 9)
    expect(afterTo).toBeCloseTo(120, 9)
  })

  it('reach what they say whatever the band’s tempo was', () => {
    const slower: RuleAction = {
      do: 'tempo',
      mode: 'to',
      bpm: 100,
      over: { amount: 4, unit: 'beats' },
      keep: true,
    }
    const set = createPolicy(
      clickPolicy({ rules: [rule('calm', ({ silent }) => silent, [slower], 8)] }),
    ).start()
    for (let i = 0; i < 3; i++) {
      set.advance(2 + i * 0.5)
      set.onset(2 + i * 0.5 - 0.06)
    }
    expect(set.bpm).toBeGreaterThan(120.5)
    set.advance(14)
    expect(set.bpm).toBeCloseTo(100, 9)
  })

  it('cue the vamp and jump to sections', () => {
    const form = [
      { kind: 'vamp', section: 0 },
      { kind: 'play', section: 1, times: 1 },
    ] as const
    const sections = [
      { name: 'head', bars: 1 },
      { name: 'out', bars: 1 },
    ]
    for (const action of [{ do: 'cue' }, { do: 'section', section: 1 }] as const) {
      const definition = policy({
        members: [CLICK],
        sections,
        definition: { form, rules: [rule('home', ({ silent }) => silent, [action], 6)] },
      })
      const set = createPolicy(definition).start()
      set.advance(20)
      expect(set.ended).toBe(true)
      const played = set.timeline().filter(({ n }) => n > 0 && (n - 1) % 4 === 0)
      expect(played.map(({ section }) => section)).toEqual(['head', 'head', 'out'])
    }
  })

  it('rest in a score: there is no player to answer', () => {
    const quiet = rule('quiet', ({ silent }) => silent, [levelTo(-12)])
    expect(alone(clickPolicy({ rules: [quiet] }), 2).every(({ level }) => level === 0)).toBe(true)
  })

  it('see the player: early, late, spread and tempo', () => {
    const views: {
      early: boolean
      late: boolean
      spread: number
      bias: number
      tempo: number
      drift: number
    }[] = []
    const look = rule(
      'look',
      (view) => {
        views.push({ ...view })
        return false
      },
      [],
    )
    const set = createPolicy(clickPolicy({ rules: [look] })).start()
    for (let i = 0; i < 8; i++) {
      set.advance(2 + i * 0.5)
      set.onset(2 + i * 0.5 + (i % 2 === 0 ? -0.01 : 0.01))
    }
    set.advance(7)
    const last = views[7]
    expect(last).toMatchObject({ early: false, late: false })
    expect(last?.spread).toBeCloseTo(10.69, 1)
    expect(last?.bias).toBeCloseTo(0, 9)
    expect(last?.tempo).toBeCloseTo(60 / (3.52 / 7), 6)
    expect(last?.drift).toBeCloseTo(60 / (3.52 / 7) / 120 - 1, 9)
    expect(views[0]?.spread).toBeNaN()
  })

  it.each([
    ['early by more than snap on the mean of the last four', [-30, -30, -30, -30], [true, false]],
    ['late', [10, 30, 10, 40], [false, true]],
    ['neither within snap', [-25, -25, -15, -10], [false, false]],
    ['nor before four notes', [-60, -60, -60], [false, false]],
    ['and no longer what they were before that', [-60, -60, 10, 5, 0, 5], [false, false]],
  ])('see a player who is %s', (_, ms, expected) => {
    const seen: boolean[][] = []
    const look = rule('look', ({ early, late }) => seen.push([early, late]) < 0, [])
    const held = clickPolicy({ rules: [look], zones: [() => ({ ...ZONES, strength: 0 })] })
    const set = createPolicy(held).start()
    for (const [i, late] of ms.entries()) {
      set.advance(2 + i * 0.5)
      set.onset(2 + i * 0.5 + late / 1000)
    }
    set.advance(2.1 + ms.length * 0.5)
    expect(seen.at(-1)).toEqual(expected)
  })

  it('see no other tempo in a player who is silent where a section counts in other units', () => {
    const tracker = new PlayerTracker()
    const beat = (onset: number, quarter: number, unit: number) =>
      tracker.closeBeat(onset, 0, quarter, Number.isNaN(onset), 20, 0.5, unit, 1, Number.NaN)
    beat(2, 0, 1)
    beat(2.5, 1, 1)
    expect(tracker.view).toMatchObject({ tempo: 120, drift: 0 })
    beat(Number.NaN, 2.5, 1.5)
    expect(tracker.view).toMatchObject({ tempo: 80, drift: 0 })
  })
})

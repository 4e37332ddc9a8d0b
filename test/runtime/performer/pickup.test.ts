import { describe, expect, it } from 'vitest'
import { ALL_FEATURES } from '../../../runtime/all-features.ts'
import { createPolicy, createPolicyWith } from '../../../runtime/create-policy.ts'
import type { MemberDef, PartDef, PolicyDefinition, SectionDef } from '../../../runtime/policy.ts'
import { sessionText } from '../../../runtime/session/log.ts'
import { bandPolicy, CLICK, drums, part, policy, SEVEN_EIGHT } from '../fixtures.ts'

const kit = (cells: string, more: Partial<MemberDef> = {}): readonly [MemberDef, PartDef] => [
  { name: 'kit', kind: 'drummer', follows: 'player', ...more },
  part({ hat: drums(cells) }),
]

/** At 120 bpm: a quarter is half a second, and bar 1 of 4/4 begins at 2 s. */
const song = (pickup: number, more: Partial<SectionDef> = {}, definition: Partial<PolicyDefinition> = {}) =>
  policy({
    members: [CLICK, kit('xxxx|xxxX')],
    sections: [{ name: 'a', bars: 2, pickup, ...more }],
    definition,
  })

const strokes = (definition: PolicyDefinition, until = 2.4): readonly number[] =>
  createPolicy(definition)
    .start()
    .advance(until)
    .filter(({ member }) => member === 'kit')
    .map(({ timestamp }) => timestamp)

describe('a pickup', () => {
  it('may be as long as the count, and is left out where a definition counts less', () => {
    const player = { zones: 0, plays: null, count: { who: 'band', amount: 2, unit: 'beats' } } as const
    expect(strokes(song(2, {}, { player }), 1.4)).toEqual([0, 0.5, 1])
    expect(strokes(song(3, {}, { player }), 1.4)).toEqual([1])
  })

  it('is less than a bar, whatever a definition says, and none where there is none', () => {
    expect(strokes(song(9))).toEqual([0.5, 1, 1.5, 2])
    expect(strokes(song(0))).toEqual([2])
    for (const none of [-1, Number.NaN]) {
      expect(strokes(song(none))).toEqual([2])
      expect(createPolicy(song(none)).score({ bars: 1 }).beats[0]).toMatchObject({ timestamp: 0, measure: 1 })
    }
  })

  it('is nothing in a band that only clicks, and in a policy that does not bring it', () => {
    const click = createPolicy(song(2)).start({ mode: 'click' }).advance(2.4)
    expect(click.map(({ member, timestamp }) => [member, timestamp])).toEqual(
      [0, 0.5, 1, 1.5, 2].map((time) => ['click', time]),
    )
    const { pickingUp: _, ...others } = ALL_FEATURES
    const without = createPolicyWith(song(2), others)
    const plain = createPolicy(song(0))
    expect(without.score({ bars: 3 }).beats).toEqual(plain.score({ bars: 3 }).beats)
    expect(without.start().advance(9)).toEqual(plain.start().advance(9))
  })

  it('sounds for members that follow the grid, too, and counts uneven beats', () => {
    const definition = policy({
      members: [CLICK, kit('xxxxxxx', { follows: 'grid' })],
      sections: [
        {
          pickup: 1.5,
          meter: SEVEN_EIGHT,
          parts: [CLICK[1], part({ hat: drums('x'.repeat(7), SEVEN_EIGHT) })],
        },
      ],
    })
    // Groups of two, two and three 8ths, of a quarter second each: the second half of the second group, and the third.
    expect(strokes(definition, 1.8)).toEqual([0.75, 1, 1.25, 1.5, 1.75])
    // A score begins with the beats that it touches.
    expect(createPolicy(definition).score({ bars: 1 }).pickup).toBe(2.5)
    expect(createPolicy(song(2)).score({ bars: 1 }).pickup).toBe(2)
    expect(createPolicy(song(0)).score({ bars: 1 }).pickup).toBe(0)
  })

  it('leaves a ramp of level or tempo where it begins', () => {
    const over = { amount: 1, unit: 'bars' } as const
    const fading = part({ hat: drums('xxxx') }, { level: { fromDb: -20, toDb: 0, over } })
    const definition = policy({
      members: [CLICK, [kit('')[0], fading]],
      sections: [{ name: 'a', bars: 2, pickup: 2 }],
      definition: {
        tempo: () => ({ program: { kind: 'ramp', from: 120, to: 60, over }, lowBpm: 40, highBpm: 200 }),
      },
    })
    const alone = createPolicy(definition).score({ bars: 1 })
    const kits = alone.beats.filter(({ member }) => member === 'kit')
    expect(kits.map(({ level }) => level)).toEqual([-20, -20, -20, -15, -10, -5])
    expect(kits.slice(0, 3).map(({ timestamp }) => timestamp)).toEqual([0, 0.5, 1])
    expect(alone.bpm).toBe(120)
  })

  it('is played once where another policy takes over during the count', () => {
    for (const at of ['bar', 'beat', 'now'] as const) {
      const set = createPolicy(song(2)).start()
      const before = set.advance(1.2)
      expect(set.swap(createPolicy(song(3)), { at })).toMatchObject({ ok: true, measure: 1, beatNumber: 1 })
      const heard = [...before, ...set.advance(6.2)].filter(({ member }) => member === 'kit')
      expect(heard.map(({ timestamp }) => timestamp)).toEqual([1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5])
    }
  })

  it('is no more to a swap in bar 1 than what the members remember of it', () => {
    const definition = bandPolicy()
    const sections = definition.sections.map((section) => ({ ...section, pickup: 2 }))
    const same = createPolicy({ ...definition, sections })
    const play = (swaps: boolean) => {
      const set = same.start({ seed: 3 })
      const before = set.advance(3.3)
      if (swaps) expect(set.swap(same, { at: 'now' })).toMatchObject({ ok: true, measure: 1, beatNumber: 3 })
      return [...before, ...set.advance(12)]
    }
    expect(play(true)).toEqual(play(false))
    expect(play(true).filter(({ measure, member }) => measure === 0 && member === 'bass')).toHaveLength(2)
  })

  it('leaves the log as it was: the beats of the count, then those of the music', () => {
    const log = (pickup: number) => {
      const set = createPolicy(song(pickup)).start()
      set.advance(9)
      return sessionText(set.end())
    }
    expect(log(2)).toBe(log(0))
  })
})

it('a count that begins within a bar is in the tempo of bar 1, which has not begun to change', () => {
  const over = { amount: 1, unit: 'bars' } as const
  const player = { zones: 0, plays: null, count: { who: 'band', amount: 2, unit: 'beats' } } as const
  const tempo = () => ({
    program: { kind: 'ramp', from: 60, to: 120, over } as const,
    lowBpm: 40,
    highBpm: 240,
  })
  const set = createPolicy(policy({ members: [CLICK], definition: { player, tempo } })).start()
  expect(set.advance(2.5).map(({ timestamp }) => timestamp)).toEqual([0, 1, 2])
})

import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import type { MemberDef, MemberSettings, VoiceDef } from '../../../runtime/policy.ts'
import { comp, part, policy } from '../fixtures.ts'

const KEYS: MemberDef = { name: 'keys', kind: 'pianist', follows: 'player' }
const GUITAR: MemberDef = { name: 'guitar', kind: 'guitarist', follows: 'player' }
/** Dm7 in bar 1, G7 in bar 2. */
const CHANGES = [
  { bar: 0, at: 0, chord: 1 },
  { bar: 1, at: 0, chord: 2 },
]

function play(member: MemberDef, pattern: VoiceDef, settings: Partial<MemberSettings> = {}, ratio = 0.5) {
  const own = part({ comp: pattern }, { range: { low: 48, high: 72 }, ...settings })
  return createPolicy(
    policy({
      members: [[member, own]],
      sections: [{ bars: 2, chords: CHANGES, swing: () => ({ ratio, unit: 0.5, shortMs: null }) }],
    }),
  ).score({ bars: 2 }).beats
}

const classes = (beats: readonly { readonly pitch: number | null }[]) =>
  [...new Set(beats.map(({ pitch }) => (pitch ?? 0) % 12))].toSorted((a, b) => a - b)

const DM7 = [0, 2, 5, 9]
const G7 = [2, 5, 7, 11]

describe('comping', () => {
  it('plays the sounding chord where the rhythm says', () => {
    const beats = play(KEYS, comp('.x..'))
    expect(beats).toHaveLength(8)
    expect(classes(beats.filter(({ measure }) => measure === 1))).toEqual(DM7)
    expect(classes(beats.filter(({ measure }) => measure === 2))).toEqual(G7)
  })

  // [comp.anticipate]
  it('takes the coming chord for a hit in the last 8th before it, and only there', () => {
    const bar1 = (pattern: string, ratio = 0.5) =>
      classes(play(KEYS, comp(pattern), {}, ratio).filter(({ measure }) => measure === 1))
    expect(bar1('.......x')).toEqual(G7)
    expect(bar1('......x.')).toEqual(DM7)
    expect(bar1('.......x', 0.66)).toEqual(G7)
  })

  it('sounds for its share of the written length', () => {
    expect(play(KEYS, comp('x...'), { length: 0.6 })[0]?.duration).toBeCloseTo(0.3, 12)
  })

  // [comp.strum]
  it('strums a guitar string by string: down on the beat, up off it', () => {
    const [down, up] = [
      play(GUITAR, comp('x.......'), { strumMs: 12 }),
      play(GUITAR, comp('.x......'), { strumMs: 12 }),
    ]
    const first = (beats: typeof down) => beats.filter(({ measure }) => measure === 1)
    expect(first(down).map(({ timestamp, gridTimestamp }) => timestamp - gridTimestamp)).toEqual(
      [0, 0.012, 0.024, 0.036].map((t) => expect.closeTo(t, 12)),
    )
    const pitches = first(down).map(({ pitch }) => pitch ?? 0)
    expect(pitches).toEqual(pitches.toSorted((a, b) => a - b))
    expect(first(up).map(({ pitch }) => pitch)).toEqual([...pitches].reverse())
  })

  // [comp.strum]
  it.each([
    ['8ths', 'x'.repeat(8), 'du'.repeat(4), 0.5],
    ['16ths', 'x'.repeat(16), 'du'.repeat(8), 0.5],
    ['8ths with a 16th among them', `x.x.x.x.x.x.x.xx`, 'dddddddd u'.replace(' ', ''), 0.5],
    ['swung 16ths', 'x'.repeat(16), 'du'.repeat(8), 0.66],
    ['triplets', 'x'.repeat(12), 'dud'.repeat(4), 0.5],
  ])('the hand moves as the bar asks: %s', (_, cells, strokes, ratio) => {
    const beats = play(GUITAR, comp(cells), { strumMs: 1 }, ratio).filter(({ measure }) => measure === 1)
    const first = beats.filter(({ timestamp, gridTimestamp }) => Math.abs(timestamp - gridTimestamp) < 1e-9)
    const lowest = (at: number) =>
      Math.min(...beats.flatMap(({ gridTimestamp, pitch }) => (gridTimestamp === at ? [pitch ?? 0] : [])))
    expect(
      first.map(({ gridTimestamp, pitch }) => (pitch === lowest(gridTimestamp) ? 'd' : 'u')).join(''),
    ).toBe(strokes)
  })
})

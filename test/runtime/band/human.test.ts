import { describe, expect, it } from 'vitest'
import { HumanTiming } from '../../../runtime/band/human.ts'
import { createPolicy } from '../../../runtime/create-policy.ts'
import type { MemberDef, PartDef, PolicyDefinition, VoiceSettings } from '../../../runtime/policy.ts'
import { CLICK, drums, part, policy } from '../fixtures.ts'

/** The player's own timing on every quarter of `bars` bars: lateness in ms, by voice. */
const KIT: MemberDef = { name: 'kit', kind: 'drummer', follows: 'player' }
const VOICES = { kick: drums('xxxx'), hat: drums('xxxx') }

function kit(humanMs: number, own: Readonly<Record<string, Partial<VoiceSettings>>> = {}): PartDef {
  return part(VOICES, { humanMs }, own)
}

function piece(parts: readonly (readonly [MemberDef, PartDef])[]): PolicyDefinition {
  return policy({ members: parts })
}

function lateness(definition: PolicyDefinition, bars: number, voice: string, seed = 0): readonly number[] {
  return (
    createPolicy(definition)
      .score({ bars, seed })
      .beats.filter((beat) => beat.member === 'kit' && beat.voice === voice)
      // Before the beginning nobody plays.
      .slice(1)
      .map(({ timestamp, gridTimestamp }) => 1000 * (timestamp - gridTimestamp))
  )
}

const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  let [aa, bb, ab] = [0, 0, 0]
  for (const [i, x] of a.entries()) {
    const [da, db] = [x - meanA, (b[i] ?? 0) - meanB]
    aa += da * da
    bb += db * db
    ab += da * db
  }
  return ab / Math.sqrt(aa * bb)
}

/** With the note so many quarters later. */
const lagged = (list: readonly number[], lag: number): number =>
  correlation(list.slice(0, -lag), list.slice(lag))

function deviation(list: readonly number[]): number {
  const middle = mean(list)
  return Math.sqrt(mean(list.map((x) => (x - middle) ** 2)))
}

/** Long enough that what drifts over sixteen quarters has been everywhere. */
const BARS = 5000

describe('human timing', () => {
  // [member.human]
  it.each([1, 4, 15])('has the standard deviation that is written: %s ms', (ms) => {
    const late = lateness(piece([[KIT, kit(ms)]]), BARS, 'kick')
    expect(late).toHaveLength(4 * BARS - 1)
    expect(deviation(late) / ms).toBeGreaterThan(0.95)
    expect(deviation(late) / ms).toBeLessThan(1.05)
    expect(Math.abs(mean(late)) / ms).toBeLessThan(0.05)
  })

  it('has it between the beats too', () => {
    const timing = new HumanTiming(1, 2, 0, 3, 1)
    for (const offset of [0.25, 0.5, 2 / 3]) {
      const late = Array.from({ length: 4 * BARS }, (_, quarter) => timing.at(quarter + offset))
      expect(deviation(late)).toBeGreaterThan(0.95)
      expect(deviation(late)).toBeLessThan(1.05)
    }
  })

  // [member.human]
  it('remembers: a late note is followed by a late one, as with people, and the memory fades slowly', () => {
    const late = lateness(piece([[KIT, kit(6)]]), BARS, 'kick')
    const [one, four, twelve, many] = [1, 4, 12, 64].map((lag) => lagged(late, lag))
    // Drummers: 0.44 (see runtime/player/humans.ts).
    expect(one).toBeGreaterThan(0.38)
    expect(one).toBeLessThan(0.54)
    expect(four).toBeLessThan(one ?? 0)
    expect(four).toBeGreaterThan(0.15)
    expect(twelve).toBeLessThan(four ?? 0)
    expect(twelve).toBeGreaterThan(0.03)
    expect(Math.abs(many ?? 1)).toBeLessThan(0.05)
  })

  // [member.human]
  it('is never further from the beat than two and a half standard deviations', () => {
    const late = lateness(piece([[KIT, kit(4)]]), BARS, 'kick')
    expect(Math.max(...late.map(Math.abs))).toBeLessThanOrEqual(10 + 1e-6)
    expect(late.filter((ms) => Math.abs(ms) > 8).length / late.length).toBeGreaterThan(0.02)
  })

  // [member.human] [member.feel-voice]
  it('lets the limbs of a player drift together and each move by itself', () => {
    const definition = piece([[KIT, kit(5)]])
    const together = correlation(lateness(definition, BARS, 'kick'), lateness(definition, BARS, 'hat'))
    expect(together).toBeGreaterThan(0.35)
    expect(together).toBeLessThan(0.65)
    const own = piece([[KIT, kit(5, { hat: { humanMs: 5 } })]])
    const apart = correlation(lateness(own, BARS, 'kick'), lateness(own, BARS, 'hat'))
    expect(Math.abs(apart)).toBeLessThan(0.08)
  })

  it('is the same whoever else plays, and another with another seed', () => {
    const other: MemberDef = { name: 'other', kind: 'drummer', follows: 'player' }
    const alone = lateness(piece([[KIT, kit(5)]]), 8, 'hat', 3)
    const among = lateness(
      piece([CLICK, [other, kit(9)], [KIT, part({ hat: VOICES.hat }, { humanMs: 5 })]]),
      8,
      'hat',
      3,
    )
    expect(among).toEqual(alone.map((ms) => expect.closeTo(ms, 9)))
    expect(lateness(piece([[KIT, kit(5)]]), 8, 'hat', 4)).not.toEqual(alone)
  })

  it('is the same whatever windows the music is asked for in, and wherever one begins to ask', () => {
    const play = (window: number) => {
      const set = createPolicy(piece([[KIT, kit(12)]])).start({ seed: 5 })
      const events: string[] = []
      for (let time = 0; time < 24; time += window) {
        for (const { timestamp, voice } of set.advance(time)) events.push(`${voice} ${timestamp}`)
      }
      return [...events, ...set.advance(24).map(({ timestamp, voice }) => `${voice} ${timestamp}`)]
    }
    const whole = play(24)
    for (const window of [0.02, 0.05, 0.37, 2]) expect(play(window)).toEqual(whole)
    const inOrder = new HumanTiming(7, 8, 0, 9, 1)
    const straight = Array.from({ length: 200 }, (_, i) => inOrder.at(i / 3))
    const jumping = new HumanTiming(7, 8, 0, 9, 1)
    for (let i = 199; i >= 0; i -= 7) expect(jumping.at(i / 3)).toBe(straight[i])
    for (let i = 0; i < 200; i += 11) expect(jumping.at(i / 3)).toBe(straight[i])
  })
})

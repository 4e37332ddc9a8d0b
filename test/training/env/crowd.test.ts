import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HUMANS, type HumanTraits, NOTICING } from '../../../runtime/player/humans.ts'
import { human } from '../../../runtime/player/models.ts'
import { Crowd } from '../../../training/env/crowd.ts'
import { playedAt } from '../../../training/env/episode.ts'
import { personOf } from '../../../training/players/people.ts'
import { runs } from '../../harness/runs.ts'

/** One beat that a person hears: how long it is, by how much it comes out of turn, and whether it sounds. */
const heardBeats = fc.array(
  fc.record({
    length: fc.double({ min: 0.35, max: 1.4, noNaN: true }),
    jump: fc.constantFrom(0, 0, 0, 0.06, -0.06, 0.12, -0.12),
    sounds: fc.constantFrom(true, true, true, false),
    counts: fc.constantFrom(1, 1, 1.5),
    isNewTempo: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
)

/** Stretches of one tempo each: steps of tempo and shifts, which those who notice answer. */
const music = fc
  .array(fc.tuple(heardBeats, fc.integer({ min: 2, max: 6 })), { minLength: 1, maxLength: 8 })
  .map((stretches) =>
    stretches.flatMap(([beats, times]) =>
      Array.from({ length: times }, (_, k) => {
        const [first] = beats
        const beat = beats[k % beats.length]
        return {
          length: first?.length ?? 0.5,
          jump: k === 0 ? (beat?.jump ?? 0) : 0,
          sounds: beat?.sounds ?? true,
          counts: beat?.counts ?? 1,
          isNewTempo: k === 0 && beat?.isNewTempo === true,
        }
      }),
    ),
  )

interface Heard {
  readonly length: number
  readonly jump: number
  readonly sounds: boolean
  /** Default: 1. */
  readonly counts?: number
  readonly isNewTempo?: boolean
}

/** What both plan for each beat: pairs that differ, and how many there were. */
function compare(traits: HumanTraits, seed: number, beats: readonly Heard[]) {
  const timing = { counts: 1, isNewTempo: false }
  const heard = { time: 0, beat: 0, timing }
  const crowd = new Crowd([heard])
  const [person] = crowd.people
  if (person === undefined) throw new Error('nobody is there')
  crowd.enter(0, traits, seed)
  const one = human(() => traits, 0, seed, {
    countsIn: (n) => beats[n]?.counts ?? 1,
    isNewTempo: (n) => beats[n]?.isNewTempo === true,
  })
  let before = Number.NEGATIVE_INFINITY
  let at = 0
  const planned: [number, number][] = []
  for (const [n, { length, jump, sounds, counts = 1, isNewTempo = false }] of beats.entries()) {
    at += jump
    heard.time = at
    heard.beat = length
    timing.counts = counts
    timing.isNewTempo = isNewTempo
    crowd.noise.n[0] = n
    crowd.noise.draw(0, 1)
    crowd.hear(0, sounds, true)
    const [tap] = one.next({ n, time: at, length } as Parameters<typeof one.next>[0], sounds)
    const played = playedAt(tap?.time ?? Number.NaN, at, length, before)
    const ours = person.next
    if (Number.isNaN(played)) planned.push([ours, Number.POSITIVE_INFINITY])
    else {
      planned.push([ours, played])
      before = played
      crowd.playNext(person)
    }
    at += length
  }
  return planned
}

describe('a crowd plans what one person plans, to the bit', () => {
  const traits: fc.Arbitrary<HumanTraits> = fc.oneof(
    fc.integer({ min: 0, max: 1e6 }).map((number) => personOf(5, number).traits),
    fc.record({
      habit: fc.integer({ min: -80, max: 40 }),
      phaseGain: fc.double({ min: 0, max: 1, noNaN: true }),
      periodGain: fc.double({ min: 0, max: 0.5, noNaN: true }),
      timekeeper: fc.integer({ min: 0, max: 60 }),
      motor: fc.integer({ min: 0, max: 30 }),
      scatter: fc.integer({ min: 0, max: 40 }),
      drift: fc.integer({ min: 0, max: 40 }),
      driftMemory: fc.double({ min: 0, max: 1, noNaN: true }),
      habitGrows: fc.boolean(),
    }),
  )

  it('whatever the band does, those who notice and those who do not', () => {
    fc.assert(
      fc.property(traits, fc.nat(), music, (person, seed, beats) => {
        for (const [ours, theirs] of compare(person, seed, beats)) expect(ours).toBe(theirs)
      }),
      runs(100),
    )
  })

  it('where a change of tempo is noticed, goes on, and is over', () => {
    const person = {
      ...HUMANS.drummer,
      notices: NOTICING,
      habitGrows: true,
      habit: 0,
      timekeeper: 2,
      motor: 1,
    }
    const beats = [0.5, 0.42, 0.55, 0.8].flatMap((length) =>
      Array.from({ length: 8 }, () => ({ length, jump: 0, sounds: true })),
    )
    const plain = compare({ ...person, notices: { ...NOTICING, change: 1e6 } }, 3, beats)
    const noticed = compare(person, 3, beats)
    for (const [ours, theirs] of noticed) expect(ours).toBe(theirs)
    // The music is such that it makes a difference.
    expect(noticed).not.toEqual(plain)
  })
})

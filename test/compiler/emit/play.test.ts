import { describe, expect, test } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import { bass, groove, metronome, song } from './fixtures.ts'
import { definitionOf } from './load.ts'
import {
  at,
  event,
  type Fixture,
  nowhere,
  num,
  part,
  pattern,
  policy,
  section,
  steady,
  voice,
} from './parts.ts'

const played = async (fixture: Fixture, options: Parameters<ReturnType<typeof createPolicy>['score']>[0]) =>
  createPolicy(await definitionOf(fixture)).score(options).beats

describe('emitted policies in the runtime', () => {
  test('a metronome clicks four times a bar at its tempo, the one louder', async () => {
    const beats = await played(metronome, { bars: 2 })
    expect(beats.map(({ beatNumber, measure, emphasis }) => [measure, beatNumber, emphasis])).toEqual([
      [1, 1, 1],
      [1, 2, 0.7],
      [1, 3, 0.7],
      [1, 4, 0.7],
      [2, 1, 1],
      [2, 2, 0.7],
      [2, 3, 0.7],
      [2, 4, 0.7],
    ])
    for (const [i, beat] of beats.entries()) expect(beat.timestamp).toBeCloseTo((i * 60) / 90, 9)
  })

  test('brackets share the time of their cell, brackets within theirs', async () => {
    // Quarters do not swing, so the halves of a bracket lie in the middle.
    const beats = await played(groove, { bars: 1, slots: { swing: 0.7 } })
    const quarter = 60 / 96
    const hats = beats.filter(({ voice, cell }) => voice === 'hat' && cell >= 5)
    const places = hats.map(({ cell, gridTimestamp }) => [
      cell,
      Math.round((gridTimestamp / quarter) * 1e6) / 1e6,
    ])
    expect(places).toEqual([
      [5, 2],
      [6, 2.5],
      [7, 3],
      [8, 3.5],
      [9, 3.666667],
      [10, 3.833333],
    ])
  })

  test('a bracket in a swung 8th lies between where its ends swing to', async () => {
    const half = { from: at(0, 1, true), to: at(1, 2, true), num: 1, den: 2 }
    const beats = await played(
      {
        source: '',
        ir: policy('swung', {
          tempo: steady(60),
          patterns: [pattern('x', [[event(1, at(0)), event(2, half), event(3, at(1, 2, true))]])],
          parts: [part([voice('hat', 0, 0)])],
          members: [{ name: 'kit', kind: 'drummer', follows: 'grid', span: nowhere }],
          sections: [section([0], { swing: { ratio: num(0.7), unit: 0.5, shortMs: null } })],
        }),
      },
      { bars: 1 },
    )
    expect(beats.map(({ timestamp }) => Math.round(timestamp * 1e9) / 1e9)).toEqual([0, 0.35, 0.7])
  })

  test('a slot that says always or never is obeyed', async () => {
    const kicks = async (chance: number): Promise<number> =>
      (await played(groove, { bars: 30, slots: { 'kit.kick[1:7]': chance } })).filter(
        ({ voice, cell }) => voice === 'kick' && cell === 7,
      ).length
    expect(await kicks(0)).toBe(0)
    expect(await kicks(1)).toBe(30)
    const half = await kicks(0.5)
    expect(half).toBeGreaterThan(5)
    expect(half).toBeLessThan(25)
  })

  test('weights of a choice decide it', async () => {
    const pitches = async (weights: readonly [number, number]) =>
      new Set(
        (await played(bass, { bars: 3, slots: { 'bass.line[1:4]': weights } })).flatMap(
          ({ cell, measure, pitch }) =>
            cell === 4 && measure % 2 === 1 && pitch !== null ? [pitch % 12] : [],
        ),
      )
    // Over Cmaj7 and Dm7: root or fifth.
    expect([...(await pitches([1, 0]))].every((pitch) => pitch === 0 || pitch === 2)).toBe(true)
    expect([...(await pitches([0, 1]))].every((pitch) => pitch === 7 || pitch === 9)).toBe(true)
  })

  test('a note that is tied over the barline sounds into the next bar, a dead one is damped at once', async () => {
    const { ir } = bass
    const ringing = {
      ...ir,
      patterns: ir.patterns.map((own) => ({
        ...own,
        bars: own.bars.map((events) => events.map((one) => ({ ...one, articulation: 'normal' as const }))),
      })),
    }
    const tied = async (fixture: Fixture) =>
      (await played(fixture, { bars: 2 })).find(({ measure, cell }) => measure === 2 && cell === 3)
    expect(await tied(bass)).toMatchObject({ pitch: 40, articulation: 'dead', duration: 0.6 / 8 })
    const note = await tied({ ...bass, ir: ringing })
    expect(note).toMatchObject({ pitch: 40, articulation: 'normal' })
    expect(note?.duration).toBeCloseTo(3 * 0.6, 9)
  })

  test('a song goes through its form, with overrides, mutes and tempi', async () => {
    const made = createPolicy(await definitionOf(song))
    const { beats, tempoMap } = made.score({ bars: 30 })
    // head * 2 (1–16), stop (17, 18), the vamp once (19–26), out (27–30).
    const of = (measure: number, voice: string): number =>
      beats.filter((beat) => beat.measure === measure && beat.voice === voice).length
    expect([of(1, 'kick'), of(17, 'kick'), of(19, 'kick')]).toEqual([4, 2, 4])
    expect(of(4, 'beat')).toBe(0)
    expect(of(3, 'beat')).toBe(4)
    expect(beats.some(({ member, measure }) => member === 'keys' && (measure === 17 || measure === 18))).toBe(
      false,
    )
    expect(beats.some(({ member, measure }) => member === 'keys' && measure === 19)).toBe(true)
    expect(tempoMap.some(({ bpm }) => bpm === 84)).toBe(true)
  })

  test('a rule acts on the player, and a reward measures the session', async () => {
    const made = createPolicy(await definitionOf(song))
    const set = made.start()
    for (let time = 0; time < 20; time += 0.5) set.advance(time)
    // Nobody played: the click has stepped back.
    expect(set.level('click')).toBeCloseTo(-12, 6)
    const result = made.rewards.practice?.(set.end())
    expect(result?.parts.map(({ label }) => label)).toEqual([
      'improvement(within session)',
      'return_rate(3 days)',
    ])
    expect(result).toMatchObject({ missing: true, mature: false })
  })

  test('slots are loaded by the schema that the manifest names', async () => {
    const definition = await definitionOf(groove)
    const made = createPolicy(definition)
    const file = {
      version: 1,
      policy: definition.behaviour,
      slot_schema: definition.slotSchema,
      transform: 'z/1',
      slots: { 'pocket.snap': 14.2 },
      sigma: null,
      choice_probs: null,
      networks: null,
      trained: null,
    }
    expect(made.loadSlots(file)).toEqual({ ok: true, errors: [], warnings: [] })
    expect(made.slotValues).toMatchObject({ 'pocket.snap': 14.2 })
    const baked = createPolicy(await definitionOf(groove, { bake: made.slots }))
    expect(baked.loadSlots(file).ok).toBe(false)
    expect(baked.score({ bars: 4 }).beats).toEqual(made.score({ bars: 4 }).beats)
  })
})

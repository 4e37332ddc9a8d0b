import { describe, expect, it } from 'vitest'
import { nearBeat } from '../../../runtime/follow/near-beat.ts'
import { judged, usedTo } from './heard.ts'

describe('where nobody said what is played', () => {
  // [onset.nearest]
  it('the loudest event near the beat is the beat', () => {
    const evidence = judged(nearBeat, [
      [-0.05, 0.4],
      [0.01, 0.3],
      [0.06, 0.8],
    ])
    expect(evidence).toMatchObject({ onset: 0.06, velocity: 0.8, deviation: 0.06, weight: 1 })
  })

  // [onset.nearest]
  it('of equally loud ones the nearest is', () => {
    expect(judged(nearBeat, [[-0.05], [0.02], [0.06]]).onset).toBe(0.02)
    expect(judged(nearBeat, [[-0.06], [-0.02], [0.05]]).onset).toBe(-0.02)
  })

  // [onset.nearest]
  it('an event outside the window is not the beat, however loud', () => {
    expect(judged(nearBeat, [[0.08, 1]], { offBeat: Number.NaN }).explained).toBe(false)
    const edge = { window: 0.0625 }
    expect([-0.0625, 0.0625].map((time) => judged(nearBeat, [[time]], edge).onset)).toEqual([-0.0625, 0.0625])
    expect(
      judged(nearBeat, [
        [0.08, 1],
        [-0.07, 0.1],
      ]).onset,
    ).toBe(-0.07)
  })

  it('the window lies where the player is expected, and deviations count from the beat', () => {
    const early = judged(nearBeat, [[-0.1]], { shift: -0.06 })
    expect(early).toMatchObject({ onset: -0.1, deviation: -0.1 })
    expect(judged(nearBeat, [[0.05]], { shift: -0.06 }).onset).toBeNaN()
  })

  // [onset.offbeat]
  it('an event near the off-beat 8th counts half where there is none on the beat', () => {
    const evidence = judged(nearBeat, [[0.27]])
    expect(evidence.deviation).toBeCloseTo(0.02, 12)
    expect(evidence.weight).toBe(0.5)
    expect(evidence.onset).toBeNaN()
  })

  // [onset.offbeat]
  it('the off-beat is looked for where swing puts it, within an 8th of a beat', () => {
    const swung = { offBeat: 2 / 3 }
    expect(judged(nearBeat, [[0.34]], swung).deviation).toBeCloseTo(0.34 - 1 / 3, 12)
    expect(judged(nearBeat, [[0.395]], swung).explained).toBe(true)
    expect(judged(nearBeat, [[0.397]], swung).explained).toBe(false)
    expect(judged(nearBeat, [[0.34]]).explained).toBe(false)
  })

  // [onset.offbeat]
  it('what is nearer to a beat than to the off-beat is not the off-beat, wherever the player is expected', () => {
    const late = { offBeat: 0.62, shift: 0.12 }
    expect(judged(nearBeat, [[0.49]], late).explained).toBe(false)
    expect(judged(nearBeat, [[0.41]], late).explained).toBe(false)
    expect(judged(nearBeat, [[0.4]], late).explained).toBe(true)
    const early = { shift: -0.125 }
    expect(judged(nearBeat, [[0.12]], early).explained).toBe(false)
    expect(judged(nearBeat, [[0.13]], early).explained).toBe(true)
  })

  // [onset.offbeat]
  it('a note that is nearer to a beat does not hide the off-beat beside it, however loud', () => {
    const late = { offBeat: 0.62, shift: 0.12 }
    expect(
      judged(
        nearBeat,
        [
          [0.38, 0.5],
          [0.44, 0.9],
        ],
        late,
      ).deviation,
    ).toBeCloseTo(0.38 - 0.31, 12)
  })

  // [onset.offbeat]
  it('the beat itself speaks alone where it was played', () => {
    expect(judged(nearBeat, [[0.01], [0.3, 1]])).toMatchObject({ deviation: 0.01, weight: 1 })
  })

  it('a beat that has no off-beat 8th is explained by nothing else', () => {
    expect(judged(nearBeat, [[0.25]], { offBeat: Number.NaN }).explained).toBe(false)
  })

  // [onset.weight]
  it('soft notes count less: by velocity over 0.8 of what this player’s beats are like', () => {
    expect(judged(nearBeat, [[0, 0.28]], {}, usedTo(0.7)).weight).toBeCloseTo(0.28 / (0.8 * 0.7), 6)
    expect(judged(nearBeat, [[0, 0.57]], {}, usedTo(0.7)).weight).toBe(1)
    expect(judged(nearBeat, [[0.25, 0.28]], {}, usedTo(0.7)).weight).toBeCloseTo(0.25, 6)
  })

  // [onset.weight]
  it('before the first beat any note counts fully, and the mean follows the player', () => {
    expect(judged(nearBeat, [[0, 0.01]]).weight).toBe(1)
    const loudness = usedTo(0.9)
    for (let beat = 0; beat < 60; beat++) loudness.learn(0.3)
    expect(judged(nearBeat, [[0, 0.3]], {}, loudness).weight).toBe(1)
  })
})

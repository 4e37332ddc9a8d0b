import { describe, expect, it } from 'vitest'
import { Played } from '../../../runtime/follow/played.ts'
import { judged, usedTo } from './heard.ts'

describe('where the file says what is played', () => {
  const eighths = new Played([[0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5]])

  // [onset.plays]
  it('each event belongs to the nearest expected place, and all speak for their beat', () => {
    const evidence = judged(eighths, [[0.03], [0.25 + 0.05]], { window: 0.125 })
    expect(evidence).toMatchObject({ onset: 0.03, weight: 1 })
    expect(evidence.deviation).toBeCloseTo(0.04, 12)
  })

  // [onset.plays]
  it('nothing is looked for where nothing is expected', () => {
    const backbeat = new Played([[1, 3]])
    expect(judged(backbeat, [[0]]).explained).toBe(false)
    expect(judged(backbeat, [[0.01]], { place: 1, window: 0.2 })).toMatchObject({ onset: 0.01, weight: 1 })
  })

  // [onset.plays]
  it('a syncope alone tells where the beat is, but is not the beat', () => {
    const syncope = new Played([[0.75, 1.75]])
    const evidence = judged(syncope, [[0.375 + 0.02]])
    expect(evidence.deviation).toBeCloseTo(0.02, 12)
    expect(evidence.weight).toBe(1)
    expect(evidence.onset).toBeNaN()
  })

  it('reaches half the way to the neighbour and no further', () => {
    const evidence = (time: number) => judged(new Played([[0, 0.5, 1]]), [[time]], { window: 0.1 })
    expect(evidence(0.25 + 0.124).deviation).toBeCloseTo(0.124, 12)
    expect(evidence(0.25 + 0.126).explained).toBe(false)
    const uneven = (time: number) => judged(new Played([[0, 0.5, 0.75]]), [[time]], { window: 0.1 })
    // Half of an 8th before, half of a 16th behind: what lies there is the 16th's alone.
    expect(uneven(0.25 + 0.062).deviation).toBeCloseTo(0.062, 12)
    expect(uneven(0.25 + 0.064)).toMatchObject({ deviation: expect.closeTo(-0.061, 12), weight: 1 })
    expect(uneven(0.25 - 0.064).explained).toBe(false)
  })

  // [onset.plays]
  it('what lies nearer to a beat is none of its off-beats, whether the beat is expected or not', () => {
    const syncope = (time: number) => judged(new Played([[0.75]]), [[time]], { window: 0.1 })
    // A 16th before the next beat: it reaches half a 16th to both sides.
    expect(syncope(0.375 + 0.06).deviation).toBeCloseTo(0.06, 12)
    expect(syncope(0.375 - 0.06).deviation).toBeCloseTo(-0.06, 12)
    expect(syncope(0.5).explained).toBe(false)
    expect(syncope(0.25).explained).toBe(false)
    const upbeat = (time: number) => judged(new Played([[0.25]]), [[time]], { window: 0.1 })
    expect(upbeat(0.125 - 0.06).deviation).toBeCloseTo(-0.06, 12)
    expect(upbeat(0).explained).toBe(false)
  })

  it('patterns of several bars go round', () => {
    const two = new Played([[0], [0.5]])
    expect(judged(two, [[0.01]], { bar: 2 }).onset).toBe(0.01)
    expect(judged(two, [[0.01]], { bar: 3 }).onset).toBeNaN()
    expect(judged(two, [[0.26]], { bar: 3 }).deviation).toBeCloseTo(0.01, 12)
  })

  // [onset.weight]
  it('loud notes speak louder than soft ones', () => {
    const evidence = judged(
      eighths,
      [
        [0.03, 0.7],
        [0.25, 0.14],
      ],
      { window: 0.125 },
      usedTo(0.7),
    )
    expect(evidence.deviation).toBeCloseTo((1 * 0.03 + 0.25 * 0) / 1.25, 5)
  })

  it('an expected bar that is empty explains nothing and breaks nothing', () => {
    expect(judged(new Played([[]]), [[0]]).explained).toBe(false)
  })
})

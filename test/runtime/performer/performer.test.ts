import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import { clickPolicy } from '../fixtures.ts'

describe('a metronome', () => {
  it('counts one bar in and then plays its bars', () => {
    const set = createPolicy(clickPolicy()).start()
    const beats = set.advance(4)
    expect(beats.map(({ timestamp }) => timestamp)).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5])
    expect(beats.map(({ measure }) => measure)).toEqual([0, 0, 0, 0, 1, 1, 1, 1])
    expect(beats.map(({ beatNumber }) => beatNumber)).toEqual([1, 2, 3, 4, 1, 2, 3, 4])
    expect(beats.slice(4).map(({ emphasis }) => emphasis)).toEqual([1, 0.7, 0.7, 0.7])
  })

  it('holds the beat for a player 10 ms off, and leans for one 60 ms late', () => {
    for (const [late, next] of [
      [0.01, 2.5],
      [0.06, 2.5 + 0.015 + 0.003],
    ] as const) {
      const set = createPolicy(clickPolicy()).start()
      set.advance(2 + late)
      set.onset(2 + late)
      expect(set.advance(2.7).map(({ timestamp }) => timestamp)).toEqual([expect.closeTo(next, 12)])
    }
  })

  it('writes a log of what happened', () => {
    const set = createPolicy(clickPolicy()).start({ source: 'recorded' })
    set.advance(2.06)
    set.onset(2.06)
    set.advance(4)
    const log = set.end({ reason: 'completed' })
    expect(log.beats[4]).toMatchObject({ n: 1, measure: 1, time: 2, grid: 2, mode: 'follow', onset: 2.06 })
    expect(log.beats[5]).toMatchObject({ n: 2, mode: 'snap', onset: null, deviation: null })
    expect(log.onset_times).toEqual([2.06])
    expect(log.completed).toBe(true)
  })
})

describe('a score', () => {
  it('is the band alone, without the count', () => {
    const score = createPolicy(clickPolicy()).score({ bars: 2 })
    expect(score.beats.map(({ timestamp }) => timestamp)).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5])
    expect(score.bpm).toBe(120)
    expect(score.beats[7]?.measure).toBe(2)
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['no length', {}],
    ['no number of bars', { bars: Number.NaN }],
    ['fewer than none', { bars: -1 }],
    ['words', { seconds: 'ten' }],
  ])('is refused for %s, in words', (_, options) => {
    const { score } = createPolicy(clickPolicy())
    expect(() => Reflect.apply(score, null, [options])).toThrow(
      expect.objectContaining({
        name: 'RangeError',
        message: expect.stringMatching(/^score\(\{ bars \}\) or/),
      }),
    )
  })
})

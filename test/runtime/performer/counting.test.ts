import { describe, expect, it } from 'vitest'
import { band } from '../../reference/rules/band.ts'
import { onBeats, take, withZones, written } from './playing.ts'

/** A piece whose player counts, heard by a host that looks ahead; onsets come when they sound. */
async function counted(head: string, beats: number, onsets: readonly number[], sections = '') {
  const text = `${head}\nplayer { count player ${beats} beats }\nmetronome click { beat |X| }\n${sections}`
  const set = (await band(text)).start()
  const before = set.bpm
  const waiting = [...onsets]
  let bar1: number | undefined
  for (let now = 0; now < 20; now += 0.025) {
    while ((waiting[0] ?? Number.POSITIVE_INFINITY) <= now) set.onset(waiting.shift() ?? 0)
    for (const { timestamp } of set.advance(now + 0.12)) bar1 ??= timestamp
  }
  const rows = set.timeline().filter(({ n }) => n <= 1)
  return { set, before, bar1, rows }
}

// [player.count]
describe('a player who counts in', () => {
  const EIGHTH = 60 / 220
  const eighths = (...at: readonly number[]) => at.map((n) => 1 + n * EIGHTH)
  const TWO_TWO = 'tempo 120 bpm in 100 bpm..140 bpm\nmeter 2/2'
  const SEVEN = 'tempo 220 bpm on 8ths\nmeter 7/8'
  const OWN = 'section a { tempo 60 bpm  bars 2 }\nsection b { bars 2 }\nform a, b'

  it.each([
    ['halves', TWO_TWO, [1, 2, 3, 4], 5, 120],
    ['halves at the lower end of the range', TWO_TWO, [1, 2.2, 3.4, 4.6], 5.8, 100],
    ['halves, a little slower', 'tempo 120 bpm\nmeter 2/2', [1, 2.02, 3.04, 4.06], 5.08, 120 / 1.02],
    ['dotted quarters of 8ths', 'tempo 80 bpm on 8ths\nmeter 6/8', [1, 3.25], 5.5, 80],
    ['the beats of a bar as 3+2+2', `${SEVEN} (3+2+2)`, eighths(0, 3, 5), 1 + 7 * EIGHTH, 220],
    ['the beats of a bar as 2+2+3', `${SEVEN} (2+2+3)`, eighths(0, 2, 4), 1 + 7 * EIGHTH, 220],
    ['two bars as 2+2+3', `${SEVEN} (2+2+3)`, eighths(0, 2, 4, 7, 9, 11), 1 + 14 * EIGHTH, 220],
    ['the end of a bar as 2+2+3', `${SEVEN} (2+2+3)`, eighths(0, 2), 1 + 5 * EIGHTH, 220],
    ['one beat as 2+2+3', `${SEVEN} (2+2+3)`, [1], 1 + 3 * EIGHTH, 220],
    ['quarters', 'tempo 120 bpm', [1, 1.52, 1.99, 2.5], 3, 120],
  ])('may count %s', async (_, head, onsets, bar1, bpm) => {
    const heard = await counted(head, onsets.length, onsets)
    expect(heard.bar1).toBeCloseTo(bar1, 9)
    expect(heard.set.bpm).toBeCloseTo(bpm, 9)
  })

  it('may count as slowly as a section with a tempo of its own begins', async () => {
    const heard = await counted('tempo 120 bpm in 110 bpm..130 bpm', 4, [1, 2, 3, 4], OWN)
    expect(heard.before).toBe(60)
    expect(heard.bar1).toBeCloseTo(5, 9)
  })

  it('has counted beats as long as they are in their bar', async () => {
    const heard = await counted(`${SEVEN} (2+2+3)`, 4, eighths(0, 3, 5, 7))
    const rows = heard.rows.map(({ n, measure, time, length }) => [n, measure, time, length])
    const quarters = [3, 2, 2, 3, 2]
    const measures = [-1, 0, 0, 0, 1]
    expect(rows).toEqual(
      [...eighths(0, 3, 5, 7), heard.bar1].map((time, i) => [
        i - 3,
        measures[i],
        expect.closeTo(time ?? 0, 9),
        expect.closeTo((quarters[i] ?? 0) * EIGHTH, 9),
      ]),
    )
  })

  // [follow.period]
  it('is followed from the first beat on, as after a count of the band’s own', () => {
    const late = [{ time: written(1) + 0.06 }]
    const stroke = { who: 'player', amount: 4, unit: 'beats' } as const
    const own = withZones({}, { player: { zones: 0, plays: null, count: stroke } })
    const byPlayer = take(own, [...onBeats(-3, 0), ...late])
    const byBand = take(withZones({}), late)
    expect(byBand.beat(2).bpm).toBeLessThan(119.5)
    expect(byPlayer.beat(2).bpm).toBeCloseTo(byBand.beat(2).bpm, 9)
    expect(byPlayer.beat(2).time).toBeCloseTo(byBand.beat(2).time, 9)
  })
})

// [player.time-zero]
describe('a band that counts', () => {
  it.each([
    ['quarters', 'tempo 96 bpm', 'count 2 bars'],
    ['beats of different lengths', 'tempo 220 bpm on 8ths\nmeter 7/8 (2+2+3)', 'count 1 bar'],
    ['a part of a bar of them', 'tempo 220 bpm on 8ths\nmeter 7/8 (3+2+2)', 'count 4 beats'],
  ])('says how long it counts: %s', async (_, head, count) => {
    const set = (await band(`${head}\nplayer { ${count} }\nmetronome click { beat |X| }\n`)).start()
    set.advance(10)
    const bar1 = set.timeline().find(({ n }) => n === 1)?.time
    expect(set.countSeconds).toBe(bar1)
  })
})

describe('a tempo that the host asks for', () => {
  const piece = (player: string, form: string) => `tempo 120 bpm
player { ${player} }
metronome click { beat |X x x x| }
section a { tempo 60 bpm  bars 1 }
section b { bars 1 }
form ${form}
`

  it('is not that of a section with its own, played or known before the count', async () => {
    const counts = (await band(piece('count 1 bar', 'a, b'))).start({ tempo: 100 })
    counts.advance(12)
    const tempos = [1, 5].map((first) => counts.timeline().find(({ n }) => n === first)?.bpm)
    expect(tempos).toEqual([60, 100].map((bpm) => expect.closeTo(bpm, 9)))
    const counted = async (form: string) =>
      (await band(piece('count player 4 beats', form))).start({ tempo: 100 }).bpm
    expect(await counted('a, b')).toBe(60)
    expect(await counted('b, a')).toBe(100)
  })
})

import { expect, test } from 'vitest'
import { scoreOfPlayed } from '../../../runtime/score/played.ts'
import { band } from '../../reference/rules/band.ts'

const SONG = `tempo 60 bpm
metronome click { beat |X x x x| }
section verse { bars 2 }
section bridge {
  bars 1
  meter 3/4
  click.beat |X x x|
}
section tail {
  bars 1
  meter 6/8
  click.beat |X x|
}
`

test('a score says where its metre changes', async () => {
  const { score } = await band(`${SONG}form verse, bridge * 2, tail, verse\n`)
  const { timeSignature, meterMap } = score({ bars: 99 })
  expect(timeSignature).toEqual([4, 4])
  expect(meterMap).toEqual([
    { time: 8, timeSignature: [3, 4] },
    { time: 14, timeSignature: [6, 8] },
    { time: 17, timeSignature: [4, 4] },
  ])
  expect(score({ bars: 3 }).meterMap).toHaveLength(1)
})

test('nothing where it does not', async () => {
  expect((await band(`${SONG}form verse * 2\n`)).score({ bars: 99 }).meterMap).toEqual([])
})

test('a performance says so too, from the metre that it opens with', async () => {
  const policy = await band(`${SONG}form bridge, verse\n`)
  const set = policy.start({ tempo: 60, seed: 0 })
  const beats = set.advance(20)
  const timeline = set.timeline().filter(({ measure }) => measure >= 1)
  const { timeSignature, meterMap } = scoreOfPlayed(policy.definition, beats, timeline)
  expect(timeSignature).toEqual([3, 4])
  // Behind a bar of count and one of the bridge.
  expect(meterMap).toEqual([{ time: 6, timeSignature: [4, 4] }])
})

test('its tempi count what tempoUnit says, in sections with a tempo of their own as well', async () => {
  const six = 'section six {\n  bars 1\n  meter 6/8\n  tempo 90 bpm\n  click.beat |X x|\n}\n'
  const policy = await band(`${SONG}${six}form six, bridge\n`)
  // 90 dotted quarters are 135 quarters.
  const said = { bpm: 135, tempoUnit: 1, tempoMap: [{ time: 4 / 3, bpm: 60 }] }
  expect(policy.score({ bars: 99 })).toMatchObject(said)
  const set = policy.start({ seed: 0 })
  const beats = set.advance(20)
  const played = scoreOfPlayed(
    policy.definition,
    beats,
    set.timeline().filter(({ measure }) => measure >= 1),
  )
  expect(played.bpm).toBe(135)
  expect(played.tempoMap.map(({ bpm }) => bpm)).toEqual([135, 135, 60, 60, 60])
})

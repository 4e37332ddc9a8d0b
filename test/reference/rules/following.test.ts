import { describe, expect, it } from 'vitest'
import { type PlayerMove, playScript } from '../../../runtime/player/scripted.ts'
import { band, wrong } from './band.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'
const zones = (lines: string, player = '') =>
  `zones pocket { ${lines} }\nplayer { zones pocket ${player} }\n${CLICK}`
const FOUNDING = 'snap 20 ms  follow 100 ms  strength 0.5  limit 200 ms  adapt 0.2  expect grid'
/** The example of the reference: 96 bpm. */
const NINETY_SIX = 'tempo 96 bpm\n'

/** The interval to the beat after one that was played so much late, and the tempo from then on. */
async function answer(text: string, late: number): Promise<{ interval: number; bpm: number }> {
  const set = (await band(text)).start()
  const beat = 60 / set.bpm
  const first = 4 * beat
  set.advance(first)
  set.onset(first + late)
  set.advance(first + 3 * beat)
  const [one, two, three] = set.timeline().filter(({ n }) => n >= 1)
  return { interval: (two?.time ?? 0) - (one?.time ?? 0), bpm: three?.bpm ?? 0 }
}

async function played(text: string, script: readonly PlayerMove[], bars = 16) {
  const set = (await band(text)).start()
  playScript(set, script, { bars, beatsPerBar: 4, seed: 1 })
  return set
}

describe('the player', () => {
  it('[player.zones] [default.player] is answered by the founding zones where nothing else is said', async () => {
    const { definition } = await band(`tempo 100 bpm\n${CLICK}`)
    expect(definition.zones.map((read) => read(new Float64Array()))).toEqual([
      {
        snap: { ms: 20, beats: 0 },
        follow: { ms: 100, beats: 0 },
        limit: { ms: 200, beats: 0 },
        strength: 0.5,
        adapt: 0.2,
        curve: 'smooth',
        expect: 'player',
        track: 'one',
      },
    ])
    expect(definition.player.count).toEqual({ who: 'band', amount: 1, unit: 'bars' })
    const named = zones('snap 30 ms  follow 100 ms  limit 200 ms')
    expect((await band(named)).definition.zones[0]?.(new Float64Array()).snap).toEqual({ ms: 30, beats: 0 })
  })

  it('[player.plays] says where notes are expected', async () => {
    const late = async (player: string) => answer(`${NINETY_SIX}${zones(FOUNDING, player)}`, 0.15)
    expect((await late('plays |x x x x|')).interval).toBeGreaterThan(0.7)
    expect((await late('')).interval).toBe(0.625)
  })

  it('[player.plays] is cut to each section’s metre, or said there anew', async () => {
    // The 8th keeps its length: a beat of 6/8 is a second.
    const text = (own: string) => `tempo 90 bpm
player { plays |x x x x| }
metronome click { beat |2: X x| }
section a { bars 8  meter 6/8${own} }
form a
`
    // Half a second after each beat: where the second of four notes a bar lies, and nothing else.
    const confidence = async (own: string) => {
      const set = (await band(text(own))).start()
      for (let second = 2; second < 14; second++) {
        set.advance(second)
        set.onset(second + 0.5)
      }
      return set.timeline().findLast(({ n }) => n > 0)?.confidence
    }
    expect(await confidence('')).toBe(1)
    expect(await confidence('  plays |x x|')).toBeLessThan(1)
  })

  it('[player.count] counts in, or is counted in', async () => {
    const set = (await band(`${NINETY_SIX}player { count player 4 beats }\n${CLICK}`)).start()
    expect(set.advance(3)).toEqual([])
    for (const time of [3, 3.6, 4.2, 4.8]) set.onset(time)
    expect(set.advance(6.5).map(({ timestamp }) => timestamp)).toEqual(
      [5.4, 6].map((time) => expect.closeTo(time, 9)),
    )
    const counted = (await band(`${NINETY_SIX}player { count 2 bars }\n${CLICK}`)).start()
    expect(counted.countSeconds).toBeCloseTo(8 * 0.625, 9)
  })

  it('[player.time-zero] time 0 is the first beat of the count, whose bars are 0 and below, and a score leaves it out', async () => {
    const policy = await band(`${NINETY_SIX}player { count 2 bars }\n${CLICK}`)
    const set = policy.start()
    const beats = set.advance(6)
    expect(beats.map(({ measure }) => measure)).toEqual([-1, -1, -1, -1, 0, 0, 0, 0, 1, 1])
    expect(beats[0]?.timestamp).toBe(0)
    const [first] = policy.score({ bars: 1 }).beats
    expect([first?.timestamp, first?.measure]).toEqual([0, 1])
  })
})

describe('zones', () => {
  it('[zones.order] are in order for every value of their slots', () => {
    expect(wrong(zones('snap 20 ms  follow 20 ms  limit 200 ms'))).not.toEqual([])
    expect(wrong(zones('snap learn 20 ms in 5 ms..120 ms  follow 100 ms  limit 200 ms'))).not.toEqual([])
    expect(
      wrong(zones('snap learn 20 ms in 5 ms..60 ms  follow learn 100 ms in 50 ms..150 ms  limit 200 ms')),
    ).toEqual([])
  })

  it('[zones.unit] are times, or shares of a beat', async () => {
    const share = zones(FOUNDING.replace('20 ms', '0.1 beats').replace('100 ms', '0.14 beats'))
    expect((await answer(`${NINETY_SIX}${share}`, 0.06)).interval).toBe(0.625)
    expect((await answer(`${NINETY_SIX}${share}`, 0.07)).interval).toBeGreaterThan(0.625)
    expect(wrong(zones(FOUNDING.replace('20 ms', '0.1 steps')))).toEqual(['SIL0303'])
    expect(wrong(zones(FOUNDING.replace('20 ms', '0.02 bars')))).toEqual(['SIL0303'])
  })

  it('[zones.fast] shrink together at fast tempi, to a limit of half a beat', async () => {
    // At 240 bpm half a beat is 125 ms: everything is 5/8 of what it was, and 13 ms are beyond snap.
    const fast = (late: number) => answer(`tempo 240 bpm\n${zones(FOUNDING)}`, late)
    expect((await fast(0.012)).interval).toBe(0.25)
    expect((await fast(0.014)).interval).toBeGreaterThan(0.25)
    expect((await answer(`tempo 100 bpm\n${zones(FOUNDING)}`, 0.019)).interval).toBeCloseTo(0.6, 12)
  })

  it('[zones.section] may be others in a section', async () => {
    const text = `tempo 100 bpm in 80 bpm..125 bpm
zones tight { snap 150 ms  follow 180 ms  limit 200 ms }
zones loose { snap 1 ms  follow 100 ms  limit 200 ms  expect grid }
player { zones tight }
${CLICK}section a { bars 2 }
section b { bars 2  zones loose }
form a, b
`
    const set = await played(text, [{ k: 'drags', ms: 60 }], 4)
    const beats = set.timeline().filter(({ n }) => n >= 1)
    expect(beats[8]?.time).toBeCloseTo(4 * 0.6 + 8 * 0.6, 9)
    expect(beats[15]?.time).toBeGreaterThan(4 * 0.6 + 15 * 0.6 + 0.05)
  })
})

describe('a note', () => {
  it('[follow.period] [follow.next] moves the next beat by c, and the tempo by its share of it', async () => {
    const { interval, bpm } = await answer(`${NINETY_SIX}${zones(FOUNDING)}`, 0.06)
    expect(interval).toBeCloseTo(0.643, 9)
    expect(bpm).toBeCloseTo(60 / 0.628, 9)
  })

  it('[follow.smooth] moves it the more the later it is, without a jump, where the curve is smooth', async () => {
    const text = `tempo 60 bpm\n${zones(`${FOUNDING}  curve smooth`)}`
    let before = 0
    for (let ms = 0; ms <= 145; ms += 1) {
      const { interval } = await answer(text, ms / 1000)
      expect(interval).toBeGreaterThanOrEqual(before - 1e-12)
      if (ms > 0) expect(interval - before).toBeLessThan(0.003)
      before = interval
    }
  })

  it('[follow.classic] follows all the way beyond the follow zone where it is classic', async () => {
    const text = `tempo 60 bpm\n${zones(`${FOUNDING.replace('adapt 0.2', 'adapt 0')}  curve classic`)}`
    expect((await answer(text, 0.0999)).interval - 1).toBeCloseTo(0.05, 3)
    expect((await answer(text, 0.1001)).interval - 1).toBeCloseTo(0.1001, 9)
    expect((await answer(text, -0.12)).interval - 1).toBeCloseTo(-0.12, 9)
  })
})

describe('following, from the file to the tempo', () => {
  const EXAMPLE = `tempo 120 bpm in 60 bpm..240 bpm\n${CLICK}`

  it('[bias.no-drift] a steady early player causes no drift', async () => {
    const set = await played(EXAMPLE, [{ k: 'rushes', ms: 45 }], 32)
    expect(set.bpm).toBe(120)
  })

  it('[bias.grid] with the grid expected they push the band', async () => {
    const set = await played(
      `tempo 120 bpm in 60 bpm..240 bpm\n${zones(FOUNDING)}`,
      [{ k: 'rushes', ms: 45 }],
      32,
    )
    expect(set.bpm).toBeGreaterThan(125)
  })

  it('[bias.reached] who really is faster is followed', async () => {
    const whole = 'snap 5 ms  follow 20 ms  limit 200 ms  adapt 1  curve classic'
    for (const track of ['one', 'many']) {
      const text = `tempo 120 bpm in 60 bpm..240 bpm\n${zones(`${whole}  track ${track}`)}`
      const set = await played(text, [{ k: 'tempo', change: 0.04, over: { amount: 0, unit: 'beats' } }], 4)
      for (const { n, bpm } of set.timeline()) if (n > 8) expect(Math.abs(bpm - 124.8)).toBeLessThan(1.2)
    }
  })

  it('[confidence.coast] the band plays on at its tempo when the player has left', async () => {
    const set = (await band(EXAMPLE)).start()
    for (let n = 0; n < 16; n++) {
      set.advance(2 + n * 0.48)
      set.onset(2 + n * 0.48)
    }
    set.advance(20)
    const { bpm } = set
    expect(bpm).toBeGreaterThan(122)
    set.advance(60)
    expect(set.bpm).toBe(bpm)
  })
})

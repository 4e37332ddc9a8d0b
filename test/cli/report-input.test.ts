/** What the report says of pieces as they are written: text, band, taps, page. */

import { describe, expect, it } from 'vitest'
import { perform } from '../../cli/performance.ts'
import { reportInput } from '../../cli/report-input.ts'
import { analyse } from '../../runtime/host/report/analysis.ts'
import type { ReportInput } from '../../runtime/host/report/input.ts'
import { renderReport } from '../../runtime/host/report/report.ts'
import { tempoInWords, tempoStory } from '../../runtime/host/report/tempo-words.ts'
import { zoneAt } from '../../runtime/host/report/zones.ts'
import { policyOf } from '../laws/play.ts'
import { mulberry32 } from '../runtime/report/simulated-session.ts'
import { parseStrictly } from '../runtime/report/well-formed.ts'

async function played(text: string, times: readonly number[]): Promise<ReportInput> {
  const policy = await policyOf(text)
  const onsets = times.map((time) => ({ time, velocity: null, pitch: null }))
  const performed = perform(policy, onsets, { seed: 1, source: 'recorded' })
  return reportInput(policy, performed, 'piece.sil', 1)
}

/** Times from `from` on, with these gaps over and over. */
function taps(from: number, n: number, gaps: readonly number[]): readonly number[] {
  const times: number[] = []
  for (let i = 0, time = from; i < n; time += gaps[i++ % gaps.length] ?? 1) times.push(time)
  return times
}

const spaced = (text: string) => text.replace(/\u00A0/g, ' ')
const page = (input: ReportInput) => spaced(parseStrictly(renderReport(input)).text)

describe("a perfect player's tempo agrees with the band's", () => {
  it.each([
    ['4/4', 'tempo 100 bpm\nmetronome click { beat |X x x x| }', taps(2.4, 32, [0.6])],
    ['2/2', 'tempo 120 bpm\nmeter 2/2\nmetronome click { beat |X x| }', taps(2, 24, [1])],
    [
      'quarters that are counted in 8ths',
      'tempo 240 bpm on 8ths\nmetronome click { beat |X x x x| }',
      taps(2, 32, [0.5]),
    ],
    ['every second of those', 'tempo 240 bpm on 8ths\nmetronome click { beat |X x x x| }', taps(2, 24, [1])],
    [
      '8/8 (3+3+2)',
      'tempo 120 bpm\nmeter 8/8 (3+3+2)\nmetronome click { beat |X x x| }',
      taps(2, 36, [0.75, 0.75, 0.5]),
    ],
    ['6/8', 'tempo 60 bpm\nmeter 6/8\nmetronome click { beat |X . . x . .| }', taps(2, 24, [1])],
  ])('in %s', async (_, text, times) => {
    const input = await played(text, times)
    const analysis = analyse(input)
    expect(Math.max(...analysis.asynchronies.map(Math.abs))).toBeLessThan(1)
    expect(tempoInWords(analysis, input)).toContain("the player's tempo agreed with it")
    const [first] = input.tempo
    for (const point of analysis.playerTempo.flat()) expect(point.bpm).toBeCloseTo(first?.bpm ?? 0, 6)
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('in 7/8 (2+2+3) with human jitter, take %i', async (seed) => {
    const random = mulberry32(seed)
    const unit = 60 / 138
    const times = taps(3.5 * unit, 48, [unit, unit, 1.5 * unit]).map((time) => time + 0.03 * (random() - 0.5))
    const text =
      'tempo 138 bpm\nmeter 7/8 (2+2+3)\nplayer { count 1 bar }\nmetronome click { beat |X . x . x . .| }'
    const input = await played(text, times)
    expect(tempoInWords(analyse(input), input)).toContain("the player's tempo agreed with it")
  })

  it('and one who is faster is told by how much', async () => {
    const input = await played(
      'tempo 120 bpm in 119.9 bpm..120.1 bpm\nmeter 2/2\nmetronome click { beat |X x| }',
      taps(2, 10, [0.98]),
    )
    expect(spaced(tempoInWords(analyse(input), input))).toMatch(
      /over the same beats the player was 2\.[2-6] bpm faster/,
    )
  })
})

const SECTIONS = `
tempo 120 bpm
zones tight { snap 10 ms  follow 60 ms  limit 120 ms }
zones wide { snap 30 ms  follow 140 ms  limit 220 ms }
player { zones wide }
metronome click { beat |X x x x| }
section verse { bars 4  zones tight }
section chorus { bars 4  zones wide }
form verse * 2, chorus, verse
`

describe('the zones', () => {
  it('are those of the section that a beat stands in', async () => {
    const random = mulberry32(3)
    const input = await played(
      SECTIONS,
      taps(2, 64, [0.5]).map((time) => time + 0.05 * (random() - 0.5)),
    )
    const analysis = analyse(input)
    expect(analysis.allZones.map(({ name, bars, snapMs }) => [name, bars, snapMs])).toEqual([
      ['tight', 12, 10],
      ['wide', 4, 30],
    ])
    for (const tap of analysis.taps)
      expect(zoneAt(tap.ms, { ...tap.zones, centre: tap.centre })).toBe(tap.mode)
    expect(new Set(analysis.taps.map(({ mode }) => mode)).size).toBeGreaterThan(1)
    const said = page(input)
    expect(said).toContain('within 10 ms in “tight”, 30 ms in “wide”: the band stayed right there')
    expect(said).toContain(
      '“tight” (snap 10 ms, follow 60 ms) in 12 bars, “wide” (snap 30 ms, follow 140 ms) in 4 bars',
    )
    expect(said).toContain('zones tight')
  })

  it('move with the habit that the band learns, and a tap is drawn in the zone that judged it', async () => {
    // 6 % faster from the first tap to the last.
    let [time, period] = [2.4, 0.6]
    const times = Array.from({ length: 64 }, () => {
      const now = time
      time += period
      period *= 0.94 ** (1 / 64)
      return now
    })
    const input = await played(
      'tempo 100 bpm\nzones loose { snap 15 ms  follow 90 ms strength 0.6  limit 180 ms  adapt 0.3 }\nplayer { zones loose }\nmetronome click { beat |X x x x| }',
      times,
    )
    const analysis = analyse(input)
    for (const tap of analysis.taps)
      expect(zoneAt(tap.ms, { ...tap.zones, centre: tap.centre })).toBe(tap.mode)
    const said = page(input)
    expect(said).not.toMatch(/the zones were not the same/)
    expect(said).toMatch(/took for a habit what it heard, and that moved: halfway a tap \d+ ms early/)
  })

  it('shrink at fast tempi as the band has them, and are no narrower than set at slow ones', async () => {
    const piece = (bpm: number) => `tempo ${bpm} bpm\nmetronome click { beat |X x x x| }`
    const slow = await played(piece(120), taps(2, 8, [0.5]))
    expect(analyse(slow).zones).toMatchObject({ snapMs: 20, followMs: 100, limitMs: 200, shrunken: false })
    expect(page(slow)).not.toContain('shrink')
    const fast = await played(piece(240), taps(1, 8, [0.25]))
    expect(analyse(fast).zones).toMatchObject({ snapMs: 12.5, followMs: 62.5, limitMs: 125, shrunken: true })
    expect(page(fast)).toContain(
      'At this tempo the zones shrink together so that none reaches past half a beat, on most beats to snap 13 ms',
    )
  })

  it('follow the beat where they are shares of it, which is no shrinking', async () => {
    const input = await played(
      'tempo 100 bpm -> 120 bpm over 2 bars\nzones z { snap 0.05 beats  follow 0.2 beats  limit 0.4 beats }\nplayer { zones z }\nmetronome click { beat |X x x x| }',
      taps(2.4, 24, [0.55]),
    )
    const { zones } = analyse(input)
    expect(zones.snapMs).toBeLessThan(0.05 * 600)
    expect(zones.shrunken).toBe(false)
    expect(input.zones[0]?.limitMs).toBeCloseTo(0.4 * 600, 6)
  })
})

describe('the sections', () => {
  it('are stretches of one name, from bar 1 on and each up to the next', async () => {
    const { sections, session } = await played(SECTIONS, taps(2, 64, [0.5]))
    expect(sections).toEqual([
      { name: 'verse', start: expect.closeTo(2, 6), end: expect.closeTo(18, 6) },
      { name: 'chorus', start: expect.closeTo(18, 6), end: expect.closeTo(26, 6) },
      { name: 'verse', start: expect.closeTo(26, 6), end: session.duration_seconds },
    ])
  })
})

describe('the end', () => {
  const click = 'metronome click { beat |X x x x| }'
  it.each([
    ['a piece without form', click, 'The piece has no end of its own'],
    [
      'a form that goes round',
      `${click}\nsection a { bars 2 }\nform a repeat`,
      'The piece has no end of its own',
    ],
    ['a form that was left', `${click}\nsection a { bars 40 }\nform a`, 'stopped before the form was over'],
    ['a form that was played', `${click}\nsection a { bars 2 }\nform a`, ''],
  ])('of %s is told as it was', async (_, text, note) => {
    const said = page(await played(`tempo 120 bpm\n${text}`, taps(2, 12, [0.5])))
    if (note !== '') expect(said).toContain(note)
    for (const other of ['no end of its own', 'before the form was over'])
      if (!note.includes(other)) expect(said).not.toContain(other)
  })
})

describe('a written tempo that changes', () => {
  const ladder = 'tempo ladder 90 bpm..160 bpm by 5 bpm every 4 bars\nmetronome click { beat |X x x x| }'

  it('is told with its steps where the player climbs it', async () => {
    const rungs = [90, 95, 100].flatMap((bpm) => Array<number>(16).fill(60 / bpm))
    const times = taps((4 * 60) / 90, 48, rungs)
    const input = await played(ladder, times)
    expect(spaced(tempoStory(analyse(input), input) ?? '')).toBe(
      'The tempo was written to climb from 90 to 100 bpm in 2 steps, and so it was played.',
    )
    const words = spaced(tempoInWords(analyse(input), input))
    expect(words).toMatch(/^Written: 90 bpm, 95 from bar 5, 100 from bar 9\. /)
    expect(words).toContain("the player's tempo agreed with it")
  })

  it('is no written one where rules move it, and what was not played is not said to have been', async () => {
    const text =
      'tempo 80 bpm in 80 bpm..140 bpm\nmetronome click { beat |X x x x| }\nrule up when player.confidence > 0.5 for 4 bars { tempo by +2 bpm }'
    const input = await played(text, taps(3, 80, [0.75]))
    const story = spaced(tempoStory(analyse(input), input) ?? '')
    expect(story).toMatch(
      /^Rules had the tempo climb from 80 to 82 bpm; the band strayed from that and ended at 80(\.\d)? bpm\.$/,
    )
    const words = spaced(tempoInWords(analyse(input), input))
    expect(words).toMatch(/^By rules: 80 bpm, 82 from bar \d\. /)
    expect(words).not.toContain('ritten')
  })

  it('is not played where its only step is small and the player stays below it', async () => {
    const text = 'tempo ladder 80 bpm..82 bpm by 2 bpm every 4 bars\nmetronome click { beat |X x x x| }'
    const input = await played(text, taps(3, 80, [0.75]))
    expect(spaced(tempoStory(analyse(input), input) ?? '')).toMatch(
      /^The tempo was written to climb from 80 to 82 bpm; the band strayed from that and ended at 80(\.\d)? bpm\.$/,
    )
  })

  it('is known for one where any of the rules moves the tempo, and not where they only mute', async () => {
    const mutes = 'rule off when player.silent for 2 bars { mute click }'
    const moves = 'rule up when player.confidence > 0.5 for 2 bars { tempo by +2 bpm }'
    const moversOf = async (...rules: readonly string[]) => {
      const text = `tempo 80 bpm\nmetronome click { beat |X x x x| }\n${rules.join('\n')}\n`
      return (await played(text, taps(3, 4, [0.75]))).tempoMovers
    }
    expect(await moversOf(mutes)).toEqual({ written: false, rules: false })
    expect(await moversOf(mutes, moves)).toEqual({ written: false, rules: true })
  })

  it('that rules move as well is told as both', async () => {
    const rule = 'rule up when player.confidence > 0.5 for 2 bars { tempo by +2 bpm }'
    const rungs = [90, 95, 100].flatMap((bpm) => Array<number>(16).fill(60 / bpm))
    const input = await played(`${ladder}\n${rule}`, taps((4 * 60) / 90, 48, rungs))
    expect(spaced(tempoStory(analyse(input), input) ?? '')).toMatch(
      /^The tempo was, as written and by rules, to /,
    )
  })

  it('and where the player stays below it', async () => {
    const input = await played(ladder.replace('every 4', 'every 8'), taps((4 * 60) / 90, 80, [60 / 89.5]))
    expect(spaced(tempoStory(analyse(input), input) ?? '')).toMatch(
      /^The tempo was written to climb from 90 to 100 bpm in 2 steps; the band strayed from that and ended at (89|90)(\.\d)? bpm\.$/,
    )
    expect(page(input)).not.toContain('stayed at')
  })

  it('begins on the beat that sounds it, also where the band plays ahead of its clock', async () => {
    const ahead = ladder.replace('click {', 'click {\nfeel ahead 20 ms\n')
    const input = await played(ahead, taps((4 * 60) / 90, 40, [60 / 90]))
    const at = (points: readonly { readonly time: number }[]) =>
      points.slice(0, 30).map(({ time }) => time.toFixed(9))
    expect(at(input.tempo)).toEqual(at(input.session.beats))
    expect(input.tempo[0]?.time).toBeCloseTo(-0.02, 9)
  })

  it('slides on a ramp', async () => {
    const times = taps(2, 40, [0.55])
    const input = await played(
      'tempo 120 bpm -> 96 bpm over 4 bars\nmetronome click { beat |X x x x| }',
      times,
    )
    expect(spaced(tempoStory(analyse(input), input) ?? '')).toMatch(
      /^The tempo was written to slow down from 120 to 96 bpm[,;]/,
    )
    expect(spaced(tempoInWords(analyse(input), input))).toMatch(
      /^Written: 120 bpm, sliding to 96 by bar 5\. /,
    )
  })
})

describe('who leaves beats out is told of `plays`', () => {
  const advice = 'tell the band with plays where to expect you'
  const clave = 'tempo 100 bpm\n%metronome click { beat |X x x x| }'
  // Son clave, three strokes and two: three of eight beats have one.
  const strokes = taps(2.4, 40, [0.9, 0.9, 1.2, 0.6, 1.2])

  it('where the piece does not say it', async () => {
    expect(page(await played(clave.replace('%', ''), strokes))).toContain(advice)
  })

  it('and not where it does', async () => {
    const text = clave.replace('%', 'player { plays |x..x..x.|..x.x...| }\n')
    expect(page(await played(text, strokes))).not.toContain(advice)
  })

  it('nor where one of its sections does', async () => {
    const text = 'section a { bars 4  plays |x..x..x.|..x.x...| }\nsection b { bars 4 }\nform a, b\n'
    expect(page(await played(clave.replace('%', text), strokes))).not.toContain(advice)
  })
})

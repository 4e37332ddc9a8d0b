import { describe, expect, it } from 'vitest'
import { analyse, shareOfTaps } from '../../../runtime/host/report/analysis.ts'
import { extremeStretches, groupBars, rankedBars } from '../../../runtime/host/report/bars.ts'
import type { ReportInput, SessionBeat } from '../../../runtime/host/report/input.ts'
import { summariseSections } from '../../../runtime/host/report/tables.ts'
import { tempoInWords } from '../../../runtime/host/report/tempo-words.ts'
import { headline, suggestion } from '../../../runtime/host/report/words.ts'
import { zoneAt } from '../../../runtime/host/report/zones.ts'
import { emptySession, simulatedSession, withTaps, withZones } from './simulated-session.ts'

const PERIOD = 0.5
const ZONES = { name: 'pocket', snapMs: 20, followMs: 100, limitMs: 200, shrunken: false }

/** One bar of count-in, then 4/4 with the given asynchronies (ms; null is no tap), zones 20/100/200. */
function session(
  asynchronies: readonly (number | null)[],
  change: Partial<ReportInput['session']> = {},
): ReportInput {
  const beats: SessionBeat[] = [...[null, null, null, null], ...asynchronies].map((ms, i) => ({
    measure: Math.floor(i / 4),
    time: i * PERIOD,
    mode: ms === null || Math.abs(ms) < 20 ? 'SNAP' : Math.abs(ms) < 100 ? 'FOLLOW' : 'LIMIT',
    confidence: 1,
    onset: ms === null ? null : i * PERIOD + ms / 1000,
    units: 1,
    written: 120,
    zones: { ...ZONES, centre: ms === null ? null : 0 },
  }))
  const base = simulatedSession({ minutes: 0.1, source: 'recorded' })
  const end = beats.length * PERIOD
  return {
    ...base,
    events: [],
    tempo: beats.map((beat) => ({ time: beat.time, bpm: 120 })),
    sections: [{ name: 'A', start: 4 * PERIOD, end }],
    session: {
      ...base.session,
      beats,
      onset_times: beats.flatMap((beat) => (beat.onset === null ? [] : [beat.onset])),
      duration_seconds: end,
      ...change,
    },
  }
}

describe('reading a session', () => {
  it('measures asynchrony from the sounded beat, early being negative', () => {
    const a = analyse(session([-30, -10, 10, -10]))
    expect(a.taps.map((tap) => Math.round(tap.ms))).toEqual([-30, -10, 10, -10])
    expect(a.mean).toBeCloseTo(-10, 9)
    expect(a.usual.place).toBeCloseTo(-10, 9)
    expect(a.medianAbsolute).toBeCloseTo(10, 9)
    expect(a.spread).toBeCloseTo(Math.sqrt(800 / 3), 6)
  })

  it('adds up beats and time by what the band did, count-in left out', () => {
    const a = analyse(session([0, null, 50, 150]))
    expect(a.answers).toEqual({
      snap: { beats: 1, seconds: PERIOD },
      follow: { beats: 1, seconds: PERIOD },
      limit: { beats: 1, seconds: PERIOD },
      silent: { beats: 1, seconds: PERIOD },
    })
    expect(shareOfTaps(a, 'follow')).toBeCloseTo(1 / 3, 12)
    expect([a.beats, a.missed, a.extra, a.early]).toEqual([4, 1, 0, 0])
  })

  it('knows on how many beats without a tap the tempo moved all the same, beside what is written', () => {
    const moved = (bpm: readonly number[], written: readonly number[] = []) => {
      const input = session([0, null, null, null, 0, null, null, 0])
      const beats = input.session.beats.map((beat, i) => ({ ...beat, written: written[i] ?? 120 }))
      const tempo = input.tempo.map(({ time }, i) => ({ time: time + 0.01, bpm: bpm[i] ?? 120 }))
      return analyse({ ...input, tempo, session: { ...input.session, beats } }).movedAlone
    }
    expect(moved([])).toBe(0)
    // A tap on beat 4 moved what follows; nothing moved on the silent beats 5 to 7.
    expect(moved([120, 120, 120, 120, 120, 118, 118, 118, 118, 118, 118, 118])).toBe(0)
    expect(moved([120, 120, 120, 120, 120, 118, 118.5, 119, 119, 120, 120, 120])).toBe(2)
    const slower = [120, 120, 120, 120, 120, 120, 110, 100, 90, 90, 90, 90]
    expect(moved(slower)).toBe(3)
    expect(moved(slower, slower)).toBe(0)
  })

  it('counts no beat as missed that the band plays on its own in the bars after the last tap', () => {
    const a = analyse(session([0, 0, 0, 0, ...Array.from({ length: 8 }, () => null)]))
    expect([a.beats, a.missed]).toEqual([4, 0])
    const left = analyse(session([0, 0, 0, 0, ...Array.from({ length: 40 }, () => null)]))
    expect([left.beats, left.missed]).toEqual([44, 40])
  })

  it('knows a band that means to go wherever the player goes', () => {
    const input = session([0, 50, 150])
    const along = withZones(input, { snapMs: 0.2, followMs: 0.5, limitMs: 250 })
    expect([analyse(input).goesAlong, analyse(along).goesAlong]).toEqual([false, true])
  })

  it('tells onsets between beats from onsets in the count-in, and an early first tap from both', () => {
    const input = session([-40, 0, 0, 0])
    const onset_times = [0.5, 1.96, 2.25, 2.5, 3, 3.5]
    const a = analyse({ ...input, session: { ...input.session, onset_times } })
    expect([a.taps.length, a.extra, a.early]).toEqual([4, 1, 1])
  })

  it('has the zones where the band had learned to expect the player, beat by beat', () => {
    const learned = analyse(simulatedSession({ minutes: 4, expectsPlayer: true, habit: -38, seed: 4 }))
    // The generator's player drifts around −45 ms; the band's bias is the mean of what it heard.
    expect(Math.abs(learned.centre - learned.usual.place)).toBeLessThan(8)
    for (const tap of learned.taps)
      expect(zoneAt(tap.ms, { ...tap.zones, centre: tap.centre })).toBe(tap.mode)
    // At first it expected the grid.
    expect(Math.abs(learned.taps[0]?.centre ?? 0)).toBeLessThan(Math.abs(learned.centre))
  })

  it('leaves the zones around the beat for a band that expects the grid, however early the player', () => {
    const a = analyse(simulatedSession({ minutes: 4, habit: -38, seed: 4 }))
    expect(a.taps.every((tap) => tap.centre === 0)).toBe(true)
    for (const tap of a.taps) expect(zoneAt(tap.ms, { ...tap.zones, centre: 0 })).toBe(tap.mode)
  })

  it('speaks of the zones that most beats were played with, and knows the others', () => {
    const input = session(Array.from({ length: 16 }, () => 0))
    const tight = { ...ZONES, name: 'tight', snapMs: 10, followMs: 60, limitMs: 120 }
    const beats = input.session.beats.map((b) =>
      b.measure > 0 && b.measure < 4 ? { ...b, zones: { ...tight, centre: 0 } } : b,
    )
    const a = analyse({ ...input, session: { ...input.session, beats } })
    expect(a.zones).toMatchObject({ name: 'tight', snapMs: 10, bars: 3, beats: 12 })
    expect(a.allZones.map(({ name, bars }) => [name, bars])).toEqual([
      ['tight', 3],
      ['pocket', 1],
    ])
  })

  it('compares halves only with eight taps in each', () => {
    expect(analyse(session(Array.from({ length: 15 }, (_, i) => i))).halves).toBeNull()
    const halves = analyse(
      session([...Array.from({ length: 8 }, (_, i) => (i % 2) * 20), ...Array(8).fill(5)]),
    ).halves
    expect(halves?.first).toBeCloseTo(Math.sqrt((8 * 100) / 7), 6)
    expect(halves?.second).toBeCloseTo(0, 6)
  })
})

describe('bars', () => {
  it('are measured from the usual place, so that sitting ahead costs nothing', () => {
    const a = analyse(session([-15, -15, -15, -15, -15, -25, -5, -15]))
    expect(a.bars.map((bar) => bar.from)).toEqual([0, 1, 2])
    expect(a.bars[1]?.wander).toBeCloseTo(0, 6)
    expect(a.bars[2]?.wander).toBeCloseTo(Math.sqrt(50), 6)
    expect(rankedBars(a.bars).map((bar) => bar.from)).toEqual([1, 2])
  })

  it('are not judged when half played, unless that is how this player plays', () => {
    const full = analyse(session([...Array(12).fill(0), 0, null, 0, null]))
    expect(full.bars[4]?.wander).toBeNull()
    const twoAndFour = analyse(session(Array.from({ length: 16 }, (_, i) => (i % 2 === 1 ? 5 : null))))
    expect(twoAndFour.bars[4]?.wander).toBeCloseTo(0, 6)
  })

  it('lose no tap and no beat when they are grouped', () => {
    const a = analyse(simulatedSession({ minutes: 4 }))
    const grouped = groupBars(a.bars, 10, a.usual)
    expect(grouped.length).toBeLessThanOrEqual(10)
    expect(grouped.flatMap((bar) => bar.taps)).toEqual(a.taps)
    expect(grouped.reduce((n, bar) => n + bar.beats, 0)).toBe(a.bars.reduce((n, bar) => n + bar.beats, 0))
  })

  it('give the steadiest and the loosest stretch, which never overlap', () => {
    const wild = [30, -30, 40, -40]
    const calm = [1, -1, 1, -1]
    const a = analyse(session([...wild, ...wild, ...calm, ...calm, ...[10, -10, 10, -10]]))
    const found = extremeStretches(a.bars, 2)
    expect(found?.steadiest.map((bar) => bar.from)).toEqual([3, 4])
    expect(found?.loosest.map((bar) => bar.from)).toEqual([1, 2])
    expect(extremeStretches(a.bars, 3)).toBeNull()
  })

  it('know their section although the band bends time', () => {
    const a = analyse(simulatedSession({ minutes: 3 }))
    expect(a.bars.find((bar) => bar.from === 17)?.section).toBe('bridge')
    expect(a.bars.find((bar) => bar.from === 16)?.section).toBe('head')
    expect(a.bars.find((bar) => bar.from === 0)?.section).toBeNull()
  })

  it('and sections share all taps out among them', () => {
    const input = simulatedSession({ minutes: 3 })
    const a = analyse(input)
    const sections = summariseSections(a, input.sections)
    expect(sections.flatMap((s) => s.taps)).toEqual(a.taps)
    expect(sections.reduce((n, s) => n + s.beats, 0)).toBe(a.beats)
  })
})

/** Numbers are glued to their units. */
function spaced(text: string): string {
  return text.replace(/\u00A0/g, ' ')
}

describe('words', () => {
  it('say where the player sat, how steadily, and what the band did', () => {
    const input = session([-22, -2, -22, -2, -22, -2, -22, -2, -12, -12])
    expect(spaced(headline(analyse(input), input))).toBe(
      'You sat 12 ms ahead of the beat, spread 9 ms; the band held you 60 % of the time.',
    )
  })

  it.each([
    [[], 'The band did not get to play a bar this time.'],
    [[null, null, null, null], 'The band played 1 bar on its own: it heard no one.'],
    [[null, 31, null, null], 'One tap, 31 ms behind the beat.'],
    [[1, -1, 0, 0], '4 taps, right on the beat on average.'],
    [
      Array(9).fill(60),
      'You sat 60 ms behind the beat, spread 0 ms; the band moved with you 100 % of the time.',
    ],
    [
      Array(9).fill(-130),
      'You sat 130 ms ahead of the beat, spread 0 ms; the band was at full stretch 100 % of the time.',
    ],
  ])('find their sentence for %j', (asynchronies, sentence) => {
    const input = session(asynchronies)
    expect(spaced(headline(analyse(input), input))).toBe(sentence)
  })

  it('never call a simulated player "you", nor give it homework', () => {
    const input = session(Array(12).fill(-12), { source: 'simulated' })
    expect(spaced(headline(analyse(input), input))).toMatch(/^The simulated player sat .* held it/)
    expect(suggestion(analyse(input), input, [])).toBeNull()
  })

  it('compare tempi only where the player played', () => {
    const full = simulatedSession({ minutes: 3, source: 'recorded' })
    // The band speeds up later on; the twelve taps at the start were with it.
    const few = withTaps(full, 12)
    expect(tempoInWords(analyse(few), few)).not.toMatch(/[5-9](\.\d)?\u00A0bpm (slower|faster)/)
    const none = emptySession()
    expect(tempoInWords(analyse(none), none)).toMatch(/too few taps/)
  })
})

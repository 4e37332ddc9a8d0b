import { describe, expect, it } from 'vitest'
import { analyse } from '../../../runtime/host/report/analysis.ts'
import { barNames } from '../../../runtime/host/report/bars.ts'
import { histogramInWords } from '../../../runtime/host/report/charts/histogram.ts'
import type { ReportInput } from '../../../runtime/host/report/input.ts'
import { tempoStory } from '../../../runtime/host/report/tempo-words.ts'
import { barsInWords, suggestion } from '../../../runtime/host/report/words.ts'
import { simulatedSession } from './simulated-session.ts'

const spaced = (text: string | null) => (text ?? '').replace(/\u00A0/g, ' ')

/** The taps of a session moved by so much, whatever the band answered. */
function moved(input: ReportInput, ms: number): ReportInput {
  const beats = input.session.beats.map((beat) => ({
    ...beat,
    onset: beat.onset === null ? null : beat.onset + ms / 1000,
  }))
  const onset_times = input.session.onset_times.map((time) => time + ms / 1000)
  return { ...input, session: { ...input.session, beats, onset_times } }
}

/** The band's tempo as a function of how far the session is, 0..1. */
function atTempo(input: ReportInput, bpm: (progress: number) => number): ReportInput {
  const n = input.tempo.length
  return { ...input, tempo: input.tempo.map(({ time }, i) => ({ time, bpm: bpm(i / n) })) }
}

const SESSION = simulatedSession({ minutes: 3, source: 'recorded', habit: 0 })

describe('the bars in words', () => {
  it.each([
    [-60, 'ahead of the beat), so sitting ahead costs nothing'],
    [60, 'behind the beat), so sitting behind costs nothing'],
  ])('say on which side nothing is lost by a player who sits %i ms off', (ms, words) => {
    const analysis = analyse(moved(SESSION, ms))
    expect(spaced(barsInWords(analysis, analysis.bars, 3))).toContain(words)
  })

  it('are named in the order they were played', () => {
    const analysis = analyse(SESSION)
    const text = spaced(barsInWords(analysis, analysis.bars, 3))
    for (const part of text.split(/steadiest|loosest/).slice(1)) {
      const bars = [...part.matchAll(/bar (\d+)/g)].map(([, n]) => Number(n))
      expect(bars).toHaveLength(3)
      expect(bars).toEqual([...bars].sort((a, b) => a - b))
    }
  })

  it('join neighbours', () => {
    const bars = analyse(SESSION).bars.filter((bar) => bar.from > 0)
    const named = (...numbers: readonly number[]) =>
      spaced(barNames(numbers.flatMap((n) => bars.filter((bar) => bar.from === n))))
    expect(named(15, 16, 14)).toBe('bars 14–16')
    expect(named(9, 3, 4)).toBe('bars 3–4, bar 9')
    expect(named(7)).toBe('bar 7')
  })
})

describe('the histogram in words', () => {
  it.each([
    [-200, /^Every tap came before the beat\. The middle half lies between −\d+ and −\d+ ms\./],
    [200, /^No tap came before the beat\. The middle half lies between \+\d+ and \+\d+ ms\./],
    [0, /^\d+ % of the taps came before the beat\. The middle half lies between/],
  ])('says it once where the player sits %i ms off', (ms, sentence) => {
    expect(spaced(histogramInWords(analyse(moved(SESSION, ms))))).toMatch(sentence)
  })

  it('says why a column has another colour than its shade, and only then', () => {
    expect(histogramInWords(analyse(SESSION))).not.toContain('shade')
    const learned = analyse(
      simulatedSession({ minutes: 1, habit: -70, expectsPlayer: true, source: 'recorded' }),
    )
    const off = learned.taps.filter((tap) => Math.abs(tap.centre - learned.zones.centre) > 15).length
    expect(off).toBeGreaterThan(0.1 * learned.taps.length)
    expect(histogramInWords(learned)).toContain('The shades are where the zones lay on the median tap')
  })
})

describe('the tempo in words', () => {
  it.each([
    ['one that stays', () => 96, 'The tempo stayed at 96 bpm.'],
    ['one that rises', (x: number) => 96 + 8 * x, /^The tempo rose from 96\.\d bpm to 103\.\d bpm\.$/],
    [
      'one that goes and comes back',
      (x: number) => (x > 0.4 && x < 0.6 ? 106 : 96),
      'The tempo ended where it had begun, at 96 bpm; it was 106 bpm at its fastest.',
    ],
    [
      'one that comes nearly back',
      (at: number) => (at < 0.1 ? 95.7 : at > 0.9 ? 95.1 : 106),
      'The tempo ended where it had begun, at about 95 bpm; it was 106 bpm at its fastest.',
    ],
    [
      'one that falls by way of a peak',
      (x: number) => (x > 0.4 && x < 0.6 ? 106 : x < 0.5 ? 96 : 92),
      'The tempo eased from 96 bpm to 92 bpm; it was 106 bpm at its fastest.',
    ],
  ])('tell of %s', (_, bpm, story) => {
    const input = atTempo(SESSION, bpm)
    const told = spaced(tempoStory(analyse(input), input))
    if (typeof story === 'string') expect(told).toBe(story)
    else expect(told).toMatch(story)
  })
})

it('praises for the snap zone by its width', () => {
  const input = simulatedSession({ minutes: 3, source: 'recorded', habit: 0, jitter: 4 })
  expect(spaced(suggestion(analyse(input), input, []))).toMatch(
    /^Most of your taps fell inside the snap zone \(20 ms\)\./,
  )
})

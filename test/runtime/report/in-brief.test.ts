import { expect, it } from 'vitest'
import { inBrief } from '../../../runtime/host/report/in-brief.ts'
import { renderReport } from '../../../runtime/host/report/report.ts'
import { emptySession, simulatedSession, withTaps } from './simulated-session.ts'

const textOf = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

it('tells a session in five lines, with the numbers of its report', () => {
  const session = simulatedSession({ minutes: 3, source: 'recorded' })
  const lines = inBrief(session)
  expect(lines).toHaveLength(5)
  expect(lines.join('\n')).not.toContain('\u00A0')
  const report = textOf(renderReport(session))
  const [, taps, beats, mean, spread] =
    /onsets; (\d+) met one of its (\d+) beats, on average (\d+ ms) early, spread (\d+ ms)\.$/.exec(
      lines[2] ?? '',
    ) ?? []
  expect(report).toContain(`${taps} taps on ${beats} beats`)
  expect(report).toContain(`${mean} ahead of the beat, spread ${spread}`)
  expect(report).toContain(lines[1])
  const [, held, moved] =
    /held its beat \((.+?)\), leaned towards the player \((.+?)\)/.exec(lines[3] ?? '') ?? []
  expect(report).toContain(`${held} of taps held by the band`)
  expect(moved).toMatch(/^\d+ %$/)
})

it('names no spread of fewer taps than the headline names one of', () => {
  const session = simulatedSession({ minutes: 3, source: 'recorded' })
  for (const [taps, told] of [
    [2, false],
    [7, false],
    [8, true],
  ] as const) {
    const few = withTaps(session, taps)
    expect(inBrief(few)[2]).toMatch(/ms (early|late)/)
    expect(inBrief(few)[2]?.includes('spread')).toBe(told)
    expect(/class="headline">[^<]*spread/.test(renderReport(few))).toBe(told)
  }
})

it('has words for sessions of one tap, of none, and of nothing', () => {
  const session = simulatedSession({ minutes: 3 })
  expect(inBrief(withTaps(session, 1))[2]).toMatch(
    /^It heard 1 onset; 1 met one of its 288 beats, on average \d+ ms/,
  )
  expect(inBrief(emptySession())[3]).toBe('The band kept its own time.')
  const nothing = { ...session, tempo: [], session: { ...session.session, beats: [], onset_times: [] } }
  expect(inBrief(nothing)).toHaveLength(5)
  for (const one of [withTaps(session, 1), emptySession(), nothing])
    expect(inBrief(one).join(' ')).not.toMatch(/NaN|Infinity|null/)
})

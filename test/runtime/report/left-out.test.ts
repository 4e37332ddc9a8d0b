import { expect, it } from 'vitest'
import { inBrief } from '../../../runtime/host/report/in-brief.ts'
import { leftOutInWords } from '../../../runtime/host/report/left-out.ts'
import { renderReport } from '../../../runtime/host/report/report.ts'
import { simulatedSession } from './simulated-session.ts'

const textOf = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

it('counts what a log had no room for, and says how far it goes', () => {
  const whole = simulatedSession({ minutes: 3 })
  const { session } = whole
  const [onsets, beats] = [session.onset_times.length, session.beats.length]
  const long = { ...whole, session: { ...session, left_out: { beats: 0, onsets: 868_928 } } }
  const lines = inBrief(long)
  expect(lines).toHaveLength(6)
  const all = (onsets + 868_928).toLocaleString('en')
  expect(lines[2]).toMatch(new RegExp(`^It heard ${all} onsets;`))
  const said = `The log holds the first ${onsets} of ${all} onsets`
  expect(lines[4]).toContain(said)
  expect(textOf(renderReport(long))).toContain(said)
  expect(
    leftOutInWords({ ...session, left_out: { beats: 5, onsets: 0 } })?.replaceAll('\u00A0', ' '),
  ).toContain(`the first ${beats} of ${beats + 5} beats`)
  expect(leftOutInWords(session)).toBe(null)
  expect(leftOutInWords({ ...session, left_out: { beats: 0, onsets: 0 } })).toBe(null)
})

it('counts bars to the end of the music', () => {
  const whole = simulatedSession({ minutes: 3 })
  const { session, events } = whole
  const cut = { ...whole, session: { ...session, beats: session.beats.slice(0, 20) } }
  const last = Math.max(...events.map(({ measure }) => measure))
  expect(inBrief(cut)[0]).toContain(` played ${last} bars in `)
})

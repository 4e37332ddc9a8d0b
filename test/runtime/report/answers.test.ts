import { expect, it } from 'vitest'
import { analyse } from '../../../runtime/host/report/analysis.ts'
import { answersChart } from '../../../runtime/host/report/charts/answers.ts'
import { notes } from '../../../runtime/host/report/notes.ts'
import { simulatedSession } from './simulated-session.ts'

const input = simulatedSession({ minutes: 3 })
const analysis = analyse(input)
const silent = analysis.answers.silent.beats
const said = (movedAlone: number): string => answersChart({ ...analysis, movedAlone }).markup

it.each([
  [0, 'nothing near the beat: the band kept its tempo'],
  [silent, 'nothing near the beat: the tempo still moved, by other onsets or back to what is written'],
  [
    2,
    `nothing near the beat: on ${silent - 2} the band kept its tempo, on 2 it still moved, by other onsets or back to what is written`,
  ],
])(
  'of beats without a tap on %i of which the tempo moved it is not said that it was kept',
  (moved, words) => {
    expect(silent).toBeGreaterThan(2)
    expect(said(moved)).toContain(`<small>${words}</small>`)
  },
)

it('of a band that was not sure it is said that it held its tempo only where it did', () => {
  const [held, moved] = [0, 1].map((coastingMoved) =>
    notes({ ...analysis, coasting: 5, coastingMoved }, input).find((note) => note.includes('coasted')),
  )
  expect(held).toMatch(/coasted: it held its tempo and corrected nothing\.$/)
  expect(moved).toMatch(/coasted: it corrected nothing\.$/)
})

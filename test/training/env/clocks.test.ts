import { expect, it } from 'vitest'
import { Clocks } from '../../../training/env/clocks.ts'
import { columnsFor } from '../../../training/env/columns.ts'
import { settingsOf } from '../../../training/env/options.ts'
import { timingOf } from '../../../training/env/timing.ts'
import { policyOf } from '../../laws/play.ts'
import { CLICK } from './pieces.ts'

it('no beat sounds before what was handed out already, and those after it go on from there', async () => {
  const timing = timingOf(settingsOf(await policyOf(CLICK), { version: 'v0' }))
  const columns = columnsFor(2, 20)
  const clocks = new Clocks(columns, timing, columns.floats())
  for (const i of [0, 1]) clocks.start(i)
  const { period } = timing
  // The second has handed out music until 50 ms after where its next beat was to sound.
  clocks.handed[1] = period + 0.05
  for (const i of [0, 1]) clocks.decide(i)
  expect([...clocks.time]).toEqual([period, period + 0.05])
  for (const i of [0, 1]) clocks.decide(i)
  expect(clocks.time[0]).toBeCloseTo(2 * period, 12)
  expect(clocks.time[1]).toBeCloseTo(2 * period + 0.05, 12)
  expect(clocks.quarter[1]).toBe(clocks.quarter[0])
})

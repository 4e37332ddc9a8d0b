import { expect, it } from 'vitest'
import { Band, Bands } from '../../../training/env/bands.ts'
import { settingsOf } from '../../../training/env/options.ts'
import { timingOf } from '../../../training/env/timing.ts'
import { policyOf } from '../../laws/play.ts'
import { CLICK } from './pieces.ts'

it('no beat sounds before what was handed out already, and those after it go on from there', async () => {
  const timing = timingOf(settingsOf(await policyOf(CLICK), { version: 'v0' }))
  const [first] = timing.beats
  if (first === undefined) throw new Error('the piece has no beats')
  const bands = new Bands(timing)
  const [free, ahead] = [new Band(first), new Band(first)]
  for (const band of [free, ahead]) bands.start(band)
  const { period } = timing
  // The second has handed out music until 50 ms after where its next beat was to sound.
  ahead.handed = period + 0.05
  for (const band of [free, ahead]) bands.turn(band)
  expect([free.time, ahead.time]).toEqual([period, period + 0.05])
  for (const band of [free, ahead]) bands.turn(band)
  expect(free.time).toBeCloseTo(2 * period, 12)
  expect(ahead.time).toBeCloseTo(2 * period + 0.05, 12)
  expect(ahead.clock.quarter).toBe(free.clock.quarter)
})

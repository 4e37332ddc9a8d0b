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

it('an onset nearer to the beat than the one before it is the beat, and one beyond the window changes nothing', async () => {
  const timing = timingOf(settingsOf(await policyOf(CLICK), { version: 'v0' }))
  const [first] = timing.beats
  if (first === undefined) throw new Error('the piece has no beats')
  const bands = new Bands(timing)
  const band = new Band(first)
  bands.start(band)
  for (let row = 0; row < timing.count; row++) {
    bands.close(band)
    bands.turn(band)
    bands.begin(band)
  }
  const { at, beat } = band
  const hear = (off: number) => {
    bands.hear(band, { next: at + off })
    return [band.deviation, band.mode, band.clock.nextTime, band.clock.nextPeriod]
  }
  expect(hear(-0.06)[0]).toBeCloseTo(-0.06, 12)
  const nearer = hear(0.01)
  expect(nearer[0]).toBeCloseTo(0.01, 12)
  expect(hear(0.9 * beat)).toEqual(nearer)
})

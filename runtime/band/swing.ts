/**
 * Swing: where the second of two 8ths (or 16ths) falls.
 *
 * HOT PATH: called for every swung cell; allocates nothing.
 *
 * Inside each pair time is warped piecewise-linearly, so that notes between the two swing along and none overtakes
 * another. Pairs start at each beat, or at each group of an additive metre; an odd last unit stays straight.
 *
 *     straight  |───────┼───────|        58 %  |────────┼──────|
 */

import type { MeterDef, SwingSettings } from '../policy.ts'
import type { Quarters, Ratio, Seconds } from '../units.ts'

const STRAIGHT: Ratio = 0.5
/** Beyond this the short note is too short to be heard as one. */
const MOST_SWING: Ratio = 0.78

/** The ratio in force at a tempo: `swing short 100 ms` holds the short note's length instead of its share. */
export function swingRatio(settings: SwingSettings, period: Seconds): Ratio {
  const { ratio, unit, shortMs } = settings
  const wanted = shortMs === null ? ratio : 1 - shortMs / 1000 / (2 * unit * period)
  return wanted > STRAIGHT ? (wanted < MOST_SWING ? wanted : MOST_SWING) : STRAIGHT
}

/** Where swing puts a position, in quarters from the start of a bar; positions beyond the bar go on in the next. */
export function swung(at: Quarters, meter: MeterDef, unit: Quarters, ratio: Ratio): Quarters {
  if (ratio === STRAIGHT) return at
  const bars = Math.floor(at / meter.quarters)
  const barStart = bars * meter.quarters
  const inBar = at - barStart
  const beats = meter.beats
  let beat = beats.length - 1
  while (beat > 0 && inBar < (beats[beat] ?? 0)) beat--
  const start = beats[beat] ?? 0
  const length = (beats[beat + 1] ?? meter.quarters) - start
  const pair = 2 * unit
  const index = Math.floor((inBar - start) / pair)
  // Half of a pair does not fit before the next beat: the odd unit is straight.
  if ((index + 1) * pair > length) return at
  const pairStart = start + index * pair
  const inPair = inBar - pairStart
  const warped = inPair < unit ? inPair * 2 * ratio : pair * ratio + (inPair - unit) * (2 - 2 * ratio)
  return barStart + pairStart + warped
}

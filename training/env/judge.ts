/** How well a choice fits what is written, for any of the versions: one for the environment and for thousands of them. */

import type { Ratio } from '../../runtime/units.ts'
import type { Chart } from './chart.ts'
import { alike, fitTable, inTune, pureTable } from './reward.ts'
import { CHOICES } from './versions.ts'

/**
 * HOT PATH: one call a beat; allocates nothing.
 *
 * @param row the beat, from 0
 * @param cents NaN where they are not the agent's to choose
 * @param timbre null where it is not the agent's to choose; else numbers from `at` on
 */
export type Judge = (
  row: number,
  degree: number,
  cents: number,
  timbre: ArrayLike<number> | null,
  at: number,
) => Ratio

export function judgeOf(chart: Chart): Judge {
  const fits = fitTable(chart)
  const pure = pureTable(chart)
  const timbres = chart.beats.map(({ timbre }) => timbre.vector)
  const { pitched } = chart
  return (row, degree, cents, timbre, at) => {
    const fit = fits[row * CHOICES + degree] ?? 0
    if (fit === 0 || degree === 0) return fit
    // A click is in tune as it is.
    const tuned =
      pitched && !Number.isNaN(cents) ? fit * inTune(cents - (pure[row * CHOICES + degree] ?? 0)) : fit
    const written = timbres[row]
    return timbre === null || written === undefined ? tuned : tuned * alike(written, timbre, at)
  }
}

/** A simulated person at their instrument: their taps, with what they leave out, play too much, and play between the beats. */

import { human, type PlannedOnset, type PlayerModel } from '../../runtime/player/models.ts'
import type { Page } from '../../runtime/player/page.ts'
import { gaussian, keyOf, uniform } from '../../runtime/random.ts'
import type { Ratio } from '../../runtime/units.ts'
import { noisier, practised, tired } from './condition.ts'
import type { Person } from './people.ts'

export interface Sitting {
  /** 0 to 2^53 − 1; the same gives the same taps to the same beats. */
  readonly seed: number
  /** What lies on the music stand. */
  readonly page: Page
  /** What noise is multiplied by from the start: what was learned before. */
  readonly noise: Ratio
}

/** How loud what is played too much, and what lies between the beats. Assumptions. */
const EXTRA: Ratio = 0.4
const BETWEEN: Ratio = 0.5
/** Where in the beat an extra note falls: from, to. */
const EXTRA_AT: readonly [Ratio, Ratio] = [0.2, 0.8]
const STREAM = 44
const NAMES = {
  misses: keyOf('misses'),
  extra: keyOf('extra'),
  where: keyOf('where'),
  subdivides: keyOf('subdivides'),
  hand: keyOf('hand'),
}

export function tapperOf({ traits, slips }: Person, { seed, page, noise }: Sitting): PlayerModel {
  const taps = human(({ n, time }) => noisier(traits, noise * practised(n) * tired(time)), 0, seed, page)
  const u = (name: keyof typeof NAMES, n: number): number => uniform(seed, NAMES[name], 0, n, 0, STREAM)
  return {
    next: (heard) => taps.next(heard).flatMap((tap) => [...onTheBeat(tap), ...after(tap)]),
  }

  function onTheBeat(tap: PlannedOnset): readonly PlannedOnset[] {
    return u('misses', tap.n) < slips.misses ? [] : [tap]
  }

  /** What is played until the next beat. */
  function after({ n, time, length }: PlannedOnset): readonly PlannedOnset[] {
    const more: PlannedOnset[] = []
    const bar = page.barOf(n)
    if (u('subdivides', bar) < slips.subdivides) {
      const hand = (traits.motor / 1000) * gaussian(seed, NAMES.hand, 0, n, 0, STREAM)
      more.push({ n, time: time + length / 2 + hand, length, velocity: BETWEEN })
    } else if (u('extra', n) < slips.extras) {
      const [from, to] = EXTRA_AT
      more.push({ n, time: time + length * (from + (to - from) * u('where', n)), length, velocity: EXTRA })
    }
    return more
  }
}

/**
 * Simulated people: each differs from the others as people do. What is measured comes from `runtime/player/humans.ts` (sources
 * there); how much people differ from each other is measured for the habit alone (SD 22 ms; Bååth & Madison 2012). The other
 * spreads are assumptions, and so is who comes: they are named here and stand in the simulation's report.
 */

import type { Human, HumanTraits } from '../../runtime/player/humans.ts'
import { HUMANS } from '../../runtime/player/humans.ts'
import { gaussian, keyOf, uniform } from '../../runtime/random.ts'
import type { Ratio } from '../../runtime/units.ts'

export interface Person {
  readonly id: string
  readonly kind: Human
  readonly traits: HumanTraits
  /** As an app would know it. */
  readonly level: Ratio
}

/** Who comes, as shares. An assumption. */
export const WHO_COMES: readonly (readonly [Human, Ratio])[] = [
  ['novice', 0.6],
  ['musician', 0.3],
  ['drummer', 0.1],
]
/** SD of the habit between people, in ms: measured. */
export const HABITS_DIFFER = 22
/** SD of ln(noise) between people of one kind. An assumption. */
export const NOISE_DIFFERS = 0.2
const LEVELS: Readonly<Record<Human, readonly [Ratio, Ratio]>> = {
  novice: [0, 0.4],
  musician: [0.4, 0.9],
  drummer: [0.5, 1],
}

const STREAM = 41

/** The person of this number; the same for a seed, whoever else there is. */
export function personOf(seed: number, number: number): Person {
  const u = (name: string): number => uniform(seed, keyOf('person'), keyOf(name), number, 0, STREAM)
  const g = (name: string): number => gaussian(seed, keyOf('person'), keyOf(name), number, 0, STREAM)
  const kind = kindAt(u('kind'))
  const usual = HUMANS[kind]
  const noisier = Math.exp(NOISE_DIFFERS * g('noise'))
  const [low, high] = LEVELS[kind]
  return {
    id: `player-${String(number).padStart(6, '0')}`,
    kind,
    traits: {
      ...usual,
      habit: usual.habit + HABITS_DIFFER * g('habit'),
      timekeeper: usual.timekeeper * noisier,
      scatter: usual.scatter * noisier,
      drift: usual.drift * noisier,
    },
    level: low + (high - low) * u('level'),
  }
}

function kindAt(u: number): Human {
  let sum = 0
  for (const [kind, share] of WHO_COMES) {
    sum += share
    if (u < sum) return kind
  }
  return 'drummer'
}

/**
 * Simulated people: each differs from the others as people do. What is measured comes from `runtime/player/humans.ts` (sources
 * there) and the table of training below; how much people differ from each other is measured for the habit alone (SD 22 ms; Bååth &
 * Madison 2012). The other spreads are assumptions, and so are slips and who comes: they are named here and stand in the simulation's
 * report.
 */

import type { Human, HumanTraits } from '../../runtime/player/humans.ts'
import { HUMANS, NOTICING } from '../../runtime/player/humans.ts'
import { gaussian, keyOf, uniform } from '../../runtime/random.ts'
import type { Milliseconds, Ratio } from '../../runtime/units.ts'
import { noisier } from './condition.ts'

export interface Person {
  readonly id: string
  readonly kind: Human
  readonly traits: HumanTraits
  readonly slips: Slips
  /** As an app would know it. */
  readonly level: Ratio
}

/** Chances: that a beat is missed, that a note too many is played in it, and that a bar is played in halves of the beat. */
export interface Slips {
  readonly misses: Ratio
  readonly extras: Ratio
  readonly subdivides: Ratio
}

/** No data were found: assumptions. */
// biome-ignore format: a table of numbers
export const SLIPS: Readonly<Record<Human, Slips>> = {
  novice:   { misses: 0.02, extras: 0.01, subdivides: 0 },
  musician: { misses: 0.005, extras: 0.004, subdivides: 0.03 },
  drummer:  { misses: 0.003, extras: 0.006, subdivides: 0.1 },
}

/**
 * SD of the asynchrony by years of training, and the habit: measured for none (the novice of `humans.ts`) and from ten years on, the SDs
 * between them too. The habits between them are an assumption, and so is that musicians come in thirds.
 */
export const TRAINING: readonly {
  readonly years: string
  readonly sd: Milliseconds
  readonly habit: Milliseconds
}[] = [
  { years: '1–4', sd: 20.3, habit: -39 },
  { years: '5–9', sd: 22, habit: -34 },
  { years: '10 and more', sd: 18.4, habit: -30 },
]

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
  const [low, high] = LEVELS[kind]
  const place = u('level')
  const usual = trained(kind, place)
  const spread = Math.exp(NOISE_DIFFERS * g('noise'))
  return {
    id: `player-${String(number).padStart(6, '0')}`,
    kind,
    traits: {
      ...noisier(usual, spread),
      motor: usual.motor,
      habit: usual.habit + HABITS_DIFFER * g('habit'),
      notices: NOTICING,
      habitGrows: true,
    },
    slips: SLIPS[kind],
    level: low + (high - low) * place,
  }
}

/** @param place from 0 to 1: who has practised longer knows more, as an app would see it, too */
function trained(kind: Human, place: Ratio): HumanTraits {
  const usual = HUMANS[kind]
  if (kind !== 'musician') return usual
  const longest = TRAINING.at(-1)
  const years = TRAINING[Math.min(TRAINING.length - 1, Math.floor(place * TRAINING.length))]
  if (years === undefined || longest === undefined) return usual
  return { ...noisier(usual, years.sd / longest.sd), habit: years.habit }
}

function kindAt(u: number): Human {
  let sum = 0
  for (const [kind, share] of WHO_COMES) {
    sum += share
    if (u < sum) return kind
  }
  return 'drummer'
}

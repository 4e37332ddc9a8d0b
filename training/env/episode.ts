/**
 * What an episode is: a person, seeds, and the rules by which their onsets come. Both environments, the one over a `Performer` and the
 * one of thousands, keep to what stands here.
 */

import { HUMANS, type Human, type HumanTraits } from '../../runtime/player/humans.ts'
import { isSeed, keyOf, MAX_SEED, uniform } from '../../runtime/random.ts'
import type { Ratio, Seconds } from '../../runtime/units.ts'
import { personOf } from '../players/people.ts'

/** Who plays: a kind of person, and in what they differ from it; or whoever comes (`training/players/people.ts`). */
export type Player = 'anybody' | { readonly kind: Human; readonly but?: Partial<NumericTraits> }
/** Traits that are numbers. How somebody answers what they notice, and a habit that grows, have those who come as `anybody`. */
type NumericTraits = Omit<HumanTraits, 'notices' | 'habitGrows'>

/** Nobody plays the next beat sooner than this after hearing one. */
const REACTION: Seconds = 0.05
/** An onset that would come later than its beat by more than this share of it is not played: the beat was missed. */
const MISSED_AFTER: Ratio = 0.75
/** Nobody has more onsets in the hand. */
export const MOST_PENDING = 8
/** So many beats in a row without the player, and they have lost each other: the episode terminates. */
export const LOST_AFTER = 8
/** Longest episode. */
export const MOST_BARS = 10_000

const STREAM = 61
const EPISODE = keyOf('episode')

/**
 * The seed of an episode: the noise of the person, and who that is.
 *
 * @param seed what `reset` was given
 * @param episode 0 for the one that begins with that `reset`, then 1, 2 …
 */
export function episodeSeed(seed: number, episode: number): number {
  return Math.floor(uniform(seed, EPISODE, 0, episode, 0, STREAM) * (MAX_SEED + 1))
}

/** The person who plays an episode. */
export function traitsOf(player: Player, seed: number): HumanTraits {
  return player === 'anybody' ? personOf(seed, 0).traits : { ...HUMANS[player.kind], ...player.but }
}

/** Traits that a simulated person has here; what another model adds would be passed over in silence otherwise. */
const TRAITS: Readonly<Record<keyof NumericTraits, readonly [number, number]>> = {
  habit: [-500, 500],
  phaseGain: [0, 2],
  periodGain: [0, 2],
  timekeeper: [0, 500],
  motor: [0, 500],
  scatter: [0, 500],
  drift: [0, 500],
  driftMemory: [0, 1],
}

/** @throws RangeError with what is wrong */
export function checkPlayer(player: Player): Player {
  if (player === 'anybody') return player
  if (typeof player !== 'object' || player === null || !Object.hasOwn(HUMANS, player.kind))
    throw new RangeError(`player must be 'anybody' or { kind: ${Object.keys(HUMANS).join(' | ')}, but? }`)
  for (const [name, value] of Object.entries(player.but ?? {})) {
    const range = Object.hasOwn(TRAITS, name) ? TRAITS[name as keyof NumericTraits] : undefined
    if (range === undefined)
      throw new RangeError(
        `player.but.${name}: the environment's players have ${Object.keys(TRAITS).join(', ')}`,
      )
    if (!(typeof value === 'number' && value >= range[0] && value <= range[1]))
      throw new RangeError(`player.but.${name} must lie in ${range[0]}..${range[1]}, not at ${String(value)}`)
  }
  return player
}

/** @throws RangeError */
export function checkSeed(seed: unknown): number {
  if (typeof seed !== 'number' || !isSeed(seed))
    throw new RangeError(`seed must be a whole number from 0 to ${MAX_SEED}, not ${String(seed)}`)
  return seed
}

/**
 * When an onset is played that was planned for `planned`, NaN where it is not.
 *
 * @param heard when the beat sounded on which it was planned
 * @param length of that beat
 * @param before the onset before it: onsets keep their order
 */
export function playedAt(planned: Seconds, heard: Seconds, length: Seconds, before: Seconds): Seconds {
  if (!(planned <= heard + length + MISSED_AFTER * length)) return Number.NaN
  const soonest = heard + REACTION
  const time = planned > soonest ? planned : soonest
  return time > before ? time : before
}

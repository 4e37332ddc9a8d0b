/** What is known of simulated people when they begin to play: what a network's features are counted in. */

import { contextual } from '../../runtime/contextual.ts'
import type { Policy } from '../../runtime/create-policy.ts'
import { lifeOf, type Simulation } from '../simulate/simulate.ts'
import type { Context } from './bases.ts'

/** As many as tell a standard deviation to a tenth. */
const PEOPLE = 64

/** Of each of their sessions with the policy as it is. They are nobody that anything is learned from, or measured on. */
export function populationOf(
  policy: Policy,
  simulation: Omit<Simulation, 'explore' | 'players'>,
  people = PEOPLE,
): readonly Context[] {
  return Array.from({ length: people }, (_, number) =>
    lifeOf(policy, number, { ...simulation, players: people, explore: false }).logs.map((log) =>
      contextual.context(policy.definition, policy.slots, { context: log.context }),
    ),
  ).flat()
}

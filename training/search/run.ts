/** A run from where its folder stands to its result: generation after generation, saved after each. */

import type { PolicyDefinition } from '../../runtime/policy.ts'
import { defaultSlots, valuesOfSlots } from '../../runtime/slots.ts'
import { type Blocks, Cancelled } from '../distribute/blocks.ts'
import type { Candidate, SearchSpace } from '../optimise/search-space.ts'
import type { SimulatedBlock, SimulatedResult } from '../simulate/work.ts'
import type { RunConfig } from './config.ts'
import { createEvaluate } from './evaluate.ts'
import type { RunFolder } from './folder.ts'
import { createSearch, type MetricsLine, type SearchState, stepGeneration } from './generation.ts'
import { resultOf, type SearchResult } from './result.ts'

export interface Run {
  readonly definition: PolicyDefinition
  readonly space: SearchSpace
  readonly config: RunConfig
  readonly folder: RunFolder
  readonly pool: Blocks<SimulatedBlock, SimulatedResult>
}

export interface Watcher {
  /** A block of the generation (or of the result, after the last) is done. */
  block(done: number, of: number): void
  generation(line: MetricsLine): void
}

export interface Found {
  readonly result: SearchResult
  readonly candidate: Candidate
}

/** @returns null where the pool was cancelled: what was done is saved. @throws BlockFailure, RunProblem */
export async function runSearch(run: Run, watcher: Watcher): Promise<Found | null> {
  try {
    return await search(run, watcher)
  } catch (error) {
    if (error instanceof Cancelled) return null
    throw error
  }
}

async function search({ definition, space, config, folder, pool }: Run, watcher: Watcher): Promise<Found> {
  const { options, reward, assumptions } = config
  const { seed, sessions, bars, learning_across: across } = options
  const evaluate = createEvaluate(pool, { reward: reward.name, sessions, bars, across }, watcher.block)
  const searching = { seed, players: options.players, mostPlayers: options.most_players }
  const labels = definition.rewards.find(({ name }) => name === reward.name)?.parts ?? []
  const written = writtenCandidate(definition)
  const goal = { written, labels, range: reward.max - reward.min }
  let state = folder.state ?? createSearch(space, searching)
  while (state.generation < options.generations) {
    const step = await stepGeneration(state, space, goal, searching, evaluate)
    folder.save(step.line, step.state)
    state = asSaved(step.state)
    watcher.generation(step.line)
  }
  const asked = { seed, reward: reward.name, heldOut: options.held_out, labels, assumptions }
  const found = await resultOf(state, space, written, asked, evaluate)
  folder.finish(found.result)
  return found
}

/** What the piece plays unlearned. */
export const writtenCandidate = ({ slots }: Pick<PolicyDefinition, 'slots'>): Candidate => ({
  slots: valuesOfSlots(slots, defaultSlots(slots)),
  networks: null,
})

/** What goes on without a stop goes on from the same numbers as what is read from a checkpoint. */
const asSaved = (state: SearchState): SearchState => JSON.parse(JSON.stringify(state))

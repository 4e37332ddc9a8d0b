/** What is done in blocks, in this process or in workers: simulated people play, and their logs, or what a candidate earned, come back. */

import type { Policy } from '../../runtime/create-policy.ts'
import type { Task } from '../distribute/blocks.ts'
import { type Candidate, fileOfCandidate } from '../optimise/search-space.ts'
import { dayOf, lineOf } from '../sessions/writer.ts'
import { type PersonScore, scorePerson } from './score.ts'
import { lifeOf, type Simulation } from './simulate.ts'

/** People by number, the last not among them. */
interface People {
  readonly from: number
  readonly to: number
}

interface LogBlock extends People {
  readonly k: 'logs'
  readonly simulation: Simulation
}

interface ScoreBlock extends People {
  readonly k: 'scores'
  readonly simulation: Omit<Simulation, 'explore'>
  readonly reward: string
  readonly candidate: Candidate
}

/** A session as it stands in a store. */
interface Line {
  readonly day: string
  readonly text: string
}

export type SimulatedBlock = LogBlock | ScoreBlock
export type SimulatedResult =
  | { readonly k: 'logs'; readonly lines: readonly Line[] }
  | { readonly k: 'scores'; readonly people: readonly PersonScore[] }

/** @param policy for this task alone: candidates are loaded into it */
export function simulatedWork(policy: Policy): Task<SimulatedBlock, SimulatedResult> {
  return (block) => {
    const numbers = Array.from({ length: block.to - block.from }, (_, i) => block.from + i)
    if (block.k === 'logs') {
      const { simulation } = block
      const logs = numbers.flatMap((number) => lifeOf(policy, number, simulation).logs)
      return { k: 'logs', lines: logs.map((log) => ({ day: dayOf(log), text: lineOf(log) })) }
    }
    const { ok, errors } = policy.loadSlots(fileOfCandidate(policy.definition, block.candidate))
    if (!ok) throw new Error(`the candidate does not load: ${errors.join('; ')}`)
    const { reward, simulation } = block
    return { k: 'scores', people: numbers.map((number) => scorePerson(policy, reward, number, simulation)) }
  }
}

/**
 * Candidates and the people they play with. Common random numbers: all candidates of a generation play with the same people, who make the
 * same noise with each; the next generation's are others, so that nothing is learned of anybody. What comes out depends on the seed, the
 * generation and the candidate, and not on who worked it out when.
 */

import { keyOf, randomWord } from '../../runtime/random.ts'
import type { Blocks } from '../distribute/blocks.ts'
import type { Candidate } from '../optimise/search-space.ts'
import type { LearningAcross } from '../players/condition.ts'
import type { PersonScore } from '../simulate/score.ts'
import type { SimulatedBlock, SimulatedResult } from '../simulate/work.ts'

interface Trial {
  readonly candidate: Candidate
  /** Of the people: see `peopleSeed`. */
  readonly seed: number
  /** How many, by number from 0. */
  readonly people: number
}

export interface Practice {
  readonly reward: string
  /** Each person plays so often, and at most so long. */
  readonly sessions: number
  readonly bars: number
  readonly across: LearningAcross
}

/** Scores by trial, in order, and in each by person. */
export type Evaluate = (trials: readonly Trial[]) => Promise<readonly (readonly PersonScore[])[]>

/** People in a block: few enough that workers end together, and a constant, since sums must not depend on how many workers there are. */
const BLOCK = 8
/** On which simulated people play first; rewards know of days only how many there are between. */
export const FROM = '2026-01-05T00:00:00.000Z'

/** @param done told of each block that is done: which, of how many */
export function createEvaluate(
  pool: Blocks<SimulatedBlock, SimulatedResult>,
  { reward, sessions, bars, across }: Practice,
  done: (block: number, blocks: number) => void = () => {},
): Evaluate {
  return async (trials) => {
    const blocks = trials.flatMap(({ candidate, seed, people }, trial) =>
      Array.from({ length: Math.ceil(people / BLOCK) }, (_, i) => {
        const simulation = { seed, players: people, sessions, bars, from: FROM, across }
        const [from, to] = [i * BLOCK, Math.min(people, (i + 1) * BLOCK)]
        return { trial, block: { k: 'scores', simulation, reward, candidate, from, to } as const }
      }),
    )
    for (const { block } of blocks) pool.submit(block)
    const scores: PersonScore[][] = trials.map(() => [])
    for (const [i, { trial }] of blocks.entries()) {
      const result = await pool.collect()
      if (result.k !== 'scores') throw new Error('logs came where scores were asked for')
      scores[trial]?.push(...result.people)
      done(i + 1, blocks.length)
    }
    return scores
  }
}

/** What people are needed for; those of different purposes, or of different turns, have nothing in common. */
export type Purpose = 'population' | 'generation' | 'second look' | 'choice' | 'held out'

const NAME = keyOf('people')
const STREAM = 45

/** 53 bits. @param turn a generation, or 0 */
export function peopleSeed(seed: number, purpose: Purpose, turn: number): number {
  const word = (cell: number): number => randomWord(seed, NAME, keyOf(purpose), turn, cell, STREAM)
  return (word(0) >>> 11) * 2 ** 32 + word(1)
}

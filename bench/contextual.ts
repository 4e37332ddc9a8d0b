/**
 * Contextual slots against the best fixed setting: both are searched in simulation by the same number of sessions, and held against each
 * other on people that neither has seen, person by person. `npm run bench:contextual`
 */

import { cpus } from 'node:os'
import { populationOf } from '../training/contextual/population.ts'
import type { Blocks } from '../training/distribute/blocks.ts'
import { createThreads } from '../training/distribute/threads.ts'
import { contextualSpace } from '../training/optimise/contextual-space.ts'
import type { Candidate, SearchSpace } from '../training/optimise/search-space.ts'
import { slotSpace } from '../training/optimise/slot-space.ts'
import { createEvaluate, FROM, peopleSeed } from '../training/search/evaluate.ts'
import { gainsOf, type Judged, judgedOf, meanOfKnown } from '../training/search/figures.ts'
import { createSearch, stepGeneration } from '../training/search/generation.ts'
import { writtenCandidate } from '../training/search/run.ts'
import type { SimulatedBlock, SimulatedResult } from '../training/simulate/work.ts'
import { loadPiece, pieceUrl } from './policy.ts'
import type { BenchResult, Row } from './report.ts'

const PIECE = 'by-level'
const REWARD = 'practice'
const SEED = 5
const PRACTICE = { reward: REWARD, sessions: 2, bars: 16, across: 'off' } as const
const PLAYERS = 24
/** Sessions that each search may play. */
const BUDGET = 6_000
const HELD_OUT = 800

export async function contextualBench(): Promise<BenchResult> {
  const policy = await loadPiece(PIECE)
  const { definition } = policy
  const pool: Blocks<SimulatedBlock, SimulatedResult> = createThreads({
    entry: new URL('../training/simulate/worker.ts', import.meta.url),
    setup: { module: pieceUrl(PIECE), slots: null },
    workers: cpus().length,
  })
  const evaluate = createEvaluate(pool, PRACTICE)
  const { min = 0, max = 1 } = definition.rewards.find(({ name }) => name === REWARD) ?? {}
  const written = writtenCandidate(definition)
  const goal = { written, labels: [], range: max - min }
  const options = { seed: SEED, players: PLAYERS, mostPlayers: 4 * PLAYERS }

  async function searched(
    space: SearchSpace,
  ): Promise<{ readonly candidate: Candidate; readonly sessions: number }> {
    let state = createSearch(space, options)
    while (state.sessions < BUDGET)
      state = (await stepGeneration(state, space, goal, options, evaluate)).state
    return { candidate: space.decode(state.restarts.search.mean), sessions: state.sessions }
  }

  try {
    const fixedSpace = slotSpace(definition.slots)
    const people = { seed: peopleSeed(SEED, 'population', 0), ...PRACTICE, from: FROM }
    const byPlayer = contextualSpace(fixedSpace, definition.slots, populationOf(policy, people))
    const fixed = await searched(fixedSpace)
    const contextual = await searched(byPlayer)
    const held = { seed: peopleSeed(SEED, 'held out', 0), people: HELD_OUT }
    const [ofWritten = [], ofFixed = [], ofContextual = []] = await evaluate(
      [written, fixed.candidate, contextual.candidate].map((candidate) => ({ candidate, ...held })),
    )
    const row = (what: string, { mean, interval }: Judged, bar: Row['bar'] = null): Row => ({
      what,
      ours: { value: mean, unit: '', from: interval[0], to: interval[1] },
      peer: null,
      ratio: null,
      bar,
    })
    const gain = judgedOf(gainsOf(ofContextual, ofFixed))
    const spread = (scores: typeof ofFixed): string =>
      `${(100 * (meanOfKnown(scores.map((one) => one.spread)) ?? Number.NaN)).toFixed(2)} %`
    return {
      bench: 'contextual',
      subject: `bench/pieces/${PIECE}.sil: \`${REWARD}\`, of ${min} to ${max}, of ${HELD_OUT} simulated people that no search has seen; intervals of 95 %, person by person`,
      rows: [
        row('fixed over written', judgedOf(gainsOf(ofFixed, ofWritten))),
        row('contextual over written', judgedOf(gainsOf(ofContextual, ofWritten))),
        row('contextual over fixed', gain),
        row(
          'the least that it is, with 95 %',
          { ...gain, mean: gain.interval[0] },
          { relation: 'at least', value: 0, unit: '' },
        ),
      ],
      notes: [
        `searched by ${fixed.sessions} sessions (fixed) and ${contextual.sessions} (contextual)`,
        `spread of their own timing: written ${spread(ofWritten)}, fixed ${spread(ofFixed)}, contextual ${spread(ofContextual)} of the beat`,
        `fixed: ${JSON.stringify(rounded(fixed.candidate.slots))}`,
        `contextual: ${JSON.stringify(rounded(contextual.candidate.slots))}, ${Object.entries(
          contextual.candidate.networks ?? {},
        )
          .map(
            ([name, { features, layers }]) =>
              `${name} z = ${layers[0]?.bias[0]?.toFixed(2)} ${features.map((one, k) => `${(layers[0]?.weights[0]?.[k] ?? 0).toFixed(2)} ${one}`).join(' ')}`,
          )
          .join('; ')}`,
      ],
    }
  } finally {
    await pool.cancel()
  }
}

const rounded = (slots: Candidate['slots']) =>
  Object.fromEntries(
    Object.entries(slots).map(([name, value]) => [
      name,
      typeof value === 'number' ? Number(value.toPrecision(3)) : value,
    ]),
  )

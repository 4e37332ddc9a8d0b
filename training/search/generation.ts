/** One generation of the search: candidates are drawn and play, the state moves, and a line says what happened. */

import type { SlotValues } from '../../runtime/slots.ts'
import { ask } from '../optimise/cma.ts'
import { createNoise, type NoiseState, peopleOf, rankChanges, scoredTwice, treat } from '../optimise/noise.ts'
import { createRestarts, type RestartState, tellRestarts } from '../optimise/restarts.ts'
import type { Candidate, SearchSpace } from '../optimise/search-space.ts'
import { type Evaluate, peopleSeed } from './evaluate.ts'
import { type Figure, figureOf, gainsOf, meanOf, medianOf, partsOf, rewardsOf, sumOf } from './figures.ts'

/** Everything that the next generation depends on beside the options: what a checkpoint holds. Plain JSON. */
export interface SearchState {
  readonly version: 1
  /** Those that are done. */
  readonly generation: number
  readonly evaluations: number
  readonly sessions: number
  readonly restarts: RestartState
  readonly noise: NoiseState
  readonly ends: readonly SearchEnd[]
}

/** Where a search ended, before another began. */
export interface SearchEnd {
  readonly restart: number
  readonly generation: number
  readonly reason: string
  readonly theta: readonly number[]
}

export interface SearchOptions {
  readonly seed: number
  readonly players: number
  readonly mostPlayers: number
}

/** A line of metrics.jsonl: schemas/training-metrics.schema.json says what each field means. */
export interface MetricsLine {
  readonly generation: number
  readonly restart: number
  readonly lambda: number
  readonly people: number
  readonly evaluations: number
  readonly sessions: number
  readonly sigma: number
  readonly axis_ratio: number
  readonly deviations: readonly number[]
  readonly theta: readonly number[]
  readonly slots: SlotValues
  readonly reward: Figure
  readonly written: Figure
  readonly gain: Figure
  readonly parts: readonly {
    readonly label: string
    readonly mean: number | null
    readonly written: number | null
  }[]
  readonly best: number
  readonly median: number
  readonly worst: number
  readonly spread: number
  readonly noise: number | null
  readonly unmeasured: number
  readonly stopped: string | null
}

/** σ at the start, in the space: half of a slot's range lies within ± 1.1 of its middle. */
const SIGMA = 1
/** How far from the written slots later searches begin. */
const SCATTER = 1.5
/** A search ends where no dimension moves by more: a quarter of a per cent of a slot's range, which nobody hears. */
const LEAST = 0.01

export function createSearch(space: SearchSpace, { seed, players, mostPlayers }: SearchOptions): SearchState {
  return {
    version: 1,
    generation: 0,
    evaluations: 0,
    sessions: 0,
    restarts: createRestarts({ start: space.start, sigma: SIGMA, seed, scatter: SCATTER, least: LEAST }),
    noise: createNoise(players, mostPlayers),
    ends: [],
  }
}

/** What is learned for. */
export interface Goal {
  /** What the piece plays unlearned. */
  readonly written: Candidate
  /** Of the reward's summands. */
  readonly labels: readonly string[]
  /** From the least that the reward can be to the most. */
  readonly range: number
}

export async function stepGeneration(
  state: SearchState,
  space: SearchSpace,
  { written, labels, range }: Goal,
  { seed }: SearchOptions,
  evaluate: Evaluate,
): Promise<{ readonly state: SearchState; readonly line: MetricsLine }> {
  const { search } = state.restarts
  const generation = state.generation + 1
  const people = peopleOf(state.noise)
  const points = ask(search)
  const candidates = points.map((theta) => space.decode(theta))
  const center = space.decode(search.mean)
  const twice = candidates.slice(0, scoredTwice(candidates.length))
  const here = { seed: peopleSeed(seed, 'generation', generation), people }
  const there = { seed: peopleSeed(seed, 'second look', generation), people }
  const all = await evaluate([
    ...[written, center, ...candidates].map((candidate) => ({ candidate, ...here })),
    ...[written, ...twice].map((candidate) => ({ candidate, ...there })),
  ])
  const [ofWritten = [], ofCenter = [], ...rest] = all
  const first = rest.slice(0, candidates.length)
  const [writtenThere = [], ...again] = rest.slice(candidates.length)

  // What counts is what is earned more than by the written slots: that can be compared between people, and means over both kinds taken.
  const gains = first.map((scores) => meanOf(gainsOf(scores, ofWritten)))
  const gainsThere = again.map((scores) => meanOf(gainsOf(scores, writtenThere)))
  const measured = rankChanges(
    gains.map((gain) => -gain),
    gainsThere.map((gain) => -gain),
  )
  const { noise, stretch } = treat(state.noise, measured, search.n, search.sigma0 / search.sigma)
  const fitness = gains.map((gain, i) => {
    const second = gainsThere[i]
    const cost = range * (space.penalty?.(points[i] ?? []) ?? 0)
    return cost - (second === undefined ? gain : (gain + second) / 2)
  })
  const told = tellRestarts(state.restarts, points, fitness, stretch)
  const evaluations = state.evaluations + candidates.length + twice.length
  const sessions = state.sessions + sumOf(all.flatMap((scores) => scores.map((one) => one.sessions)))
  const rewards = first.map((scores) => meanOf(rewardsOf(scores)))
  const [partsHere, partsWritten] = [partsOf(ofCenter), partsOf(ofWritten)]
  const line: MetricsLine = {
    generation,
    restart: state.restarts.restarts,
    lambda: candidates.length,
    people,
    evaluations,
    sessions,
    sigma: search.sigma,
    axis_ratio: Math.max(...search.d) / Math.min(...search.d),
    deviations: search.mean.map((_, i) => search.sigma * Math.sqrt(search.c[i * (search.n + 1)] ?? 0)),
    theta: search.mean,
    slots: center.slots,
    reward: figureOf(rewardsOf(ofCenter)),
    written: figureOf(rewardsOf(ofWritten)),
    gain: figureOf(gainsOf(ofCenter, ofWritten)),
    parts: labels.map((label, k) => ({
      label,
      mean: partsHere[k] ?? null,
      written: partsWritten[k] ?? null,
    })),
    best: Math.max(...rewards),
    median: medianOf(rewards),
    worst: Math.min(...rewards),
    spread: figureOf(rewards).error * Math.sqrt(rewards.length),
    noise: measured,
    unmeasured: sumOf(all.flatMap((scores) => scores.map((one) => one.unmeasured))),
    stopped: told.ended?.reason ?? null,
  }
  const end =
    told.ended === null
      ? []
      : [{ restart: line.restart, generation, reason: told.ended.reason, theta: told.ended.mean }]
  return {
    line,
    state: {
      version: 1,
      generation,
      evaluations,
      sessions,
      restarts: told.state,
      noise,
      ends: [...state.ends, ...end],
    },
  }
}

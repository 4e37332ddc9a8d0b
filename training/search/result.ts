/**
 * What a search is worth. Never the best that was seen, which was lucky: the *mean* of the search, scored anew on people who took no part in
 * it, beside the written slots on the same people. Where several searches ended, people of a third kind choose between their means.
 */

import type { SlotValue, SlotValues } from '../../runtime/slots.ts'
import type { Candidate, SearchSpace } from '../optimise/search-space.ts'
import type { PersonScore } from '../simulate/score.ts'
import { type Evaluate, peopleSeed } from './evaluate.ts'
import { gainsOf, type Judged, judgedOf, meanOf, meanOfKnown, partsOf, rewardsOf, sumOf } from './figures.ts'
import type { SearchEnd, SearchState } from './generation.ts'

/** result.json: schemas/training-result.schema.json says what each field means. */
export interface SearchResult {
  readonly version: 1
  readonly simulated: true
  readonly reward: string
  readonly generations: number
  readonly restarts: number
  readonly evaluations: number
  readonly sessions: number
  readonly held_out: { readonly people: number; readonly sessions: number; readonly unmeasured: number }
  readonly trained: Judged
  readonly written: Judged
  readonly gain: Judged
  readonly parts: readonly {
    readonly label: string
    readonly trained: number | null
    readonly written: number | null
  }[]
  readonly timing: { readonly trained: number | null; readonly written: number | null }
  readonly slots: Readonly<Record<string, { readonly from: SlotValue; readonly to: SlotValue }>>
  readonly ends: readonly {
    readonly restart: number
    readonly generation: number
    readonly reason: string
    readonly reward: number | null
    readonly chosen: boolean
  }[]
  readonly assumptions: Readonly<Record<string, unknown>>
}

export interface ResultOptions {
  readonly seed: number
  readonly reward: string
  readonly heldOut: number
  readonly labels: readonly string[]
  readonly assumptions: Readonly<Record<string, unknown>>
}

export async function resultOf(
  state: SearchState,
  space: SearchSpace,
  written: Candidate,
  { seed, reward, heldOut, labels, assumptions }: ResultOptions,
  evaluate: Evaluate,
): Promise<{ readonly result: SearchResult; readonly candidate: Candidate }> {
  const { generation, restarts } = state
  const ends: readonly SearchEnd[] = [
    ...state.ends,
    // A search that has just begun has found nothing yet.
    ...(restarts.search.generation > 0 || state.ends.length === 0
      ? [{ restart: restarts.restarts, generation, reason: 'generations', theta: restarts.search.mean }]
      : []),
  ]
  const candidates = ends.map(({ theta }) => space.decode(theta))
  const rewards = ends.length === 1 ? [null] : await choice(candidates)
  const best = rewards.reduce<number>(
    (at, one, i) => ((one ?? 0) > (rewards[at] ?? Number.NEGATIVE_INFINITY) ? i : at),
    0,
  )
  const candidate = candidates[best] ?? written
  const people = { seed: peopleSeed(seed, 'held out', 0), people: heldOut }
  const [trained = [], unlearned = []] = await evaluate([
    { candidate, ...people },
    { candidate: written, ...people },
  ])
  const both = [...trained, ...unlearned]
  const [ofTrained, ofWritten] = [partsOf(trained), partsOf(unlearned)]
  return {
    candidate,
    result: {
      version: 1,
      simulated: true,
      reward,
      generations: generation,
      restarts: restarts.restarts,
      evaluations: state.evaluations,
      sessions: state.sessions,
      held_out: {
        people: heldOut,
        sessions: sumOf(both.map(({ sessions }) => sessions)),
        unmeasured: sumOf(both.map(({ unmeasured }) => unmeasured)),
      },
      trained: judgedOf(rewardsOf(trained)),
      written: judgedOf(rewardsOf(unlearned)),
      gain: judgedOf(gainsOf(trained, unlearned)),
      parts: labels.map((label, k) => ({
        label,
        trained: ofTrained[k] ?? null,
        written: ofWritten[k] ?? null,
      })),
      timing: { trained: timingOf(trained), written: timingOf(unlearned) },
      slots: moves(written.slots, candidate.slots),
      ends: ends.map(({ restart, generation: at, reason }, i) => ({
        restart,
        generation: at,
        reason,
        reward: rewards[i] ?? null,
        chosen: i === best,
      })),
      assumptions,
    },
  }

  async function choice(of: readonly Candidate[]): Promise<readonly (number | null)[]> {
    const among = { seed: peopleSeed(seed, 'choice', 0), people: heldOut }
    const scores = await evaluate(of.map((one) => ({ candidate: one, ...among })))
    return scores.map((one) => meanOf(rewardsOf(one)))
  }
}

const timingOf = (scores: readonly PersonScore[]): number | null =>
  meanOfKnown(scores.map(({ spread }) => spread))

function moves(from: SlotValues, to: SlotValues): SearchResult['slots'] {
  return Object.fromEntries(
    Object.entries(from).map(([name, value]) => [name, { from: value, to: to[name] ?? value }]),
  )
}

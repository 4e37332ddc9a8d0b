/**
 * Searches that begin anew where one has ended: BIPOP-CMA-ES (Hansen, GECCO workshop on BBOB 2009). Populations that double with each
 * restart (IPOP; Auger & Hansen, CEC 2005) take turns with small ones that look closely somewhere; whichever has used fewer evaluations
 * is next. Pure functions of a state that is plain JSON, as `cma.ts` has them.
 */

import { gaussian, keyOf, randomWord, uniform } from '../../runtime/random.ts'
import { type CmaState, createCma, stopReason, tell } from './cma.ts'
import { usualPopulation } from './cma-constants.ts'

export interface RestartState {
  readonly version: 1
  /** Of the whole: each search gets one of its own from it. */
  readonly seed: number
  readonly start: readonly number[]
  readonly sigma0: number
  /** How far from `start` later searches begin: the standard deviation of each coordinate. */
  readonly scatter: number
  /** A search ends where no coordinate moves by more. Null: 1e-11 σ₀. */
  readonly least: number | null
  /** Population of the first search. */
  readonly lambda0: number
  /** Restarts so far, and how many of them doubled the population. */
  readonly restarts: number
  readonly doubled: number
  readonly regime: 'large' | 'small'
  /** Evaluations by regime; the first search counts for neither. */
  readonly spent: { readonly large: number; readonly small: number }
  /** The search that runs. */
  readonly search: CmaState
  /** The best fitness of its generations, as far back as ending is decided by. */
  readonly recent: readonly number[]
}

export interface RestartOptions {
  readonly start: readonly number[]
  readonly sigma: number
  readonly seed: number
  readonly scatter: number
  readonly least?: number
  readonly lambda?: number
}

export interface Ended {
  readonly reason: string
  /** Where it ended. */
  readonly mean: readonly number[]
}

const NAME = keyOf('restart')
const STREAM = 22
/** A small population is looked for between the usual one and half of the large one; its σ is up to so many decades smaller. */
const DECADES = 2

/** The state of a search with restarts, before its first population. */
export function createRestarts({ start, sigma, seed, scatter, least, lambda }: RestartOptions): RestartState {
  const lambda0 = lambda ?? usualPopulation(start.length)
  return {
    version: 1,
    seed,
    start,
    sigma0: sigma,
    scatter,
    least: least ?? null,
    lambda0,
    restarts: 0,
    doubled: 0,
    regime: 'large',
    spent: { large: 0, small: 0 },
    search: createCma({ mean: start, sigma, seed: seedOf(seed, 0), lambda: lambda0 }),
    recent: [],
  }
}

/**
 * The state after the candidates of `ask(state.search)` were scored.
 *
 * @param stretch what σ is multiplied by afterwards: more than 1 where noise shrinks it too early
 */
export function tellRestarts(
  state: RestartState,
  candidates: readonly (readonly number[])[],
  fitness: readonly number[],
  stretch = 1,
): { readonly state: RestartState; readonly ended: Ended | null } {
  const told = tell(state.search, candidates, fitness)
  const search = stretch === 1 ? told : { ...told, sigma: told.sigma * stretch }
  const reason = stopReason(search, fitness, state.recent, state.least ?? undefined)
  const spent =
    state.restarts === 0
      ? state.spent
      : { ...state.spent, [state.regime]: state.spent[state.regime] + fitness.length }
  if (reason !== null)
    return { state: restarted({ ...state, spent, search }), ended: { reason, mean: search.mean } }
  const kept = 10 + Math.ceil((30 * search.n) / search.lambda)
  const best = fitness.reduce((least, one) => (one < least ? one : least), Number.POSITIVE_INFINITY)
  return { state: { ...state, spent, search, recent: [...state.recent, best].slice(-kept) }, ended: null }
}

function restarted(state: RestartState): RestartState {
  const { seed, start, scatter, sigma0, lambda0, spent } = state
  const restarts = state.restarts + 1
  const u = (k: number): number => uniform(seed, NAME, k, restarts, 0, STREAM)
  const regime = state.doubled > 0 && spent.small < spent.large ? 'small' : 'large'
  const doubled = state.doubled + (regime === 'large' ? 1 : 0)
  const large = lambda0 * 2 ** doubled
  const lambda =
    regime === 'large' ? large : Math.max(3, Math.floor(lambda0 * (large / 2 / lambda0) ** (u(0) * u(0))))
  const sigma = regime === 'large' ? sigma0 : sigma0 * 10 ** (-DECADES * u(1))
  const mean = start.map((one, i) => one + scatter * gaussian(seed, NAME, 2, restarts, i, STREAM))
  return {
    ...state,
    restarts,
    doubled,
    regime,
    search: createCma({ mean, sigma, seed: seedOf(seed, restarts), lambda }),
    recent: [],
  }
}

/** 53 bits. */
function seedOf(seed: number, restart: number): number {
  const word = (k: number): number => randomWord(seed, NAME, k, restart, 1, STREAM)
  return (word(3) >>> 11) * 2 ** 32 + word(4)
}

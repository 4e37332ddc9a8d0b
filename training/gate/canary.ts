/**
 * Whether a canary may go on: of everybody a share plays the candidate's law, by lot, the others what ran before. Looked at after every
 * unit, for as long as one likes: the bounds are anytime (Waudby-Smith & Ramdas 2024), and all looks together are wrong with
 * probability α at most.
 *
 * A unit's draw comes from the mixture of the two laws with their shares, whichever arm it was in, so that those of either arm tell
 * of both: D = (w_e − w_i)(r − c) with w the ratios to the mixture, which are 1/share at most. Its mean is the gain, and it is never
 * below −max(w_i (1 − c), w_e c).
 */

import { type Draw, haveOneSupport, type Law, ratio } from '../estimate/gaussian.ts'
import { headcount, numbered, overPeopleAlways, tooFewInWords } from '../estimate/people.ts'
import { bettingLower } from './betting.ts'
import { widthOf } from './cap.ts'
import type { Interval } from './gate.ts'

export interface CanaryUnit {
  /** Whose it is. Without it, of somebody of whom there is no other. */
  readonly user?: string
  readonly arm: 'candidate' | 'incumbent'
  readonly draw: Draw
  /** In 0..1. */
  readonly reward: number
  readonly guarded: Readonly<Record<string, number>>
}

export interface CanaryOptions {
  readonly candidate: Law
  readonly incumbent: Law
  /** Of all units, those that play the candidate: as it was set, not as it came out. */
  readonly share: number
  readonly alpha: number
  /** By metric: how far it may fall, below 0. */
  readonly guards: Readonly<Record<string, number>>
}

export interface CanaryVerdict {
  readonly verdict: 'keep' | 'roll-back' | 'not-yet'
  readonly reasons: readonly string[]
  readonly units: number
  /** Of these, those that played the candidate. */
  readonly candidates: number
  readonly gain: Interval
  readonly guards: Readonly<Record<string, Interval & { readonly floor: number }>>
}

/** So many units tell what is usual, and bet on nothing. */
const FIRST = 20
/** For how many units the stakes' bounds are chosen; the bounds hold for any number. */
const HORIZON = 2000
const UNKNOWN: Known = { estimate: 0, lower: -1, upper: 1, byPeople: false }

interface Known extends Interval {
  /** Whether it is people who are too few, or too different, for a greater lower bound. */
  readonly byPeople: boolean
}

/** @param units in the order in which they became known, which does not depend on what they earned */
export function canaryVerdict(units: readonly CanaryUnit[], options: CanaryOptions): CanaryVerdict {
  const { alpha, guards, share } = options
  const weights = weightsOf(units, options)
  const users = numbered(units.map(({ user }, i) => user ?? i))
  const candidates = units.filter(({ arm }) => arm === 'candidate').length
  const floors = Object.entries(guards)
  const known = units.length > FIRST
  // Each bound that could roll back takes its part; all of those that let it stay must hold.
  const alphaEach = alpha / (1 + floors.length)
  const interval = (values: readonly number[]): Known =>
    known ? intervalOf(values, { weights, users, share }, alpha, alphaEach) : UNKNOWN
  const gain = interval(units.map(({ reward }) => reward))
  const watched = floors.map(([metric, floor]) => {
    return [metric, { ...interval(units.map(({ guarded }) => guarded[metric] ?? 0)), floor }] as const
  })
  // More units of the same people would not help.
  const others = ({ byPeople }: Known): string =>
    byPeople ? ` with other people: ${tooFewInWords(headcount(users))}` : ''
  const bad = [
    ...(gain.upper < 0 ? [`it earns less: by ${(-gain.upper).toFixed(4)} at least`] : []),
    ...watched.flatMap(([metric, { upper, floor }]) =>
      upper < floor ? [`${metric} has fallen by ${(-upper).toFixed(4)} at least; its guard is ${floor}`] : [],
    ),
  ]
  const open = [
    ...(known ? [] : [`${units.length} units are there, and more than ${FIRST} are needed`]),
    ...(gain.lower > 0 ? [] : [`its gain may be as small as ${gain.lower.toFixed(4)}${others(gain)}`]),
    ...watched.flatMap(([metric, one]) =>
      one.lower < one.floor ? [`${metric} may have fallen by ${(-one.lower).toFixed(4)}${others(one)}`] : [],
    ),
  ]
  return {
    verdict: bad.length > 0 ? 'roll-back' : open.length > 0 ? 'not-yet' : 'keep',
    reasons: bad.length > 0 ? bad : open,
    units: units.length,
    candidates,
    gain: { estimate: gain.estimate, lower: gain.lower, upper: gain.upper },
    guards: Object.fromEntries(
      watched.map(([metric, { estimate, lower, upper, floor }]) => [
        metric,
        { estimate, lower, upper, floor },
      ]),
    ),
  }
}

/** Of the units that a lot by unit would leave in somebody's rarer arm: with fewer the lot is by person. Some of the chosen play what ran until they have the new file. */
const STRAYS = 0.25

/**
 * How many standard deviations the candidates are off that share: a lot that is none would make everything wrong. Where people keep their arm,
 * but for few units, the lot is by person, and whoever has many units moves it by as many. By the normal law, two sided.
 */
export function shareIsOff(units: readonly Pick<CanaryUnit, 'arm' | 'user'>[], share: number): number {
  const whose = new Map<string | number, { own: number; candidates: number }>()
  for (const [i, { arm, user }] of units.entries()) {
    const known = whose.get(user ?? i) ?? { own: 0, candidates: 0 }
    known.own++
    if (arm === 'candidate') known.candidates++
    whose.set(user ?? i, known)
  }
  const people = [...whose.values()]
  const candidates = people.reduce((sum, one) => sum + one.candidates, 0)
  const strays = people.reduce((sum, { own, candidates: of }) => sum + Math.min(of, own - of), 0)
  const several = people.reduce((sum, { own }) => (own > 1 ? sum + own : sum), 0)
  const played = candidates / units.length
  const byPerson = strays <= STRAYS * several * played * (1 - played)
  const tickets = byPerson ? people.reduce((sum, { own }) => sum + own * own, 0) : units.length
  const deviation =
    Math.abs(candidates - units.length * share) / Math.sqrt(Math.max(1e-12, tickets * share * (1 - share)))
  return units.length === 0 ? 0 : deviation
}

/** By unit: w_e − w_i. */
function weightsOf(
  units: readonly CanaryUnit[],
  { candidate, incumbent, share }: CanaryOptions,
): Float64Array {
  const mixture = [
    [share, candidate],
    [1 - share, incumbent],
  ] as const
  // Laws of other dimensions have no ratio: then each arm tells of itself alone.
  const overlap = haveOneSupport(candidate, incumbent)
  return Float64Array.from(units, ({ arm, draw }) =>
    overlap
      ? ratio(candidate, mixture, draw) - ratio(incumbent, mixture, draw)
      : arm === 'candidate'
        ? 1 / share
        : -1 / (1 - share),
  )
}

interface Weighed {
  readonly weights: Float64Array
  readonly users: Uint32Array
  readonly share: number
}

function intervalOf(
  values: readonly number[],
  { weights, users, share }: Weighed,
  alphaLower: number,
  alphaUpper: number,
): Known {
  const byUnits = lowerOf(values, weights, share, alphaLower)
  // E(w_e − w_i) = 0: of 1 − r the gain is that of r, turned around.
  const turned = lowerOf(
    values.map((one) => 1 - one),
    weights,
    share,
    alphaUpper,
  )
  const n = values.length
  const usual = values.reduce((sum, one) => sum + one, 0) / n
  const d = Float64Array.from(values, (one, i) => (weights[i] ?? 0) * (one - usual))
  const estimate = d.reduce((sum, one) => sum + one, 0) / n
  // Where somebody has several units the wider counts, as in the gate: what one gains each week is no gain of others.
  const [below, above] = [alphaLower, alphaUpper].map(
    (alpha) => overPeopleAlways(d, users, alpha)?.width ?? Number.NEGATIVE_INFINITY,
  ) as [number, number]
  const lower = Math.min(byUnits, Math.max(-1, estimate - below))
  return {
    estimate,
    lower,
    upper: Math.max(0 - turned, Math.min(1, estimate + above)),
    byPeople: lower < byUnits,
  }
}

function lowerOf(values: readonly number[], weights: Float64Array, share: number, alpha: number): number {
  const first = values.slice(0, FIRST)
  const usual = first.reduce((sum, one) => sum + one, 0) / first.length
  const variance = first.reduce((sum, one) => sum + (one - usual) ** 2, 0) / first.length
  const scatter = 1 / share + 1 / (1 - share)
  const leastOf = (c: number): number => Math.max((1 - c) / (1 - share), c / share)
  const widthAt = (c: number): number =>
    widthOf(scatter * (variance + (usual - c) ** 2), leastOf(c), HORIZON, alpha)
  const c = widthAt(usual) < widthAt(0) ? usual : 0
  const least = leastOf(c)
  const x = Float64Array.from(values.slice(FIRST), (one, i) =>
    Math.max(0, 1 + ((weights[FIRST + i] ?? 0) * (one - c)) / least),
  )
  const guess = {
    mean: 1,
    variance: Math.min(0.25, (scatter * (variance + (usual - c) ** 2)) / (least * least)),
  }
  // Nothing is known at 0 of x, which is −least.
  return Math.max(-1, least * (bettingLower(x, { alpha, horizon: 'anytime', guess }) - 1))
}

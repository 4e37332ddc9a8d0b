/**
 * What a candidate may change, seen from the law that was logged: for each slot that scatters a shift of its mean in σ, for a
 * contextual one a shift that depends on what was known of the unit, and for each choice a weight. θ = 0 is what was logged; σ stays
 * as it is.
 *
 * With e = (z − μ(x))/σ the draw of a unit is standard normal, the candidate's has mean u(x) = Σ θₖ φₖ(x), and
 * w = exp(Σ uᵢeᵢ − uᵢ²/2) · Π p_e/p_b.
 */

import type { Network } from '../../runtime/contextual.ts'
import {
  type Basis,
  type ContextualSlot,
  createBasis,
  movedNetwork,
  spreadOf,
  unknownPlayer,
} from '../contextual/bases.ts'
import type { Law } from '../estimate/gaussian.ts'
import type { Unit } from '../units/units.ts'

export interface Space {
  /** Units. */
  readonly n: number
  /** Of θ: the columns of the d shifts first, then k weights. */
  readonly size: number
  /** One for each shift, and what lies behind the last: the columns from one to the next are its. A constant has one, φ = 1. */
  readonly columns: readonly number[]
  /** n × columns: φ. */
  readonly phi: Float64Array
  /** Dimensions of `z` that scatter. */
  readonly shifts: readonly number[]
  /** Every choice but the first of its slot. */
  readonly weights: readonly { readonly slot: string; readonly choice: string }[]
  /** n × d: (z − μ)/σ of what was drawn. */
  readonly e: Float64Array
  /** n × m: what was known of the unit, each with mean 0 and variance 1. */
  readonly x: Float64Array
  /** n × k: 1 where that was chosen. */
  readonly chosen: Uint8Array
  /** k: how often it was to be chosen, as logged. */
  readonly p: Float64Array
  readonly m: number
  /** k: how often the candidate chooses, and by slot how often the first choice. */
  probabilities(theta: Float64Array): Probabilities
  /** n × d: where the candidate's mean lies, in σ. */
  shiftsAt(theta: Float64Array): Float64Array
  /** E[w²] under what was logged, averaged over the units: exp(Σ u²) · Π Σ p_e²/p_b. */
  moment(theta: Float64Array): number
  /** The candidate's law for units of this one of whom nothing is known. */
  lawAt(law: Law, theta: Float64Array): Law
  /** The candidate's networks, by slot. */
  networksAt(law: Law, theta: Float64Array): Readonly<Record<string, Network>>
}

interface Probabilities {
  readonly p: Float64Array
  /** n: Π p_e/p_b of what was chosen. */
  ratioOf(i: number): number
}

/** More would be more weights than a store of sessions can tell apart. */
const MOST_CONTEXT = 6

/**
 * @param contextual slots that may depend on the player; the others are constants
 * @param population whose contexts are 0 on average, with a standard deviation of 1: where these units are a part of them, θ means the same
 * @throws RangeError where units have not the same slots, or there are none
 */
export function createSpace(
  units: readonly Unit[],
  contextual: readonly ContextualSlot[] = [],
  population = units,
): Space {
  const [first] = units
  if (first === undefined) throw new RangeError('there are no units to learn from')
  const n = units.length
  const shifts = first.law.sigma.flatMap((sigma, dimension) => (sigma > 0 ? [dimension] : []))
  const slots = Object.entries(first.law.choices)
  const weights = slots.flatMap(([slot, all]) =>
    Object.keys(all)
      .slice(1)
      .map((choice) => ({ slot, choice })),
  )
  const [d, k] = [shifts.length, weights.length]
  // What slots depend on comes first: without its products with the draws the model could not tell what they gain.
  const asked = contextual.flatMap(({ features }) => features)
  const known = new Set(population.flatMap(({ context }) => Object.keys(context)))
  const names = [...new Set([...asked.filter((name) => known.has(name)), ...[...known].sort()])].slice(
    0,
    Math.max(MOST_CONTEXT, new Set(asked).size),
  )
  const m = names.length
  const e = new Float64Array(n * d)
  const chosen = new Uint8Array(n * k)
  for (const [i, { law, draw }] of units.entries()) {
    for (const [j, dimension] of shifts.entries()) {
      const sigma = law.sigma[dimension] ?? 0
      if (!(sigma > 0))
        throw new RangeError('units that scatter in different slots cannot be learned from together')
      e[i * d + j] = ((draw.z[dimension] ?? 0) - (law.mean[dimension] ?? 0)) / sigma
    }
    for (const [c, { slot, choice }] of weights.entries())
      chosen[i * k + c] = draw.chosen[slot] === choice ? 1 : 0
  }
  const contexts = units.map(({ context }) => context)
  const all = population.map(({ context }) => context)
  const bases = shifts.map((dimension): Basis | null => {
    const slot = contextual.find((one) => one.dimension === dimension)
    return slot === undefined ? null : createBasis(slot, all)
  })
  const columns = [0]
  for (const basis of bases) columns.push((columns[columns.length - 1] ?? 0) + (basis?.size ?? 1))
  const width = columns[d] ?? 0
  const phi = new Float64Array(n * width)
  for (const [i, context] of contexts.entries())
    for (const [j, basis] of bases.entries())
      phi.set([1, ...(basis?.at(context) ?? [])], i * width + (columns[j] ?? 0))
  const p = Float64Array.from(weights, ({ slot, choice }) => first.law.choices[slot]?.[choice] ?? 0)

  function raised(slot: string, all: Readonly<Record<string, number>>, theta: Float64Array) {
    const parts = Object.entries(all).map(([choice, one]) => {
      const c = weights.findIndex((other) => other.slot === slot && other.choice === choice)
      return [choice, one * Math.exp(c < 0 ? 0 : (theta[width + c] ?? 0))] as const
    })
    const total = parts.reduce((sum, [, one]) => sum + one, 0)
    return Object.fromEntries(parts.map(([choice, one]) => [choice, one / total]))
  }

  /** @param count of the first so many units */
  function shiftsAt(theta: Float64Array, count = n): Float64Array {
    const u = new Float64Array(count * d)
    for (let i = 0; i < count; i++)
      for (let j = 0; j < d; j++) {
        let sum = 0
        for (let c = columns[j] ?? 0; c < (columns[j + 1] ?? 0); c++)
          sum += (theta[c] ?? 0) * (phi[i * width + c] ?? 0)
        u[i * d + j] = sum
      }
    return u
  }

  /** In z. */
  function movesOf(law: Law, theta: Float64Array, j: number): readonly number[] {
    const sigma = law.sigma[shifts[j] ?? -1] ?? 0
    return [...theta.subarray(columns[j], columns[j + 1])].map((one) => sigma * one)
  }

  function networkAt(law: Law, theta: Float64Array, j: number): Network | null {
    const basis = bases[j] ?? null
    if (basis === null) return null
    return movedNetwork(basis, law.mean[shifts[j] ?? -1] ?? 0, movesOf(law, theta, j))
  }

  return {
    n,
    size: width + k,
    columns,
    phi,
    shifts,
    weights,
    e,
    x: standardised(contexts, all, names),
    chosen,
    p,
    m,
    probabilities(theta) {
      const bySlot = slots.map(([slot, all]) => ({ slot, was: all, is: raised(slot, all, theta) }))
      // Of each slot: what w becomes by the first choice, and by each other one.
      const ratios = bySlot.map(({ slot, was, is }) => {
        const [base] = Object.keys(was)
        const of = (choice: string): number => (is[choice] ?? 0) / (was[choice] ?? 1)
        return {
          base: of(base ?? ''),
          others: weights.flatMap((one, c) => (one.slot === slot ? [[c, of(one.choice)] as const] : [])),
        }
      })
      return {
        p: Float64Array.from(
          weights,
          ({ slot, choice }) => bySlot.find((one) => one.slot === slot)?.is[choice] ?? 0,
        ),
        ratioOf(i) {
          let product = 1
          for (const { base, others } of ratios) {
            let ratio = base
            for (const [c, of] of others) if (chosen[i * k + c] === 1) ratio = of
            product *= ratio
          }
          return product
        },
      }
    },
    shiftsAt: (theta) => shiftsAt(theta),
    moment(theta) {
      // Constants move everybody alike.
      const count = bases.every((basis) => basis === null) ? 1 : n
      const u = shiftsAt(theta, count)
      let sum = 0
      for (let i = 0; i < count; i++) {
        let log = 0
        for (let j = 0; j < d; j++) log += (u[i * d + j] ?? 0) ** 2
        sum += Math.exp(log)
      }
      const choices = slots.map(([slot, was]) => {
        const is = raised(slot, was, theta)
        return Object.entries(was).reduce(
          (all, [choice, one]) => all + (one > 0 ? (is[choice] ?? 0) ** 2 / one : 0),
          0,
        )
      })
      return choices.reduce((product, one) => product * one, sum / count)
    },
    networksAt: (law, theta) =>
      Object.fromEntries(
        bases.flatMap((basis, j) => {
          const network = networkAt(law, theta, j)
          return basis === null || network === null ? [] : [[basis.slot.name, network] as const]
        }),
      ),
    lawAt: (law, theta) => ({
      mean: law.mean.map((mean, i) => {
        const j = shifts.indexOf(i)
        if (j < 0) return mean
        const network = networkAt(law, theta, j)
        return network === null ? mean + (movesOf(law, theta, j)[0] ?? 0) : unknownPlayer(network)
      }),
      sigma: law.sigma,
      choices: Object.fromEntries(
        Object.entries(law.choices).map(([slot, all]) => [slot, raised(slot, all, theta)]),
      ),
    }),
  }
}

/** What is not known of a unit counts as usual. */
function standardised(
  contexts: readonly Unit['context'][],
  population: readonly Unit['context'][],
  names: readonly string[],
): Float64Array {
  const x = new Float64Array(contexts.length * names.length)
  for (const [a, name] of names.entries()) {
    const { mean, sd } = spreadOf(population, name)
    if (!(sd > 0)) continue
    for (const [i, context] of contexts.entries())
      if (context[name] !== undefined) x[i * names.length + a] = (context[name] - mean) / sd
  }
  return x
}

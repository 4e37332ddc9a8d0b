/**
 * What a candidate may change, seen from the law that was logged: for each slot that scatters a shift of its mean in σ, and for
 * each choice a weight. θ = 0 is what was logged; σ stays as it is.
 *
 * With e = (z − μ)/σ the draw of a unit is standard normal, the candidate's has mean u, and w = exp(Σ uᵢeᵢ − uᵢ²/2) · Π p_e/p_b.
 */

import type { Law } from '../estimate/gaussian.ts'
import type { Unit } from '../units/units.ts'

export interface Space {
  /** Units. */
  readonly n: number
  /** Of θ: d shifts first, then k weights. */
  readonly size: number
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
  /** The candidate's law for units of this one. */
  lawAt(law: Law, theta: Float64Array): Law
}

export interface Probabilities {
  readonly p: Float64Array
  /** n: Π p_e/p_b of what was chosen. */
  ratioOf(i: number): number
}

/** More would be more weights than a store of sessions can tell apart. */
const MOST_CONTEXT = 6

/** @throws RangeError where units have not the same slots, or there are none */
export function createSpace(units: readonly Unit[]): Space {
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
  const names = [...new Set(units.flatMap(({ context }) => Object.keys(context)))]
    .sort()
    .slice(0, MOST_CONTEXT)
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
  const p = Float64Array.from(weights, ({ slot, choice }) => first.law.choices[slot]?.[choice] ?? 0)

  function raised(slot: string, all: Readonly<Record<string, number>>, theta: Float64Array) {
    const parts = Object.entries(all).map(([choice, one]) => {
      const c = weights.findIndex((other) => other.slot === slot && other.choice === choice)
      return [choice, one * Math.exp(c < 0 ? 0 : (theta[d + c] ?? 0))] as const
    })
    const total = parts.reduce((sum, [, one]) => sum + one, 0)
    return Object.fromEntries(parts.map(([choice, one]) => [choice, one / total]))
  }

  return {
    n,
    size: d + k,
    shifts,
    weights,
    e,
    x: standardised(units, names),
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
    lawAt: (law, theta) => ({
      mean: law.mean.map((mean, i) => {
        const j = shifts.indexOf(i)
        return j < 0 ? mean : mean + (law.sigma[i] ?? 0) * (theta[j] ?? 0)
      }),
      sigma: law.sigma,
      choices: Object.fromEntries(
        Object.entries(law.choices).map(([slot, all]) => [slot, raised(slot, all, theta)]),
      ),
    }),
  }
}

/** What is not known of a unit counts as usual. */
function standardised(units: readonly Unit[], names: readonly string[]): Float64Array {
  const x = new Float64Array(units.length * names.length)
  for (const [a, name] of names.entries()) {
    const known = units.flatMap(({ context }) => (context[name] === undefined ? [] : [context[name]]))
    const mean = known.reduce((sum, one) => sum + one, 0) / known.length
    const sd = Math.sqrt(known.reduce((sum, one) => sum + (one - mean) ** 2, 0) / known.length)
    if (!(sd > 0)) continue
    for (const [i, { context }] of units.entries())
      if (context[name] !== undefined) x[i * names.length + a] = (context[name] - mean) / sd
  }
  return x
}

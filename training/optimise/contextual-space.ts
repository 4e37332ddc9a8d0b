/**
 * Slots and, of those that may depend on the player, the weights of their networks, as one search space: what a slot is for somebody
 * usual is searched as it is for any other (`slot-space.ts`), and beside it how it moves with what is known.
 *
 *     linear      z = z₀ + Σ wₖ xₖ                       θ = w / ½
 *     hidden      z = z₀ + Σ vₕ tanh(bₕ + Σ wₕₖ xₖ)      θ = v / ½, then w and b as they are
 *
 * x is a feature in standard deviations of the population: one that nobody has, or everybody alike, is not searched.
 */

import type { Network } from '../../runtime/contextual.ts'
import type { SlotSpec } from '../../runtime/policy.ts'
import { gaussian, keyOf } from '../../runtime/random.ts'
import { type Context, linear, spreadOf } from '../contextual/bases.ts'
import type { Candidate, SearchSpace } from './search-space.ts'

/** A standard deviation of a feature moves a slot half as far as the search looks at first. */
const STEP = 0.5
/** From here on the way out costs something, as in `slot-space.ts`. */
const INSIDE = 5
const OUTSIDE_COSTS = 1e-3
/** Beyond, a network is a step from one bound to the other. */
const FARTHEST = 30
const STREAM = 61

export interface NetworkShape {
  /** Units of the hidden layer; 0: none. */
  readonly hidden: number
}

/**
 * @param slots the space of the slots as constants: those of its names that are contextual get a network
 * @param population what was known of people when they began
 */
export function contextualSpace(
  slots: SearchSpace,
  specs: readonly SlotSpec[],
  population: readonly Context[],
  { hidden }: NetworkShape = { hidden: 0 },
): SearchSpace {
  const constants = slots.names.length
  const parts = specs
    .filter(({ kind, name }) => kind === 'contextual' && slots.names.includes(name))
    .map((spec) => partOf(spec, slots.names.indexOf(spec.name), population, hidden))
  return {
    id: `${slots.id}, ${hidden === 0 ? 'linear networks' : `networks of ${hidden} hidden units`}`,
    names: [...slots.names, ...parts.flatMap(({ names }) => names)],
    start: [...slots.start, ...parts.flatMap(({ start }) => start)],
    decode(theta): Candidate {
      const networks: Record<string, Network> = {}
      let at = constants
      for (const { spec, place, names, network } of parts) {
        if (names.length === 0) continue
        const own = theta.slice(at, at + names.length).map((one) => within(one))
        networks[spec.name] = network(within(theta[place] ?? 0), own)
        at += names.length
      }
      const { slots: values } = slots.decode(theta.slice(0, constants))
      return { slots: values, networks: Object.keys(networks).length === 0 ? null : networks }
    },
    penalty: (theta) =>
      theta
        .slice(constants)
        .reduce(
          (sum, one) => sum + OUTSIDE_COSTS * Math.max(0, Math.abs(one) - INSIDE) ** 2,
          slots.penalty?.(theta.slice(0, constants)) ?? 0,
        ),
  }
}

interface Part {
  readonly spec: SlotSpec
  /** Of the slot among the constants. */
  readonly place: number
  readonly names: readonly string[]
  readonly start: readonly number[]
  network(z: number, theta: readonly number[]): Network
}

function partOf(spec: SlotSpec, place: number, population: readonly Context[], hidden: number): Part {
  const features = spec.features ?? []
  const frame = linear(features, population)
  const searched = features.flatMap((name, k) => (spreadOf(population, name).sd > 0 ? [k] : []))
  /** A weight for each feature, 0 for those that are not searched. */
  const row = (weights: readonly number[]): readonly number[] =>
    features.map((_, k) => weights[searched.indexOf(k)] ?? 0)
  const named = (what: string): readonly string[] => searched.map((k) => `${spec.name} ${what}${features[k]}`)
  if (searched.length === 0) return { spec, place, names: [], start: [], network: () => frame }
  if (hidden === 0)
    return {
      spec,
      place,
      names: named('by '),
      start: searched.map(() => 0),
      network: (z, theta) => ({
        ...frame,
        layers: [{ weights: [row(theta.map((one) => STEP * one))], bias: [z] }],
      }),
    }
  const units = Array.from({ length: hidden }, (_, h) => h)
  const inputs = searched.length
  // Where all were 0 no weight would matter until another did.
  const begin = (h: number, k: number): number => gaussian(keyOf(spec.name), h, k, 0, 0, STREAM)
  return {
    spec,
    place,
    names: units.flatMap((h) => [
      `${spec.name} unit ${h + 1}`,
      ...named(`unit ${h + 1} by `),
      `${spec.name} unit ${h + 1} bias`,
    ]),
    start: units.flatMap((h) => [0, ...searched.map((_, k) => begin(h, k)), begin(h, inputs)]),
    network(z, theta) {
      const own = (h: number): readonly number[] => theta.slice(h * (inputs + 2), (h + 1) * (inputs + 2))
      return {
        ...frame,
        layers: [
          {
            weights: units.map((h) => row(own(h).slice(1, 1 + inputs))),
            bias: units.map((h) => own(h)[1 + inputs] ?? 0),
          },
          { weights: [units.map((h) => STEP * (own(h)[0] ?? 0))], bias: [z] },
        ],
      }
    },
  }
}

const within = (value: number): number => Math.max(-FARTHEST, Math.min(FARTHEST, value))

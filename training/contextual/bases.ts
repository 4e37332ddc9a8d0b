/**
 * What a contextual slot may depend on, as training sees it: its mean is a sum of functions of what was known of a unit, 1 and either
 * the features as its network sees them, or what the hidden layers of the network that runs make of them. Only the last layer is
 * learned from logs: the mean is linear in what is learned, and what it is worth can be said without luck.
 *
 *     μ(x) = μ₀(x) + s · (θ₀ + Σ θₖ φₖ(x))
 */

import { basisOf, LARGEST_WEIGHT, type Network, type Networks, outputOf } from '../../runtime/contextual.ts'
import type { SlotSpec } from '../../runtime/policy.ts'
import { NO_NETWORKS } from '../../runtime/slots-file.ts'
import { slotsInSpace } from '../../runtime/slots-space.ts'

export type Context = Readonly<Record<string, number>>

export interface ContextualSlot {
  readonly name: string
  /** Its place in `z`. */
  readonly dimension: number
  readonly features: readonly string[]
  /** What it is drawn around today; null: around a constant. */
  readonly network: Network | null
}

export interface Basis {
  readonly slot: ContextualSlot
  /** A network of these features whose last layer is 0. */
  readonly frame: Network
  /** 1, and the φ. */
  readonly size: number
  /** φ without the 1. */
  at(context: Context): readonly number[]
}

/** @param networks of what was logged */
export function contextualSlots(
  specs: readonly SlotSpec[],
  networks: Networks = NO_NETWORKS,
): readonly ContextualSlot[] {
  return slotsInSpace(specs).flatMap((spec, dimension) =>
    spec.kind === 'contextual'
      ? [
          {
            name: spec.name,
            dimension,
            features: spec.features ?? [],
            network: networks.get(spec.name) ?? null,
          },
        ]
      : [],
  )
}

/** @param contexts of the population that features are counted in standard deviations of */
export function createBasis(slot: ContextualSlot, contexts: readonly Context[]): Basis {
  const network = slot.network ?? linear(slot.features, contexts)
  const inputs = network.layers[network.layers.length - 1]?.weights[0]?.length ?? 0
  const layers = [...network.layers.slice(0, -1), { weights: [Array<number>(inputs).fill(0)], bias: [0] }]
  const frame = { ...network, layers }
  return { slot, frame, size: 1 + inputs, at: (context) => basisOf(frame, context) }
}

/**
 * The network that was moved.
 *
 * @param mean the constant that was logged; not asked where there was a network
 * @param moved what is added to the bias, and to the weight of each φ
 */
export function movedNetwork({ slot, frame }: Basis, mean: number, moved: readonly number[]): Network {
  const before = slot.network?.layers[slot.network.layers.length - 1]
  const [bias = 0, ...weights] = moved
  const last = {
    weights: [weights.map((weight, k) => bounded((before?.weights[0]?.[k] ?? 0) + weight))],
    bias: [bounded((before === undefined ? mean : (before.bias[0] ?? 0)) + bias)],
  }
  return { ...frame, layers: [...frame.layers.slice(0, -1), last] }
}

/** μ where nothing is known: what a score plays, in which nobody is asked. */
export const unknownPlayer = (network: Network): number => outputOf(network, {})

/** A feature that nobody had, or everybody alike, says nothing: it is 0 wherever it lies. */
export function linear(features: readonly string[], contexts: readonly Context[]): Network {
  const spread = features.map((name) => spreadOf(contexts, name))
  return {
    features,
    mean: spread.map(({ mean }) => mean),
    scale: spread.map(({ sd }) => (sd > 0 ? sd : 1)),
    layers: [{ weights: [features.map(() => 0)], bias: [0] }],
  }
}

/** Of those that have it. */
export function spreadOf(
  contexts: readonly Context[],
  name: string,
): { readonly mean: number; readonly sd: number } {
  const known = contexts.flatMap((context) => {
    const value = Object.hasOwn(context, name) ? context[name] : undefined
    return value !== undefined && Number.isFinite(value) ? [value] : []
  })
  if (known.length === 0) return { mean: 0, sd: 0 }
  const mean = known.reduce((sum, one) => sum + one, 0) / known.length
  const sd = Math.sqrt(known.reduce((sum, one) => sum + (one - mean) ** 2, 0) / known.length)
  // What rounding makes of values that are all one.
  return { mean, sd: sd > 1e-9 * Math.abs(mean) ? sd : 0 }
}

const bounded = (weight: number): number => Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, weight))

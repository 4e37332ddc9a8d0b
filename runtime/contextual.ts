/**
 * Contextual slots (`learn 0.5 in 0..1 by player.level, tempo`): small networks from what is known when a session starts to a
 * point of the space `z/1`. The feature `contextual`.
 *
 *     x      = (feature − mean) / scale, at most 10 either way; 0 where the feature is not known
 *     hidden = tanh(bias + weights · x), once or twice
 *     z      = bias + weights · hidden
 *
 * A sum begins with its bias and takes the inputs in order, with the runtime's own tanh: the same bits in every engine.
 */

import { tanh } from './math.ts'
import type { PolicyDefinition, SlotSpec, Slots } from './policy.ts'
import { createChecks, type Faults } from './score/checks.ts'
import { specOf } from './slots.ts'
import { FARTHEST, pointOf, slotsAt, slotsInSpace } from './slots-space.ts'
import { type StartOptions, writtenTempo } from './start-options.ts'

export interface Network {
  /** Those of the slot, in the order in which it names them. */
  readonly features: readonly string[]
  readonly mean: readonly number[]
  readonly scale: readonly number[]
  /** The hidden ones, then the one that gives z. */
  readonly layers: readonly {
    /** A row for each unit, a weight for each input. */
    readonly weights: readonly (readonly number[])[]
    readonly bias: readonly number[]
  }[]
}

/** By slot. */
export type Networks = ReadonlyMap<string, Network>

/** What a session plays where nothing is drawn, or draws around. */
export interface Means {
  readonly slots: Slots
  /** The points of slots that a network has moved, as it gave them. */
  readonly z: ReadonlyMap<string, number>
}

const MOST_HIDDEN_LAYERS = 2
const MOST_UNITS = 32
/** No sum of a network can overflow. */
export const LARGEST_WEIGHT = 1e6
/** Further from what it was trained on, in scales, a network is not asked. */
export const FARTHEST_FEATURE = 10

/** The network of a slot with these features; whatever does not fit is told with its place. */
function read(names: readonly string[], value: unknown, path: string, fault: Faults['fault']): Network {
  const checks = createChecks()
  const network = checks.record(value, path)
  const features = checks
    .list(network.features, `${path}.features`)
    .map((name, i) => checks.text(name, `${path}.features[${i}]`))
  if (features.join('\n') !== names.join('\n'))
    checks.fault(`${path}.features`, `must be those of the slot in its order: ${names.join(', ')}`)
  const mean = numbers(network.mean, `${path}.mean`, names.length, Number.NEGATIVE_INFINITY)
  const scale = numbers(network.scale, `${path}.scale`, names.length, 0)
  const written = checks.list(network.layers, `${path}.layers`)
  if (written.length < 1 || written.length > MOST_HIDDEN_LAYERS + 1)
    checks.fault(`${path}.layers`, `must be 1 to ${MOST_HIDDEN_LAYERS + 1} layers, not ${written.length}`)
  let inputs = names.length
  const layers = written.slice(0, MOST_HIDDEN_LAYERS + 1).map((layer, i) => {
    const at = `${path}.layers[${i}]`
    const fields = checks.record(layer, at)
    const rows = checks.list(fields.weights, `${at}.weights`)
    const most = i === written.length - 1 ? 1 : MOST_UNITS
    if (rows.length < 1 || rows.length > most)
      checks.fault(
        `${at}.weights`,
        `must be ${most === 1 ? 'one row' : `1 to ${most} rows`}, not ${rows.length}`,
      )
    const weights = rows
      .slice(0, most)
      .map((row, k) => numbers(row, `${at}.weights[${k}]`, inputs, -LARGEST_WEIGHT))
    inputs = weights.length
    return { weights, bias: numbers(fields.bias, `${at}.bias`, inputs, -LARGEST_WEIGHT) }
  })
  for (const problem of checks.problems) fault(problem.path, problem.message)
  return { features, mean, scale, layers }

  /** @param min 0 for numbers above it; weights reach as far up as down */
  function numbers(list: unknown, at: string, count: number, min: number): readonly number[] {
    const read = checks.list(list, at)
    if (read.length !== count) checks.fault(at, `must be a list of ${count}, not of ${read.length}`)
    const range = min === 0 ? { above: 0 } : { min, max: -min }
    return read.slice(0, count).map((number, i) => checks.number(number, `${at}[${i}]`, range))
  }
}

/** z, for the features of a session. */
export function outputOf(network: Network, context: Readonly<Record<string, number>>): number {
  return within(lastLayer(network, basisOf(network, context)), FARTHEST)
}

/** What the last layer sums up: the features as the network sees them, or what its hidden layers make of them. */
export function basisOf(
  { features, mean, scale, layers }: Network,
  context: Readonly<Record<string, number>>,
): readonly number[] {
  let values: readonly number[] = features.map((name, i) => {
    const value = Object.hasOwn(context, name) ? context[name] : undefined
    if (value === undefined || !Number.isFinite(value)) return 0
    return within((value - (mean[i] ?? 0)) / (scale[i] ?? 1), FARTHEST_FEATURE)
  })
  for (const { weights, bias } of layers.slice(0, -1)) {
    const inputs = values
    values = weights.map((row, unit) => tanh(sumOf(bias[unit] ?? 0, row, inputs)))
  }
  return values
}

function lastLayer({ layers }: Network, inputs: readonly number[]): number {
  const { weights, bias } = layers[layers.length - 1] ?? { weights: [], bias: [] }
  return sumOf(bias[0] ?? 0, weights[0] ?? [], inputs)
}

function sumOf(bias: number, row: readonly number[], inputs: readonly number[]): number {
  let sum = bias
  for (const [k, weight] of row.entries()) sum += weight * (inputs[k] ?? 0)
  return sum
}

function within(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value))
}

/**
 * The slots of a session.
 * @param slots what they are without networks
 * @param named slots that the host asked for by name: they stay
 */
function means(
  specs: readonly SlotSpec[],
  networks: Networks,
  slots: Slots,
  named: Readonly<Record<string, unknown>>,
  context: Readonly<Record<string, number>>,
): Means {
  const z = new Map<string, number>()
  for (const [name, network] of networks)
    if (!Object.hasOwn(named, name)) z.set(name, outputOf(network, context))
  if (z.size === 0) return { slots, z }
  const before = pointOf(specs, slots)
  const point = slotsInSpace(specs).map(({ name }, i) => z.get(name) ?? before[i] ?? 0)
  const all = slotsAt(specs, point, slots)
  const played = slots.slice()
  for (const [i, spec] of slotsInSpace(specs).entries()) {
    // What must exceed a slot that moved keeps its place in the room that is left.
    if (!moves(spec)) continue
    played[spec.index] = all[spec.index] ?? 0
    z.set(spec.name, point[i] ?? 0)
  }
  return { slots: played, z }

  function moves(spec: SlotSpec): boolean {
    const below = specOf(specs, spec.above)
    return networks.has(spec.name) && !Object.hasOwn(named, spec.name)
      ? true
      : below !== undefined && moves(below)
  }
}

/** What the networks of a session are asked with: what the host knows, and the tempo that the piece begins with. */
function context(
  definition: PolicyDefinition,
  slots: Slots,
  { tempo, context = {} }: Pick<StartOptions, 'tempo' | 'context'>,
): Readonly<Record<string, number>> {
  return { tempo: writtenTempo(definition, slots, tempo), ...context }
}

/** The feature `contextual`. */
export const contextual = { read, means, context } as const

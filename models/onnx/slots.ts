/**
 * Contextual slots as an ONNX model: from features as an app knows them to slots in their units. Normalisation, squashing and the order
 * of zones are inside; what is not known is NaN. Whatever else somebody needs to draw from the policy (σ, the slots that depend on
 * nobody, whose slots they are) stands in the model's metadata.
 *
 *     inputs    a column for each feature, by its name                        [batch, 1], double
 *     outputs   `NAME` for each slot that may move, in the slot's unit        [batch, 1], double
 *               `NAME/z` for each with a network: the mean in the space z/1   [batch, 1], double
 */

import { FARTHEST_FEATURE, type Network, type Networks } from '../../runtime/contextual.ts'
import type { PolicyDefinition, SlotSpec, Slots } from '../../runtime/policy.ts'
import type { Spread } from '../../runtime/session/explore.ts'
import { specOf, valuesOfSlots } from '../../runtime/slots.ts'
import { APART_MS, FARTHEST, pointOf, slotsInSpace } from '../../runtime/slots-space.ts'
import type { Column, Model, Node, Tensor } from './write.ts'

export interface PolicyModel {
  readonly definition: Pick<PolicyDefinition, 'name' | 'slots' | 'behaviour' | 'slotSchema'>
  readonly slots: Slots
  readonly spread: Spread
  readonly networks: Networks
  /** Of the slots file, SHA-256. */
  readonly slotsFile: string
  readonly version: string
}

/** @throws RangeError where no slot has a network */
export function onnxOfSlots(policy: PolicyModel): Model {
  const { definition, slots, networks } = policy
  if (networks.size === 0) throw new RangeError('no slot has a network')
  const graph = createGraph()
  const features = [...new Set([...networks.values()].flatMap((network) => network.features))]
  for (const [slot, network] of networks) graph.name(`${slot}/z`, output(graph, slot, network))
  const specs = slotsInSpace(definition.slots)
  const before = pointOf(definition.slots, slots)
  const moving = specs.filter(moves)
  for (const spec of lowerFirst(moving)) {
    const z = networks.has(spec.name)
      ? `${spec.name}/z`
      : graph.scalar(`${spec.name}/fixed`, before[specs.indexOf(spec)] ?? 0)
    graph.name(spec.name, value(graph, spec, z))
  }
  return {
    name: definition.name,
    doc: `Slots of "${definition.name}" that depend on the player: from features to values. NaN is a feature that is not known.`,
    producerVersion: policy.version,
    inputs: features.map(
      (name): Column => ({ name, doc: 'as it is known when the session starts; NaN: not known' }),
    ),
    outputs: [
      ...moving.map((spec): Column => ({ name: spec.name, doc: docOf(spec) })),
      ...[...networks.keys()].map((name): Column => ({ name: `${name}/z`, doc: 'mean in z/1' })),
    ],
    constants: graph.constants,
    nodes: graph.nodes,
    metadata: metadataOf(policy, features),
  }

  function moves(spec: SlotSpec): boolean {
    const below = specOf(definition.slots, spec.above)
    return networks.has(spec.name) || (below !== undefined && moves(below))
  }

  function lowerFirst(all: readonly SlotSpec[]): readonly SlotSpec[] {
    const depth = (spec: SlotSpec): number => {
      const below = specOf(definition.slots, spec.above)
      return below === undefined ? 0 : 1 + depth(below)
    }
    return [...all].sort((a, b) => depth(a) - depth(b))
  }

  /** T of `z/1`: lo′ + (hi − lo′) · sigmoid(z), or lo′ · (hi / lo′) ^ sigmoid(z). */
  function value(to: Graph, spec: SlotSpec, z: string): string {
    const share = to.add('Sigmoid', [z])
    const high = to.scalar(`${spec.name}/high`, spec.max ?? 1)
    const low = lowOf(to, spec)
    if (spec.scale === 'log') {
      const octaves = to.add('Log', [to.add('Div', [high, low])])
      return to.add('Mul', [low, to.add('Exp', [to.add('Mul', [share, octaves])])])
    }
    return to.add('Add', [low, to.add('Mul', [share, to.add('Sub', [high, low])])])
  }

  /** What a slot must exceed is that slot where it moves, else a number. */
  function lowOf(to: Graph, spec: SlotSpec): string {
    const least = to.scalar(`${spec.name}/low`, spec.min ?? 0)
    const below = specOf(definition.slots, spec.above)
    if (below === undefined) return least
    const apart = to.scalar(`${spec.name}/apart`, spec.unit === 'ms' ? APART_MS : 0)
    const under = moves(below) ? below.name : to.scalar(`${below.name}/value`, slots[below.index] ?? 0)
    return to.add('Max', [least, to.add('Add', [under, apart])])
  }
}

/** z: the same sums as runtime/contextual.ts. */
function output(graph: Graph, slot: string, { features, mean, scale, layers }: Network): string {
  const inputs = graph.add('Concat', features, { axis: 1 })
  const odd = graph.add('Or', [graph.add('IsNaN', [inputs]), graph.add('IsInf', [inputs])])
  const row = (name: string, values: readonly number[]): string =>
    graph.tensor({ name: `${slot}/${name}`, dims: [1, values.length], values })
  const normal = graph.add('Div', [graph.add('Sub', [inputs, row('mean', mean)]), row('scale', scale)])
  const known = graph.add('Where', [odd, graph.scalar('nothing', 0), normal])
  let values = bounded(graph, known, FARTHEST_FEATURE)
  for (const [i, { weights, bias }] of layers.entries()) {
    const dims = [weights.length, weights[0]?.length ?? 0]
    const matrix = graph.tensor({ name: `${slot}/weights ${i + 1}`, dims, values: weights.flat() })
    const sum = graph.add('Gemm', [values, matrix, row(`bias ${i + 1}`, bias)], { transB: 1 })
    values = i < layers.length - 1 ? graph.add('Tanh', [sum]) : sum
  }
  return bounded(graph, values, FARTHEST)
}

const bounded = (graph: Graph, value: string, most: number): string =>
  graph.add('Clip', [value, graph.scalar(`least ${most}`, -most), graph.scalar(`most ${most}`, most)])

interface Graph {
  readonly nodes: readonly Node[]
  readonly constants: readonly Tensor[]
  /** @returns the name of what comes out */
  add(op: string, inputs: readonly string[], attributes?: Readonly<Record<string, number>>): string
  name(name: string, value: string): void
  tensor(tensor: Tensor): string
  scalar(name: string, value: number): string
}

function createGraph(): Graph {
  const nodes: Node[] = []
  const constants = new Map<string, Tensor>()
  const tensor = (one: Tensor): string => {
    // Features and slots are names of the language, and have no `#`.
    const name = `#${one.name}`
    constants.set(name, { ...one, name })
    return name
  }
  return {
    nodes,
    get constants() {
      return [...constants.values()]
    },
    add(op, inputs, attributes = {}) {
      const output = `#${nodes.length + 1} ${op}`
      nodes.push({ op, inputs, output, attributes })
      return output
    },
    name: (output, value) => nodes.push({ op: 'Identity', inputs: [value], output }),
    tensor,
    scalar: (name, value) => tensor({ name, dims: [], values: [value] }),
  }
}

const docOf = ({ unit, min, max, doc }: SlotSpec): string =>
  `${min ?? 0}..${max ?? 1}${unit === null ? '' : ` ${unit}`}${doc === null ? '' : `: ${doc}`}`

/** Strings, as ONNX has them: JSON where there is more to say. */
function metadataOf(
  { definition, slots, spread, slotsFile }: PolicyModel,
  features: readonly string[],
): Readonly<Record<string, string>> {
  return {
    'silencio.version': '1',
    'silencio.policy': definition.behaviour,
    'silencio.slot_schema': definition.slotSchema,
    'silencio.slots_file': slotsFile,
    'silencio.transform': 'z/1',
    'silencio.features': JSON.stringify(features),
    'silencio.slots': JSON.stringify(definition.slots.map(({ index: _, size: __, ...spec }) => spec)),
    'silencio.values': JSON.stringify(valuesOfSlots(definition.slots, slots)),
    'silencio.sigma': JSON.stringify(spread.sigma),
    'silencio.choice_probs': JSON.stringify(spread.choiceProbs),
  }
}

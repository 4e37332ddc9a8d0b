/** A policy whose slots have every kind of network and range, and what may be known of a player. */

import { onnxOfSlots } from '../../models/onnx/slots.ts'
import { writeOnnx } from '../../models/onnx/write.ts'
import { contextual, type Network } from '../../runtime/contextual.ts'
import { createPolicy, type Policy } from '../../runtime/create-policy.ts'
import type { SlotSpec } from '../../runtime/policy.ts'
import { uniform } from '../../runtime/random.ts'
import { readSlotsFile } from '../../runtime/slots-file.ts'
import { clickPolicy } from '../runtime/fixtures.ts'

const slot = (name: string, index: number, more: Partial<SlotSpec>): SlotSpec => ({
  name,
  kind: 'contextual',
  unit: null,
  default: 0.2,
  min: 0,
  max: 1,
  scale: 'linear',
  above: null,
  choices: null,
  features: ['player.level', 'tempo', 'days since last'],
  doc: null,
  index,
  size: 1,
  ...more,
})

export const DEFINITION = clickPolicy({
  slots: [
    slot('pocket.snap', 0, { unit: 'ms', default: 20, min: 5, max: 80, doc: 'how near is together' }),
    slot('pocket.follow', 1, {
      kind: 'continuous',
      features: null,
      unit: 'ms',
      default: 90,
      min: 40,
      max: 150,
      above: 'pocket.snap',
    }),
    slot('pocket.limit', 2, {
      features: ['player.level'],
      unit: 'ms',
      default: 200,
      min: 100,
      max: 400,
      above: 'pocket.follow',
    }),
    slot('pocket.adapt', 3, {}),
    slot('room.cutoff', 4, {
      unit: 'Hz',
      default: 400,
      min: 20,
      max: 20_000,
      scale: 'log',
      features: ['tempo'],
    }),
    slot('kit.level', 5, { kind: 'continuous', features: null, unit: 'dB', default: -6, min: -18, max: 0 }),
  ],
})

const u = (k: number, i: number): number => uniform(11, k, i, 0, 0, 1)
const some = (n: number, k: number, reach: number): number[] =>
  Array.from({ length: n }, (_, i) => reach * (2 * u(k, i) - 1))
const matrix = (rows: number, columns: number, k: number, reach: number): number[][] =>
  Array.from({ length: rows }, (_, i) => some(columns, 100 * k + i, reach))

const ALL = {
  features: ['player.level', 'tempo', 'days since last'],
  mean: [0.4, 100, 3.1],
  scale: [0.2, 18, 2.7],
}
export const NETWORKS: Readonly<Record<string, Network>> = {
  'pocket.snap': {
    ...ALL,
    layers: [
      { weights: matrix(8, 3, 1, 1), bias: some(8, 2, 1) },
      { weights: matrix(4, 8, 3, 1), bias: some(4, 4, 1) },
      { weights: matrix(1, 4, 5, 2), bias: [0.3] },
    ],
  },
  'pocket.limit': {
    features: ['player.level'],
    mean: [0.4],
    scale: [0.2],
    layers: [{ weights: [[-1.5]], bias: [0.2] }],
  },
  'pocket.adapt': {
    ...ALL,
    layers: [
      { weights: matrix(16, 3, 6, 2), bias: some(16, 7, 1) },
      { weights: matrix(1, 16, 8, 1), bias: [-0.4] },
    ],
  },
  // As steep as weights may be: z at its ends.
  'room.cutoff': { features: ['tempo'], mean: [100], scale: [18], layers: [{ weights: [[400]], bias: [1] }] },
}
export const FILE = {
  version: 1,
  policy: DEFINITION.behaviour,
  slot_schema: DEFINITION.slotSchema,
  transform: 'z/1',
  slots: { 'pocket.follow': 100, 'kit.level': -9 },
  sigma: { 'pocket.snap': 0.4 },
  choice_probs: null,
  networks: NETWORKS,
  trained: null,
}

export function policy(): Policy {
  const made = createPolicy(DEFINITION)
  const { ok, errors } = made.loadSlots(FILE)
  if (!ok) throw new Error(errors.join('; '))
  return made
}

export function model(): Uint8Array<ArrayBuffer> {
  const reading = readSlotsFile(DEFINITION, FILE, contextual)
  if (!reading.ok) throw new Error(reading.problems[0]?.message)
  return writeOnnx(onnxOfSlots({ ...reading, definition: DEFINITION, slotsFile: 'ab12', version: '0.1.0' }))
}

const EXTREMES = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0,
  -0,
  1e300,
  -1e300,
  5e-324,
  0.4,
]

/** As wild as strangers are: a third of what is known is extreme, or is not known. */
export const contexts = (count: number): Readonly<Record<string, number>>[] =>
  Array.from({ length: count }, (_, i) => {
    const feature = (k: number, mean: number, scale: number): number =>
      u(20 + k, i) < 0.3
        ? (EXTREMES[Math.floor(u(30 + k, i) * EXTREMES.length)] ?? 0)
        : mean + scale * 6 * (2 * u(40 + k, i) - 1)
    return {
      'player.level': feature(0, 0.4, 0.2),
      tempo: feature(1, 100, 18),
      'days since last': feature(2, 3.1, 2.7),
    }
  })

/** What the runtime plays. The tempo that a piece begins with is always known: here it is that of a host. */
export function played(context: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const reading = readSlotsFile(DEFINITION, FILE, contextual)
  if (!reading.ok) throw new Error('the fixture does not fit')
  const { slots, z } = contextual.means(DEFINITION.slots, reading.networks, reading.slots, {}, context)
  return Object.fromEntries([
    ...DEFINITION.slots.map(({ name, index }) => [name, slots[index] ?? Number.NaN] as const),
    ...Object.keys(NETWORKS).map((name) => [`${name}/z`, z.get(name) ?? Number.NaN] as const),
  ])
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { contextual } from '../../../runtime/contextual.ts'
import { createPolicy, type Policy } from '../../../runtime/create-policy.ts'
import type { SlotSpec } from '../../../runtime/policy.ts'
import { checkExploration } from '../../../runtime/session/check-exploration.ts'
import { stochasticSlots } from '../../../runtime/session/explore.ts'
import { readSlotsFile } from '../../../runtime/slots-file.ts'
import { replaySession } from '../../../runtime/testing/replay.ts'
import { CLICK, clickPolicy, policy as piece, slotSpec, steady } from '../fixtures.ts'

const slot = (name: string, index: number, more: Partial<SlotSpec> = {}): SlotSpec =>
  slotSpec(name, index, { default: 0.2, ...more })

const SLOTS: readonly SlotSpec[] = [
  slot('pocket.adapt', 0, { kind: 'contextual', features: ['player.level', 'tempo'] }),
  slot('pocket.snap', 1, {
    kind: 'contextual',
    features: ['player.level'],
    unit: 'ms',
    default: 20,
    min: 5,
    max: 80,
  }),
  slot('pocket.follow', 2, { unit: 'ms', default: 60, min: 40, max: 150, above: 'pocket.snap' }),
]
const TRAIN = { reward: 'practice', explore: 0.1, unit: 'session', gate: 0.95 } as const
const DEFINITION = clickPolicy({ slots: SLOTS, train: [TRAIN] })

/** z = 0.5 + 2 tanh(0.25 + x₁ − 0.5 x₂), x₁ = (level − 0.5) / 0.25, x₂ = (tempo − 100) / 20 */
const ADAPT = {
  features: ['player.level', 'tempo'],
  mean: [0.5, 100],
  scale: [0.25, 20],
  layers: [
    { weights: [[1, -0.5]], bias: [0.25] },
    { weights: [[2]], bias: [0.5] },
  ],
}
/** z = x, x = (level − 0.5) / 0.125 */
const SNAP = {
  features: ['player.level'],
  mean: [0.5],
  scale: [0.125],
  layers: [{ weights: [[1]], bias: [0] }],
}

const FILE = {
  version: 1,
  policy: DEFINITION.behaviour,
  slot_schema: DEFINITION.slotSchema,
  transform: 'z/1',
  slots: {},
  sigma: null,
  choice_probs: null,
  networks: { 'pocket.adapt': ADAPT, 'pocket.snap': SNAP },
  trained: null,
}

function loaded(networks: object = FILE.networks): Policy {
  const policy = createPolicy(DEFINITION)
  expect(policy.loadSlots({ ...FILE, networks })).toEqual({ ok: true, errors: [], warnings: [] })
  return policy
}

/** As anybody else would compute it. */
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z))

describe('a contextual slot', () => {
  it('plays what its network makes of the features at the start', () => {
    const { slots, context } = loaded()
      .start({ tempo: 120, context: { 'player.level': 0.75 } })
      .end()
    // x₁ = 1, x₂ = 1
    expect(slots['pocket.adapt']).toBeCloseTo(sigmoid(0.5 + 2 * Math.tanh(0.75)), 14)
    expect(slots['pocket.snap']).toBeCloseTo(5 + 75 * sigmoid(2), 12)
    expect(context).toEqual({ 'player.level': 0.75, tempo: 120 })
  })

  it('takes what is not known for the mean of its network, and is not asked about what lies far beyond', () => {
    const policy = loaded()
    const adapt = (context: Readonly<Record<string, number>>) =>
      policy.start({ tempo: 100, context }).end().slots['pocket.adapt']
    expect(adapt({})).toBeCloseTo(sigmoid(0.5 + 2 * Math.tanh(0.25)), 14)
    expect(adapt({ 'player.level': Number.NaN })).toBe(adapt({}))
    expect(adapt({ tempo: 140 })).toBeCloseTo(sigmoid(0.5 + 2 * Math.tanh(-0.75)), 14)
    const snap = (level: number) =>
      policy.start({ context: { 'player.level': level } }).end().slots['pocket.snap']
    expect(snap(1e300)).toBeCloseTo(5 + 75 * sigmoid(10), 12)
    expect(snap(-1e300)).toBe(snap(0.5 - 1.25))
  })

  it('takes the tempo that is played where the piece opens with a section of its own tempo', () => {
    const own = piece({ members: [CLICK], sections: [{ tempo: () => steady(60) }] })
    const policy = createPolicy({ ...DEFINITION, sections: own.sections })
    policy.loadSlots(FILE)
    const set = policy.start({ tempo: 100 })
    expect([set.bpm, set.end().context.tempo]).toEqual([60, 60])
  })

  it('takes the tempo that the piece begins with where the host says none', () => {
    const policy = loaded()
    const { context } = policy.start().end()
    expect(context.tempo).toBe(policy.start().bpm)
    expect(policy.start({ context: { tempo: Number.NaN } }).end()).toEqual(policy.start().end())
    // Without a network there was nothing to be asked with.
    expect(createPolicy(DEFINITION).start().end().context).toEqual({})
  })

  it('stays as it is where the host gives it, and plays its fixed value in a score', () => {
    const policy = loaded()
    const given = policy
      .start({ slots: { 'pocket.adapt': 0.9 }, context: { 'player.level': 0.75 } })
      .end().slots
    expect(given['pocket.adapt']).toBe(0.9)
    expect(given['pocket.snap']).toBeGreaterThan(60)
    expect(policy.start({ slots: policy.slots }).end().slots).toEqual(policy.slotValues)
    expect(policy.slotValues['pocket.adapt']).toBe(0.2)
  })

  it('leaves what must exceed it its place in the room that is left', () => {
    // pocket.snap is 71 ms: follow stood at 60 ms of 40..150, and stands as high in 72..150.
    const { slots } = loaded()
      .start({ context: { 'player.level': 0.75 } })
      .end()
    const snap = Number(slots['pocket.snap'])
    expect(slots['pocket.follow']).toBeCloseTo(snap + 1 + (150 - snap - 1) * (20 / 110), 9)
    const low = loaded()
      .start({ context: { 'player.level': 0.2 } })
      .end().slots
    expect(low['pocket.follow']).toBeCloseTo(60, 9)
  })

  it('is drawn around what its network gave, exactly, and the density can be computed again', () => {
    const policy = loaded()
    const options = { context: { 'player.level': 0.75 }, tempo: 120, explore: { unitId: 'u' } }
    const log = policy.start(options).end()
    const [adapt, snap] = log.exploration?.mean ?? []
    expect(snap).toBe(2)
    expect(adapt).toBeCloseTo(0.5 + 2 * Math.tanh(0.75), 14)
    const reading = readSlotsFile(DEFINITION, FILE, contextual)
    if (!reading.ok) throw new Error('refused')
    const means = contextual.means(SLOTS, reading.networks, reading.slots, {}, log.context)
    const from = stochasticSlots(SLOTS, means.slots, { ...reading.spread, z: means.z }, TRAIN.explore)
    expect(checkExploration(SLOTS, log, from)).toEqual([])
    expect(log.exploration?.z).not.toEqual(log.exploration?.mean)
    const replayed = replaySession(policy, log)
    expect(replayed.log).toEqual(log)
  })

  it('is asked again, with the same features, when a policy is swapped', () => {
    const policy = loaded()
    const set = createPolicy(DEFINITION).start({ tempo: 120, context: { 'player.level': 0.75 } })
    set.advance(3)
    set.swap(policy)
    set.advance(9)
    const { segments } = set.end()
    const { policy: played } = policy.start({ tempo: 120, context: { 'player.level': 0.75 } }).end()
    expect(segments[1]?.slots_hash).toBe(played.slots_hash)
    expect(segments[0]?.slots_hash).not.toBe(played.slots_hash)
  })
})

describe('networks in a slots file', () => {
  it('are what the schema says', () => {
    const path = join(import.meta.dirname, '../../../schemas/slots.schema.json')
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(path, 'utf8')))
    expect(validate(FILE), JSON.stringify(validate.errors)).toBe(true)
    for (const change of [{ scale: [0, 1] }, { layers: [] }, { layers: [{ weights: [[1e7]], bias: [0] }] }])
      expect(validate({ ...FILE, networks: { 'pocket.adapt': { ...ADAPT, ...change } } })).toBe(false)
  })

  const wide = {
    weights: Array.from({ length: 33 }, () => [1, 1]),
    bias: Array.from({ length: 33 }, () => 0),
  }
  it.each([
    ['no network', 7, 'networks.pocket.adapt must be an object'],
    [
      'other features',
      { ...ADAPT, features: ['tempo', 'player.level'] },
      'features must be those of the slot in its order: player.level, tempo',
    ],
    ['a mean too few', { ...ADAPT, mean: [0.5] }, 'mean must be a list of 2, not of 1'],
    ['a scale of nothing', { ...ADAPT, scale: [0.25, 0] }, 'scale[1] must be above 0, not 0'],
    ['no layer', { ...ADAPT, layers: [] }, 'layers must be 1 to 3 layers, not 0'],
    [
      'three hidden layers',
      { ...ADAPT, layers: [...ADAPT.layers, ...ADAPT.layers] },
      'layers must be 1 to 3 layers, not 4',
    ],
    [
      'a wide layer',
      { ...ADAPT, layers: [wide, ADAPT.layers[1]] },
      'layers[0].weights must be 1 to 32 rows, not 33',
    ],
    [
      'two outputs',
      {
        ...ADAPT,
        layers: [
          {
            weights: [
              [1, 0],
              [0, 1],
            ],
            bias: [0, 0],
          },
        ],
      },
      'layers[0].weights must be one row, not 2',
    ],
    [
      'a row that does not fit',
      { ...ADAPT, layers: [{ weights: [[1, 0, 0]], bias: [0] }] },
      'layers[0].weights[0] must be a list of 2, not of 3',
    ],
    [
      'a bias too many',
      { ...ADAPT, layers: [{ weights: [[1, 0]], bias: [0, 0] }] },
      'layers[0].bias must be a list of 1, not of 2',
    ],
    [
      'a weight that is none',
      { ...ADAPT, layers: [{ weights: [[1, null]], bias: [0] }] },
      'layers[0].weights[0][1] must be a number, not null',
    ],
    [
      'a weight beyond measure',
      { ...ADAPT, layers: [{ weights: [[1, 1e9]], bias: [0] }] },
      'layers[0].weights[0][1] must be at most 1000000',
    ],
  ])('are refused for %s, and what was loaded stays', (_, network, message) => {
    const policy = loaded()
    const before = policy.start({ context: { 'player.level': 0.75 } }).end().slots
    const result = policy.loadSlots({ ...FILE, networks: { 'pocket.adapt': network } })
    expect(result.ok).toBe(false)
    expect(result.errors.join('\n')).toContain(message)
    expect(policy.start({ context: { 'player.level': 0.75 } }).end().slots).toEqual(before)
  })
})

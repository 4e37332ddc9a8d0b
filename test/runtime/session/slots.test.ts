import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import type { SlotSpec } from '../../../runtime/policy.ts'
import { runs } from '../../harness/runs.ts'
import { clickPolicy } from '../fixtures.ts'

const BASE: SlotSpec = {
  name: '',
  kind: 'continuous',
  unit: null,
  default: 0,
  min: null,
  max: null,
  scale: 'linear',
  above: null,
  choices: null,
  features: null,
  doc: null,
  index: 0,
  size: 1,
}

const SLOTS: readonly SlotSpec[] = [
  { ...BASE, name: 'pocket.snap', unit: 'ms', default: 20, min: 5, max: 120 },
  {
    ...BASE,
    name: 'pocket.follow',
    unit: 'ms',
    default: 100,
    min: 30,
    max: 150,
    above: 'pocket.snap',
    index: 1,
  },
  { ...BASE, name: 'kit.kick[1:15]', kind: 'chance', default: 0.5, index: 2 },
  {
    ...BASE,
    name: 'keys.voicing',
    kind: 'categorical',
    default: 'shell',
    choices: ['rootless', 'shell'],
    index: 3,
  },
  {
    ...BASE,
    name: 'bass.line[1:4]',
    kind: 'categorical',
    default: '1',
    choices: ['1', '5', '8'],
    index: 4,
    size: 3,
  },
]

const DEFINITION = clickPolicy({ slots: SLOTS })

const FILE = {
  version: 1,
  policy: DEFINITION.behaviour,
  slot_schema: DEFINITION.slotSchema,
  transform: 'z/1',
  slots: { 'pocket.snap': 14.2, 'keys.voicing': 'rootless', 'bass.line[1:4]': [0.5, 0.25, 0.25] },
  sigma: { 'pocket.snap': 0.4 },
  choice_probs: null,
  networks: null,
  trained: null,
}

describe('a slots file', () => {
  it('sets what it names and leaves the rest at its defaults', () => {
    const piece = createPolicy(DEFINITION)
    expect(piece.loadSlots(FILE)).toEqual({ ok: true, errors: [], warnings: [] })
    expect(piece.slotValues).toEqual({
      'pocket.snap': 14.2,
      'pocket.follow': 100,
      'kit.kick[1:15]': 0.5,
      'keys.voicing': 'rootless',
      'bass.line[1:4]': [0.5, 0.25, 0.25],
    })
    expect([...piece.slots]).toEqual([14.2, 100, 0.5, 0, 0.5, 0.25, 0.25])
    expect(piece.start().end().slots).toEqual(piece.slotValues)
  })

  it('is what its schema says', () => {
    const path = join(import.meta.dirname, '../../../schemas/slots.schema.json')
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(path, 'utf8')))
    expect(validate(FILE), JSON.stringify(validate.errors)).toBe(true)
  })

  it('may be given as text', () => {
    expect(createPolicy(DEFINITION).loadSlots(JSON.stringify(FILE)).ok).toBe(true)
  })

  it('gives the weights of a choice by name', () => {
    const piece = createPolicy(DEFINITION)
    const probs = { 'bass.line[1:4]': { '1': 0.2, '5': 0.8 }, 'keys.voicing': { rootless: 0.5, shell: 0.5 } }
    expect(piece.loadSlots({ ...FILE, slots: {}, choice_probs: probs }).errors).toEqual([])
    expect(piece.slotValues['bass.line[1:4]']).toEqual([0.2, 0.8, 0])
  })

  it.each([
    ['an unknown slot', { slots: { 'pocket.snip': 1 } }, 'slots.pocket.snip there is no such slot'],
    [
      'a value out of range',
      { slots: { 'pocket.snap': 200 } },
      'slots.pocket.snap must lie in 5..120 ms, not 200 ms',
    ],
    [
      'a value that is no number',
      { slots: { 'pocket.snap': '20 ms' } },
      'slots.pocket.snap must be a number, not "20 ms"',
    ],
    [
      'an unknown choice',
      { slots: { 'keys.voicing': 'shelf' } },
      'must be one of rootless, shell, not "shelf"',
    ],
    ['a chance above 1', { slots: { 'kit.kick[1:15]': 2 } }, 'must lie in 0..1'],
    [
      'weights that do not add up',
      { slots: { 'bass.line[1:4]': [1, 1, 1] } },
      'must be probabilities that add up to 1',
    ],
    [
      'zones out of order',
      { slots: { 'pocket.snap': 110 } },
      'slots.pocket.follow must lie above pocket.snap (110), not at 100',
    ],
    ['another schema', { slot_schema: 'f'.repeat(64) }, 'slot_schema is that of other slots'],
    ['no schema', { slot_schema: undefined }, 'slot_schema is missing'],
    ['another version', { version: 2 }, 'version must be 1'],
    ['another transform', { transform: 'logit' }, 'transform must be "z/1"'],
    [
      'a network of another slot',
      { networks: { 'pocket.snap': {} } },
      'networks.pocket.snap there is no such contextual slot',
    ],
    [
      'a sigma beyond every point',
      { sigma: { 'pocket.snap': 1.7e308 } },
      'sigma.pocket.snap must be a number from 0 to 750, not',
    ],
    ['a sigma below 0', { sigma: { 'pocket.snap': -1 } }, 'sigma.pocket.snap must be a number from 0 to 750'],
    ['an unknown sigma', { sigma: { nothing: 1 } }, 'sigma.nothing there is no such slot'],
    ['an unknown weight', { choice_probs: { 'keys.voicing': { shelf: 1 } } }, 'has no choice "shelf"'],
  ])('is refused for %s, and what was loaded stays', (_, change, message) => {
    const piece = createPolicy(DEFINITION)
    piece.loadSlots(FILE)
    const before = piece.slotValues
    const result = piece.loadSlots({ ...FILE, ...change })
    expect(result.ok).toBe(false)
    expect(result.errors.join('\n')).toContain(message)
    expect(piece.slotValues).toEqual(before)
  })

  it('that was made for another behaviour is played, with a warning', () => {
    const result = createPolicy(DEFINITION).loadSlots({ ...FILE, policy: '0'.repeat(64) })
    expect(result.ok).toBe(true)
    expect(result.warnings).toHaveLength(1)
  })

  it('of which half has come, or a page in its place, is not JSON', () => {
    for (const text of [JSON.stringify(FILE).slice(0, 40), '<!doctype html>', ''])
      expect(createPolicy(DEFINITION).loadSlots(text).errors).toEqual(['slots file is not JSON'])
  })

  it('never throws, whatever it is', () => {
    const piece = createPolicy(DEFINITION)
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...Object.keys(FILE)), (value, key) => {
        piece.loadSlots(value)
        piece.loadSlots({ ...FILE, [key]: value })
      }),
      runs(400),
    )
  })
})

describe('slots given at the start', () => {
  it('go over the policy’s own, and a bad one keeps it', () => {
    const problems: string[] = []
    const set = createPolicy(DEFINITION).start({
      slots: { 'pocket.snap': 30, 'keys.voicing': 'shelf' },
      onError: ({ message }) => problems.push(message),
    })
    expect(set.end().slots).toMatchObject({ 'pocket.snap': 30, 'keys.voicing': 'shell' })
    expect(problems).toHaveLength(1)
  })

  it('are refused by a score where they do not fit', () => {
    expect(() => createPolicy(DEFINITION).score({ bars: 1, slots: { 'pocket.snap': -1 } })).toThrow(
      RangeError,
    )
  })
})

describe('a policy of another ABI', () => {
  it('is refused with the way out', () => {
    const other: object = { ...DEFINITION, abi: 2 }
    expect(() => Reflect.apply(createPolicy, undefined, [other])).toThrow(/compile it again/)
  })
})

import { describe, expect, it } from 'vitest'
import { contextual, outputOf } from '../../runtime/contextual.ts'
import type { SlotSpec } from '../../runtime/policy.ts'
import { readSlotsFile } from '../../runtime/slots-file.ts'
import { contextualSpace } from '../../training/optimise/contextual-space.ts'
import { fileOfCandidate } from '../../training/optimise/search-space.ts'
import { slotSpace } from '../../training/optimise/slot-space.ts'
import { clickPolicy } from '../runtime/fixtures.ts'

const spec = (name: string, index: number, features: readonly string[] | null): SlotSpec => ({
  name,
  kind: features === null ? 'continuous' : 'contextual',
  unit: null,
  default: 0.5,
  min: 0,
  max: 1,
  scale: 'linear',
  above: null,
  choices: null,
  features,
  doc: null,
  index,
  size: 1,
})
const SPECS = [spec('a', 0, ['player.level', 'tempo']), spec('b', 1, null)]
const DEFINITION = clickPolicy({ slots: SPECS })
/** Levels of mean 0.5 and standard deviation 0.1; one tempo. */
const PEOPLE = [0.4, 0.6].map((level) => ({ 'player.level': level, tempo: 96 }))

describe('the space of slots that depend on the player', () => {
  const space = contextualSpace(slotSpace(SPECS), SPECS, PEOPLE)

  it('has a dimension for what a slot is for somebody usual, and one for each feature in which people differ', () => {
    expect(space.names).toEqual(['a', 'b', 'a by player.level'])
    expect(space.start).toEqual([0, 0, 0])
    expect(space.id).toContain('linear networks')
  })

  it('decodes to networks: a weight of 1 moves somebody a standard deviation off by a half in z', () => {
    const { networks, slots } = space.decode([0.7, 1, 1])
    const network = networks?.a
    if (network === undefined) throw new Error('there is no network')
    expect(outputOf(network, {})).toBeCloseTo(0.7, 12)
    expect(outputOf(network, { 'player.level': 0.6, tempo: 96 })).toBeCloseTo(1.2, 12)
    // Of a tempo that nobody had nothing was learned.
    expect(outputOf(network, { 'player.level': 0.6, tempo: 180 })).toBeCloseTo(1.2, 12)
    expect(slots.b).toBeCloseTo(1 / (1 + Math.exp(-1)), 12)
  })

  it('has a hidden layer where one is asked for, which does nothing until it is told to', () => {
    const hidden = contextualSpace(slotSpace(SPECS), SPECS, PEOPLE, { hidden: 2 })
    expect(hidden.names).toHaveLength(2 + 2 * 3)
    expect(new Set(hidden.names).size).toBe(hidden.names.length)
    const start = hidden.decode(hidden.start).networks?.a
    if (start === undefined) throw new Error('there is no network')
    expect(outputOf(start, { 'player.level': 0.9 })).toBe(0)
    const [one, two] = start.layers[0]?.weights ?? []
    expect(one?.[0]).not.toBe(two?.[0])
    // z = z₀ + ½ v tanh(b + w x)
    const moved = hidden.decode([0.2, 0, 1, 0.5, 0.25, 0, 0, 0]).networks?.a
    if (moved === undefined) throw new Error('there is no network')
    expect(outputOf(moved, { 'player.level': 0.6 })).toBeCloseTo(0.2 + 0.5 * Math.tanh(0.25 + 0.5), 12)
  })

  it('decodes any finite vector to a file that loads', () => {
    for (const hidden of [0, 4]) {
      const wild = contextualSpace(slotSpace(SPECS), SPECS, PEOPLE, { hidden })
      for (const far of [1e300, -1e300, 5e-324]) {
        const file = fileOfCandidate(DEFINITION, wild.decode(wild.names.map(() => far)))
        expect(readSlotsFile(DEFINITION, JSON.parse(JSON.stringify(file)), contextual)).toMatchObject({
          ok: true,
        })
      }
    }
  })

  it('costs something far out, and nothing near', () => {
    expect(space.penalty?.([0, 0, 4])).toBe(0)
    expect(space.penalty?.([0, 0, 7])).toBeCloseTo(0.004, 12)
    expect(space.penalty?.([7, 0, 7])).toBeCloseTo(0.008, 12)
  })
})

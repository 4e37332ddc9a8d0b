import { describe, expect, test } from 'vitest'
import type { PolicyIr, RuleCondition, RuleNum } from '../../../compiler/ir.ts'
import type { PlayerView, SessionMetrics } from '../../../runtime/policy-rules.ts'
import { defaultSlots } from '../../../runtime/slots.ts'
import { song } from './fixtures.ts'
import { definitionOf, emitted } from './load.ts'
import * as pieces from './parts.ts'
import { type Fixture, nowhere, num } from './parts.ts'

const player: PlayerView = {
  silent: false,
  spread: 11,
  bias: -20,
  tempo: 100,
  drift: 0.01,
  early: false,
  late: false,
  confidence: 1,
}

function withCondition(when: RuleCondition, more: Partial<PolicyIr> = {}): Fixture {
  const rule = { name: 'r', span: nowhere, when, hold: null, actions: [] }
  return { source: '', ir: pieces.policy('rule', { rules: [rule], ...more }) }
}

async function holds(when: RuleCondition, view: Partial<PlayerView> = {}): Promise<boolean | undefined> {
  const definition = await definitionOf(withCondition(when))
  return definition.rules[0]?.when({ ...player, ...view }, new Float64Array(0))
}

describe('a rule', () => {
  const spread: RuleNum = { k: 'player', field: 'spread' }
  const compare = (op: '<' | '<=' | '>' | '>=' | '==' | '!=', b: RuleNum): RuleCondition => ({
    k: 'compare',
    op,
    a: spread,
    b,
  })

  test('asks what it says', async () => {
    const definition = await definitionOf(song)
    const s = defaultSlots(definition.slots)
    const [quiet, push] = definition.rules
    expect(quiet?.when({ ...player, silent: true }, s)).toBe(true)
    expect(quiet?.hold?.(s)).toEqual({ amount: 2, unit: 'bars' })
    expect(push?.when(player, s)).toBe(true)
    expect(push?.when({ ...player, late: true }, s)).toBe(false)
    expect(push?.hold).toBeNull()
    expect(push?.actions(s)).toEqual([
      { do: 'tempo', mode: 'by', bpm: 4, over: { amount: 2, unit: 'bars' }, keep: true },
      { do: 'mute', members: ['kit', 'keys'], keep: false },
      { do: 'section', section: 2 },
      { do: 'cue' },
    ])
  })

  test.each([
    ['<', 12, true],
    ['<', 11, false],
    ['<=', 11, true],
    ['>', 10, true],
    ['>=', 12, false],
    ['==', 11, true],
    ['!=', 11, false],
    ['!=', 12, true],
  ] as const)('compares 11 %s %d', async (op, b, answer) => {
    expect(await holds(compare(op, num(b)))).toBe(answer)
  })

  test.each(['<', '<=', '>', '>=', '==', '!='] as const)('an unknown value makes %s false', async (op) => {
    expect(await holds(compare(op, num(11)), { spread: Number.NaN })).toBe(false)
  })

  // [rule.logic]
  test('keeps and, or and not as they were nested', async () => {
    const flag = (field: 'silent' | 'early' | 'late'): RuleCondition => ({ k: 'flag', field })
    const either: RuleCondition = { k: 'or', a: flag('silent'), b: flag('early') }
    const nested: RuleCondition = {
      k: 'and',
      a: either,
      b: { k: 'not', a: { k: 'and', a: flag('early'), b: flag('late') } },
    }
    for (let bits = 0; bits < 8; bits++) {
      const [silent, early, late] = [(bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0]
      expect(await holds(nested, { silent, early, late })).toBe((silent || early) && !(early && late))
    }
  })

  test('a chain of ten thousand conditions is emitted and runs', async () => {
    let chain: RuleCondition = compare('<', num(12))
    for (let i = 0; i < 10_000; i++) chain = { k: 'and', a: chain, b: { k: 'flag', field: 'silent' } }
    const { js } = emitted(withCondition(chain))
    expect(js.match(/&&/g)).toHaveLength(10_000)
  })
})

const metrics = (more: Partial<SessionMetrics> = {}): SessionMetrics => ({
  improvementWithin: () => 0.5,
  improvementAcross: () => Number.NaN,
  asynchrony: () => 30,
  asynchronyImprovementWithin: () => 0.1,
  returnRate: (days) => (days === 3 ? 1 : Number.NaN),
  durationMs: 60_000,
  completed: 1,
  rating: Number.NaN,
  onsets: 99,
  spreadMs: 14,
  biasMs: -20,
  ...more,
})

describe('a reward', () => {
  test('computes its summands', async () => {
    const [practice] = (await definitionOf(song)).rewards
    expect(practice).toMatchObject({ name: 'practice', min: -0.2, max: 0.6, maturesAfterDays: 3 })
    expect(practice?.compute(metrics())).toEqual([0.2 * 0.5, 0.4])
  })

  // [reward.missing] [reward.else]
  test('missing spreads, and only else stops it', async () => {
    const [practice] = (await definitionOf(song)).rewards
    expect(
      practice?.compute(metrics({ improvementWithin: () => Number.NaN, returnRate: () => Number.NaN })),
    ).toEqual([0, Number.NaN])
  })

  test('reads every metric by its name', async () => {
    const wanted = [
      ['improvementWithin', null, 0.5],
      ['improvementAcross', 5, Number.NaN],
      ['asynchrony', null, 30],
      ['asynchronyImprovementWithin', null, 0.1],
      ['returnRate', 3, 1],
      ['durationMs', null, 60_000],
      ['completed', null, 1],
      ['rating', null, Number.NaN],
      ['onsets', null, 99],
      ['spreadMs', null, 14],
      ['biasMs', null, -20],
    ] as const
    const parts = wanted.map(([metric, n]) => ({
      label: metric,
      span: nowhere,
      value: { k: 'metric', metric, n } as const,
    }))
    const ir = pieces.policy('all', {
      rewards: [{ name: 'all', span: nowhere, min: 0, max: 1, maturesAfterDays: 3, parts }],
    })
    const [all] = (await definitionOf({ source: '', ir })).rewards
    expect(all?.compute(metrics())).toEqual(wanted.map(([, , value]) => value))
    expect(all?.parts).toEqual(wanted.map(([metric]) => metric))
  })
})

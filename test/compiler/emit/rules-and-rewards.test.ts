import { describe, expect, test } from 'vitest'
import type { PolicyIr, RewardNum, RuleCondition, RuleNum } from '../../../compiler/ir.ts'
import type { ArithmeticOp } from '../../../compiler/model.ts'
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

  test('calculates with what it asks', async () => {
    const bias: RuleNum = { k: 'player', field: 'bias' }
    const twice: RuleNum = { k: 'ruleOp', op: '*', a: num(-0.5), b: bias }
    const sum: RuleNum = { k: 'ruleOp', op: '+', a: twice, b: num(0.5) }
    // 11 against −0.5 · −20 + 0.5.
    expect(await holds(compare('>', sum))).toBe(true)
    expect(await holds(compare('>', sum), { bias: -21 })).toBe(false)
    expect(await holds(compare('==', sum), { bias: -21 })).toBe(true)
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

  test('is calculated as it is nested, whichever operators meet', async () => {
    const metric = (name: 'biasMs' | 'spreadMs' | 'onsets'): RewardNum => ({
      k: 'metric',
      metric: name,
      n: null,
    })
    const [a, b, c] = [metric('biasMs'), metric('spreadMs'), metric('onsets')]
    const constant = (v: number): RewardNum => ({ k: 'const', v })
    const own: Record<ArithmeticOp, (x: number, y: number) => number> = {
      '+': (x, y) => x + y,
      '-': (x, y) => x - y,
      '*': (x, y) => x * y,
      '/': (x, y) => x / y,
      min: Math.min,
      max: Math.max,
    }
    const all = Object.keys(own) as ArithmeticOp[]
    const nested = all.flatMap((outer) =>
      all.flatMap((inner) => {
        const op = (name: ArithmeticOp, x: RewardNum, y: RewardNum): RewardNum => ({
          k: 'op',
          op: name,
          a: x,
          b: y,
        })
        return [
          { value: op(outer, op(inner, a, b), c), is: own[outer](own[inner](-20, 14), 99) },
          { value: op(outer, a, op(inner, b, c)), is: own[outer](-20, own[inner](14, 99)) },
          {
            value: op(outer, constant(-3), op(inner, constant(-7), c)),
            is: own[outer](-3, own[inner](-7, 99)),
          },
        ]
      }),
    )
    const parts = nested.map(({ value }, i) => ({ label: `${i}`, span: nowhere, value }))
    const ir = pieces.policy('nested', {
      rewards: [{ name: 'nested', span: nowhere, min: 0, max: 1, maturesAfterDays: 0, parts }],
    })
    const [reward] = (await definitionOf({ source: '', ir })).rewards
    expect(reward?.compute(metrics())).toEqual(nested.map(({ is }) => is))
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

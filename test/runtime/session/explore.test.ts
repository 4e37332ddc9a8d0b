import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPolicy, type Policy } from '../../../runtime/create-policy.ts'
import type { StartOptions } from '../../../runtime/performer.ts'
import type { PolicyDefinition, SlotSpec } from '../../../runtime/policy.ts'
import type { PerformanceProblem } from '../../../runtime/problems.ts'
import { checkExploration } from '../../../runtime/session/check-exploration.ts'
import { NO_SPREAD, stochasticSlots } from '../../../runtime/session/explore.ts'
import { type Exploration, type SessionLog, sessionText } from '../../../runtime/session/log.ts'
import { readSession } from '../../../runtime/session/read.ts'
import { slotsAt } from '../../../runtime/slots-space.ts'
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
  {
    ...BASE,
    name: 'bass.line[1:4]',
    kind: 'categorical',
    default: '1',
    choices: ['1', '5'],
    index: 0,
    size: 2,
  },
  { ...BASE, name: 'keys.voicing', kind: 'categorical', default: 'b', choices: ['a', 'b', 'c'], index: 2 },
  { ...BASE, name: 'kit.kick[1:15]', kind: 'chance', default: 0.5, index: 3 },
  {
    ...BASE,
    name: 'pocket.follow',
    unit: 'ms',
    default: 100,
    min: 50,
    max: 150,
    above: 'pocket.snap',
    index: 4,
  },
  { ...BASE, name: 'pocket.snap', unit: 'ms', default: 20, min: 5, max: 60, index: 5 },
  {
    ...BASE,
    name: 'pocket.adapt',
    kind: 'contextual',
    default: 0.2,
    min: 0,
    max: 0.6,
    features: ['tempo'],
    index: 6,
  },
]

const TRAIN = { reward: 'practice', explore: 0.1, unit: 'session', gate: 0.95 } as const
const DEFINITION = clickPolicy({ slots: SLOTS, train: [TRAIN] })

function policy(more: Partial<PolicyDefinition> = {}): Policy {
  return createPolicy({ ...DEFINITION, ...more })
}

function played(
  options: StartOptions,
  of = policy(),
): { log: SessionLog; problems: readonly PerformanceProblem[] } {
  const problems: PerformanceProblem[] = []
  const set = of.start({ onError: (problem) => problems.push(problem), ...options })
  set.advance(3)
  return { log: set.end(), problems }
}

function explored(options: StartOptions, of = policy()): SessionLog & { readonly exploration: Exploration } {
  const { log, problems } = played(options, of)
  expect(problems).toEqual([])
  const { exploration } = log
  if (exploration === null) throw new Error('the session did not explore')
  return { ...log, exploration }
}

const unit = (unitId: string): StartOptions => ({ explore: { unitId } })

describe('a session that explores', () => {
  it('is asked for: without, the means are played', () => {
    expect(played({}).log).toMatchObject({ exploration: null, slots: policy().slotValues })
    expect(played({ explore: false }).log.exploration).toBeNull()
  })

  it('logs what it drew, from what, and how', () => {
    const { exploration, slots } = explored(unit('u1'))
    expect(exploration).toMatchObject({
      unit: 'session',
      unit_id: 'u1',
      transform: 'z/1',
      slots: ['kit.kick[1:15]', 'pocket.follow', 'pocket.snap', 'pocket.adapt'],
      rng: { key: expect.stringMatching(/^[0-9a-f]{13}$/), counter: 0 },
      around: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    // z of a half is 0; ln(15/40) for 20 in 5..60; of follow in 50..150, ln(50/50); ln(0.2/0.4) for 0.2 in 0..0.6
    const means = [0, 0, Math.log(15 / 40), Math.log(0.5)]
    for (const [i, mean] of means.entries()) expect(exploration.mean[i]).toBeCloseTo(mean, 12)
    const q = 15 / 55
    const sigmas = [0.4, 0.4, 0.1 / (q * (1 - q)), 0.1 / ((1 / 3) * (2 / 3))]
    for (const [i, sigma] of sigmas.entries()) expect(exploration.sigma[i]).toBeCloseTo(sigma, 12)
    expect(exploration.choice_probs).toEqual({
      'keys.voicing': { a: 0.1 / 3, b: expect.closeTo(0.9 + 0.1 / 3, 12), c: 0.1 / 3 },
    })
    expect(slots).not.toEqual(policy().slotValues)
    expect(slots['bass.line[1:4]']).toEqual([0.5, 0.5])
  })

  it('is the same bits for ever', () => {
    const { exploration, slots } = explored(unit('golden'))
    expect({
      rng: exploration.rng,
      z: exploration.z,
      density: exploration.log_density,
      slots,
    }).toMatchInlineSnapshot(`
      {
        "density": -1.889423264162931,
        "rng": {
          "counter": 0,
          "key": "9c8d901555644",
        },
        "slots": {
          "bass.line[1:4]": [
            0.5,
            0.5,
          ],
          "keys.voicing": "b",
          "kit.kick[1:15]": 0.5908485730423552,
          "pocket.adapt": 0.15158493838107837,
          "pocket.follow": 94.87572092107757,
          "pocket.snap": 15.04187370568244,
        },
        "z": [
          0.36747443840697,
          -0.20569334397506173,
          -1.4989678088451246,
          -1.0845731631038449,
        ],
      }
    `)
  })

  it('reads back, and holds what it says', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (id) => {
        const log = explored(unit(id))
        expect(readSession(sessionText(log))).toEqual({ ok: true, value: log })
        expect(checkExploration(SLOTS, log)).toEqual([])
        expect(
          checkExploration(SLOTS, log, stochasticSlots(SLOTS, policy().slots, NO_SPREAD, TRAIN.explore)),
        ).toEqual([])
      }),
    )
  })

  it('plays exactly what the point says', () => {
    const log = explored(unit('u1'))
    const at = slotsAt(SLOTS, log.exploration.z, policy().slots)
    for (const name of log.exploration.slots) {
      const index = SLOTS.find((spec) => spec.name === name)?.index ?? -1
      expect(log.slots[name]).toBe(at[index])
    }
  })

  it('draws around what a start or a file put in the place of the defaults', () => {
    const { exploration } = explored({ ...unit('u'), slots: { 'pocket.snap': 32.5 } })
    expect(exploration.mean[2]).toBe(0)
    expect(exploration.around).not.toBe(explored(unit('u')).exploration.around)
  })
})

describe('the unit', () => {
  it('shares one draw among its sessions, whatever their seeds', () => {
    const [a, b] = [explored({ ...unit('u'), seed: 1 }), explored({ ...unit('u'), seed: 2 })]
    expect(a.slots).toEqual(b.slots)
    expect(explored(unit('v')).slots).not.toEqual(a.slots)
  })

  it('is the session where `train` says so', () => {
    expect(explored({ explore: true, sessionId: 's1' }).exploration).toMatchObject({
      unit: 'session',
      unit_id: 's1',
    })
  })

  const weekly = policy({ train: [{ ...TRAIN, unit: 'user-week' }] })
  const week = (userId: string, startedAt: string): SessionLog & { readonly exploration: Exploration } =>
    explored({ explore: true, userId, startedAt }, weekly)

  it('is a user within a week that begins on Monday, where `train` says so', () => {
    const monday = week('ann', '2026-11-23T00:00:00.000Z')
    expect(monday.exploration).toMatchObject({ unit: 'user-week', unit_id: 'ann/week-2969' })
    expect(week('ann', '2026-11-29T23:59:59.999Z').slots).toEqual(monday.slots)
    expect(week('ann', '2026-11-22T23:59:59.999Z').slots).not.toEqual(monday.slots)
    expect(week('ann', '2026-11-30T00:00:00.000Z').slots).not.toEqual(monday.slots)
    expect(week('bob', '2026-11-23T00:00:00.000Z').slots).not.toEqual(monday.slots)
  })

  it('is the seed where nobody says who plays, and that is reported', () => {
    for (const of of [policy(), weekly]) {
      const { log, problems } = played({ explore: true, seed: 5 }, of)
      expect(log.exploration?.unit_id).toBe('seed-5')
      expect(problems.map(({ code }) => code)).toEqual(['bad-option'])
      expect(checkExploration(SLOTS, log)).toEqual([])
    }
  })

  it('draws anew for another piece', () => {
    expect(explored(unit('u'), policy({ name: 'other' })).slots).not.toEqual(explored(unit('u')).slots)
  })
})

describe('the draws', () => {
  const many = Array.from({ length: 2000 }, (_, i) => explored(unit(`unit ${i}`)))

  it('are normal around the means', () => {
    for (let slot = 0; slot < 4; slot++) {
      const g = many.map(
        ({ exploration: { z, mean, sigma } }) => ((z[slot] ?? 0) - (mean[slot] ?? 0)) / (sigma[slot] ?? 1),
      )
      const mean = g.reduce((sum, x) => sum + x, 0) / g.length
      const square = g.reduce((sum, x) => sum + x * x, 0) / g.length
      // Four standard errors: 4/√2000 and 4·√(2/2000).
      expect(Math.abs(mean)).toBeLessThan(0.09)
      expect(Math.abs(square - 1)).toBeLessThan(0.13)
    }
  })

  it('do not tell of each other', () => {
    const product = many.reduce((sum, { exploration: { z, mean, sigma } }) => {
      const g = (i: number): number => ((z[i] ?? 0) - (mean[i] ?? 0)) / (sigma[i] ?? 1)
      return sum + g(0) * g(1)
    }, 0)
    expect(Math.abs(product / many.length)).toBeLessThan(0.09)
  })

  it('choose as often as the probabilities say', () => {
    const count = (choice: string): number =>
      many.filter(({ slots }) => slots['keys.voicing'] === choice).length
    // 0.1 / 3 of 2000 is 67, with a standard error of 8.
    for (const choice of ['a', 'c']) expect(Math.abs(count(choice) - 67)).toBeLessThan(33)
  })

  it('weigh to 1 against another policy, as propensities must', () => {
    // E[π_e / π_b] = 1: shift the mean by half a σ.
    const sum = many.reduce((total, { exploration: { z, mean, sigma } }) => {
      const g = ((z[0] ?? 0) - (mean[0] ?? 0)) / (sigma[0] ?? 1)
      return total + Math.exp(0.5 * g - 0.125)
    }, 0)
    expect(Math.abs(sum / many.length - 1)).toBeLessThan(4 * Math.sqrt((Math.exp(0.25) - 1) / many.length))
  })
})

describe('a slots file', () => {
  const file = (more: object) => ({
    version: 1,
    policy: DEFINITION.behaviour,
    slot_schema: DEFINITION.slotSchema,
    transform: 'z/1',
    slots: { 'pocket.snap': 14.2 },
    ...more,
  })

  function loaded(more: object): Policy {
    const of = policy()
    expect(of.loadSlots(file(more))).toEqual({ ok: true, errors: [], warnings: [] })
    return of
  }

  it('says how far its slots scatter; those that it leaves out are frozen', () => {
    const sigma = { 'pocket.snap': 0.3, 'pocket.follow': 0 }
    const { exploration, slots } = explored(unit('u'), loaded({ sigma }))
    expect(exploration.sigma).toEqual([0, 0, 0.3, 0])
    expect(exploration.z[0]).toBe(exploration.mean[0])
    expect(slots['kit.kick[1:15]']).toBe(0.5)
    expect(slots['pocket.snap']).not.toBe(14.2)
    expect(exploration.choice_probs['keys.voicing']).toEqual({
      a: 0.1 / 3,
      b: expect.closeTo(0.9333, 3),
      c: 0.1 / 3,
    })
  })

  it('says what is chosen how often; a choice that it leaves out is made', () => {
    const probs = { 'keys.voicing': { a: 0.25, c: 0.75 } }
    const { exploration } = explored(unit('u'), loaded({ choice_probs: probs }))
    expect(exploration.choice_probs['keys.voicing']).toEqual({ a: 0.25, b: 0, c: 0.75 })
    const made = explored(unit('u'), loaded({ choice_probs: {} }))
    expect(made.exploration.choice_probs['keys.voicing']).toEqual({ a: 0, b: 1, c: 0 })
    expect(made.slots['keys.voicing']).toBe('b')
  })

  it('that says neither leaves it to `train`', () => {
    const { exploration } = explored(unit('u'), loaded({ sigma: null, choice_probs: null }))
    expect(exploration.sigma[0]).toBeCloseTo(0.4, 12)
  })
})

describe('nothing is explored', () => {
  it.each<[string, StartOptions, Partial<PolicyDefinition>]>([
    ['by a click', { mode: 'click' }, {}],
    ['with several players, from whom nothing is learned', { players: 2 }, {}],
  ])('%s', (_, options, more) => {
    const { log, problems } = played({ ...unit('u'), ...options }, policy(more))
    expect([log.exploration, problems]).toEqual([null, []])
  })

  it.each<[string, Partial<PolicyDefinition>]>([
    ['without `train`', { train: [] }],
    ['without slots', { slots: [] }],
  ])('%s, and that is reported', (_, more) => {
    const { log, problems } = played(unit('u'), policy(more))
    expect(log.exploration).toBeNull()
    expect(problems.map(({ code }) => code)).toEqual(['unsupported'])
  })

  it('at `explore 0%`, but it is logged what would have been', () => {
    const { exploration, slots } = explored(unit('u'), policy({ train: [{ ...TRAIN, explore: 0 }] }))
    expect(exploration.sigma).toEqual([0, 0, 0, 0])
    expect(exploration.log_density).toBe(0)
    expect(slots['keys.voicing']).toBe('b')
  })

  it.each<[string, unknown]>([
    ['a number', 7],
    ['a symbol', Symbol('u')],
    ['an object', {}],
    ['an empty text', ''],
  ])('for nobody in particular: unitId %s is reported, and the seed is the unit', (_, unitId) => {
    const explore = Object.defineProperty({}, 'unitId', { value: unitId })
    const { log, problems } = played({ seed: 3, explore })
    expect(log.exploration?.unit_id).toBe('seed-3')
    expect(problems.length).toBeGreaterThan(0)
  })

  it('where the options cannot be read', () => {
    const explore = Object.defineProperty({}, 'unitId', {
      get() {
        throw new Error('no unit today')
      },
    })
    const { log, problems } = played({ explore })
    expect([log.exploration, problems.map(({ code }) => code)]).toEqual([null, ['bad-option']])
  })

  it('for a reward that the piece does not train: then it is the first', () => {
    const { log, problems } = played({ explore: { unitId: 'u', reward: 'fame' } })
    expect(problems.map(({ code }) => code)).toEqual(['bad-option'])
    expect(log.exploration).toEqual(played(unit('u')).log.exploration)
  })
})

describe('the check of a log', () => {
  const log = explored(unit('u'))
  const { exploration } = log
  const changed = (list: readonly number[], i: number, by: number): readonly number[] =>
    list.map((value, at) => (at === i ? value + by : value))
  const from = stochasticSlots(SLOTS, policy().slots, NO_SPREAD, 0.1)

  it.each<[string, Pick<SessionLog, 'slots' | 'exploration'>, readonly string[]]>([
    [
      'a slot that was not played',
      { ...log, slots: { ...log.slots, 'pocket.snap': 21 } },
      ['slots.pocket.snap'],
    ],
    [
      'another density',
      { ...log, exploration: { ...exploration, log_density: exploration.log_density + 1e-7 } },
      ['exploration.log_density'],
    ],
    [
      'another mean',
      { ...log, exploration: { ...exploration, mean: changed(exploration.mean, 0, 1e-6) } },
      ['exploration.z.kit.kick[1:15]', 'exploration.mean.kit.kick[1:15]', 'exploration.log_density'],
    ],
    [
      'another σ',
      { ...log, exploration: { ...exploration, sigma: changed(exploration.sigma, 3, 1e-6) } },
      ['exploration.z.pocket.adapt', 'exploration.sigma.pocket.adapt', 'exploration.log_density'],
    ],
    [
      'another choice',
      { ...log, slots: { ...log.slots, 'keys.voicing': log.slots['keys.voicing'] === 'a' ? 'b' : 'a' } },
      ['slots.keys.voicing', 'exploration.log_density'],
    ],
    [
      'probabilities that do not add up',
      {
        ...log,
        exploration: { ...exploration, choice_probs: { 'keys.voicing': { a: 0.1, b: 0.7, c: 0.1 } } },
      },
      ['exploration.choice_probs.keys.voicing'],
    ],
    [
      'probabilities that are not those it was to be drawn with, and one of no choice at all',
      {
        ...log,
        exploration: { ...exploration, choice_probs: { 'keys.voicing': { a: 0.05, b: 0.9, c: 0.05, d: 0 } } },
      },
      ['a', 'b', 'c', 'd'].map((choice) => `exploration.choice_probs.keys.voicing.${choice}`),
    ],
    [
      'another unit’s key',
      { ...log, exploration: { ...exploration, rng: { key: '0123456789abc', counter: 0 } } },
      ['exploration.z.pocket.snap'],
    ],
    [
      'slots of another policy',
      { ...log, exploration: { ...exploration, slots: ['a', 'b', 'c', 'd'] } },
      ['exploration.slots'],
    ],
  ])('finds %s', (_, broken, paths) => {
    const found = checkExploration(SLOTS, broken, from).map(({ path }) => path)
    expect(found).toEqual(expect.arrayContaining([...paths]))
  })

  it('says what the log has, and not the default that would be played for it', () => {
    const { 'pocket.snap': _, ...others } = log.slots
    const messageOf = (slots: object): string =>
      checkExploration(SLOTS, { ...log, slots: { ...others, ...slots } }).find(
        ({ path }) => path === 'slots.pocket.snap',
      )?.message ?? ''
    expect(messageOf({})).toMatch(/^must be T\(z\), [\d.]+, not left out$/)
    expect(messageOf({ 'pocket.snap': 5000 })).toMatch(/, not 5000$/)
  })

  it('has nothing to say about a log without', () => {
    expect(checkExploration(SLOTS, played({}).log)).toEqual([])
  })
})

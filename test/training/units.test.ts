import { describe, expect, it } from 'vitest'
import { lawsInWords } from '../../cli/judging.ts'
import type { PolicyDefinition, SlotSpec } from '../../runtime/policy.ts'
import { drawUnit, NO_SPREAD, type Unit } from '../../runtime/session/explore.ts'
import { weekOf } from '../../runtime/session/exploring.ts'
import type { SessionLog } from '../../runtime/session/log.ts'
import { type Reward, rewarding } from '../../runtime/session/rewards.ts'
import { defaultSlots, valuesOfSlots } from '../../runtime/slots.ts'
import { createRowChecker } from '../../training/sessions/check.ts'
import { guardOf } from '../../training/units/guards.ts'
import { createUnits, judges, knownAt } from '../../training/units/units.ts'
import { createUsers } from '../../training/units/users.ts'
import { ordinaryMs } from '../harness/cpu.ts'
import { clickPolicy, slotSpec } from '../runtime/fixtures.ts'
import { DAY_MS, EPOCH, sessionOf } from './sessions/rows.ts'

/** From rows to units: nobody becomes two, and nobody is lost by how it went. */

const spec = (name: string, index: number, more: Partial<SlotSpec> = {}): SlotSpec =>
  slotSpec(name, index, { default: 0.4, ...more })
const CURVE = spec('pocket.curve', 1, { kind: 'categorical', default: 0, choices: ['smooth', 'classic'] })
const DEFINITION: PolicyDefinition = clickPolicy({
  slots: [spec('pocket.snap', 0), CURVE],
  train: [{ reward: 'practice', explore: 0.2, unit: 'user-week', gate: 0.95 }],
  rewards: [
    {
      name: 'practice',
      min: 0,
      max: 1,
      maturesAfterDays: 0,
      parts: ['duration'],
      compute: ({ durationMs }) => [Math.min(1, durationMs / 60_000)],
    },
  ],
})

/** A session that explored, as an app logs it. */
function explored(id: string, user: string, day: number, unit: Partial<Unit> = {}): SessionLog {
  const started_at = new Date(EPOCH + day * DAY_MS).toISOString()
  const own = { kind: 'user-week', id: `${user}/week-${weekOf(started_at)}`, ...unit } as const
  const means = defaultSlots(DEFINITION.slots)
  const { slots, exploration } = drawUnit(DEFINITION, means, NO_SPREAD, 0.2, own)
  const log = sessionOf(id, [1, 2], { user_id: user, started_at, exploration })
  const { name, behaviour, slotSchema: slot_schema } = DEFINITION
  return {
    ...log,
    policy: { ...log.policy, name, behaviour, slot_schema },
    slots: valuesOfSlots(DEFINITION.slots, slots),
  }
}

const NOW = EPOCH + 365 * DAY_MS
const faultOf = (log: SessionLog): string => {
  const checked = createRowChecker(DEFINITION, NOW).check(JSON.stringify(log))
  return checked.ok ? '' : `${checked.kind}: ${checked.reason}`
}

function unitsOf(
  logs: readonly SessionLog[],
  rewards: Readonly<Record<string, Reward>> = rewarding(DEFINITION.rewards),
) {
  const users = createUsers({ completeThrough: null })
  for (const log of logs) users.add(log)
  const builder = createUnits({ definition: DEFINITION, rewards }, 'practice', users)
  for (const log of logs) builder.add(log)
  return builder.finish()
}

describe('a row', () => {
  it('passes as an app logs it', () => {
    expect(faultOf(explored('a', 'u', 0))).toBe('')
  })

  it('is of the unit that the piece draws by: with a draw for each session a user would be many', () => {
    const many = explored('a', 'u', 0, { kind: 'session', id: 'a' })
    expect(faultOf(many)).toBe(
      'exploration: exploration.unit must be user-week, by which the piece draws, not session',
    )
  })

  it.each([
    ['beyond 1 and below 0', { smooth: 1.5, classic: -0.5 }, 'schema'],
    ['a choice that is none', { smooth: 0.9, classic: 0.1, wild: 0.3 }],
    ['a choice that is none, by a name that everything has', { smooth: 0.9, classic: 0.1, constructor: 0 }],
  ])('has probabilities, and not %s', (_, probabilities, told = 'exploration') => {
    const log = explored('a', 'u', 0)
    const { exploration } = log
    if (exploration === null) throw new Error('it explored')
    const own = exploration.choice_probs['pocket.curve']
    const drawn = String(log.slots['pocket.curve'])
    const change = Math.log(Reflect.get(probabilities, drawn)) - Math.log(own?.[drawn] ?? 0)
    const choice_probs = { 'pocket.curve': probabilities }
    const log_density = exploration.log_density + change
    expect(faultOf({ ...log, exploration: { ...exploration, choice_probs, log_density } })).toContain(
      `${told}: exploration.choice_probs.pocket.curve`,
    )
  })

  it('has probabilities of the choices that there are, and of no others', () => {
    const log = explored('a', 'u', 0)
    const { exploration } = log
    if (exploration === null) throw new Error('it explored')
    const choice_probs = { ...exploration.choice_probs, tempo: { slow: 1 } }
    expect(faultOf({ ...log, exploration: { ...exploration, choice_probs } })).toBe(
      'exploration: exploration.choice_probs must be those of pocket.curve, not of tempo',
    )
  })
})

describe('units', () => {
  it('are those of the first assignment: a session in which another policy took over stays in', () => {
    const log = explored('a', 'u', 0)
    const swapped = { ...log, segments: [...log.segments, { from: 3, slots_hash: 'x', behaviour: 'y' }] }
    expect(unitsOf([swapped]).units).toMatchObject([{ user: 'u', sessions: 1, reward: 0.5 }])
  })

  it('are one for a user and a week, whatever ids are made up', () => {
    // The first is a Monday.
    const honest = unitsOf([
      explored('a', 'u', 1),
      explored('b', 'u', 2),
      explored('c', 'u', 8),
      explored('d', 'v', 1),
    ])
    expect([honest.units.map(({ sessions }) => sessions), honest.leftOut.contradictory]).toEqual([
      [2, 1, 1],
      0,
    ])
    const split = unitsOf([
      explored('a', 'u', 1, { id: 'one' }),
      explored('b', 'u', 2, { id: 'two' }),
      explored('c', 'u', 8, { id: 'one' }),
    ])
    expect([split.units.map(({ sessions }) => sessions), split.leftOut.contradictory]).toEqual([[2], 1])
  })

  it('count what cannot be measured as that, and not as too young', () => {
    const broken: Reward = () => ({ missing: true, parts: [], mature: false, problem: 'it cannot be read' })
    expect(unitsOf([explored('a', 'u', 0)], { practice: broken }).leftOut).toMatchObject({
      unmeasured: 1,
      immature: 0,
    })
  })

  it('have of what is guarded the mean over their sessions, and wait until it is known of each', () => {
    const logs = [
      explored('a', 'u', 1),
      { ...explored('b', 'u', 2), completed: false },
      { ...explored('c', 'u', 3), completed: false },
      explored('d', 'v', 8),
    ]
    const users = createUsers({ completeThrough: null })
    for (const log of logs) users.add(log)
    const guards = ['completed', 'return_rate(3 days)'].flatMap((metric) => guardOf(metric) ?? [])
    const policy = { definition: DEFINITION, rewards: rewarding(DEFINITION.rewards) }
    const builder = createUnits(policy, 'practice', users, guards)
    for (const log of logs) builder.add(log)
    const { units, leftOut } = builder.finish()
    expect(units.map(({ user, sessions }) => [user, sessions])).toEqual([['u', 3]])
    expect(units[0]?.guarded.completed).toBeCloseTo(1 / 3, 14)
    // After the first and the second of them somebody came back, after the third nobody did.
    expect(units[0]?.guarded['return_rate(3 days)']).toBeCloseTo(2 / 3, 14)
    expect(leftOut.immature).toBe(1)
  })

  it('know when they began wherever they are counted: a time without a zone is in UTC', () => {
    const log = { ...explored('a', 'u', 0), started_at: '2026-03-01T10:00:00' }
    expect(unitsOf([log]).units[0]?.started).toBe(Date.parse('2026-03-01T10:00:00Z'))
  })
})

describe('units of a canary', () => {
  it('know when the last of their sessions ended: until then nothing of them is known', () => {
    const long = { ...explored('a', 'u', 1), duration_seconds: 3600 }
    const short = explored('b', 'u', 1)
    expect(unitsOf([long, short]).units[0]?.ended).toBe(Date.parse(long.started_at) + 3_600_000)
  })

  it('become known in an order that later sessions do not change', () => {
    const WEEK = 7 * DAY_MS
    const monday = weekOf('2026-03-02') * WEEK - 3 * DAY_MS
    expect(new Date(monday).toISOString()).toBe('2026-03-02T00:00:00.000Z')
    const unit = (id: string, ended: number) => ({ id, ended })
    // The week's end, and a day for a session that goes on across it.
    expect(knownAt(unit('u/week-2931', monday + DAY_MS), 3)).toBe(monday + WEEK + 4 * DAY_MS)
    expect(knownAt(unit('session 7', monday + 5), 3)).toBe(monday + 5 + 3 * DAY_MS)
  })
})

describe('who judges', () => {
  it('is half of all users', () => {
    const judging = Array.from({ length: 2000 }, (_, i) => judges({ user: `u-${i}` })).filter(Boolean).length
    expect(Math.abs(judging - 1000)).toBeLessThan(4 * Math.sqrt(500))
  })
})

describe('users', () => {
  it('who played a hundred thousand times, or have no name, take no more time than as many others', () => {
    const one = explored('a', '', 1)
    const logs = Array.from({ length: 100_000 }, (_, i) => ({
      ...one,
      session_id: `s${i}`,
      started_at: new Date(EPOCH + i * 3_600_000).toISOString(),
    }))
    const users = createUsers({ completeThrough: null })
    for (const log of logs) users.add(log)
    const began = process.cpuUsage()
    const all = logs.map((log) => users.historyOf(log).sessions.map(({ session_id }) => session_id))
    expect(ordinaryMs(began)).toBeLessThan(10_000)
    expect(all[0]).toEqual(['s1'])
    expect(all[50_000]).toHaveLength(20)
    expect(all[50_000]?.slice(-2)).toEqual(['s49999', 's50001'])
    expect(all[99_999]?.at(-1)).toBe('s99998')
  })
})

describe('sessions of a user', () => {
  it('stand in the order of their moments, whatever zone they are told in; of one moment by their ids', () => {
    const at = (id: string, started_at: string) => ({ ...explored(id, 'u', 1), started_at })
    const logs = [
      at('last', '2026-03-02T12:00:00Z'),
      at('b', '2026-03-02T12:30:00+02:00'),
      at('é', '2026-03-02T10:30:00Z'),
      at('a', '2026-03-02T10:30:00Z'),
      at('first', '2026-03-02T11:00:00+01:00'),
    ]
    const users = createUsers({ completeThrough: null })
    for (const log of logs) users.add(log)
    const [last] = logs
    if (last === undefined) throw new Error('there are five')
    const ids = users.historyOf(last).sessions.map(({ session_id }) => session_id)
    expect(ids).toEqual(['first', 'a', 'b', 'é'])
    expect(users.completeThrough).toBe(Date.parse('2026-03-02T12:00:00Z'))
  })
})

describe('the last session of all', () => {
  it('is known to be far from everybody else’s: its clock may be wrong', () => {
    const users = createUsers({ completeThrough: null })
    expect(users.ahead).toBe(0)
    for (const log of [explored('a', 'u', 0), explored('b', 'v', 3), explored('c', 'u', 2)]) users.add(log)
    expect(users.ahead).toBe(DAY_MS)
    users.add(explored('d', 'u', 43))
    expect(users.ahead).toBe(40 * DAY_MS)
  })
})

describe('units of several laws', () => {
  it('are named, so that somebody can look for where they come from', () => {
    const other = explored('c', 'w', 1)
    if (other.exploration === null) throw new Error('it explored')
    const moved = { ...other, exploration: { ...other.exploration, mean: [3] } }
    const { units } = unitsOf([explored('a', 'u', 1), explored('b', 'v', 1), moved])
    expect(lawsInWords(units)).toMatch(/^2 units of one, 1 of 1 other, as "w\/week-29\d\d"$/)
  })
})

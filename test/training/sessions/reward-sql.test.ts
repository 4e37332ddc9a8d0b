import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { metricColumn, rewardSql } from '../../../compiler/emit/sql.ts'
import type { RewardIr, RewardNum } from '../../../compiler/ir.ts'
import type { RewardDef, SessionMetrics } from '../../../runtime/policy-rules.ts'
import { gaussian } from '../../../runtime/random.ts'
import { CONTINUATION_MS } from '../../../runtime/session/metrics.ts'
import { rewarding } from '../../../runtime/session/rewards.ts'
import { type Database, openDatabase } from '../../../training/sessions/database.ts'
import { factsRow, sessionsIn } from '../../../training/sessions/facts.ts'
import { factsSql } from '../../../training/sessions/facts-sql.ts'
import { rewardQuery } from '../../../training/sessions/reward-sql.ts'
import { createUsers } from '../../../training/units/users.ts'
import { definitionOf } from '../../compiler/emit/load.ts'
import { nowhere, policy } from '../../compiler/emit/parts.ts'
import { interrupted } from '../../runtime/session/interrupted.ts'
import { anySession, DAY_MS, EPOCH, sessionOf } from './rows.ts'

/** One reward, two languages: on every row the same bits, or both say that it is missing. */

let database: Database
beforeAll(async () => {
  database = await openDatabase({ files: [] })
})
afterAll(() => database.close())

const METRICS: readonly (readonly [
  Extract<RewardNum, { k: 'metric' }>['metric'],
  readonly (number | null)[],
])[] = [
  ['improvementWithin', [null]],
  ['improvementAcross', [2, 3, 5, 20]],
  ['asynchrony', [null]],
  ['asynchronyImprovementWithin', [null]],
  ['returnRate', [0.02, 1, 3, 365]],
  ['durationMs', [null]],
  ['completed', [null]],
  ['rating', [null]],
  ['onsets', [null]],
  ['spreadMs', [null]],
  ['biasMs', [null]],
]

const { expression } = fc.letrec<{ expression: RewardNum; leaf: RewardNum; inner: RewardNum }>((tie) => ({
  leaf: fc.oneof(
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(0, 1, -1, 0.1, 0.2, 3, 1e-300, 1e300)
        .map((v) => ({ k: 'const', v }) as const),
    },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(...METRICS)
        .chain(([metric, ns]) => fc.constantFrom(...ns).map((n) => ({ k: 'metric', metric, n }) as const)),
    },
  ),
  inner: fc
    .record({
      k: fc.constantFrom('op', 'op', 'op', 'else'),
      op: fc.constantFrom('+', '-', '*', '/', 'min', 'max'),
      a: tie('expression'),
      b: tie('expression'),
    })
    .map(({ k, op, a, b }): RewardNum => (k === 'op' ? { k, op, a, b } : { k: 'else', a, b })),
  expression: fc.oneof({ depthSize: 'small', maxDepth: 7 }, tie('leaf'), tie('inner')),
}))

const rewardOf = (name: string, values: readonly RewardNum[]): RewardIr => ({
  name,
  span: nowhere,
  min: 0,
  max: 1,
  maturesAfterDays: daysOf(values),
  parts: values.map((value, i) => ({ label: `part ${i}`, value, span: nowhere })),
})

function daysOf(values: readonly RewardNum[]): number {
  const own = (node: RewardNum): number =>
    node.k === 'metric'
      ? node.metric === 'returnRate'
        ? (node.n ?? 0)
        : 0
      : node.k === 'const'
        ? 0
        : Math.max(own(node.a), own(node.b))
  return Math.max(0, ...values.map(own))
}

const compiled = async (rewards: readonly RewardIr[]): Promise<readonly RewardDef[]> =>
  (await definitionOf({ source: '', ir: policy('rewards', { rewards }) })).rewards

describe('a reward in SQL', () => {
  it('is the one in JavaScript, on every row of every store, to the last bit', async () => {
    const rewards = fc
      .sample(fc.array(expression, { minLength: 1, maxLength: 4 }), 40)
      .map((parts, i) => rewardOf(`r${i}`, parts))
    // One of each metric by itself, so that none hides behind another's NaN.
    for (const [metric, ns] of METRICS)
      for (const n of ns) rewards.push(rewardOf(`${metric}${n ?? ''}`, [{ k: 'metric', metric, n }]))
    const inJs = rewarding(await compiled(rewards))
    const logs = Array.from({ length: 140 }, (_, i) => anySession(3, i))
    // Somebody who comes often and plays enough each time: all of a history's places count.
    for (let i = 0; i < 24; i++)
      logs.push(
        sessionOf(
          `often ${i}`,
          Array.from({ length: 20 }, (_, k) => 20 * gaussian(5, 6, k, i, 0, 0)),
          { user_id: 'often', started_at: new Date(EPOCH + i * 0.4 * DAY_MS).toISOString() },
        ),
      )
    // And then listened, once and again.
    for (const day of [11, 12])
      logs.push(
        sessionOf(`often ${day} still`, [null, null], {
          user_id: 'often',
          started_at: new Date(EPOCH + day * DAY_MS).toISOString(),
        }),
      )
    // To the millisecond: somebody who comes back at the last moment, and just after it; at once, and as late as it is another session.
    const end = EPOCH + 30_000
    for (const back of [end + DAY_MS, end + DAY_MS + 1, end + CONTINUATION_MS, end + CONTINUATION_MS + 1])
      for (const at of [EPOCH, back, end + 2 * DAY_MS])
        logs.push(
          sessionOf(`edge ${back} ${at}`, [1, 2], {
            user_id: `edge ${back}`,
            started_at: new Date(at).toISOString(),
          }),
        )
    // And sessions that are a day old when the store ends, and a millisecond less.
    const last = Math.max(...logs.map(({ started_at }) => Date.parse(started_at)))
    for (const short of [0, 1])
      logs.push(
        sessionOf(`young ${short}`, [1, 2], {
          started_at: new Date(last - DAY_MS - 30_000 + short).toISOString(),
        }),
      )
    const users = createUsers({ completeThrough: null })
    for (const log of logs) users.add(log)
    const path = join(database.scratch, 'all.jsonl')
    writeFileSync(path, logs.map(factsRow).join(''))
    await database.run(`CREATE TABLE facts AS ${factsSql(sessionsIn(path))}`)
    const completeThrough = Math.max(...logs.map(({ started_at }) => Date.parse(started_at)))
    let measured = 0
    let missing = 0
    for (const reward of rewards) {
      const rows = await database.all(rewardQuery(reward, { facts: 'facts', completeThrough }))
      const byId = new Map(rows.map((row) => [row.session_id, row]))
      expect(byId.size).toBe(logs.length)
      const expected = logs.map((log) => {
        const js = inJs[reward.name]?.(log, users.historyOf(log))
        const value = js !== undefined && 'value' in js ? js.value + 0 : null
        if (value === null) missing++
        else measured++
        return [value, js?.mature, js?.parts.map((part) => ('value' in part ? part.value : null))]
      })
      const found = logs.map(({ session_id: id }) => {
        const sql = byId.get(id)
        return [sql?.value, sql?.mature, sql?.parts]
      })
      expect(found, reward.name).toEqual(expected)
    }
    // A law that is never put to the test holds as well.
    expect(measured).toBeGreaterThan(1500)
    expect(missing).toBeGreaterThan(1000)
  })

  it('counts no time that stood still, as a computation by hand has it', async () => {
    // Every fourth beat of the first half 20 ms late, of the second 10 ms: its neighbours draw the line on which the others lie.
    const late = Array.from({ length: 40 }, (_, i): number => (i % 4 === 2 ? (i < 20 ? 20 : 10) : 0))
    const halves = [late.slice(0, 20), late.slice(20)].map((ms) => {
      const mean = ms.reduce((sum, one) => sum + one, 0) / 20
      return ms.reduce((sum, one) => sum + (one - mean) ** 2, 0)
    })
    const byHand = 1 - (halves[1] ?? 0) / (halves[0] ?? 1)
    expect(byHand).toBeCloseTo(0.75, 12)
    const plain = sessionOf('plain', late)
    const logs = [
      plain,
      ...[[13.7], [6.2, 9.2, 25], [4.01, 21.99]].map((starts, i) =>
        interrupted(
          { ...plain, session_id: `interrupted ${i}`, user_id: `user ${i}` },
          starts.map((at, k) => ({ from: at + 30 * k, to: at + 30 * (k + 1) })),
        ),
      ),
    ]
    const reward = rewardOf('own', [{ k: 'metric', metric: 'improvementWithin', n: null }])
    const js = rewarding(await compiled([reward])).own
    const path = join(database.scratch, 'interrupted.jsonl')
    writeFileSync(path, logs.map(factsRow).join(''))
    const query = rewardQuery(reward, { facts: `(${factsSql(sessionsIn(path))})`, completeThrough: EPOCH })
    const rows = new Map((await database.all(query)).map((row) => [row.session_id, row.value]))
    for (const log of logs) {
      const found = js?.(log)
      expect(found, log.session_id).toMatchObject({ value: expect.closeTo(byHand, 6) })
      expect(rows.get(log.session_id), log.session_id).toBe(
        found !== undefined && 'value' in found && found.value,
      )
    }
  })

  it('takes no moment that is none into its text', () => {
    for (const completeThrough of [Number.NaN, 0.5, 2 ** 60])
      expect(() => rewardQuery(rewardOf('x', []), { facts: 'facts', completeThrough })).toThrow(
        'is no moment',
      )
  })

  it('keeps NaN, infinities and both zeros apart as JavaScript does', async () => {
    const rewards = fc
      .sample(fc.array(expression, { minLength: 1, maxLength: 2 }), 150)
      .map((parts, i) => rewardOf(`x${i}`, parts))
    const definitions = await compiled(rewards)
    const odd = [
      Number.NaN,
      0,
      -0,
      1,
      -1,
      0.1,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      1e308,
      5e-324,
    ]
    for (const [i, reward] of rewards.entries()) {
      const { parts, metrics } = rewardSql(reward)
      const given = metrics.map((metric, k) => ({ ...metric, value: odd[(7 * i + 3 * k) % odd.length] ?? 0 }))
      const of = (name: string, n: number | null = null): number =>
        given.find((one) => one.metric === name && one.n === n)?.value ?? 0
      const m: SessionMetrics = {
        improvementWithin: () => of('improvementWithin'),
        improvementAcross: (n) => of('improvementAcross', n),
        asynchrony: () => of('asynchrony'),
        asynchronyImprovementWithin: () => of('asynchronyImprovementWithin'),
        returnRate: (n) => of('returnRate', n),
        durationMs: of('durationMs'),
        completed: of('completed'),
        rating: of('rating'),
        onsets: of('onsets'),
        spreadMs: of('spreadMs'),
        biasMs: of('biasMs'),
      }
      const columns = given.map(
        (one) => `'${Object.is(one.value, -0) ? '-0' : one.value}'::DOUBLE AS ${metricColumn(one)}`,
      )
      const [row] = await database.all(
        `SELECT ${parts.map((part, k) => `${part} AS p${k}`).join(', ')} FROM (SELECT ${['1 AS one', ...columns].join(', ')})`,
      )
      const js = definitions[i]?.compute(m) ?? []
      expect(
        parts.map((_, k) => row?.[`p${k}`]),
        JSON.stringify(reward.parts),
      ).toEqual([...js])
    }
  })
})

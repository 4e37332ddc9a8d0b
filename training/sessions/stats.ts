/** What a store holds, counted by DuckDB over its facts. */

import type { RewardIr } from '../../compiler/ir.ts'
import type { Database, Value } from './database.ts'
import { type Facts, factsRelation } from './facts.ts'
import { measureRewards } from './rewards.ts'

interface RewardStats {
  readonly name: string
  /** Days after a session's end until it is mature. */
  readonly days: number
  readonly mature: number
  /** Too young: whether somebody came back is not known yet. */
  readonly censored: number
  /** Mature, and still not measurable. */
  readonly missing: number
  /** Of the mature ones that could be measured; null where there is none. */
  readonly mean: number | null
  readonly quantiles: Readonly<Record<string, number>> | null
}

interface SlotCoverage {
  readonly sessions: number
  /** As played in sessions that explored. */
  readonly min: number
  readonly q05: number
  readonly median: number
  readonly q95: number
  readonly max: number
}

export interface StoreStats {
  readonly good: number
  readonly users: number
  readonly days: number
  /** ISO 8601; '' where there is none. */
  readonly from: string
  readonly to: string
  readonly completed: number
  readonly explored: number
  readonly meanSeconds: number
  readonly met: number
  readonly sources: Readonly<Record<string, number>>
  readonly endReasons: Readonly<Record<string, number>>
  readonly sessionsPerUser: { readonly one: number; readonly median: number; readonly most: number }
  /** By days after the end: how many sessions are so old that the data says what happened until then. */
  readonly maturity: Readonly<Record<string, number>>
  readonly exploration: {
    readonly sessions: number
    readonly units: number
    readonly users: number
    readonly laws: number
    readonly slots: Readonly<Record<string, SlotCoverage>>
    readonly choices: Readonly<Record<string, Readonly<Record<string, number>>>>
  }
  readonly rewards: readonly RewardStats[]
}

/** For those who have not said which reward. */
const DAYS = [1, 3, 7, 30]
const MS_PER_DAY = 86_400_000
/** Sessions whose slots are held in memory; of more the quantiles are approximate. */
const EXACT = 200_000
const QUANTILES = { min: 0, q05: 0.05, q25: 0.25, median: 0.5, q75: 0.75, q95: 0.95, max: 1 }

export async function storeStats(
  database: Database,
  facts: Facts,
  rewards: readonly RewardIr[],
): Promise<StoreStats> {
  const all = factsRelation(facts)
  const one = async (sql: string): Promise<Readonly<Record<string, Value>>> =>
    (await database.all(sql))[0] ?? {}
  const counts = async (sql: string): Promise<Readonly<Record<string, number>>> =>
    Object.fromEntries((await database.all(sql)).map(({ name, n }) => [String(name), Number(n)]))
  // Whole microseconds: threads add in any order, and the sum is the same.
  const totals = await one(`SELECT count(*) AS n, min(started_ms) AS first, max(started_ms) AS last,
    count(*) FILTER (completed) AS completed, count(*) FILTER (explored) AS explored,
    sum((duration_seconds * 1e6)::BIGINT) AS microseconds, sum(beats) AS beats, sum(met) AS met FROM ${all}`)
  // Grouping goes to the disk where it must; counting distinct names does not, nor does a median of as many numbers as there are users.
  const users = await one(`SELECT sum(users) AS users, sum(users) FILTER (n = 1) AS one, max(n) AS most,
    min(n) FILTER (2 * up_to >= total) AS median
    FROM (SELECT n, users, sum(users) OVER (ORDER BY n) AS up_to, sum(users) OVER () AS total
      FROM (SELECT n, count(*) AS users FROM (SELECT count(*) AS n FROM ${all} GROUP BY user_id) GROUP BY n))`)
  const days = await one(
    `SELECT count(*) AS n FROM (SELECT started_ms // ${MS_PER_DAY} AS day FROM ${all} GROUP BY day)`,
  )
  const last = Number(totals.last ?? 0)
  const mature = await one(
    `SELECT ${DAYS.map((d) => `count(*) FILTER (${last} >= started_ms + duration_seconds * 1000 + ${d * MS_PER_DAY}) AS d${d}`).join(', ')} FROM ${all}`,
  )
  const good = Number(totals.n ?? 0)
  const share = (value: Value | undefined, of: number): number => (of === 0 ? 0 : Number(value ?? 0) / of)
  const moment = (value: Value | undefined): string =>
    typeof value === 'number' ? new Date(value).toISOString() : ''
  const measured: RewardStats[] = []
  for (const reward of rewards) measured.push(await rewardStats(database, facts, reward))
  return {
    good,
    users: Number(users.users ?? 0),
    days: Number(days.n ?? 0),
    from: moment(totals.first),
    to: moment(totals.last),
    completed: share(totals.completed, good),
    explored: share(totals.explored, good),
    meanSeconds: share(totals.microseconds, good) / 1e6,
    met: share(totals.met, Number(totals.beats ?? 0)),
    sources: await counts(`SELECT source AS name, count(*) AS n FROM ${all} GROUP BY source ORDER BY source`),
    endReasons: await counts(
      `SELECT end_reason AS name, count(*) AS n FROM ${all} GROUP BY end_reason ORDER BY end_reason`,
    ),
    sessionsPerUser: {
      one: Number(users.one ?? 0),
      median: Number(users.median ?? 0),
      most: Number(users.most ?? 0),
    },
    maturity: Object.fromEntries(DAYS.map((d) => [String(d), Number(mature[`d${d}`] ?? 0)])),
    exploration: await exploration(database, all),
    rewards: measured,
  }
}

async function exploration(database: Database, all: string): Promise<StoreStats['exploration']> {
  const explored = `(SELECT * FROM ${all} WHERE explored)`
  const count = async (column: string): Promise<number> =>
    Number(
      (
        await database.all(`SELECT count(*) AS n FROM (SELECT ${column} FROM ${explored} GROUP BY ${column})`)
      )[0]?.n ?? 0,
    )
  const [sessions] = await database.all(`SELECT count(*) AS n FROM ${explored}`)
  const slots: Record<string, SlotCoverage> = {}
  // Exact quantiles keep every value.
  const few = Number(sessions?.n ?? 0) <= EXACT
  for (const row of await database.all(`SELECT slot, count(*) AS n, min(value) AS low, max(value) AS high,
      ${few ? 'quantile_disc' : 'approx_quantile'}(value, [0.05, 0.5, 0.95]) AS q
    FROM (SELECT unnest(map_keys(slots)) AS slot, unnest(map_values(slots)) AS value FROM ${explored})
    GROUP BY slot ORDER BY slot`)) {
    const q = Array.isArray(row.q) ? row.q.map(Number) : []
    slots[String(row.slot)] = {
      sessions: Number(row.n),
      min: Number(row.low),
      q05: q[0] ?? Number.NaN,
      median: q[1] ?? Number.NaN,
      q95: q[2] ?? Number.NaN,
      max: Number(row.high),
    }
  }
  const choices: Record<string, Record<string, number>> = {}
  for (const { slot, choice, n } of await database.all(`SELECT slot, choice, count(*) AS n
    FROM (SELECT unnest(map_keys(choices)) AS slot, unnest(map_values(choices)) AS choice FROM ${explored})
    GROUP BY slot, choice ORDER BY slot, choice`)) {
    const of = choices[String(slot)] ?? {}
    of[String(choice)] = Number(n)
    choices[String(slot)] = of
  }
  return {
    sessions: Number(sessions?.n ?? 0),
    units: await count('unit_id'),
    users: await count('user_id'),
    laws: await count('law'),
    slots,
    choices,
  }
}

async function rewardStats(database: Database, facts: Facts, reward: RewardIr): Promise<RewardStats> {
  await database.run('DROP TABLE IF EXISTS rewarded')
  await measureRewards(database, 'rewarded', { facts, reward, completeThrough: null }, 'value, mature')
  const [row] = await database.all(`SELECT count(*) AS n, count(*) FILTER (mature) AS mature,
    count(*) FILTER (mature AND value IS NULL) AS missing, avg(value) FILTER (mature) AS mean FROM rewarded`)
  const q = await orderStatistics(database, Number(row?.mature ?? 0) - Number(row?.missing ?? 0))
  await database.run('DROP TABLE rewarded')
  const mature = Number(row?.mature ?? 0)
  return {
    name: reward.name,
    days: reward.maturesAfterDays,
    mature,
    censored: Number(row?.n ?? 0) - mature,
    missing: Number(row?.missing ?? 0),
    // Threads add in any order: the last digits are theirs.
    mean: typeof row?.mean === 'number' ? Number(row.mean.toPrecision(12)) : null,
    quantiles:
      q === null
        ? null
        : Object.fromEntries(Object.keys(QUANTILES).map((name, i) => [name, q[i] ?? Number.NaN])),
  }
}

/** The quantiles of `n` mature values, by a sort that goes to the disk where it must: `quantile_disc` would hold them all in memory. */
async function orderStatistics(database: Database, n: number): Promise<readonly number[] | null> {
  if (n === 0) return null
  // From 1, as `quantile_disc` counts: the smallest value that at least so many are not above.
  const ranks = Object.values(QUANTILES).map((q) => Math.max(1, Math.ceil(n * q)))
  const rows = await database.all(`SELECT rank, value FROM (
      SELECT value, row_number() OVER (ORDER BY value) AS rank FROM rewarded WHERE mature AND value IS NOT NULL
    ) WHERE rank IN (${ranks.join(', ')})`)
  const values = new Map(rows.map(({ rank, value }) => [Number(rank), Number(value)]))
  return ranks.map((rank) => values.get(rank) ?? Number.NaN)
}

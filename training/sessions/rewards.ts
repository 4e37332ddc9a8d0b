/**
 * A reward over a whole store, by SQL. Users are dealt into buckets by a hash of their ids and measured bucket by bucket, so that ten
 * million sessions take no more memory than one million.
 */

import type { RewardIr } from '../../compiler/ir.ts'
import { type Database, pathText } from './database.ts'
import { type Facts, factsRelation } from './facts.ts'
import { rewardQuery } from './reward-sql.ts'

/** Sessions of a bucket, about: some hundred bytes each, sorted. */
const BUCKET = 500_000

export interface RewardsOptions {
  readonly facts: Pick<Facts, 'files'>
  readonly reward: RewardIr
  /** Milliseconds since 1970; null: up to the start of the last session, which is all that is certain. */
  readonly completeThrough: number | null
  /** Where there are none: of as many sessions as one sorts at once. */
  readonly bucket?: number
}

/**
 * A table `name` with a row a session, in no order: `session_id, user_id, started_ms, mature, value, parts`.
 * @param keep columns to keep of these; less is less memory
 */
export async function measureRewards(
  database: Database,
  name: string,
  { facts, reward, completeThrough, bucket = BUCKET }: RewardsOptions,
  keep = '*',
): Promise<void> {
  for await (const query of rewardQueries(database, { facts, reward, completeThrough, bucket }, keep)) {
    await database.run(
      query.first ? `CREATE TABLE ${name} AS ${query.sql}` : `INSERT INTO ${name} ${query.sql}`,
    )
  }
}

/** Writes them as Parquet or JSON lines, by user and time; `part` is where the buckets go first. */
export async function writeRewards(
  database: Database,
  options: RewardsOptions & { readonly out: string; readonly format: 'parquet' | 'jsonl' },
): Promise<number> {
  await measureRewards(database, 'measured', options)
  const columns = 'session_id, user_id, started_ms, mature, value, parts'
  const format = options.format === 'parquet' ? 'FORMAT parquet, COMPRESSION zstd' : 'FORMAT json'
  await database.run(
    `COPY (SELECT ${columns} FROM measured ORDER BY started_ms, session_id) TO ${pathText(options.out)} (${format})`,
  )
  const [row] = await database.all('SELECT count(*) AS n FROM measured')
  return Number(row?.n ?? 0)
}

async function* rewardQueries(
  database: Database,
  { facts, reward, completeThrough, bucket }: Required<RewardsOptions>,
  keep: string,
): AsyncGenerator<{ readonly sql: string; readonly first: boolean }> {
  const all = factsRelation(facts)
  const [span] = await database.all(`SELECT count(*) AS n, coalesce(max(started_ms), 0) AS last FROM ${all}`)
  const buckets = Math.max(1, Math.ceil(Number(span?.n ?? 0) / bucket))
  const through = completeThrough ?? Number(span?.last ?? 0)
  for (let i = 0; i < buckets; i++) {
    const own = buckets === 1 ? all : `(SELECT * FROM ${all} WHERE hash(user_id) % ${buckets} = ${i})`
    const query = rewardQuery(reward, { facts: own, completeThrough: through })
    yield { sql: keep === '*' ? query : `SELECT ${keep} FROM (${query})`, first: i === 0 }
  }
}

/**
 * The value of a reward for each session of a table of facts: what SQL must know of the sessions around one is found by windows over
 * its user's sessions, as `createUsers` finds it for JavaScript.
 */

import { metricColumn, rewardSql } from '../../compiler/emit/sql.ts'
import type { RewardIr } from '../../compiler/ir.ts'
import { CONTINUATION_MS } from '../../runtime/session/metrics.ts'
import { EARLIER_SESSIONS } from '../units/users.ts'

type Metric = Parameters<typeof metricColumn>[0]

const NAN = "'NaN'::DOUBLE"
const MS_PER_DAY = 86_400_000

export interface RewardQuery {
  /** A table, or a query in brackets: a row a session, as `factsSql` gives them. All sessions of a user, or none. */
  readonly facts: string
  /** Milliseconds since 1970: up to here all sessions are there. */
  readonly completeThrough: number
}

/** Rows of `session_id`, `user_id`, `started_ms`, `value` (null where missing), `mature`, `parts` (a list of doubles, null where missing). */
export function rewardQuery(reward: RewardIr, { facts, completeThrough }: RewardQuery): string {
  const { parts, value, metrics } = rewardSql(reward)
  const through = `${milliseconds(completeThrough)}::BIGINT`
  const columns = metrics.map((metric) => `${metricSql(metric, through)} AS ${metricColumn(metric)}`)
  const mature =
    reward.maturesAfterDays <= 0
      ? 'true'
      : `${through} >= end_ms + ${double(reward.maturesAfterDays)} * ${MS_PER_DAY}`
  return `
WITH ended AS (SELECT *, started_ms + duration_seconds * 1000 AS end_ms FROM ${facts}),
around AS (
  SELECT *,
    list({'at': started_ms, 'v': sqrt(residual_variance) * sqrt(residual_variance)}) OVER before AS earlier,
    min(started_ms) OVER later AS next_ms
  FROM ended
  WINDOW before AS (PARTITION BY user_id ORDER BY started_ms, session_id
      ROWS BETWEEN ${EARLIER_SESSIONS} PRECEDING AND 1 PRECEDING),
    later AS (PARTITION BY user_id ORDER BY started_ms
      RANGE BETWEEN (floor(end_ms + ${CONTINUATION_MS})::BIGINT + 1 - started_ms) FOLLOWING AND UNBOUNDED FOLLOWING)
),
spreads AS (
  SELECT *, list_filter(list_append(
      list_transform(list_filter(coalesce(earlier, []), lambda x: x.at < started_ms), lambda x: x.v), residual_variance),
    lambda x: isfinite(x)) AS spreads
  FROM around
),
metrics AS (SELECT session_id, user_id, started_ms, ${mature} AS mature${columns.map((one) => `, ${one}`).join('')} FROM spreads),
parts AS (SELECT session_id, user_id, started_ms, mature, ${value} AS value, [${parts.join(', ')}]::DOUBLE[] AS parts FROM metrics)
SELECT session_id, user_id, started_ms, mature, ${orNull('value')} AS value,
  list_transform(parts, lambda x: ${orNull('x')}) AS parts
FROM parts`
}

const orNull = (value: string): string => `CASE WHEN isfinite(${value}) THEN ${value} END`

function metricSql({ metric, n }: Metric, through: string): string {
  switch (metric) {
    case 'improvementWithin':
      return relativeGain('residual_first', 'residual_second')
    case 'asynchronyImprovementWithin':
      return relativeGain('deviation_first', 'deviation_second')
    case 'improvementAcross':
      return acrossSql(n ?? 0)
    case 'returnRate':
      return returnSql(n ?? 0, through)
    case 'asynchrony':
      return 'asynchrony'
    case 'durationMs':
      return 'played_seconds * 1000'
    case 'completed':
      return 'CASE WHEN completed THEN 1 ELSE 0 END::DOUBLE'
    case 'rating':
      return `coalesce(explicit_rating, ${NAN})`
    case 'onsets':
      return 'onsets::DOUBLE'
    case 'spreadMs':
      return 'sqrt(deviation_variance)'
    case 'biasMs':
      return 'bias'
  }
}

/** 1 − after / before, −1..1; each side is written a few times, and must be short. */
function relativeGain(before: string, after: string): string {
  const gain = `(1 - ${after} / ${before})`
  return `CASE WHEN ${before} = 0 THEN CASE WHEN ${after} = 0 THEN 0 ELSE -1 END
    WHEN isnan(${gain}) THEN ${NAN} WHEN ${gain} < -1 THEN -1 WHEN ${gain} > 1 THEN 1 ELSE ${gain} END::DOUBLE`
}

function acrossSql(sessions: number): string {
  const half = Math.floor(sessions / 2)
  const mean = (list: string): string => `list_reduce(${list}, lambda s, x: s + x, 0::DOUBLE) / ${half}`
  const last = `spreads[len(spreads) - ${sessions} + 1:len(spreads)]`
  const halves = `[${mean(`${last}[1:${half}]`)}, ${mean(`${last}[${sessions} - ${half} + 1:${sessions}]`)}]`
  return `CASE WHEN len(spreads) < ${sessions} OR isnan(residual_variance) THEN ${NAN}
    ELSE list_transform([${halves}], lambda h: ${relativeGain('h[1]', 'h[2]')})[1] END`
}

function returnSql(days: number, through: string): string {
  const last = `(end_ms + ${double(days)} * ${MS_PER_DAY})`
  return `CASE WHEN next_ms <= ${last} THEN 1 WHEN ${through} >= ${last} THEN 0 ELSE ${NAN} END::DOUBLE`
}

const double = (value: number): string => `'${value}'::DOUBLE`

function milliseconds(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no moment`)
  return String(value)
}

/**
 * What rewards measure, in SQL: `runtime/session/metrics.ts` and `robust-line.ts` line by line, on the columns of `session.json`. Sums
 * are folds in the order of the list, medians are taken from sorted lists, so that both give the same bits; a test holds them
 * together on every row.
 */

/** What is read of a session, with DuckDB's types. */
export const SESSION_COLUMNS = {
  /** Whose file it is of, for who measures several days at once. */
  part: 'BIGINT',
  session_id: 'VARCHAR',
  user_id: 'VARCHAR',
  started_at: 'VARCHAR',
  started_ms: 'BIGINT',
  source: 'VARCHAR',
  policy: 'STRUCT(name VARCHAR, behaviour VARCHAR, slot_schema VARCHAR, slots_hash VARCHAR)',
  exploration: 'STRUCT(unit VARCHAR, unit_id VARCHAR, law VARCHAR)',
  slots: 'MAP(VARCHAR, DOUBLE)',
  choices: 'MAP(VARCHAR, VARCHAR)',
  segments: 'BIGINT',
  players: 'BIGINT',
  duration_seconds: 'DOUBLE',
  played_seconds: 'DOUBLE',
  completed: 'BOOLEAN',
  end_reason: 'VARCHAR',
  explicit_rating: 'DOUBLE',
  onsets: 'BIGINT',
  beats: 'STRUCT(grid DOUBLE, "measure" BIGINT, onset DOUBLE, deviation DOUBLE)[]',
} as const

/** Those of a session that its facts keep as they are. */
const KEPT = [
  'part',
  'session_id',
  'user_id',
  'started_ms',
  'source',
  'segments',
  'players',
  'duration_seconds',
  'played_seconds',
  'completed',
  'end_reason',
  'explicit_rating',
  'onsets',
  'slots',
  'choices',
]

const NAN = "'NaN'::DOUBLE"
const LEAST_IN_HALF = 8

const sum = (values: string): string => `coalesce(list_sum(${values}), 0)`

/** As `median` of robust-line.ts, of a sorted list; null of none. */
const median = (sorted: string): string =>
  `((${sorted})[len(${sorted}) // 2 + 1] + (${sorted})[(len(${sorted}) + 1) // 2]) / 2`

/** Sample variance about the mean; NaN of fewer than two. */
const variance = (values: string): string =>
  `list_transform([${values}], lambda v: list_transform([${sum('v')} / len(v)], lambda m:
    CASE WHEN len(v) < 2 THEN ${NAN} ELSE ${sum('list_transform(v, lambda d: (d - m) * (d - m))')} / (len(v) - 1) END)[1])[1]`

const firstHalf = (values: string): string =>
  `CASE WHEN len(${values}) // 2 >= ${LEAST_IN_HALF} THEN ${variance(`${values}[1:len(${values}) // 2]`)} ELSE ${NAN} END`
const secondHalf = (values: string): string =>
  `CASE WHEN len(${values}) // 2 >= ${LEAST_IN_HALF}
    THEN ${variance(`${values}[len(${values}) - len(${values}) // 2 + 1:len(${values})]`)} ELSE ${NAN} END`

/** Length of the written beat at `i` (from 1). */
const LENGTH = 'CASE WHEN i < len(grids) THEN grids[i + 1] - grids[i] ELSE grids[i] - grids[i - 1] END'

/**
 * A row of facts for each session of a relation that has `SESSION_COLUMNS`. Doubles that could not be measured are NaN.
 *
 * @param sessions a table, or a query in brackets
 */
export const factsSql = (sessions: string): string => `
WITH listed AS (
  SELECT *, list_transform(beats, lambda b: b.grid) AS grids, list_transform(beats, lambda b: b.onset) AS heard,
    list_transform(beats, lambda b: b.measure) AS bars,
    list_transform(list_filter(beats, lambda b: b.deviation IS NOT NULL), lambda b: b.deviation * 1000) AS deviations
  FROM ${sessions}
),
kept AS (
  SELECT *, list_filter(range(1, len(grids) + 1),
    lambda i: heard[i] IS NOT NULL AND bars[i] >= 1 AND coalesce(${LENGTH} > 0, false)) AS played
  FROM listed
),
onsets AS (
  SELECT session_id, list_transform(played, lambda i: grids[i]) AS g, list_transform(played, lambda i: heard[i]) AS o,
    list_transform(played, lambda i: ${LENGTH}) AS l
  FROM kept
),
one AS (SELECT session_id, unnest(range(1, len(g) + 1)) AS i, g, o, l FROM onsets WHERE len(g) >= 5),
near AS (
  SELECT session_id, i, g[i] AS gi, o[i] AS oi, l[i] AS li, greatest(1, least(i - 4, len(g) - 8)) AS f, g, o FROM one
),
around AS (
  SELECT session_id, i, gi, oi, li, list_concat(g[f:i - 1], g[i + 1:f + 8]) AS gs, list_concat(o[f:i - 1], o[i + 1:f + 8]) AS os
  FROM near
),
slopes AS (
  SELECT *, list_sort(list_filter(flatten(list_transform(range(1, len(gs)), lambda a: list_transform(range(a + 1, len(gs) + 1),
    lambda b: CASE WHEN gs[b] > gs[a] THEN (os[b] - os[a]) / (gs[b] - gs[a]) END))), lambda x: x IS NOT NULL)) AS sl
  FROM around
),
sloped AS (SELECT * EXCLUDE (sl), ${median('sl')} AS slope FROM slopes),
offsets AS (
  SELECT *, list_sort(list_transform(range(1, len(gs) + 1), lambda j: os[j] - slope * gs[j])) AS off FROM sloped
),
measured AS (
  SELECT session_id, i, (oi - (${median('off')} + slope * gi)) / (slope * li) AS residual FROM offsets
),
timing AS (
  SELECT session_id, list(residual ORDER BY i) FILTER (abs(residual) <= 0.25) AS found FROM measured GROUP BY session_id
),
timed AS (
  SELECT kept.*, coalesce(found, []::DOUBLE[]) AS residuals FROM kept LEFT JOIN timing USING (session_id)
)
SELECT ${KEPT.join(', ')},
  policy.name AS policy, policy.behaviour, policy.slot_schema, policy.slots_hash,
  exploration IS NOT NULL AS explored, exploration.unit, exploration.unit_id, exploration.law,
  len(beats) AS beats, len(list_filter(heard, lambda x: x IS NOT NULL)) AS met,
  ${sum('list_transform(deviations, lambda d: abs(d))')} / len(deviations) AS asynchrony,
  ${sum('deviations')} / len(deviations) AS bias,
  ${variance('deviations')} AS deviation_variance,
  ${firstHalf('deviations')} AS deviation_first,
  ${secondHalf('deviations')} AS deviation_second,
  ${variance('residuals')} AS residual_variance,
  ${firstHalf('residuals')} AS residual_first,
  ${secondHalf('residuals')} AS residual_second
FROM timed`

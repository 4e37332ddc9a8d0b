/** Rows of a Parquet file with the columns of `session.json`, as JSON again. */

import { complaint, type Database, identifier, sourceText } from './database.ts'

type Category = 'text' | 'moment' | 'number' | 'flag' | 'list' | 'record'

/** What each column must be; the rest of the check is that of every row. */
const COLUMNS: Readonly<Record<string, Category>> = {
  version: 'number',
  session_id: 'text',
  user_id: 'text',
  started_at: 'moment',
  source: 'text',
  policy: 'record',
  seed: 'number',
  slots: 'record',
  exploration: 'record',
  context: 'record',
  latency: 'record',
  clock: 'record',
  beats: 'list',
  onset_times: 'list',
  ai_beat_times: 'list',
  segments: 'list',
  players: 'number',
  duration_seconds: 'number',
  completed: 'flag',
  explicit_rating: 'number',
  end_reason: 'text',
  left_out: 'record',
  replay: 'record',
}

/** Where nobody has one, a table has no column, or one of nulls, which DuckDB writes as whole numbers or JSON. */
const MAY_BE_MISSING = new Set(['exploration', 'explicit_rating', 'left_out', 'replay'])

/** Fields that are null where there is nothing; other nulls are what a table has in place of a field that is not there. */
const NULLS = new Set(['exploration', 'explicit_rating', 'onset', 'deviation', 'tempo'])

/** A session has two dozen, and an app adds some of its own. */
const MOST_COLUMNS = 1000
/** A session's are four deep; JSON of columns that are hundreds deep takes minutes a row. */
const DEEPEST = 16

export interface ParquetTable {
  /** Columns that no session has: they are kept with the rows. */
  readonly unknown: readonly string[]
  rows(): AsyncGenerator<string>
}

/** @throws Error that says in words what is wrong with the file */
export async function openParquet(database: Database, path: string): Promise<ParquetTable> {
  const file = `read_parquet(${sourceText(path)})`
  let described: readonly Readonly<Record<string, unknown>>[]
  try {
    described = await database.all(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${file})`)
  } catch (error) {
    throw new Error(`it is no whole Parquet file (${complaint(error)})`)
  }
  const types = new Map(described.map((row) => [String(row.column_name), String(row.column_type)]))
  const wrong: string[] = []
  if (types.size > MOST_COLUMNS) wrong.push(`it has ${types.size} columns, and ${MOST_COLUMNS} are the most`)
  const deepest = [...types].find(([, type]) => depthOf(type) > DEEPEST)
  if (deepest !== undefined)
    wrong.push(
      `column ${short(deepest[0])} is nested ${depthOf(deepest[1])} deep, and ${DEEPEST} is the deepest`,
    )
  for (const [name, category] of Object.entries(COLUMNS)) {
    const type = types.get(name)
    if (type === undefined) {
      if (!MAY_BE_MISSING.has(name)) wrong.push(`there is no column ${name}`)
    } else if (!fits(category, type) && !(/^(INTEGER|JSON)$/.test(type) && MAY_BE_MISSING.has(name)))
      wrong.push(`column ${name} is ${short(type)}, and must be ${NEEDED[category]}`)
  }
  if (wrong.length > 0)
    throw new Error(wrong.slice(0, 5).join('; ') + (wrong.length > 5 ? `; and ${wrong.length - 5} more` : ''))
  const columns = [...types].map(([name, type]) =>
    /^TIMESTAMP/.test(type) || type === 'DATE'
      ? `strftime(${identifier(name)}::TIMESTAMP, '%Y-%m-%dT%H:%M:%S.%gZ') AS ${identifier(name)}`
      : identifier(name),
  )
  return {
    unknown: [...types.keys()].filter((name) => !Object.hasOwn(COLUMNS, name)),
    async *rows() {
      try {
        for await (const { row } of database.stream(
          `SELECT to_json(one)::VARCHAR AS row FROM (SELECT ${columns.join(', ')} FROM ${file}) AS one`,
        ))
          yield asSession(String(row))
      } catch (error) {
        throw new Error(`it is broken (${complaint(error)})`)
      }
    },
  }
}

function fits(category: Category, type: string): boolean {
  switch (category) {
    case 'text':
      return type === 'VARCHAR' || type === 'UUID' || type.startsWith('ENUM')
    case 'moment':
      return type === 'VARCHAR' || type === 'DATE' || type.startsWith('TIMESTAMP')
    case 'number':
      return /^(U?(TINY|SMALL|BIG)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*)$/.test(type)
    case 'flag':
      return type === 'BOOLEAN'
    case 'list':
      return type.endsWith('[]') || type === 'JSON'
    case 'record':
      return /^(STRUCT|MAP)\(.*\)$/.test(type) || type === 'JSON'
  }
}

const NEEDED: Readonly<Record<Category, string>> = {
  text: 'a text',
  moment: 'a text or a timestamp',
  number: 'a number',
  flag: 'a boolean',
  list: 'a list',
  record: 'a struct or a map',
}

/** How many lists and records a column's type has one within another: `STRUCT(a INTEGER[])[]` is 3 deep. */
function depthOf(type: string): number {
  const around: number[] = []
  // Of the part that is being read, and the most of those before it in the same brackets.
  let [depth, most] = [0, 0]
  for (const [token] of type.matchAll(/"(?:[^"]|"")*"|[(),[]/g)) {
    if (token === '(') {
      around.push(most)
      depth = 0
      most = 0
    } else if (token === ',') {
      most = Math.max(most, depth)
      depth = 0
    } else if (token === ')') {
      depth = Math.max(most, depth) + 1
      most = around.pop() ?? 0
    } else if (token === '[') depth++
  }
  return Math.max(most, depth)
}

const short = (type: string): string => (type.length > 40 ? `${type.slice(0, 40)}…` : type)

/** As JSON wrote it before it was a table. What is no JSON (NaN) stays as it is, and the row's check says so. */
function asSession(text: string): string {
  try {
    return JSON.stringify(withoutNulls(JSON.parse(text)))
  } catch {
    return text
  }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      one === null && !NULLS.has(key) ? [] : [[key, withoutNulls(one)]],
    ),
  )
}

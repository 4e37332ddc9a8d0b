/**
 * A store of many sessions, scanned in little memory. `npm run bench:sessions`, or with ten million:
 * `npm run bench -- sessions --rows 10000000`
 *
 * Sessions are dealt from a template by a seed: the facts of some hundred that are measured from JSON lines as any other, each again and
 * again with another user and another day. As JSON lines ten million would be 200 GB; what is scanned is what a scan of a store reads.
 */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gaussian, uniform } from '../runtime/random.ts'
import { sessionOf } from '../test/training/sessions/rows.ts'
import { createRowChecker } from '../training/sessions/check.ts'
import { openDatabase, pathText } from '../training/sessions/database.ts'
import { ensureFacts, factsRelation } from '../training/sessions/facts.ts'
import { openStore } from '../training/sessions/reader.ts'
import { createStore } from '../training/sessions/writer.ts'
import type { BenchResult, Row } from './report.ts'

const SEED = 7
const TEMPLATE = 1000
const BEATS = 128
const DAY_MS = 86_400_000
const FIRST = Date.parse('2026-01-05T00:00:00Z')
/** Each user comes that often, some days apart. */
const EACH = 4
const FILE_ROWS = 500_000
const MOST_MB = 512

/** What `sessions-scan.ts` says of itself. */
interface Scanned {
  readonly sessions: number
  readonly seconds: number
  readonly megabytes: number
}

export async function sessionsBench({
  rows: wanted,
}: {
  readonly rows: number | null
}): Promise<BenchResult> {
  const rows = wanted ?? 1_000_000
  const folder = mkdtempSync(join(tmpdir(), 'sil-bench-sessions-'))
  try {
    const template = await makeTemplate(folder)
    const dealing = performance.now()
    await deal(folder, rows)
    const dealt = (performance.now() - dealing) / 1000
    const files = readdirSync(folder).filter((name) => name.startsWith('dealt'))
    const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
    const scanned = scan(folder, files)
    if (scanned.sessions !== rows) throw new Error(`${scanned.sessions} sessions were counted of ${rows}`)
    const row = (what: string, value: number, unit: string, bar: Row['bar'] = null): Row => ({
      what,
      ours: { value, unit },
      peer: null,
      ratio: null,
      bar,
    })
    return {
      bench: 'sessions',
      subject: `a store of ${rows.toLocaleString('en')} sessions of ${Math.ceil(rows / EACH).toLocaleString('en')} players`,
      rows: [
        row('most memory of the scan, Node included', scanned.megabytes, 'MB', {
          relation: 'at most',
          value: MOST_MB,
          unit: 'MB',
        }),
        row('sil sessions stats with a reward', scanned.seconds, 's'),
        row('facts of a session', template.factBytes, 'bytes'),
        row('the same where a thousand are dealt again and again', bytes / rows, 'bytes'),
        row('the session as a line of JSON', template.lineBytes, 'bytes'),
        row('from JSON lines to facts, every check made', template.perSecond, 'sessions/s'),
      ],
      notes: [
        `the sessions were dealt in ${dealt.toFixed(0)} s; each has ${BEATS} beats`,
        'the reward is the founding one: improvement within and across 5 sessions, duration, return within 3 days',
      ],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Some hundred sessions as JSON lines, and their facts in `template.parquet`. */
async function makeTemplate(
  folder: string,
): Promise<{ readonly lineBytes: number; readonly factBytes: number; readonly perSecond: number }> {
  const store = createStore(join(folder, 'template'))
  for (let i = 0; i < TEMPLATE; i++) {
    const spread = 10 + 40 * uniform(SEED, 1, 0, i, 0, 0)
    const deviations = Array.from({ length: BEATS }, (_, k) =>
      uniform(SEED, 2, k, i, 0, 0) < 0.05 ? null : spread * gaussian(SEED, 3, k, i, 0, 0) - 20,
    )
    store.add(
      sessionOf(`t${i}`, deviations, {
        user_id: `u${i}`,
        duration_seconds: 600 * uniform(SEED, 4, 0, i, 0, 0),
        completed: i % 3 > 0,
        end_reason: i % 3 > 0 ? 'completed' : 'killed',
      }),
    )
  }
  const manifest = store.finish(null)
  const database = await openDatabase({
    files: [join(folder, 'template.parquet')],
    folders: [join(folder, 'template')],
  })
  try {
    const before = performance.now()
    const facts = await ensureFacts(database, {
      folder: join(folder, 'template'),
      manifest: openStore(join(folder, 'template')),
      checkedFor: 'any',
      checker: createRowChecker(null, FIRST + 1e12),
    })
    const seconds = (performance.now() - before) / 1000
    await database.run(
      `COPY (SELECT * FROM ${factsRelation(facts)} ORDER BY session_id) TO ${pathText(join(folder, 'template.parquet'))} (FORMAT parquet)`,
    )
    const bytes = manifest.partitions.reduce((sum, one) => sum + one.bytes, 0)
    const factBytes = facts.files.reduce((sum, path) => sum + statSync(path).size, 0) / TEMPLATE
    return { lineBytes: bytes / TEMPLATE, factBytes, perSecond: TEMPLATE / seconds }
  } finally {
    database.close()
  }
}

async function deal(folder: string, rows: number): Promise<void> {
  const database = await openDatabase({ files: [], folders: [folder] })
  const chance = (salt: string, of: string): string =>
    `((hash(${of}, '${salt}', ${SEED}) % 1000003) / 1000003)`
  try {
    for (let from = 0, n = 0; from < rows; from += FILE_ROWS, n++) {
      const to = Math.min(rows, from + FILE_ROWS)
      await database.run(`COPY (
        SELECT 'session-' || i AS session_id, 'user-' || (i // ${EACH}) AS user_id,
          ${FIRST} + (${chance('begins', `i // ${EACH}`)} * ${60 * DAY_MS})::BIGINT
            + ((i % ${EACH}) * ${2 * DAY_MS} * (1 + ${chance('pause', 'i')}))::BIGINT AS started_ms,
          t.* EXCLUDE (session_id, user_id, started_ms)
        FROM range(${from}, ${to}) AS r(i)
        JOIN (SELECT *, row_number() OVER (ORDER BY session_id) - 1 AS k FROM read_parquet(${pathText(join(folder, 'template.parquet'))})) AS t
          ON t.k = hash(i, ${SEED}) % ${TEMPLATE}
      ) TO ${pathText(join(folder, `dealt-${n}.parquet`))} (FORMAT parquet, COMPRESSION zstd)`)
    }
  } finally {
    database.close()
  }
}

/** In a process of its own: what it holds at most is what the system says. */
function scan(folder: string, files: readonly string[]): Scanned {
  const script = join(import.meta.dirname, 'sessions-scan.ts')
  const done = spawnSync(process.execPath, [script, folder, ...files], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (done.status !== 0) throw new Error(`the scan ended with status ${done.status ?? done.signal}`)
  return JSON.parse(done.stdout)
}

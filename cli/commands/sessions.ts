/** `sil sessions check|stats DIR` */

import type { SessionLog } from '../../runtime/session/log.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { eachRow, type Rejected } from '../learning.ts'
import { DONE, type ExitStatus, INPUT_ERROR } from '../outcome.ts'
import { loadPolicy, type Policy } from '../policy.ts'

export interface SessionsCommand {
  /** The piece that was played: with it exploration and slots are checked, too. */
  readonly policy: string | null
}

export async function runSessionsCheck(
  context: Context,
  folder: string,
  options: SessionsCommand,
): Promise<ExitStatus> {
  const { rows, rejected } = await eachRow(
    context,
    await policyAt(context, options.policy),
    folder,
    'checking',
    () => {},
  )
  const bad = Object.values(rejected).reduce((sum, { count }) => sum + count, 0)
  if (context.json) printJson(context, { version: 1, sessions: rows, good: rows - bad, rejected })
  else {
    tellRejected(context, rejected)
    context.err(`${rows} sessions: ${rows - bad} can be learned from, ${bad} cannot\n`)
  }
  return bad === 0 ? DONE : INPUT_ERROR
}

export async function runSessionsStats(
  context: Context,
  folder: string,
  options: SessionsCommand,
): Promise<ExitStatus> {
  const users = new Set<string>()
  const policies = new Map<string, number>()
  const stats = { completed: 0, explored: 0, seconds: 0, beats: 0, met: 0 }
  let [first, last] = ['', '']
  const { rows, rejected } = await eachRow(
    context,
    await policyAt(context, options.policy),
    folder,
    'counting',
    (log: SessionLog) => {
      users.add(log.user_id)
      const name = `${log.policy.name} ${log.policy.slots_hash.slice(0, 8)}`
      if (log.exploration === null) policies.set(name, (policies.get(name) ?? 0) + 1)
      stats.completed += log.completed ? 1 : 0
      stats.explored += log.exploration === null ? 0 : 1
      stats.seconds += log.duration_seconds
      stats.beats += log.beats.length
      stats.met += log.beats.filter(({ onset }) => onset !== null).length
      if (first === '' || log.started_at < first) first = log.started_at
      if (log.started_at > last) last = log.started_at
    },
  )
  const good = rows - Object.values(rejected).reduce((sum, { count }) => sum + count, 0)
  const share = (value: number, of: number): number => (of === 0 ? 0 : value / of)
  const result = {
    version: 1,
    sessions: rows,
    good,
    users: users.size,
    from: first,
    to: last,
    completed: share(stats.completed, good),
    explored: share(stats.explored, good),
    mean_seconds: share(stats.seconds, good),
    met: share(stats.met, stats.beats),
    rejected,
  }
  if (context.json) printJson(context, result)
  else {
    const percent = (value: number): string => `${(100 * value).toFixed(1)} %`
    context.err(
      [
        `${rows} sessions of ${users.size} players, ${first.slice(0, 10)} to ${last.slice(0, 10)}`,
        `  completed ${percent(result.completed)}, explored ${percent(result.explored)}`,
        `  ${result.mean_seconds.toFixed(0)} s on average, ${percent(result.met)} of the beats met`,
        '',
      ].join('\n'),
    )
    tellRejected(context, rejected)
  }
  return DONE
}

async function policyAt(context: Context, file: string | null): Promise<Policy | null> {
  if (file === null) return null
  const { ir, opened } = checkedOrFail(context, file)
  return loadPolicy(ir, opened)
}

function tellRejected(context: Context, rejected: Rejected): void {
  for (const [kind, { count, first }] of Object.entries(rejected))
    context.err(`  ${context.colors.yellow('set aside')} ${count}: ${kind} (${first})\n`)
}

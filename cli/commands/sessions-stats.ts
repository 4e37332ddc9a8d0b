/** `sil sessions stats DIR` */

import { createHash } from 'node:crypto'
import { openDatabase } from '../../training/sessions/database.ts'
import { ensureFacts, type Facts } from '../../training/sessions/facts.ts'
import { openStore } from '../../training/sessions/reader.ts'
import { type StoreStats, storeStats } from '../../training/sessions/stats.ts'
import { type Context, printJson } from '../context.ts'
import { endingInOrder } from '../interrupt.ts'
import { DONE, type ExitStatus } from '../outcome.ts'
import { counted } from '../print/counted.ts'
import { printableLine } from '../print/printable.ts'
import { progressBar } from '../print/progress.ts'
import { checkerOf, type OfPiece, type Piece, pieceAt, storeFailure } from '../store.ts'
import { tellRejected } from './sessions.ts'

export async function runSessionsStats(
  context: Context,
  folder: string,
  { policy, slots }: OfPiece,
): Promise<ExitStatus> {
  const piece = await pieceAt(context, policy)
  const { facts, stats } = await withFacts(context, folder, piece, slots, async (database, facts) => ({
    facts,
    stats: await storeStats(database, facts, piece?.ir.rewards ?? []),
  }))
  if (context.json) printJson(context, documentOf(facts, stats))
  else tell(context, facts, stats)
  return DONE
}

/** Opens a store's facts, working out those that are not there. */
export async function withFacts<T>(
  context: Context,
  folder: string,
  piece: Piece | null,
  slots: readonly string[] | null,
  use: (database: Awaited<ReturnType<typeof openDatabase>>, facts: Facts) => Promise<T>,
  out: readonly string[] = [],
): Promise<T> {
  const inOrder = endingInOrder()
  try {
    const manifest = openStore(folder)
    const database = await openDatabase({ files: out, folders: [folder] })
    const bar = progressBar(context, 'measuring', manifest.partitions.length)
    try {
      const facts = await ensureFacts(database, {
        folder,
        manifest,
        checker: checkerOf(piece, slots),
        checkedFor: checkedFor(piece, slots),
        step: () => bar.step(),
      })
      bar.done()
      return await use(database, facts)
    } finally {
      database.close()
    }
  } catch (error) {
    throw storeFailure(folder, error)
  } finally {
    inOrder()
  }
}

/** Rows that pass for one piece need not for another. */
function checkedFor(piece: Piece | null, slots: readonly string[] | null): string {
  if (piece === null) return 'any'
  const { behaviour, slotSchema } = piece.policy.definition
  return createHash('sha256')
    .update(JSON.stringify([behaviour, slotSchema, slots]))
    .digest('hex')
    .slice(0, 12)
}

const documentOf = ({ rows, rejected }: Facts, stats: StoreStats) => ({
  version: 1,
  sessions: rows,
  good: stats.good,
  users: stats.users,
  from: stats.from,
  to: stats.to,
  completed: stats.completed,
  explored: stats.explored,
  mean_seconds: stats.meanSeconds,
  met: stats.met,
  rejected,
  days: stats.days,
  sources: stats.sources,
  end_reasons: stats.endReasons,
  sessions_per_user: stats.sessionsPerUser,
  maturity: stats.maturity,
  exploration: stats.exploration,
  rewards: stats.rewards,
})

function tell(context: Context, { rows, rejected }: Facts, stats: StoreStats): void {
  const { dim } = context.colors
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`
  const listed = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, n]) => `${name} ${n}`)
      .join(', ') || 'none'
  const { exploration, sessionsPerUser: each } = stats
  const lines = [
    `${counted(rows, 'session')} of ${counted(stats.users, 'player')}, ${stats.from.slice(0, 10)} to ${stats.to.slice(0, 10)}, on ${counted(stats.days, 'day')}`,
    `  ${listed(stats.sources)}; ${counted(each.one, 'player')} came once, half of them ${each.median} times or less, one ${counted(each.most, 'time')}`,
    `  ended: ${listed(stats.endReasons)}; completed ${percent(stats.completed)}`,
    `  ${stats.meanSeconds.toFixed(0)} s on average, ${percent(stats.met)} of the beats met`,
    `  known until days after the end: ${Object.entries(stats.maturity)
      .map(([days, n]) => `${days} d of ${n}`)
      .join(', ')}`,
    `  explored ${percent(stats.explored)}: ${counted(exploration.units, 'unit')} of ${counted(exploration.users, 'player')}, ${counted(exploration.laws, 'law')}`,
    ...Object.entries(exploration.slots).map(
      ([name, s]) =>
        `    ${name}: ${[s.min, s.q05, s.median, s.q95, s.max].map((x) => Number(x.toPrecision(3))).join(' · ')}`,
    ),
    ...Object.entries(exploration.choices).map(([name, counts]) => `    ${name}: ${listed(counts)}`),
    ...stats.rewards.map(
      ({ name, mature, censored, missing, mean, quantiles }) =>
        `  reward ${name}: ${mature} mature, ${censored} too young, ${missing} missing${
          mean === null || quantiles === null
            ? ''
            : `; mean ${mean.toFixed(3)}, quantiles ${Object.values(quantiles)
                .map((q) => q.toFixed(3))
                .join(' · ')}`
        }`,
    ),
  ]
  for (const line of lines) context.err(`${printableLine(line)}\n`)
  if (Object.keys(exploration.slots).length > 0)
    context.err(`${dim('    least · 5 % · median · 95 % · most, as played where it was explored')}\n`)
  tellRejected(context, rejected)
}

/** `sil simulate FILE --players N --sessions M --out DIR` */

import { isInstant } from '../../runtime/instant.ts'
import type { LearningAcross } from '../../training/players/condition.ts'
import type { Manifest } from '../../training/sessions/manifest.ts'
import { createStore } from '../../training/sessions/writer.ts'
import { assumptionsOf } from '../../training/simulate/assumptions.ts'
import type { Simulation } from '../../training/simulate/simulate.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { endingInOrder } from '../interrupt.ts'
import { DONE, type ExitStatus, Failure, fileFailure, INPUT_ERROR, WRONG_USAGE } from '../outcome.ts'
import { applySlots, loadPolicy } from '../policy.ts'
import { counted } from '../print/counted.ts'
import { printableLine } from '../print/printable.ts'
import { progressBar } from '../print/progress.ts'
import { warn } from '../print/warn.ts'
import { storeFailure } from '../store.ts'
import { simulatedPool, workFailure } from '../workers.ts'

export interface SimulateCommand {
  readonly players: number
  readonly sessions: number
  readonly bars: number
  readonly from: string
  readonly explore: boolean
  readonly slots: string | null
  readonly across: LearningAcross
  readonly workers: number
  readonly out: string
}

/** Days are written with years of four digits, and whoever comes back does so within some of them. */
const LATEST = '9000-01-01'
/** People in a block of work. */
const BLOCK = 16
/** Blocks that are handed out before the oldest is written, for each worker: as many as it takes that nobody waits. */
const AHEAD = 3

export async function runSimulate(
  context: Context,
  file: string,
  options: SimulateCommand,
): Promise<ExitStatus> {
  const { players, sessions, bars, from, explore, slots, across, workers, out } = options
  const start = /^\d{4}-\d\d-\d\d$/.test(from) ? `${from}T00:00:00.000Z` : ''
  if (!isInstant(start)) throw new Failure(WRONG_USAGE, `--from ${from} is no day.`, 'As in 2026-01-31.')
  if (start >= LATEST)
    throw new Failure(
      WRONG_USAGE,
      `--from ${from} is too late: the days after it would leave the calendar.`,
      `Days up to the year ${LATEST.slice(0, 4)} will do.`,
    )
  const { ir, opened } = await checkedOrFail(context, file)
  const policy = await loadPolicy(ir, opened)
  const played = applySlots(context, policy, slots)
  if (explore && policy.definition.train.length === 0)
    throw new Failure(
      INPUT_ERROR,
      'The piece has no `train`: nothing says how far to explore.',
      'Add one, or say --no-explore.',
    )
  if (explore && policy.definition.slots.length === 0)
    throw new Failure(
      INPUT_ERROR,
      'The piece has no slots: there is nothing to explore.',
      'Write one as in: snap learn 20 ms in 5 ms..60 ms, or say --no-explore.',
    )
  const seed = context.seed ?? policy.definition.seed ?? 0
  const simulation: Simulation = { seed, players, sessions, bars, from: start, explore, across }
  // Before there is anything that must not stay.
  const inOrder = endingInOrder()
  const store = storeAt(out)
  process.once('exit', store.abandon)
  const bar = progressBar(context, 'playing', players)
  let count = 0
  const pool = simulatedPool({ policy, ir, opened, slots: played, workers })
  let manifest: Manifest
  try {
    const blocks = Math.ceil(players / BLOCK)
    let submitted = 0
    for (let block = 0; block < blocks; block++) {
      for (; submitted < Math.min(blocks, block + AHEAD * workers); submitted++)
        pool.submit({
          k: 'logs',
          simulation,
          from: submitted * BLOCK,
          to: Math.min(players, (submitted + 1) * BLOCK),
        })
      const result = await pool.collect()
      if (result.k !== 'logs') throw new Error(`scores came where logs were asked for`)
      for (const { day, text } of result.lines) store.addLine(day, text)
      count += result.lines.length
      bar.step(Math.min(BLOCK, players - block * BLOCK))
    }
    bar.done()
    manifest = store.finish({
      ...simulation,
      policy: policy.definition.name,
      assumptions: assumptionsOf(across),
    })
  } catch (error) {
    store.abandon()
    throw error instanceof Error && 'syscall' in error ? fileFailure(out, error, 'write') : workFailure(error)
  } finally {
    inOrder()
    process.off('exit', store.abandon)
    await pool.cancel()
  }
  warnOfDaysToCome(context, from, manifest.partitions)
  const bytes = manifest.partitions.reduce((sum, one) => sum + one.bytes, 0)
  if (context.json)
    printJson(context, {
      version: 1,
      out,
      players,
      sessions: count,
      days: manifest.partitions.length,
      bytes,
      seed,
    })
  else {
    context.err(
      `${printableLine(out)}: ${counted(count, 'session')} of ${counted(players, 'simulated player')} on ${counted(manifest.partitions.length, 'day')}, ${(bytes / 1e6).toFixed(1)} MB\n`,
    )
    context.err(
      `${context.colors.dim('  When they stop and whether they come back are assumptions; manifest.json names them.')}\n`,
    )
  }
  return DONE
}

const DAY_MS = 86_400_000
const dayAt = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** Rows of days that have not been are taken for wrong clocks by whoever reads them. */
function warnOfDaysToCome(context: Context, from: string, partitions: Manifest['partitions']): void {
  const today = dayAt(Date.now())
  const late = partitions.filter(({ day }) => day >= today)
  const last = late.reduce((most, { day }) => (day > most ? day : most), '')
  if (late.length === 0) return
  const sessions = late.reduce((sum, one) => sum + one.sessions, 0)
  const early = dayAt(Date.parse(from) - (Date.parse(last) - Date.parse(today)) - DAY_MS)
  warn(
    context,
    `${counted(sessions, 'session')} of ${counted(late.length, 'day')} up to ${last}, which has not been: until then they are set aside; with --from ${early} all of them count`,
  )
}

function storeAt(out: string) {
  try {
    return createStore(out)
  } catch (error) {
    if (error instanceof Error && error.message.includes('not empty'))
      throw new Failure(INPUT_ERROR, `${error.message}.`, 'Choose another folder, or delete that one.')
    throw storeFailure(out, error)
  }
}

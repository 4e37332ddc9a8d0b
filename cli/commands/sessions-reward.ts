/** `sil sessions reward FILE --store DIR --out F` */

import { once } from 'node:events'
import { closeSync, createWriteStream, openSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { isInstant, millisecondsOf } from '../../runtime/instant.ts'
import { rename } from '../../training/rename.ts'
import { factsSql } from '../../training/sessions/facts-sql.ts'
import { rewardQuery } from '../../training/sessions/reward-sql.ts'
import { writeRewards } from '../../training/sessions/rewards.ts'
import { createUsers } from '../../training/units/users.ts'
import { type Context, printJson } from '../context.ts'
import { endingInOrder } from '../interrupt.ts'
import { inputsOfPiece, refuseInputs } from '../io/inputs.ts'
import { refuseUnwritable, targetOf, temporaryFor } from '../io/write.ts'
import { eachRow, rewardOf } from '../learning.ts'
import { DONE, type ExitStatus, Failure, fileFailure, WRONG_USAGE } from '../outcome.ts'
import { counted } from '../print/counted.ts'
import { printableLine } from '../print/printable.ts'
import { type Piece, pieceAt } from '../store.ts'
import { inputsOfStore } from '../store-inputs.ts'
import { withFacts } from './sessions-stats.ts'

export interface RewardCommand {
  readonly store: string | null
  readonly reward: string | null
  readonly engine: 'sql' | 'js'
  readonly completeThrough: string | null
  readonly out: string | null
  readonly printSql: boolean
}

export async function runSessionsReward(
  context: Context,
  file: string,
  options: RewardCommand,
): Promise<ExitStatus> {
  const { store, engine, completeThrough, out, printSql } = options
  if (completeThrough !== null && !isInstant(completeThrough))
    throw new Failure(
      WRONG_USAGE,
      `--complete-through ${completeThrough} is no time.`,
      'As in 2026-03-01T10:00:00Z.',
    )
  const piece = await pieceAt(context, file)
  if (piece === null) throw new Failure(WRONG_USAGE, 'A piece is missing.')
  const name = rewardOf(context, piece.policy, options.reward)
  const reward = piece.ir.rewards.find((one) => one.name === name)
  if (reward === undefined) throw new TypeError(`${name} is in the policy and not in its IR`)
  if (printSql) {
    const through = completeThrough === null ? 0 : millisecondsOf(completeThrough)
    const sql = rewardQuery(reward, { facts: 'facts', completeThrough: through })
    const note =
      completeThrough === null
        ? '-- 0 stands for the moment (ms since 1970) up to which all sessions are there: --complete-through\n'
        : ''
    context.out(`${note}CREATE VIEW facts AS ${factsSql('sessions')};\n${sql};\n`)
    return DONE
  }
  const format = /\.(parquet|jsonl)$/.exec(out ?? '')?.[1]
  if (store === null || out === null || (format !== 'parquet' && format !== 'jsonl'))
    throw new Failure(WRONG_USAGE, '--store DIR and --out FILE.parquet or FILE.jsonl are needed.')
  if (engine === 'js' && format === 'parquet')
    throw new Failure(WRONG_USAGE, 'JavaScript writes .jsonl only.', 'With --engine sql it can be .parquet.')
  refuseInputs([out], [...inputsOfPiece(piece.opened), ...inputsOfStore(store)])
  refuseUnwritable(out)
  const target = resolve(targetOf(out))
  const partial = temporaryFor(target, 0)
  const remove = (): void => rmSync(partial, { force: true })
  const inOrder = endingInOrder()
  process.once('exit', remove)
  let rows: number
  try {
    // The disk's own word on it, before long work; DuckDB makes the file itself.
    closeSync(openSync(partial, 'w'))
    remove()
    rows =
      engine === 'js'
        ? await inJs(context, piece, name, { store, out: partial, completeThrough })
        : await withFacts(
            context,
            store,
            piece,
            null,
            (database, facts) =>
              writeRewards(database, {
                facts,
                reward,
                completeThrough: completeThrough === null ? null : millisecondsOf(completeThrough),
                out: partial,
                format,
              }),
            [partial],
          )
    rename(partial, target)
  } catch (error) {
    remove()
    throw error instanceof Error && 'code' in error ? fileFailure(out, error, 'write') : error
  } finally {
    process.off('exit', remove)
    inOrder()
  }
  if (context.json) printJson(context, { version: 1, out, reward: name, engine, sessions: rows })
  else context.err(`${printableLine(out)}: ${name} of ${counted(rows, 'session')}\n`)
  return DONE
}

/** The same rows as SQL writes them, in the same order. */
async function inJs(
  context: Context,
  { policy }: Piece,
  name: string,
  { store, out, completeThrough }: { store: string; out: string; completeThrough: string | null },
): Promise<number> {
  const users = createUsers({ completeThrough })
  await eachRow(context, policy, store, 'reading', (log) => users.add(log))
  const measure = policy.rewards[name]
  const rows: { readonly at: number; readonly id: string; readonly line: string }[] = []
  await eachRow(context, policy, store, 'measuring', (log) => {
    const measured = measure?.(log, users.historyOf(log))
    const at = millisecondsOf(log.started_at)
    const numberOf = (one: object | undefined): unknown =>
      one !== undefined && 'value' in one ? one.value : null
    const line = JSON.stringify({
      session_id: log.session_id,
      user_id: log.user_id,
      started_ms: at,
      mature: measured?.mature ?? false,
      value: numberOf(measured),
      parts: measured?.parts.map(numberOf) ?? [],
    })
    rows.push({ at, id: log.session_id, line })
  })
  rows.sort((a, b) => a.at - b.at || Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)))
  const file = createWriteStream(out)
  for (const { line } of rows) if (!file.write(`${line}\n`)) await once(file, 'drain')
  file.end()
  await finished(file)
  return rows.length
}

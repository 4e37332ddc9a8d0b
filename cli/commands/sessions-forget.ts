/** `sil sessions forget USER --store DIR` */

import { randomBytes } from 'node:crypto'
import { openDatabase } from '../../training/sessions/database.ts'
import { type Forgotten, forgetUser } from '../../training/sessions/forget.ts'
import { type Context, printJson } from '../context.ts'
import { endingInOrder } from '../interrupt.ts'
import { DONE, type ExitStatus, INPUT_ERROR } from '../outcome.ts'
import { counted } from '../print/counted.ts'
import { printableLine } from '../print/printable.ts'
import { storeFailure } from '../store.ts'

export async function runSessionsForget(context: Context, user: string, folder: string): Promise<ExitStatus> {
  let forgotten: Forgotten
  const inOrder = endingInOrder()
  try {
    forgotten = await forgetUser({
      folder,
      user,
      salt: randomBytes(16).toString('hex'),
      database: (file, work) => openDatabase({ files: [file], folders: [work] }),
    })
  } catch (error) {
    throw storeFailure(folder, error)
  } finally {
    inOrder()
  }
  const { sessions, rejected, cleaned, deleted, unread } = forgotten
  if (context.json) printJson(context, { version: 1, store: folder, ...forgotten })
  else {
    context.err(
      `${printableLine(folder)}: ${counted(sessions, 'session')} and ${counted(rejected, 'row')} that were set aside are gone, and none will come in again\n`,
    )
    for (const path of cleaned) context.err(`  taken out of ${printableLine(path)}\n`)
    for (const path of deleted) context.err(`  ${context.colors.yellow('deleted')} ${printableLine(path)}\n`)
    for (const { path, message } of unread)
      context.err(`  ${context.colors.red('not looked into')} ${printableLine(`${path}: ${message}`)}\n`)
    context.err(
      `  ${context.colors.dim('Copies elsewhere, backups, and slots that were learned from these sessions are not reached.')}\n`,
    )
  }
  return unread.length === 0 ? DONE : INPUT_ERROR
}

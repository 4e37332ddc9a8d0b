/** `sil sessions check DIR` */

import { type Context, printJson } from '../context.ts'
import { eachRow, type Rejected } from '../learning.ts'
import { DONE, type ExitStatus, INPUT_ERROR } from '../outcome.ts'
import { counted } from '../print/counted.ts'
import { printableLine } from '../print/printable.ts'
import { checkerOf, type OfPiece, pieceAt } from '../store.ts'

export async function runSessionsCheck(
  context: Context,
  folder: string,
  { policy, slots }: OfPiece,
): Promise<ExitStatus> {
  const piece = await pieceAt(context, policy)
  const { rows, rejected } = await eachRow(
    context,
    piece?.policy ?? null,
    folder,
    'checking',
    () => {},
    checkerOf(piece, slots),
  )
  const bad = Object.values(rejected).reduce((sum, { count }) => sum + count, 0)
  if (context.json) printJson(context, { version: 1, sessions: rows, good: rows - bad, rejected })
  else {
    tellRejected(context, rejected)
    context.err(`${counted(rows, 'session')}: ${rows - bad} can be learned from, ${bad} cannot\n`)
  }
  return bad === 0 ? DONE : INPUT_ERROR
}

export function tellRejected(context: Context, rejected: Rejected): void {
  for (const [kind, { count, first }] of Object.entries(rejected))
    context.err(`  ${context.colors.yellow('set aside')} ${count}: ${kind} (${printableLine(first)})\n`)
}

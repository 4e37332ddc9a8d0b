/** What went wrong, for people. */

import type { Context } from '../context.ts'
import type { Failure } from '../outcome.ts'
import { printable } from './printable.ts'

/** Says nothing of a failure that has been told already. */
export function printFailure({ err, colors }: Context, { message, hint }: Failure): void {
  if (message === '') return
  err(`${colors.red('error:')} ${printable(message)}${hint === '' ? '' : `\n  ${printable(hint)}`}\n`)
}

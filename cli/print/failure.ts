/** What went wrong, for people. */

import type { Context } from '../context.ts'
import type { Failure } from '../outcome.ts'
import { printable } from './printable.ts'

/** Says nothing of a failure that has been told already. */
export function printFailure({ err, colors }: Context, { message, hint }: Failure): void {
  if (message === '') return
  err(`${colors.red('error:')} ${inset(message)}${hint === '' ? '' : `\n  ${inset(hint)}`}\n`)
}

/** No line but the first begins where ours do: a stranger's file may have a name of several lines. */
const inset = (text: string): string => printable(text).replace(/\n(?! )/g, '\n  ')

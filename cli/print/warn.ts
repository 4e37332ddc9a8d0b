/** Warnings, a line each. */

import type { Context } from '../context.ts'
import { printableLine } from './printable.ts'

/** What strangers wrote may stand in it: it stays one line, and plain text. */
export function warn({ err, colors }: Pick<Context, 'err' | 'colors'>, message: string): void {
  err(`${colors.yellow('warning:')} ${printableLine(message)}\n`)
}

/** What is found wrong with a text, as far as anyone reads: the rest is counted, and costs nothing. */

import { apart } from './apart.ts'
import type { Span } from './ast.ts'
import type { Diagnostic } from './diagnostics.ts'
import { type Code, type DiagnosticOptions, diagnostic, type MessageArgs } from './messages.ts'

export type Report = <C extends Code>(
  code: C,
  at: Span,
  args: MessageArgs<C>,
  options?: DiagnosticOptions,
) => void

export interface Reports {
  /** The first `most`, in the order in which they were found. */
  readonly listed: Diagnostic[]
  /** How many there are, listed or not. */
  readonly found: number
  readonly report: Report
}

/** @param text of which fixes take no mark that keeps two words apart; null: what is in the middle of a word may go */
export function createReports(most: number, text: string | null): Reports {
  const listed: Diagnostic[] = []
  const report: Report = (code, at, args, options) => {
    // A text of four million brackets has as many faults, and making a message costs more than reading one.
    if (reports.found++ >= most) return
    const fixes = text === null ? options?.fixes : options?.fixes?.map((fix) => apart(text, fix))
    listed.push(diagnostic(code, at, args, { ...options, ...(fixes && { fixes }) }))
  }
  const reports = { listed, found: 0, report }
  return reports
}

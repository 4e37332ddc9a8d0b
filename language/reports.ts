/** What is found wrong with a text, as far as anyone reads: the rest is counted, and costs nothing. */

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

export function createReports(most: number): Reports {
  const listed: Diagnostic[] = []
  const report: Report = (code, at, args, options) => {
    // A text of four million brackets has as many faults, and making a message costs more than reading one.
    if (reports.found++ < most) listed.push(diagnostic(code, at, args, options))
  }
  const reports = { listed, found: 0, report }
  return reports
}

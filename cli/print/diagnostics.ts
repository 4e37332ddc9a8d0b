/** Diagnostics for people: the line, the place marked, the hint. */

import type { Diagnostic, Severity } from '../../language/diagnostics.ts'
import type { Context } from '../context.ts'
import { columns } from './columns.ts'
import { counted } from './counted.ts'
import { type LineTable, lineTable } from './lines.ts'
import { printable, printableLine } from './printable.ts'

export interface Printable {
  /** Path as the user should see it. */
  readonly shown: (file: string) => string
  /** Text of each file, by the path in the diagnostic. */
  readonly text: (file: string) => string
}

export function printDiagnostics(
  context: Context,
  diagnostics: readonly Diagnostic[],
  sources: Printable,
): void {
  const tables = new Map<string, LineTable>()
  const table = (file: string): LineTable => {
    const known = tables.get(file)
    if (known !== undefined) return known
    const made = lineTable(sources.text(file))
    tables.set(file, made)
    return made
  }
  const print = (d: Diagnostic) => context.err(`${renderDiagnostic(context, d, table, sources.shown)}\n\n`)
  const said = diagnostics.filter(({ code }) => code !== NOT_LISTED)
  said.slice(0, MOST_PRINTED).forEach(print)
  const rest = said.length - MOST_PRINTED
  if (rest > 0) context.err(`… and ${rest} more; sil check --json lists them.\n\n`)
  diagnostics.filter(({ code }) => code === NOT_LISTED).forEach(print)
}

/** As many as a terminal keeps and somebody reads. */
const MOST_PRINTED = 100

/** Says that there are more than the compiler lists. */
const NOT_LISTED = 'SIL0129'

/**
 * "2 errors and 1 warning in 3 files." Where not all are listed, at least so many.
 * @param unread files besides these, of which nothing is known
 */
export function summary(diagnostics: readonly Diagnostic[], files: number, unread = 0): string {
  const count = (severity: Severity) => diagnostics.filter((d) => d.severity === severity).length
  const unlisted = diagnostics.filter(({ code }) => code === NOT_LISTED).length
  const parts = [
    [count('error'), 'error'],
    [count('warning'), 'warning'],
    [count('info') + count('hint') - unlisted, 'hint'],
  ] as const
  const said = parts.filter(([n]) => n > 0).map(([n, what]) => counted(n, what))
  const where =
    counted(files, 'file') +
    (unread === 0 ? '' : `; ${unread} ${unread === 1 ? 'was' : 'were'} not looked at`)
  if (said.length === 0) return `No problems in ${where}.`
  const last = said.pop() ?? ''
  const all = said.length === 0 ? last : `${said.join(', ')} and ${last}`
  return `${unlisted > 0 ? 'At least ' : ''}${all} in ${where}.`
}

function renderDiagnostic(
  context: Context,
  d: Diagnostic,
  table: (file: string) => LineTable,
  shown: (file: string) => string,
): string {
  const { colors } = context
  const paint = d.severity === 'error' ? colors.red : d.severity === 'warning' ? colors.yellow : colors.cyan
  const lines = table(d.file)
  const start = lines.position(d.span.start)
  const end = lines.position(Math.max(d.span.start, d.span.end))
  const width = String(start.line + 1).length
  const bar = colors.dim('│')
  const pad = ' '.repeat(width)
  const out = [
    `${paint(colors.bold(`${d.severity} ${d.code}`))} ${colors.bold(d.title)}`,
    `${pad} ${colors.dim('┌')} ${printableLine(shown(d.file))}:${start.line + 1}:${start.character + 1}`,
    ...excerpt(lines, start.line, start.character, start.line === end.line ? end.character : null, {
      width,
      bar,
      paint,
      label: printable(d.message),
      dim: colors.dim,
    }),
  ]
  for (const place of d.related) {
    const at = table(place.file).position(place.span.start)
    out.push(
      `${pad} ${bar} ${colors.dim(`${printableLine(shown(place.file))}:${at.line + 1}:${at.character + 1}`)} ${printable(place.message)}`,
    )
  }
  if (d.hint !== '') out.push(`${pad} ${colors.dim('=')} ${printable(d.hint)}`)
  for (const fix of d.fixes)
    out.push(`${pad} ${colors.dim('=')} ${colors.green('fix:')} ${printable(fix.title)}`)
  return out.join('\n')
}

interface ExcerptStyle {
  readonly width: number
  readonly bar: string
  readonly label: string
  readonly paint: (text: string) => string
  readonly dim: (text: string) => string
}

/** Longest part of a source line that is printed. */
const MAX_LINE = 160

/** Half a pair of surrogates is no character. */
const afterPair = (text: string, at: number): number =>
  /[\udc00-\udfff]/.test(text.charAt(at)) ? at + 1 : at

function excerpt(
  lines: LineTable,
  line: number,
  from: number,
  to: number | null,
  style: ExcerptStyle,
): string[] {
  const whole = lines.line(line)
  const left = from > MAX_LINE - 40 ? afterPair(whole, from - 40) : 0
  const right = afterPair(whole, left + MAX_LINE)
  const shown = printable(whole.slice(left, right))
  const prefix = printable(whole.slice(left, from)).replace(/[^\t]+/g, (run) => ' '.repeat(columns(run)))
  const length = Math.max(1, columns(printable(whole.slice(from, Math.min(to ?? whole.length, right)))))
  const number = String(line + 1).padStart(style.width)
  return [
    `${style.dim(number)} ${style.bar} ${left > 0 ? '…' : ''}${shown}`,
    `${' '.repeat(style.width)} ${style.bar} ${left > 0 ? ' ' : ''}${prefix}${style.paint(`${'^'.repeat(length)} ${style.label}`)}`,
  ]
}

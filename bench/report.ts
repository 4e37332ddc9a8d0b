/** What a bench says: rows with their bars, as a table for people or as JSON. */

export interface Bar {
  readonly relation: 'at least' | 'at most'
  readonly value: number
  readonly unit: string
}

export interface Row {
  readonly what: string
  /** Ours, as measured. */
  readonly ours: Amount
  /** What it is held against, if anything. */
  readonly peer: (Amount & { readonly name: string }) | null
  /** Ours over theirs or theirs over ours: `bar` says which way is good. */
  readonly ratio: number | null
  /** The bar stands on the ratio where there is one, else on ours. Null: told, not judged. */
  readonly bar: Bar | null
}

export interface Amount {
  readonly value: number
  readonly unit: string
  /** Middle half of the rounds, if it was measured in rounds. */
  readonly from?: number
  readonly to?: number
}

export interface BenchResult {
  readonly bench: string
  /** What was measured, in a sentence. */
  readonly subject: string
  readonly rows: readonly Row[]
  readonly notes: readonly string[]
}

export function passes({ bar, ratio, ours }: Row): boolean | null {
  if (bar === null) return null
  const value = ratio ?? ours.value
  return bar.relation === 'at least' ? value >= bar.value : value <= bar.value
}

export function table({ bench, subject, rows, notes }: BenchResult): string {
  const cells = [
    ['', 'Silencio', 'held against', 'ratio', 'bar', ''],
    ...rows.map((row) => [
      row.what,
      amount(row.ours),
      row.peer === null ? '' : `${row.peer.name} ${amount(row.peer)}`,
      row.ratio === null ? '' : digits(row.ratio),
      row.bar === null
        ? ''
        : `${row.bar.relation} ${row.bar.value}${row.bar.unit === '' ? '' : ` ${row.bar.unit}`}`,
      verdict(row),
    ]),
  ]
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  )
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [`${bench}: ${subject}`, '', ...lines, '', ...notes.map((note) => `  ${note}`), ''].join('\n')
}

function verdict(row: Row): string {
  const passed = passes(row)
  return passed === null ? '' : passed ? 'pass' : 'FAIL'
}

function amount({ value, unit, from, to }: Amount): string {
  const spread = from === undefined || to === undefined ? '' : ` (${digits(from)}–${digits(to)})`
  return `${digits(value)}${unit === '' ? '' : ` ${unit}`}${spread}`
}

/** Three significant digits, grouped: 181 000, 6.53. */
function digits(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const rounded = Number(value.toPrecision(3))
  return rounded >= 1000 ? Math.round(rounded).toLocaleString('en').replaceAll(',', ' ') : String(rounded)
}

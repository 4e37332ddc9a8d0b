/** Rows that were set aside, on their way into `rejected/`: each with its source, line and reason, and what it said. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Kind } from './check.ts'
import type { Edit, NewFile } from './edit.ts'
import { keyOf } from './known.ts'
import { ownLines } from './lines.ts'
import { REJECTED, type RejectedFile } from './manifest.ts'

interface RejectedRow {
  readonly source: string
  /** From 1; 0 where the file as a whole is meant. */
  readonly line: number
  readonly kind: Kind
  readonly reason: string
  /** What stood there: JSON where it is any, else its text; null where it is too long to keep. */
  readonly row: unknown
}

/** Longer rows stay where they are, and are named. */
const LONGEST_ROW = 4 * 1024 * 1024

export interface Quarantine {
  /** @param text null: there is none that could be kept */
  add(row: Omit<RejectedRow, 'row'>, text: string | null): void
  /** The manifest's list; the old one where nothing is new. */
  finish(): readonly RejectedFile[]
}

/** A row that is set aside already is not set aside a second time. */
export async function createQuarantine(edit: Edit): Promise<Quarantine> {
  const { rejected = [] } = edit.manifest
  const known = new Set<bigint>()
  for (const { file } of rejected)
    for await (const row of rejectedRows(join(edit.folder, file))) known.add(keyOfRow(row.kind, textOf(row)))
  const numbers = rejected.map(({ file }) => Number(/(\d+)\.jsonl$/.exec(file)?.[1] ?? 0))
  const name = `${REJECTED}/${Math.max(0, ...numbers) + 1}.jsonl`
  let file: NewFile | null = null
  let rows = 0
  return {
    add(row, text) {
      const kept = text !== null && text.length > LONGEST_ROW ? null : text
      const key = keyOfRow(row.kind, kept ?? `${row.source} ${row.line} ${row.reason}`)
      if (known.has(key)) return
      known.add(key)
      file ??= edit.create(name)
      file.write(`${JSON.stringify({ ...row, row: kept === null ? null : parsed(kept) })}\n`)
      rows++
    },
    finish() {
      return file === null ? rejected : [...rejected, { ...file.finish(), rows }]
    },
  }
}

const keyOfRow = (kind: string, text: string): bigint => keyOf(`${kind} ${text}`)

/** The text that a row was made of, or one that is made of it in the same way again. */
const textOf = ({ row, source, line, reason }: RejectedRow): string =>
  row === null ? `${source} ${line} ${reason}` : typeof row === 'string' ? row : JSON.stringify(row)

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    // What would not come out as it went in stays a text.
    return typeof value !== 'string' && JSON.stringify(value) === text ? value : text
  } catch {
    return text
  }
}

async function* rejectedRows(path: string): AsyncGenerator<RejectedRow> {
  if (!existsSync(path)) return
  for await (const line of ownLines(path)) if (line !== '') yield JSON.parse(line)
}

/** `sil sessions import SOURCE… --out DIR` */

import { openDatabase } from '../../training/sessions/database.ts'
import { type Imported, importSessions, Stopped } from '../../training/sessions/import.ts'
import { findSources } from '../../training/sessions/sources.ts'
import { type Context, printJson } from '../context.ts'
import { type EndedStatus, onInterrupt } from '../interrupt.ts'
import { filesNamed } from '../io/patterns.ts'
import { DONE, type ExitStatus, Failure, INPUT_ERROR } from '../outcome.ts'
import { counted } from '../print/counted.ts'
import { printableLine } from '../print/printable.ts'
import { nowAndThen } from '../print/progress.ts'
import { checkerOf, type OfPiece, pieceAt, storeFailure } from '../store.ts'
import { refuseSourcesInside } from '../store-inputs.ts'
import { tellRejected } from './sessions.ts'

const TELL_EVERY = 1000

export async function runSessionsImport(
  context: Context,
  paths: readonly string[],
  { out, policy, slots }: OfPiece & { readonly out: string },
): Promise<ExitStatus> {
  const piece = await pieceAt(context, policy)
  const checker = checkerOf(piece, slots, false)
  const sources = findSources(paths.flatMap(filesNamed))
  // Before a store is made for nothing.
  if (sources.files.length === 0)
    throw new Failure(
      INPUT_ERROR,
      [
        `There is nothing to import in ${paths.join(', ')}.`,
        ...sources.problems.map(({ path, message }) => `  ${path}: ${message}`),
      ].join('\n'),
    )
  refuseSourcesInside(
    out,
    sources.files.map(({ path }) => path),
  )
  let stopped: EndedStatus | null = null
  const off = onInterrupt((status) => {
    stopped = status
  })
  let rows = 0
  const log = nowAndThen(context)
  const step = (): void => {
    if (++rows % TELL_EVERY !== 0) return
    if (context.progress === 'bar') context.err(`\rreading ${rows} rows`)
    if (context.progress === 'lines') log.show(() => `reading: ${rows} rows`)
  }
  let imported: Imported
  try {
    imported = await importSessions({
      folder: out,
      sources,
      checker,
      database: (file) => openDatabase({ files: [file] }),
      step,
      stopped: () => stopped !== null,
    })
  } catch (error) {
    if (error instanceof Stopped) {
      context.err(`\nStopped: ${printableLine(out)} is as it was.\n`)
      process.exit(stopped ?? undefined)
    }
    throw storeFailure(out, error)
  } finally {
    off()
    if (rows >= TELL_EVERY && context.progress === 'bar') context.err(`\r${' '.repeat(40)}\r`)
  }
  tell(context, out, imported, policy !== null)
  const bad = Object.values(imported.rejected).reduce((sum, { count }) => sum + count, 0)
  return bad === 0 ? DONE : INPUT_ERROR
}

function tell(context: Context, out: string, imported: Imported, checked: boolean): void {
  if (context.json) {
    printJson(context, { version: 1, out, ...imported })
    return
  }
  const { rows, added, replaced, duplicates, older, forgotten, rejected, sessions, days } = imported
  context.err(
    `${printableLine(out)}: ${added} of ${counted(rows, 'row')} ${added === 1 ? 'is' : 'are'} new, ${counted(sessions, 'session')} in all; ${counted(days.length, 'day')} changed\n`,
  )
  const also: readonly (readonly [number, string])[] = [
    [replaced, 'went on from a checkpoint, and took its place'],
    [duplicates, 'were there already'],
    [older, 'were checkpoints of sessions of which more is there'],
    [forgotten, 'were of users who were forgotten, and are kept nowhere'],
  ]
  for (const [count, words] of also)
    if (count > 0) context.err(`  ${context.colors.dim(`${count} ${words}`)}\n`)
  for (const { path, unknown } of imported.sources)
    if (unknown.length > 0)
      context.err(
        `  ${context.colors.yellow('unknown')} ${printableLine(`columns of ${path}: ${someOf(unknown)}; they are kept`)}\n`,
      )
  tellRejected(context, rejected)
  if (Object.keys(rejected).length > 0)
    context.err(
      `  ${context.colors.dim(`They are in ${printableLine(out)}/rejected, with their reasons.`)}\n`,
    )
  if (!checked)
    context.err(`  ${context.colors.dim('Exploration was not checked: name the piece with --policy.')}\n`)
}

/** A table may have a thousand of them. */
function someOf(names: readonly string[], most = 10): string {
  const first = names.slice(0, most).map((name) => (name.length > 60 ? `${name.slice(0, 60)}…` : name))
  return `${first.join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`
}

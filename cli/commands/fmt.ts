/** `sil fmt FILE… [--check]` */

import { format } from '../../language/format/format.ts'
import { type Context, printJson } from '../context.ts'
import { eachFile, statusOf, Unread } from '../each-file.ts'
import { signalsHeard } from '../io/signals.ts'
import { openSource } from '../io/workspace.ts'
import { writeAll } from '../io/write.ts'
import { DONE, type ExitStatus, INPUT_ERROR } from '../outcome.ts'
import { printDiagnostics } from '../print/diagnostics.ts'
import { printableLine } from '../print/printable.ts'

const REASONS = {
  syntax: 'it has errors',
  meaning: 'formatting would have changed what it says (please report this)',
} as const

interface Formatted {
  readonly path: string
  readonly status: 'unchanged' | 'formatted' | 'differs' | 'refused'
  readonly reason?: string
}

export async function runFmt(
  context: Context,
  files: readonly string[],
  options: { readonly check: boolean },
): Promise<ExitStatus> {
  const looked = await eachFile(context, files, async (file): Promise<Formatted> => {
    const opened = openSource(file)
    const result = format(opened.text)
    if (!('text' in result)) {
      if (!context.json) {
        printDiagnostics(context, result.diagnostics, { shown: () => file, text: () => opened.text })
        context.err(`${printableLine(file)} was left as it is: ${REASONS[result.refused]}.\n`)
      }
      return { path: file, status: 'refused', reason: REASONS[result.refused] }
    }
    if (result.text === opened.text) return { path: file, status: 'unchanged' }
    if (options.check) {
      if (!context.json) context.err(`${printableLine(file)} is not formatted.\n`)
      return { path: file, status: 'differs' }
    }
    writeAll([{ path: file, data: result.text }])
    if (!context.json) context.err(`${printableLine(file)} formatted.\n`)
    await signalsHeard()
    return { path: file, status: 'formatted' }
  })
  const results = looked.map(
    (one): Formatted =>
      one instanceof Unread ? { path: one.file, status: 'refused', reason: one.told.error } : one,
  )
  if (context.json) printJson(context, { version: 1, files: results })
  const failed = statusOf(looked)
  if (failed !== DONE) return failed
  return results.some((r) => r.status === 'refused' || r.status === 'differs') ? INPUT_ERROR : DONE
}

/** `sil check FILE…` */

import { type Checked, checkJson, createReport, filesOf, glanceAt } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { eachFile, resultsOf, statusOf, Unread } from '../each-file.ts'
import { DONE, type ExitStatus, INPUT_ERROR } from '../outcome.ts'
import { packageVersion } from '../package-files.ts'
import { printableLine } from '../print/printable.ts'
import { sarifDocument } from '../print/sarif.ts'

export interface CheckOptions {
  readonly format: 'human' | 'json' | 'sarif'
  readonly cost: boolean
}

export async function runCheck(
  context: Context,
  files: readonly string[],
  options: CheckOptions,
): Promise<ExitStatus> {
  const human = options.format === 'human' && !context.json
  const report = createReport(context)
  const look = async (file: string): Promise<Checked> => {
    const checked = await glanceAt(file)
    if (human) report.add(checked)
    return checked
  }
  const looked = await eachFile(context, files, look, options.format !== 'sarif')
  const all = resultsOf(looked)
  const unread = looked.filter((one) => one instanceof Unread)
  if (options.format === 'sarif') printJson(context, sarifDocument(filesOf(all), unread, packageVersion()))
  else if (human) {
    report.finish(unread.length)
    if (options.cost) printCosts(context, all)
  } else printJson(context, documentOf(looked, options.cost))
  const broken = all.some(({ result }) => result.ir === null)
  return statusOf(looked) || (broken ? INPUT_ERROR : DONE)
}

/** In the order of the command line; behind a file those of its imports that have diagnostics. */
function documentOf(looked: readonly (Checked | Unread)[], cost: boolean) {
  const all = resultsOf(looked)
  const { version, files } = checkJson(all)
  const costs = new Map(all.map((c) => [c.opened.shown, c.result.ir?.cost ?? null]))
  const told = files.map((file) => (cost ? { ...file, cost: costs.get(file.path) ?? null } : file))
  const inOrder: object[] = []
  const rest = new Map(told.map((file) => [file.path, file]))
  for (const one of looked) {
    if (one instanceof Unread) inOrder.push({ path: one.file, diagnostics: [], ...one.told })
    else
      for (const { shown } of one.files) {
        const file = rest.get(shown)
        if (file !== undefined) inOrder.push(file)
        rest.delete(shown)
      }
  }
  return { version, files: inOrder }
}

function printCosts(context: Context, all: readonly Checked[]): void {
  for (const { opened, result } of all) {
    const cost = result.ir?.cost
    if (cost === undefined) continue
    context.out(
      `${printableLine(opened.shown)}: at most ${cost.eventsPerBar} events a bar, ${cost.voices} voices at once, ${cost.slots} slots\n`,
    )
  }
}

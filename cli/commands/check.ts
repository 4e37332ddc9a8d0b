/** `sil check FILE…` */

import { type Checked, checkJson, glanceAt, reportChecked } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { DONE, type ExitStatus, INPUT_ERROR } from '../outcome.ts'
import { packageVersion } from '../package-files.ts'
import { sarifDocument } from '../print/check-json.ts'

export interface CheckOptions {
  readonly format: 'human' | 'json' | 'sarif'
  readonly cost: boolean
}

export async function runCheck(
  context: Context,
  files: readonly string[],
  options: CheckOptions,
): Promise<ExitStatus> {
  const all: Checked[] = []
  for (const file of files) all.push(await glanceAt(file))
  const failed = all.some(({ result }) => result.ir === null)
  if (options.format === 'sarif') {
    const unique = new Map(all.flatMap((c) => c.files).map((file) => [file.shown, file]))
    context.out(`${JSON.stringify(sarifDocument([...unique.values()], packageVersion()), null, 2)}\n`)
  } else if (context.json || options.format === 'json') {
    const document = checkJson(all)
    const costs = new Map(all.map((c) => [c.opened.shown, c.result.ir?.cost ?? null]))
    printJson(
      context,
      options.cost
        ? { ...document, files: document.files.map((f) => ({ ...f, cost: costs.get(f.path) ?? null })) }
        : document,
    )
  } else {
    reportChecked(context, all)
    if (options.cost) printCosts(context, all)
  }
  return failed ? INPUT_ERROR : DONE
}

function printCosts(context: Context, all: readonly Checked[]): void {
  for (const { opened, result } of all) {
    const cost = result.ir?.cost
    if (cost === undefined) continue
    context.out(
      `${opened.shown}: at most ${cost.eventsPerBar} events a bar, ${cost.voices} voices at once, ${cost.slots} slots\n`,
    )
  }
}

/** `report.html` of a run's folder, from the files that stand in it. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Policy } from '../runtime/create-policy.ts'
import { defaultSlots } from '../runtime/slots.ts'
import { type RunLine, type RunResult, runPage } from '../training/report/run-page.ts'
import { writeAll } from './io/write.ts'
import { zonesOf } from './judged-report.ts'
import { fileFailure } from './outcome.ts'

interface Config {
  readonly reward: { readonly name: string }
  readonly slots: Parameters<typeof runPage>[0]['slots']
  readonly options: { readonly generations: number }
  readonly assumptions: Readonly<Record<string, unknown>>
}

/** Where a run lies whose folder nobody named: `F.run` beside `F.slots.json`. */
export const runBeside = (out: string): string => `${out.replace(/(\.slots)?\.json$/, '')}.run`

/** @param folder of a run that `sil train --simulate` has written; its files are its own, and are not checked again */
export function writeRunReport(policy: Policy, source: string, folder: string): string {
  const config: Config = JSON.parse(textOf(join(folder, 'config.json')))
  const lines: RunLine[] = textOf(join(folder, 'metrics.jsonl'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  const result: RunResult = JSON.parse(textOf(join(folder, 'result.json')))
  const path = join(folder, 'report.html')
  const { slots: specs } = policy.definition
  const before = defaultSlots(specs)
  const after = before.slice()
  for (const { name, index } of specs) {
    const to = result.slots[name]?.to
    // Zones and tempo are numbers; choices change neither.
    if (typeof to === 'number') after[index] = to
  }
  writeAll([
    {
      path,
      data: runPage({
        title: policy.definition.title,
        source,
        reward: config.reward.name,
        generations: config.options.generations,
        slots: config.slots,
        assumptions: config.assumptions,
        lines,
        result,
        before: zonesOf(policy, before),
        after: zonesOf(policy, after),
      }),
    },
  ])
  return path
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw fileFailure(path, error, 'read')
  }
}

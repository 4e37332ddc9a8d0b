/** `sil follow FILE --data F.jsonl [--raw]` */

import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { type FollowResult, followBeats } from '../follow/beats.ts'
import { createNotes, type Data } from '../follow/lines.ts'
import { type FollowScore, meanScore } from '../follow/metrics.ts'
import { followRaw } from '../follow/raw.ts'
import { type JsonLine, readJsonLines } from '../io/json-lines.ts'
import { DONE, type ExitStatus } from '../outcome.ts'
import { applySlots, loadPolicy } from '../policy.ts'
import { printableLine } from '../print/printable.ts'
import { progressBar } from '../print/progress.ts'

export interface FollowCommand {
  readonly data: string
  readonly raw: boolean
  readonly slots: string | null
}

export async function runFollow(context: Context, file: string, options: FollowCommand): Promise<ExitStatus> {
  const { ir, opened } = await checkedOrFail(context, file)
  const policy = await loadPolicy(ir, opened)
  applySlots(context, policy, options.slots)
  const lines = readJsonLines(options.data)
  const data: Data = { path: options.data, notes: createNotes() }
  const bar = progressBar(context, options.raw ? 'playing' : 'predicting', lines.length)
  const each = <T>(follow: (line: JsonLine) => T): readonly T[] => {
    const results = lines.map((line) => {
      const result = follow(line)
      bar.step()
      return result
    })
    bar.done()
    data.notes.tell(context, options.data)
    return results
  }
  if (options.raw) {
    const results = each((line) => followRaw(policy, data, line, context.seed))
    if (context.json) printJson(context, { version: 1, results })
    else context.out(results.map((r) => `${printableLine(r.id)}: ${r.beats.length} beats\n`).join(''))
    return DONE
  }
  const results = each((line) => followBeats(policy, data, line))
  const summary = summaries(results)
  if (context.json) printJson(context, { version: 1, files: results.length, results, summary })
  else printTable(context, summary)
  return DONE
}

function summaries(
  results: readonly FollowResult[],
): Readonly<Record<string, FollowScore & { performances: number }>> {
  const domains = [...new Set(results.map((r) => r.domain))].sort()
  return Object.fromEntries(
    domains.map((domain) => {
      const own = results.filter((r) => r.domain === domain)
      return [domain, { performances: own.length, ...meanScore(own) }]
    }),
  )
}

function printTable(
  context: Context,
  summary: Readonly<Record<string, FollowScore & { performances: number }>>,
): void {
  const cell = (value: number | null, digits: number, factor = 1) =>
    (value === null ? '–' : (value * factor).toFixed(digits)).padStart(9)
  context.out(
    `${'domain'.padEnd(14)}${['takes', 'mean ms', 'median', '≤20 ms', '≤50 ms', '≤100 ms'].map((h) => h.padStart(9)).join('')}\n`,
  )
  for (const [domain, s] of Object.entries(summary)) {
    context.out(
      `${printableLine(domain).padEnd(14)}${String(s.performances).padStart(9)}${cell(s.mae_ms, 1)}${cell(s.median_ms, 1)}${cell(s.within20, 1, 100)}${cell(s.within50, 1, 100)}${cell(s.within100, 1, 100)}\n`,
    )
  }
}

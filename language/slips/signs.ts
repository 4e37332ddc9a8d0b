/** What is said of signs that are none of SIL's: those that no token begins with, those that only look like one, and other comments. */

import type { Span } from '../ast.ts'
import type { Lexed } from '../lexer.ts'
import type { Report } from '../reports.ts'
import { reportForeignComment } from './foreign-comments.ts'
import { reportLookAlike } from './look-alikes.ts'
import { isSemicolon, reportSemicolons, reportUnknown } from './unknown-characters.ts'

/** What the parser knows of the places of signs. */
interface Read {
  /** Of these all has been said. */
  readonly told: readonly Span[]
  /** Where items begin. */
  readonly starts: readonly number[]
}

interface Sign {
  readonly at: number
  tell(): void
}

/** All kinds in the order of their places, which re-reading goes by; what is said of an item's signs is its own. */
export function reportSigns(
  report: Report,
  text: string,
  { unknown, foreign, lookAlikes, tokens }: Lexed,
  { told, starts }: Read,
): void {
  const outside = untold(told)
  const runs = unknown.filter(({ start }) => outside(start))
  const semicolons = runs.filter((run) => isSemicolon(text, run))
  const all: Sign[] = [
    ...runs
      .filter((run) => !isSemicolon(text, run))
      .map((run) => ({ at: run.start, tell: () => reportUnknown(report, text, run) })),
    ...byItem(semicolons, starts).map((some) => ({
      at: some[0]?.start ?? 0,
      tell: () => reportSemicolons(report, text, some),
    })),
  ]
  const outsideToo = untold(told)
  for (const token of lookAlikes) {
    const span = { start: tokens.start(token), end: tokens.end(token) }
    if (!outsideToo(span.start)) continue
    all.push({ at: span.start, tell: () => reportLookAlike(report, text, span, tokens.kind(token)) })
  }
  for (const one of foreign) all.push({ at: one.start, tell: () => reportForeignComment(report, text, one) })
  all.sort((a, b) => a.at - b.at)
  for (const { tell } of all) tell()
}

/** Asked from left to right: does nobody speak of what begins there? */
function untold(told: readonly Span[]): (at: number) => boolean {
  let next = 0
  return (at) => {
    while (next < told.length && (told[next]?.end ?? 0) <= at) next++
    return at < (told[next]?.start ?? Number.POSITIVE_INFINITY)
  }
}

/** What stands before the first item is its own. */
function byItem(runs: readonly Span[], starts: readonly number[]): readonly (readonly Span[])[] {
  const groups: Span[][] = []
  let item = 0
  let last = -1
  for (const run of runs) {
    while (item + 1 < starts.length && (starts[item + 1] ?? 0) <= run.start) item++
    if (item === last) groups.at(-1)?.push(run)
    else groups.push([run])
    last = item
  }
  return groups
}

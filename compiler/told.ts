/** What is said of the files of a compilation: of each as far as anyone reads, and how much more there was to say. */

import type { Diagnostic } from '../language/diagnostics.ts'
import { diagnostic } from '../language/messages.ts'

export interface Told {
  readonly diagnostics: Diagnostic[]
  /** How many more there are, by the file as diagnostics name it. */
  readonly leftOut: Map<string, number>
}

/** More diagnostics of one kind in one file than anyone reads are left out. */
export const MAX_REPORTS = 500

export function nothingTold(): Told {
  return { diagnostics: [], leftOut: new Map() }
}

export function leaveOut({ leftOut }: Told, file: string, count: number): void {
  if (count > 0) leftOut.set(file, (leftOut.get(file) ?? 0) + count)
}

/** Takes one kind of what there is to say of a file, made only if anyone will read it. */
export function fewInto(told: Told, file: string): (make: () => Diagnostic) => void {
  let left = MAX_REPORTS
  return (make) => {
    if (left-- > 0) told.diagnostics.push(make())
    else leaveOut(told, file, 1)
  }
}

/** One more for each file about which there is more to say, at its end. */
export function andMore({ leftOut }: Told, textOf: (file: string) => string): readonly Diagnostic[] {
  return [...leftOut].map(([file, count]) => {
    const end = textOf(file).length
    return diagnostic('SIL0129', { start: end, end }, { count }, { file })
  })
}

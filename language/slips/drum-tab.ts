/** `x---x---`, the notation of drum tabs on the net: answered with the bars it means. */

import type { Bar, BarsLit, Cell } from '../ast.ts'
import { BarsNode } from '../bars-node.ts'
import type { Report } from '../reports.ts'

const MARKS: Readonly<Record<string, string>> = { x: 'x', X: 'X', o: 'x', O: 'X', g: 'g', G: 'g' }

export function drumTab(image: string, start: number, report: Report): BarsLit {
  const cells: Cell[] = []
  let written = ''
  for (let i = 0; i < image.length; i++) {
    const mark = MARKS[image.charAt(i)]
    const at = { start: start + i, end: start + i + 1 }
    written += mark ?? '.'
    cells.push(
      mark === undefined
        ? { kind: 'rest', ...at }
        : {
            kind: 'hit',
            ...at,
            mark: mark === 'X' ? 'X' : mark === 'g' ? 'g' : 'x',
            chance: null,
            learn: false,
            accent: false,
            dead: false,
          },
    )
  }
  const end = start + image.length
  const fixes = [{ title: 'Write bars', edits: [{ span: { start, end }, newText: `|${written}|` }] }]
  report('SIL0111', { start, end }, { text: `\`${image}\`` }, { fixes })
  const bar: Bar = { kind: 'bar', start, end, count: null, countSpan: null, cells }
  return new BarsNode(start, end, true, { start, bars: [bar] })
}

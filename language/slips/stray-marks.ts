/** `tempo = 96 bpm`, `hat: |x|`: what is said of a mark that was read over. */

import type { Name, Property } from '../ast.ts'
import { type Known, quote, type Reader } from '../reader.ts'

/** Told of when what follows it has been read, and can be shown. */
export function reportStrayMark(r: Reader, node: Property, stray: Name, known: Known): void {
  const span = { start: node.key.end, end: stray.end }
  const fixes = [{ title: `Leave out ${stray.text}`, edits: [{ span, newText: '' }] }]
  const value = shownValue(r, node, known)
  const target = node.target === null ? '' : `${node.target.text}.`
  const hint = value === null ? {} : { hint: `As in: ${target}${node.key.text} ${value}` }
  r.report('SIL0108', stray, { mark: quote(stray.text) }, { fixes, ...hint })
}

/** A value as it was written, or one of its kind where that is not right either. */
function shownValue(r: Reader, { values }: Property, { spec }: Known): string | null {
  const example = /as in (\S.*)$/.exec(spec.expects)?.[1]?.replaceAll('`', '') ?? null
  const isBare = values.some(
    (value) => value.kind === 'number' && (value.unit === null || value.flaw !== null),
  )
  const text = r.text.slice(values[0]?.start, values.at(-1)?.end)
  const isShown = values.length > 0 && text.length <= MOST_SHOWN && !/[\r\n]/.test(text)
  return isShown && !(isBare && example !== null) ? text : example
}

/** Characters of an example; longer ones are no help. */
const MOST_SHOWN = 60

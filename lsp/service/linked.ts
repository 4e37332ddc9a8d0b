/** While a declared name is typed, its uses in this file change with it. */

import type { LinkedEditingRanges } from 'vscode-languageserver'
import { WORD } from '../../language/patterns.ts'
import type { Analysis } from '../project.ts'
import { occurrenceAt, occurrencesIn } from './occurrences.ts'

/** Only from the declaration, and only names that no other file can know. */
export function linkedAt(analysis: Analysis, offset: number): LinkedEditingRanges | null {
  const found = occurrenceAt(analysis, offset)
  if (found?.role !== 'declaration') return null
  const kind = found.binding.target?.kind
  if (kind !== 'member' && kind !== 'section' && kind !== 'rule') return null
  const ranges = occurrencesIn(analysis)
    .filter(({ binding }) => binding === found.binding)
    .map(({ span }) => analysis.text.rangeOf(span))
  return { ranges, wordPattern: WORD }
}

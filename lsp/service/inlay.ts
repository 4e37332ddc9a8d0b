/** Beside a number, what it is in the other unit at this file's tempo: milliseconds and beats. */

import { type InlayHint, InlayHintKind } from 'vscode-languageserver'
import type { NumberLit, Span } from '../../language/ast.ts'
import { walk } from '../../language/walk.ts'
import type { Analysis } from '../project.ts'
import { beatMilliseconds, rounded } from './musical-time.ts'

export function hintsIn(analysis: Analysis, { start, end }: Span): InlayHint[] {
  const beat = beatMilliseconds(analysis)
  if (beat === null) return []
  const hints: InlayHint[] = []
  walk(analysis.program.sources.main.tree, (node) => {
    if (node.kind !== 'number' || node.end < start || node.start > end) return
    const label = otherUnit(node, beat)
    if (label === null) return
    hints.push({
      position: analysis.text.positionAt(node.end),
      label,
      kind: InlayHintKind.Type,
      paddingLeft: true,
      tooltip: `At ${rounded(60_000 / beat)} bpm, the tempo that this file begins with.`,
    })
  })
  return hints
}

function otherUnit({ unit, value, flaw }: NumberLit, beat: number): string | null {
  if (flaw !== null || value === 0) return null
  if (unit === 'ms') return `${rounded(value / beat)} beats`
  if (unit === 'beats') return `${rounded(value * beat)} ms`
  return null
}

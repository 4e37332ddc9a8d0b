/** How long a beat is, where a file says it once and for all. */

import type { Term } from '../../compiler/model.ts'
import type { Analysis } from '../project.ts'

/** Of the tempo that the file begins with; a slot counts with what is written. Null where it is worked out from something else. */
export function beatMilliseconds({ program }: Analysis): number | null {
  const { program: tempo } = program.model.tempo
  const bpm = numberIn(tempo.k === 'steady' ? tempo.bpm : tempo.from)
  return bpm !== null && bpm > 0 ? 60_000 / bpm : null
}

function numberIn(term: Term): number | null {
  if (term.k === 'const') return term.v
  return term.k === 'slot' && typeof term.slot.default === 'number' ? term.slot.default : null
}

/** Three figures are more than anyone hears. */
export function rounded(value: number): string {
  return String(Number(value.toPrecision(3)))
}

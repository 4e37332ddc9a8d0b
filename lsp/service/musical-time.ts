/** How long a beat and a bar are, where a file says it once and for all. */

import { tempoUnit } from '../../compiler/check/tempo.ts'
import type { Term } from '../../compiler/model.ts'
import { toNumber } from '../../compiler/rational.ts'
import type { Analysis } from '../project.ts'

export interface Pace {
  readonly bpm: number
  /** What bpm counts, a beat and a bar, in ms; a beat is the metre's, the mean one where they differ. */
  readonly counted: number
  readonly beat: number
  readonly bar: number
}

/** At the tempo that the file begins with; a slot counts with what is written. Null where it is worked out from something else. */
export function paceOf({ program }: Analysis): Pace | null {
  const { tempo, meter } = program.model
  const bpm = numberIn(tempo.program.k === 'steady' ? tempo.program.bpm : tempo.program.from)
  if (bpm === null || bpm <= 0) return null
  const counted = 60_000 / bpm
  const bar = (counted / tempoUnit(meter, tempo)) * toNumber(meter.quarters)
  return { bpm, counted, beat: bar / meter.beats.length, bar }
}

function numberIn(term: Term): number | null {
  if (term.k === 'const') return term.v
  return term.k === 'slot' && typeof term.slot.default === 'number' ? term.slot.default : null
}

/** Three figures are more than anyone hears. */
export function rounded(value: number): string {
  return String(Number(value.toPrecision(3)))
}

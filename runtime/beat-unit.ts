/**
 * What a beat is and what bpm counts, which need not be one: 2/2 has halves and counts quarters, 3/8 has 8ths and counts quarters,
 * and `on 8ths` counts 8ths in any metre.
 */

import { openingSection } from './opening.ts'
import type { PolicyDefinition, SectionDef } from './policy.ts'
import type { Bpm, Quarters } from './units.ts'

type Shaped = Pick<PolicyDefinition, 'sections' | 'form'>

/**
 * What the piece's bpm counts: the unit of the first section in the form that keeps the piece's tempo. Sections in
 * another metre keep it too, so that the 8th keeps its length.
 */
export function pieceUnit({ sections, form }: Shaped): Quarters {
  const inForm = form.map((step) => sections[step.section]).filter((section) => section !== undefined)
  return (inForm.find(({ tempo }) => tempo === null) ?? sections[0])?.tempoUnit ?? 1
}

/** A section's bpm in the piece's unit: where it has a tempo of its own, that counts what its own metre does. */
export function bpmOfPiece(
  bpm: Bpm,
  section: Pick<SectionDef, 'tempo' | 'tempoUnit'> | undefined,
  unit: Quarters,
): Bpm {
  const own = section === undefined || section.tempo === null ? unit : section.tempoUnit
  return own === unit ? bpm : (bpm * own) / unit
}

/** How many of these a beat has where the piece begins; where its beats differ (7/8), the mean of a bar. */
export function unitsInBeat(definition: Shaped): number {
  const meter = openingSection(definition)?.meter
  if (meter === undefined) return 1
  return meter.quarters / Math.max(1, meter.beats.length) / pieceUnit(definition)
}

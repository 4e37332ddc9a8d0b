/** What a band has played, as a score. */

import { bpmOfPiece, pieceUnit } from '../beat-unit.ts'
import { openingSection } from '../opening.ts'
import type { PolicyDefinition } from '../policy.ts'
import type { Beat } from './beat.ts'
import { meterMapOf, timeSignatureOf } from './meter-map.ts'
import { Score, type TempoChange } from './score.ts'
import { keyMapOf, sectionMapOf } from './section-map.ts'

/** @param timeline from bar 1 on; times as in the session */
export function scoreOfPlayed(
  definition: PolicyDefinition,
  beats: readonly Beat[],
  timeline: readonly (TempoChange & { readonly section: string; readonly measure: number })[],
): Score {
  const timeSignature = timeSignatureOf(openingSection(definition)?.meter)
  const sections = new Map(definition.sections.map((section) => [section.name, section]))
  const placed = timeline.map(({ time, measure, section }) => ({
    time,
    measure,
    section: sections.get(section),
  }))
  const tempoUnit = pieceUnit(definition)
  const tempoMap = timeline.map(({ time, bpm, section }) => ({
    time,
    bpm: bpmOfPiece(bpm, sections.get(section), tempoUnit),
  }))
  return new Score({
    name: definition.title,
    bpm: tempoMap[0]?.bpm ?? 120,
    timeSignature,
    meterMap: meterMapOf(placed, timeSignature),
    sectionMap: sectionMapOf(placed),
    keyMap: keyMapOf(placed, definition.chords),
    tempoUnit,
    tempoMap,
    beats,
  })
}

/** What a band has played, as a score. */

import { pieceUnit } from '../beat-unit.ts'
import { openingSection } from '../opening.ts'
import type { PolicyDefinition } from '../policy.ts'
import type { Beat } from './beat.ts'
import { meterMapOf, timeSignatureOf } from './meter-map.ts'
import { Score, type TempoChange } from './score.ts'

/** @param timeline from bar 1 on; times as in the session */
export function scoreOfPlayed(
  definition: PolicyDefinition,
  beats: readonly Beat[],
  timeline: readonly (TempoChange & { readonly section: string })[],
): Score {
  const timeSignature = timeSignatureOf(openingSection(definition)?.meter)
  const meters = new Map(definition.sections.map(({ name, meter }) => [name, meter]))
  const metered = timeline.map(({ time, section }) => ({ time, meter: meters.get(section) }))
  return new Score({
    name: definition.title,
    bpm: timeline[0]?.bpm ?? 120,
    timeSignature,
    meterMap: meterMapOf(metered, timeSignature),
    tempoUnit: pieceUnit(definition),
    tempoMap: timeline.map(({ time, bpm }) => ({ time, bpm })),
    beats,
  })
}

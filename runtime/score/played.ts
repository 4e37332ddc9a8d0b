/** What a band has played, as a score. */

import { pieceUnit } from '../beat-unit.ts'
import { openingSection } from '../opening.ts'
import type { PolicyDefinition } from '../policy.ts'
import type { Beat } from './beat.ts'
import { Score, type TempoChange } from './score.ts'

/** @param tempoMap from bar 1 on; times as in the session */
export function scoreOfPlayed(
  definition: PolicyDefinition,
  beats: readonly Beat[],
  tempoMap: readonly TempoChange[],
): Score {
  const meter = openingSection(definition)?.meter
  return new Score({
    name: definition.title,
    bpm: tempoMap[0]?.bpm ?? 120,
    timeSignature: [meter?.upper ?? 4, meter?.lower ?? 4],
    tempoUnit: pieceUnit(definition),
    tempoMap,
    beats,
  })
}

/** Where the metre changes, from the beats that were played. */

import type { MeterDef, SectionDef } from '../policy.ts'
import type { Seconds } from '../units.ts'
import type { MeterChange, TimeSignature } from './score.ts'

export function timeSignatureOf(meter: MeterDef | undefined): TimeSignature {
  return [meter?.upper ?? 4, meter?.lower ?? 4]
}

/** @param beats in order of time, from the piece's first on */
export function meterMapOf(
  beats: Iterable<{ readonly time: Seconds; readonly section: Pick<SectionDef, 'meter'> | undefined }>,
  opening: TimeSignature,
): readonly MeterChange[] {
  const changes: MeterChange[] = []
  let [upper, lower] = opening
  for (const { time, section } of beats) {
    const meter = section?.meter
    if (meter === undefined || (meter.upper === upper && meter.lower === lower)) continue
    ;({ upper, lower } = meter)
    changes.push({ time, timeSignature: [upper, lower] })
  }
  return changes
}

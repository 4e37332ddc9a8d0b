/** The zones in force, as times at the tempo of a beat. */

import type { Policy } from '../../runtime/create-policy.ts'
import { ZoneThresholds } from '../../runtime/follow/thresholds.ts'
import { openingSection } from '../../runtime/opening.ts'
import type { BeatMark, ZoneView } from '../protocol.ts'

/** Before anything sounds: a beat at 120 bpm. */
const PLAIN_BEAT = 0.5

export function zoneView({ definition, slots }: Policy, beat: BeatMark | null): ZoneView | null {
  const section = definition.sections.find(({ name }) => name === beat?.section) ?? openingSection(definition)
  const index = section?.zones ?? definition.player.zones
  const settings = definition.zones[index]?.(slots)
  if (settings === undefined) return null
  const thresholds = new ZoneThresholds()
  thresholds.fit(settings, beat?.length ?? PLAIN_BEAT)
  const { snap, follow, limit } = thresholds
  const { strength, adapt, curve } = settings
  return { name: definition.zoneNames[index] ?? '', snap, follow, limit, strength, adapt, curve }
}

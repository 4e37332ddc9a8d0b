/** The zones that the beats of a performance were judged by. */

import { inMs, ZoneThresholds } from '../runtime/follow/thresholds.ts'
import type { BeatZones, ZonesAsSet } from '../runtime/host/report/input.ts'
import type { HeardBeat } from '../runtime/performer.ts'
import type { ZoneSettings } from '../runtime/policy.ts'
import type { Seconds } from '../runtime/units.ts'
import type { Policy } from './policy.ts'

export interface ZonesOfPiece {
  /** Around one beat. */
  on(beat: HeardBeat): BeatZones
  /** As they were set; thresholds in beats, as long as those were where they first held. */
  asSet(beats: readonly HeardBeat[]): readonly ZonesAsSet[]
}

interface Named {
  readonly name: string
  readonly settings: ZoneSettings
}

export function zonesOfPiece({ definition, slots }: Policy): ZonesOfPiece {
  const all = definition.zones.map((read, i): Named => {
    return { name: definition.zoneNames[i] ?? '', settings: read(slots) }
  })
  const sections = new Map(definition.sections.map(({ name, zones }) => [name, all[zones]]))
  const usual = all[definition.player.zones]
  const fitted = new ZoneThresholds()
  return { on, asSet }

  function on(beat: HeardBeat): BeatZones {
    const found = inForce(beat)
    if (found !== undefined) fitted.fit(found.settings, beat.length)
    const { snap, follow, limit } = fitted
    return {
      name: found?.name ?? '',
      snapMs: snap,
      followMs: follow,
      limitMs: limit,
      shrunken: found !== undefined && limit < inMs(found.settings.limit, beat.length),
      centre: beat.habit === null ? null : beat.habit * 1000,
    }
  }

  function asSet(beats: readonly HeardBeat[]): readonly ZonesAsSet[] {
    const first = new Map<Named, Seconds>()
    for (const beat of beats) {
      const found = inForce(beat)
      if (beat.measure >= 1 && found !== undefined && !first.has(found)) first.set(found, beat.length)
    }
    return [...first].map(([{ name, settings }, length]) => ({
      name,
      snapMs: inMs(settings.snap, length),
      followMs: inMs(settings.follow, length),
      limitMs: inMs(settings.limit, length),
      strength: settings.strength,
      curve: settings.curve,
    }))
  }

  function inForce({ section }: HeardBeat): Named | undefined {
    return sections.get(section) ?? usual
  }
}

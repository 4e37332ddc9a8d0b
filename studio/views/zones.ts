/** What the zones say of a deviation: the band's own formula, so that no picture can differ from what it does. */

import { correction, zoneOf } from '../../runtime/follow/zones.ts'
import type { ResponseMode } from '../../runtime/score/beat.ts'
import type { Milliseconds } from '../../runtime/units.ts'
import type { ZoneView } from '../protocol.ts'

/** @param away from where the band expects the player */
export function zoneAt(away: Milliseconds, { snap, follow }: ZoneView): ResponseMode {
  return zoneOf(away / 1000, snap, follow)
}

/** How far the band leans for a player who is `away`. */
export function pullOf(away: Milliseconds, zones: ZoneView): Milliseconds {
  const { snap, follow, limit, strength, curve } = zones
  return correction(away / 1000, snap, follow, limit, strength, curve) * 1000
}

/** Two views of the same zones. The band tells them anew with each report. */
export function sameZones(a: ZoneView | null, b: ZoneView | null): boolean {
  if (a === b) return true
  if (a === null || b === null) return false
  return (
    a.snap === b.snap &&
    a.follow === b.follow &&
    a.limit === b.limit &&
    a.strength === b.strength &&
    a.curve === b.curve
  )
}

import type { Analysis } from './analysis.ts'
import type { ZoneWidths } from './input.ts'
import { shorten } from './markup.ts'
import { count, milliseconds, whole } from './numerals.ts'
import type { ZonesPlayed } from './zones.ts'

/** What the report says of the zones, where there may be several. */

/** More zones than this are told by their range. */
const MOST_NAMED = 3

/** `20 ms`; `10 ms in “tight”, 26 ms in “wide”`; `5 to 30 ms`. */
export function widthInWords({ allZones }: Analysis, of: keyof ZoneWidths): string {
  const widths = allZones.map((zones) => zones[of])
  const low = Math.min(...widths)
  const high = Math.max(...widths)
  if (whole(low) === whole(high) || widths.length === 0) return milliseconds(widths[0] ?? 0)
  if (widths.length > MOST_NAMED) return `${whole(low)} to ${milliseconds(high)}`
  return allZones.map((zones) => `${milliseconds(zones[of])} in ${quoted(zones)}`).join(', ')
}

/** Which zones were in force how long; empty where there was one kind. */
export function zonesInWords({ allZones }: Analysis): string {
  if (allZones.length < 2) return ''
  const most = allZones.slice(0, MOST_NAMED)
  const named = most.map(
    (zones) =>
      `${quoted(zones)} (snap ${milliseconds(zones.snapMs)}, follow ${milliseconds(zones.followMs)}) in ${count(zones.bars, 'bar')}`,
  )
  const more = allZones.length > most.length ? ', and others' : ''
  return `The zones changed with the section: ${named.join(', ')}${more}.`
}

export function quoted({ name }: ZonesPlayed): string {
  return `“${shorten(name, 30)}”`
}

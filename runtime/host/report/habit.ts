import type { ResponseMode, ZoneWidths } from './input.ts'
import { mean } from './statistics.ts'
import { blocks } from './thin.ts'

/**
 * Where the band expected the player, ms from the beat. With `expect player` the band takes the player's habitual
 * earliness as on the beat and its zones lie around that place; the log has the answers, not the place. It is read
 * off the answers: the one shift of the zones that explains most of them.
 */

export interface AnsweredTap {
  readonly ms: number
  readonly mode: ResponseMode
}

/** The bias a band may learn is bounded by 80 ms (language reference, Following). */
const FURTHEST_MS = 80

/** Taps that share an estimate: enough to lie on both sides of a zone's edge, few enough to see the habit being learned. */
const BLOCK = 40

/** Above this the zones around the beat itself explain the session; the rest is rounding and changes of tempo. */
const EXPLAINED = 0.98

/** What a shift must explain, or else the answers differ for another reason (zones of a section) and none is drawn. */
const SHIFT_EXPLAINS = 0.9

/** One place a tap; all 0 for a band that expects the grid. Time grows with the number of taps. */
export function expectedPlaces(taps: readonly AnsweredTap[], zones: ZoneWidths): readonly number[] {
  const flat = taps.map(() => 0)
  if (agreement(taps, flat, zones) >= EXPLAINED) return flat
  const shifts = blocks(taps, Math.max(1, Math.floor(taps.length / BLOCK))).map((block) =>
    bestShift(block, zones),
  )
  const places = taps.map((_, i) => between(shifts, ((i + 0.5) / taps.length) * shifts.length - 0.5))
  return agreement(taps, places, zones) >= SHIFT_EXPLAINS ? places : flat
}

/** Share of the taps whose answer fits zones around these places; 1 for no taps. */
export function agreement(
  taps: readonly AnsweredTap[],
  places: readonly number[],
  zones: ZoneWidths,
): number {
  const fitting = taps.filter((tap, i) => fits(tap, places[i] ?? 0, zones)).length
  return taps.length === 0 ? 1 : fitting / taps.length
}

function fits(tap: AnsweredTap, place: number, zones: ZoneWidths): boolean {
  const d = Math.abs(tap.ms - place)
  // A log rounds its seconds: a tap on the very edge may be on either side.
  const edge = 1e-3
  switch (tap.mode) {
    case 'snap':
      return d < zones.snapMs + edge
    case 'follow':
      return d > zones.snapMs - edge && d < zones.followMs + edge
    case 'limit':
      return d > zones.followMs - edge
  }
}

/** The middle of the shifts that explain the most answers. */
function bestShift(taps: readonly AnsweredTap[], zones: ZoneWidths): number {
  let best = -1
  let shifts: number[] = []
  for (let shift = -FURTHEST_MS; shift <= FURTHEST_MS; shift++) {
    const votes = taps.filter((tap) => fits(tap, shift, zones)).length
    if (votes > best) shifts = []
    if (votes >= best) shifts.push(shift)
    best = Math.max(best, votes)
  }
  return mean(shifts) ?? 0
}

/** Linear between the middles of neighbouring blocks. */
function between(values: readonly number[], position: number): number {
  const at = Math.max(0, Math.min(values.length - 1, position))
  const low = values[Math.floor(at)] ?? 0
  const high = values[Math.ceil(at)] ?? low
  return low + (at - Math.floor(at)) * (high - low)
}

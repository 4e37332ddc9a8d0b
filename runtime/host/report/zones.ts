import { zoneOf } from '../../follow/zones.ts'
import type { BeatZones, ResponseMode, SessionBeat, ZoneWidths } from './input.ts'
import { median, runningMedian } from './statistics.ts'

/**
 * The zones as they lay through a session. They change with the section, shrink at fast tempi, and move with the
 * habit that the band learns; the pictures show them as they were for each beat, and the words speak of those that
 * were played most.
 */

/** Zones by one name, as they typically lay. */
export interface ZonesPlayed extends ZoneWidths {
  readonly name: string
  /** After the count-in. */
  readonly beats: number
  readonly bars: number
  /** On most of them. */
  readonly shrunken: boolean
  /** Their middle on the median tap, ms from the beat. */
  readonly centre: number
}

/** The zones on one beat. */
export interface ZonesThen extends Pick<ZoneWidths, 'snapMs' | 'followMs'> {
  /** When the beat sounded, seconds. */
  readonly time: number
  readonly centre: number
}

/** Beats in a row under zones of one name. */
export interface ZoneStretch {
  readonly beats: readonly ZonesThen[]
}

/** All zones that the beats were played with, those of most beats first. */
export function zonesPlayed(beats: readonly SessionBeat[]): readonly ZonesPlayed[] {
  const found = new Map<string, SessionBeat[]>()
  for (const beat of beats) {
    const own = found.get(beat.zones.name)
    if (own === undefined) found.set(beat.zones.name, [beat])
    else own.push(beat)
  }
  return [...found]
    .map(([name, own]) => ({
      name,
      beats: own.length,
      bars: own.filter((beat, i) => own[i - 1]?.measure !== beat.measure).length,
      shrunken: own.filter((beat) => beat.zones.shrunken).length * 2 > own.length,
      ...typical(own.map((beat) => beat.zones)),
    }))
    .sort((a, b) => b.beats - a.beats)
}

/** Medians of widths and place. */
export function typical(zones: readonly BeatZones[]): ZoneWidths & { readonly centre: number } {
  const middle = (of: (one: BeatZones) => number) => median(zones.map(of)) ?? 0
  return {
    snapMs: middle((one) => one.snapMs),
    followMs: middle((one) => one.followMs),
    limitMs: middle((one) => one.limitMs),
    centre: median(zones.flatMap(({ centre }) => (centre === null ? [] : [centre]))) ?? 0,
  }
}

/** Beats in a median of widths: of zones that shrink, the long group of 7/8 (2+2+3) has wider ones than the others. */
const EVENED = 9

/**
 * Where the zones lay, beat by beat, to be drawn: as wide as they were on most beats around, or their edges would be
 * battlements in an uneven metre. On a beat without a tap they are where the last tap found them.
 */
export function zoneStretches(beats: readonly SessionBeat[]): readonly ZoneStretch[] {
  const stretches: { name: string; beats: SessionBeat[] }[] = []
  for (const beat of beats) {
    const last = stretches[stretches.length - 1]
    if (last?.name === beat.zones.name) last.beats.push(beat)
    else stretches.push({ name: beat.zones.name, beats: [beat] })
  }
  return stretches.map(({ beats }) => ({ beats: placed(beats) }))
}

/** Other zones may expect another place, so that none is carried from one stretch into the next. */
function placed(beats: readonly SessionBeat[]): readonly ZonesThen[] {
  const even = (of: (zones: ZoneWidths) => number) =>
    runningMedian(
      beats.map((beat) => of(beat.zones)),
      EVENED,
    )
  const snap = even((zones) => zones.snapMs)
  const follow = even((zones) => zones.followMs)
  let centre = beats.find((beat) => beat.zones.centre !== null)?.zones.centre ?? 0
  return beats.map(({ time, zones }, i) => {
    centre = zones.centre ?? centre
    return { time, snapMs: snap[i] ?? 0, followMs: follow[i] ?? 0, centre }
  })
}

/** The zone that an asynchrony lies in; a threshold belongs to the zone outside it. */
export function zoneAt(ms: number, zones: ZoneWidths & { readonly centre: number }): ResponseMode {
  return zoneOf((ms - zones.centre) / 1000, zones.snapMs, zones.followMs)
}

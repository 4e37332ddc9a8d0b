import type { ReportEvent } from '../input.ts'
import { shorten } from '../markup.ts'

/** The lanes of the roll: one for each voice without pitch, one for each member that plays pitches. */

export interface Lane {
  readonly key: string
  readonly label: string
  readonly top: number
  readonly height: number
  /** Lowest and highest MIDI number, or null for a lane of hits. */
  readonly range: { readonly low: number; readonly high: number } | null
}

const HIT_HEIGHT = 15
const GAP = 5

/** More lanes than this cannot be read; the loudest of a band have far fewer. */
const MOST_LANES = 24

/** From the top of a drum chart to its bottom. */
const KIT = ['crash', 'ride', 'bell', 'hat', 'pedal', 'tom1', 'tom2', 'tom3', 'rim', 'snare', 'kick']

/** The lane an event belongs to. Drums may carry the MIDI number of their sound, which is not a pitch. */
export function laneKey(event: ReportEvent): string {
  return isHit(event) ? `${event.member}\n${event.voice}` : event.member
}

function isHit(event: ReportEvent): boolean {
  return event.pitch === null || KIT.includes(event.voice)
}

/** All lanes in the order of the members' first notes, and how many found no room. */
export function lanesOf(events: readonly ReportEvent[]): {
  readonly lanes: readonly Lane[]
  readonly left: number
} {
  const found = new Map<string, { event: ReportEvent; low: number; high: number }>()
  const voices = new Map<string, number>()
  for (const event of events) {
    const key = laneKey(event)
    const lane = found.get(key)
    const pitch = event.pitch ?? 0
    if (lane === undefined) {
      found.set(key, { event, low: pitch, high: pitch })
      voices.set(event.member, (voices.get(event.member) ?? 0) + 1)
    } else {
      lane.low = Math.min(lane.low, pitch)
      lane.high = Math.max(lane.high, pitch)
    }
  }
  const members = [...voices.keys()]
  const ordered = [...found].sort(
    ([, a], [, b]) =>
      members.indexOf(a.event.member) - members.indexOf(b.event.member) ||
      KIT.indexOf(a.event.voice) - KIT.indexOf(b.event.voice),
  )
  let top = 0
  const lanes = ordered.slice(0, MOST_LANES).map(([key, { event, low, high }]) => {
    const hit = isHit(event)
    const height = hit ? HIT_HEIGHT : Math.max(26, Math.min(64, (high - low) * 2 + 10))
    const lane: Lane = {
      key,
      label: label(event, hit && (voices.get(event.member) ?? 0) > 1),
      top,
      height,
      range: hit ? null : { low, high },
    }
    top += height + GAP
    return lane
  })
  return { lanes, left: Math.max(0, ordered.length - MOST_LANES) }
}

function label(event: ReportEvent, manyVoices: boolean): string {
  return manyVoices ? `${shorten(event.member, 7)} ${shorten(event.voice, 6)}` : shorten(event.member, 13)
}

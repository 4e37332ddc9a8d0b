/** Tells the views what a band would have told them by then. */

import type { Decibels, Seconds } from '../../../runtime/units.ts'
import type { BandView, BeatMark, NoteMark, TapMark } from '../../protocol.ts'
import type { PreviewSession } from './told.ts'

export interface Listener {
  update?(view: BandView): void
  beats?(beats: readonly BeatMark[]): void
  notes?(notes: readonly NoteMark[]): void
  tap?(tap: TapMark): void
}

/** How far ahead of its sound the page hears of a note or beat. */
const AHEAD: Seconds = 0.12

export interface Feed {
  /** Everything between the last call and `now`. */
  tell(now: Seconds): void
  /** Mutes or unmutes. */
  mute(member: string, muted: boolean): void
}

export function createFeed(
  session: PreviewSession,
  listeners: readonly Listener[],
  state: Partial<BandView> = {},
): Feed {
  let told: Seconds = Number.NEGATIVE_INFINITY
  const mutes = new Set<string>()
  return { tell, mute: (member, muted) => void (muted ? mutes.add(member) : mutes.delete(member)) }

  function tell(now: Seconds): void {
    const news = ({ time }: { readonly time: Seconds }, ahead: Seconds): boolean =>
      time > told + ahead && time <= now + ahead
    const beats = session.beats.filter((beat) => news(beat, AHEAD))
    const notes = session.notes.filter((note) => news(note, AHEAD))
    const taps = session.taps.filter((tap) => news(tap, 0))
    const view = { ...viewAt(session, now, mutes), ...state }
    for (const listener of listeners) {
      if (beats.length > 0) listener.beats?.(beats)
      if (notes.length > 0) listener.notes?.(notes)
      listener.update?.(view)
      for (const tap of taps) listener.tap?.(tap)
    }
    told = now
  }
}

export function viewAt(session: PreviewSession, now: Seconds, mutes: ReadonlySet<string>): BandView {
  const index = session.beats.findLastIndex((beat) => beat.time <= now)
  const beat = session.beats[index] ?? null
  // Before it sounds nobody has met it.
  const shown =
    beat !== null && beat.onset !== null && beat.onset > now
      ? { ...beat, onset: null, deviation: null }
      : beat
  return {
    playing: beat !== null && now > 0,
    paused: false,
    waiting: false,
    count: null,
    vamping: beat?.vamping ?? false,
    now,
    beat: now > 0 ? shown : null,
    beatsInBar: session.beatsInBar,
    section: beat?.section ?? '',
    bpm: beat?.bpm ?? 96,
    playerBpm: beat?.playerBpm ?? null,
    bias: beat?.bias ?? null,
    zones: session.zones,
    members: session.members.map((member) => ({
      ...member,
      muted: mutes.has(member.name),
      peak: mutes.has(member.name) ? Number.NEGATIVE_INFINITY : peakAt(session, member.name, now),
    })),
  }
}

/** A level that falls from each note on, as a meter of the real sound would. */
function peakAt(session: PreviewSession, member: string, now: Seconds): Decibels {
  let peak = Number.NEGATIVE_INFINITY
  for (const note of session.notes) {
    if (note.member !== member || note.time > now || note.time < now - 1) continue
    const since = now - note.time
    peak = Math.max(
      peak,
      20 * Math.log10(Math.max(0.01, note.velocity)) - 4 - 40 * Math.max(0, since - note.duration),
    )
  }
  return peak
}

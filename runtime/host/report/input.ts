/**
 * What the report is made from. All times are seconds since the session's start at the player's ear, as in
 * `session.json`; every number is finite (the loaders refuse others).
 */

export type ResponseMode = 'snap' | 'follow' | 'limit'

/** The part of a `session.json` (version 1) that the report reads, and with each beat what the band held of it. */
export interface SessionLog {
  readonly session_id: string
  /** ISO 8601. `sil perform` writes the Unix epoch, which the report leaves out. */
  readonly started_at: string
  /** `app`, `recorded` or `simulated`. */
  readonly source: string
  readonly policy: { readonly name: string; readonly behaviour: string }
  /** Weighted choices have several numbers. */
  readonly slots: Readonly<Record<string, number | string | readonly number[]>>
  readonly exploration: object | null
  readonly latency: { readonly calibrated: boolean } | null
  readonly beats: readonly SessionBeat[]
  readonly onset_times: readonly number[]
  /** What there was besides, and no room for. */
  readonly left_out?: { readonly beats: number; readonly onsets: number }
  readonly segments: readonly object[]
  readonly players: number
  readonly duration_seconds: number
  readonly end_reason: string
}

/** One beat of the reference member, rests included. */
export interface SessionBeat {
  /** 0 and below during the count-in. */
  readonly measure: number
  /** When the band sounded it. */
  readonly time: number
  /** How the band answered: a response mode in either case. */
  readonly mode: string
  /** 0..1; below 0.3 the band coasts. */
  readonly confidence: number
  /** The onset that was heard as this beat. */
  readonly onset: number | null
  /** Its length in what bpm counts: 1 in 4/4, 2 in 2/2, 1.5 for the long group of 7/8 (2+2+3). */
  readonly units: number
  /** The tempo as written, bpm, which the band's own leaves with the player. */
  readonly written: number
  readonly zones: BeatZones
}

export interface ReportEvent {
  readonly timestamp: number
  readonly gridTimestamp: number
  readonly measure: number
  readonly beatNumber: number
  readonly member: string
  readonly voice: string
  /** MIDI number, or null for what has no pitch. */
  readonly pitch: number | null
  /** 0..1 */
  readonly velocity: number
  readonly duration: number
  readonly responseMode: ResponseMode
}

export interface ZoneWidths {
  readonly snapMs: number
  readonly followMs: number
  readonly limitMs: number
}

/** The zones that judged a tap on one beat, as wide as they were at its tempo (at fast ones all shrink together). */
export interface BeatZones extends ZoneWidths {
  /** As the piece calls them. */
  readonly name: string
  /** Narrower than they were set: so that none reaches past half a beat. */
  readonly shrunken: boolean
  /** Their middle, ms from the beat: the habit that the band allowed for; null where there was no tap to judge. */
  readonly centre: number | null
}

/** Zones as they were set. */
export interface ZonesAsSet extends ZoneWidths {
  readonly name: string
  readonly strength: number
  readonly curve: 'classic' | 'smooth'
}

export interface ReportSection {
  readonly name: string
  readonly start: number
  readonly end: number
}

export interface TempoPoint {
  readonly time: number
  readonly bpm: number
}

export interface ReportInput {
  readonly title: string
  /** Name of the `.sil` file. */
  readonly source: string
  readonly seed: number
  readonly session: SessionLog
  /** The score, count-in included with measure <= 0. */
  readonly events: readonly ReportEvent[]
  /** Those that a beat of the session was played with, in the order they came. */
  readonly zones: readonly ZonesAsSet[]
  /** The band's tempo, one point a beat. */
  readonly tempo: readonly TempoPoint[]
  readonly sections: readonly ReportSection[]
  /** The piece has no end of its own: it goes on until it is stopped. */
  readonly endless: boolean
  /** What moves the tempo besides the player: what is written, rules, both or neither. */
  readonly tempoMovers: { readonly written: boolean; readonly rules: boolean }
  /** The piece says what the player plays: beats that nobody plays on are meant. */
  readonly saysPlays: boolean
}

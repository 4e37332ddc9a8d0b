/**
 * What the report is made from. All times are seconds since the session's start at the player's ear, as in
 * `session.json`; every number is finite (the loaders refuse others).
 */

export type ResponseMode = 'snap' | 'follow' | 'limit'

/** The part of a `session.json` (version 1) that the report reads. */
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
  readonly zones: ZoneWidths & { readonly strength: number; readonly curve: 'classic' | 'smooth' }
  /** The band's tempo, one point a beat. */
  readonly tempo: readonly TempoPoint[]
  readonly sections: readonly ReportSection[]
}

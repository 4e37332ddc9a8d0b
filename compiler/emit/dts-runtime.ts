/**
 * The runtime's types as far as a policy's user meets them, for policies that travel without the package. A test
 * holds them equal to the runtime's own.
 */
export const RUNTIME_TYPES = `\
/** One event of a performance: a click, a stroke or a note. Times in seconds. */
interface AnyBeat {
  /** When it sounds. */
  readonly timestamp: number
  /** When it would sound on the grid, before the player and the feel moved it. */
  readonly gridTimestamp: number
  /** The beat of the bar it falls in, from 1. */
  readonly beatNumber: number
  /** The bar it falls in, from 1; bars of the count-in are 0 and below. */
  readonly measure: number
  readonly emphasis: number
  /** A unit vector in the timbre space. */
  readonly timbre: { readonly vector: Float64Array }
  readonly responseMode: 'snap' | 'follow' | 'limit'
  readonly member: string
  readonly voice: string
  readonly articulation: 'normal' | 'open' | 'pedal' | 'flam' | 'drag' | 'roll' | 'choke' | 'dead'
  /** MIDI number; null for drums and clicks. */
  readonly pitch: number | null
  readonly velocity: number
  readonly duration: number
  /** dB */
  readonly level: number
  /** -1 left … 1 right */
  readonly pan: number
  readonly cell: number
}

/** A beat of the performance so far. Times and lengths in seconds. */
interface AnyTimelineBeat {
  readonly n: number
  readonly measure: number
  readonly section: string
  readonly time: number
  readonly grid: number
  readonly bpm: number
  /** Of the beat, at that tempo. */
  readonly length: number
  readonly mode: 'snap' | 'follow' | 'limit'
  readonly confidence: number
  /** The player's onset that met it, or null. */
  readonly onset: number | null
  readonly deviation: number | null
  /** Of the player, as the band allowed for it when it answered, seconds; null without an onset. */
  readonly habit: number | null
}

interface AnyStartOptions {
  /** A whole number; default: the file's seed, else 0. */
  readonly seed?: number
  /** bpm in place of the written tempo; the tempo range still has the last word. */
  readonly tempo?: number
  /** Seconds. */
  readonly latency?: { readonly input: number; readonly output: number; readonly calibrated?: boolean }
  /** Draw the slots around their values, as far as the slots file or the piece's \`train\` says. */
  readonly explore?: boolean | { readonly unitId?: string; readonly reward?: string }
  readonly onError?: (problem: { readonly code: string; readonly message: string }) => void
  /** \`click\` is the kill switch: a click that keeps the written tempo, and nothing else. */
  readonly mode?: 'band' | 'click'
  readonly context?: Readonly<Record<string, number>>
  readonly source?: 'app' | 'recorded' | 'simulated'
  readonly sessionId?: string
  readonly startedAt?: string
  readonly userId?: string
  readonly players?: number
  readonly clock?: { readonly offset: number; readonly drift: number }
}

/** session.json */
export interface SessionLog {
  readonly version: 1
  readonly session_id: string
  readonly user_id: string
  readonly started_at: string
  readonly source: 'app' | 'recorded' | 'simulated'
  readonly policy: {
    readonly name: string
    readonly behaviour: string
    readonly slot_schema: string
    readonly slots_hash: string
    readonly runtime: string
  }
  readonly seed: number
  readonly slots: Readonly<Record<string, number | string | readonly number[]>>
  readonly exploration: {
    readonly unit: 'session' | 'user-week'
    readonly unit_id: string
    readonly transform: 'z/1'
    readonly slots: readonly string[]
    readonly mean: readonly number[]
    readonly sigma: readonly number[]
    readonly z: readonly number[]
    readonly choice_probs: Readonly<Record<string, Readonly<Record<string, number>>>>
    readonly log_density: number
    readonly rng: { readonly key: string; readonly counter: number }
    readonly around?: string
  } | null
  readonly context: Readonly<Record<string, number>>
  readonly latency: { readonly input: number; readonly output: number; readonly calibrated: boolean }
  readonly clock: {
    readonly offset: number
    readonly drift: number
    readonly interruptions: readonly { readonly from: number; readonly to: number }[]
  }
  readonly beats: readonly {
    readonly n: number
    readonly measure: number
    readonly member: string
    readonly grid: number
    readonly time: number
    readonly mode: 'snap' | 'follow' | 'limit'
    readonly confidence: number
    readonly onset: number | null
    readonly deviation: number | null
  }[]
  readonly onset_times: readonly number[]
  readonly ai_beat_times: readonly number[]
  readonly segments: readonly {
    readonly from: number
    readonly slots_hash: string
    readonly behaviour?: string
  }[]
  readonly players: number
  readonly duration_seconds: number
  readonly completed: boolean
  readonly explicit_rating: number | null
  readonly end_reason: 'completed' | 'stopped' | 'killed' | 'error'
  /** How many more there were than a log holds. */
  readonly left_out?: { readonly beats: number; readonly onsets: number; readonly interruptions: number }
  /** What the host called: what it takes to play the session again. */
  readonly replay?: {
    readonly tempo: number | null
    readonly mode: 'band' | 'click'
    readonly advanced_to: number
    readonly calls: readonly {
      readonly call: 'onset' | 'pause' | 'resume' | 'cue' | 'swap'
      readonly at: number
      readonly advanced_to: number
      readonly velocity?: number
      readonly pitched?: boolean
      readonly when?: 'bar' | 'beat' | 'now'
      readonly behaviour?: string
      readonly slots?: Readonly<Record<string, number | string | readonly number[]>>
    }[]
  }
}

/** What the app knows of the user's other sessions. */
export interface SessionHistory {
  readonly version: 1
  readonly complete_through: string
  readonly sessions: readonly {
    readonly session_id?: string
    readonly started_at: string
    readonly duration_seconds: number
    readonly spread: number | null
    readonly spread_ms?: number | null
    readonly bias_ms?: number | null
    readonly onsets?: number
    readonly completed?: boolean
    readonly rating?: number | null
  }[]
}

type Measured = { readonly value: number } | { readonly missing: true }

type AnyReward = (
  log: SessionLog,
  history?: SessionHistory,
) => Measured & {
  readonly parts: readonly ({ readonly label: string } & Measured)[]
  readonly mature: boolean
  /** Why nothing could be measured: the session or its history cannot be read. */
  readonly problem?: string
}

/** What a band plays, all beats in order of time. */
export interface Score {
  readonly name: string
  readonly bpm: number
  readonly timeSignature: readonly [number, number]
  /** From the bar that begins at \`time\` on, until the next entry. */
  readonly meterMap: readonly { readonly time: number; readonly timeSignature: readonly [number, number] }[]
  /** Where sections begin, repeats too. */
  readonly sectionMap: readonly { readonly time: number; readonly name: string }[]
  /** From C major on: sharps, or as a negative number flats. */
  readonly keyMap: readonly { readonly time: number; readonly key: { readonly fifths: number; readonly minor: boolean } }[]
  /** Quarters in what bpm counts. */
  readonly tempoUnit: number
  /** Quarters before bar 1, with which it begins. */
  readonly pickup: number
  /** From \`time\` on, in seconds, until the next entry. */
  readonly tempoMap: readonly { readonly time: number; readonly bpm: number }[]
  readonly beats: readonly AnyBeat[]
  at(time: number): AnyBeat | null
  window(start: number, end: number): readonly AnyBeat[]
  toTensor(): { readonly data: Float64Array; readonly shape: readonly [number, number] }
}

type ScoreLength = { readonly bars: number } | { readonly seconds: number }

/** Any compiled policy. */
interface AnySwappable {
  readonly definition: { readonly behaviour: string; readonly slotSchema: string }
  readonly slots: Float64Array
}

interface AnyPerformer {
  /** The player played. */
  onset(time: number, details?: { readonly velocity?: number; readonly pitch?: number }): void
  /** What sounds before \`until\`, in order, each event exactly once. */
  advance(until: number): readonly AnyBeat[]
  pause(time: number): void
  resume(time: number): void
  /** Ends the vamp that is sounding when its section is through. */
  cue(): void
  /**
   * Another policy takes over: at the next barline, with the next beat, or with all that has not been handed out. Clock,
   * tempo, what was learned of the player and the place in the piece go on. Never throws.
   */
  swap(
    policy: AnySwappable,
    options?: {
      readonly at?: 'bar' | 'beat' | 'now'
      readonly slots?: Readonly<Record<string, number | string | readonly number[]>> | Float64Array
    } | null,
  ):
    | { readonly ok: true; readonly measure: number; readonly beatNumber: number; readonly time: number }
    | { readonly ok: false; readonly problem: { readonly code: string; readonly message: string } }
  /** The log so far. */
  checkpoint(): SessionLog
  end(options?: {
    readonly reason?: 'completed' | 'stopped' | 'killed' | 'error'
    readonly rating?: number
    readonly at?: number
  }): SessionLog
  /** True when the form is through and every event has been handed out. */
  readonly ended: boolean
  /** The band's tempo now. */
  readonly bpm: number
  /** dB */
  level(member: string): number
  /** The beats decided so far, from the given one (0-based) on. */
  timeline(from?: number): readonly AnyTimelineBeat[]
  /** How long the band counts before bar 1; 0 where the player counts. */
  readonly countSeconds: number
  /** What sounds is a vamp that waits for its cue. */
  readonly vamping: boolean
  /** Beats that the player is to count in, and has; null once the band plays, or where it counts itself. */
  readonly counting: { readonly heard: number; readonly wanted: number } | null
  /** How far behind the beat the player plays by habit, in seconds; NaN until the band knows. */
  readonly habit: number
}

interface AnyPolicy {
  readonly name: string
  /** What the policy was made of, as far as an app asks. */
  readonly definition: {
    readonly title: string
    readonly behaviour: string
    readonly slotSchema: string
    readonly members: readonly { readonly name: string; readonly kind: string }[]
  }
  /** The values that play, as the vector that the code reads. */
  readonly slots: Float64Array
  /** Takes a slots file. Never throws; where it does not fit, what was loaded before stays. */
  loadSlots(json: unknown): {
    readonly ok: boolean
    readonly errors: readonly string[]
    readonly warnings: readonly string[]
  }
}
`

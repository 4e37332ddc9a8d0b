/**
 * The contract between compiled code and the runtime: "policy ABI 1".
 *
 * The compiler writes a module that hands one `PolicyDefinition` to `createPolicy`. Everything in it is plain data
 * or a small pure function of the slot vector `s`; patterns, rules and rewards are real code, so the runtime holds
 * no interpreter. Numbers that can be learned are read through `s` when a performance starts (slots stay fixed
 * within a session), never baked, unless `--bake` made them literals.
 *
 * Units in names: `Ms` milliseconds, `Db` decibels, `Bpm` beats a minute, `quarters` quarter notes. Musical
 * positions are quarters from the start of their bar: the compiler writes them as exact quotients (`7 / 4`) that
 * IEEE division rounds the same way on every engine. They are never accumulated.
 */

import type { RewardDef, RuleDef } from './policy-rules.ts'
import type { Slots, Span } from './policy-values.ts'
import type { BakedSound } from './timbre/baked.ts'
import type { TimbreSpaceId } from './timbre/spaces.ts'

export type { Slots, Span }

export const POLICY_ABI = 1

export interface SlotSpec {
  /** Path, e.g. `pocket.snap`, `kit.kick[1:15]`. */
  readonly name: string
  readonly kind: 'continuous' | 'chance' | 'categorical' | 'contextual'
  readonly unit: string | null
  /** A number, or for categorical slots the name of the default choice. */
  readonly default: number | string
  readonly min: number | null
  readonly max: number | null
  readonly scale: 'linear' | 'log'
  /** Name of the slot this one must exceed (ordered zones), else null. */
  readonly above: string | null
  readonly choices: readonly string[] | null
  readonly features: readonly string[] | null
  readonly doc: string | null
  /** First entry of this slot in `Slots`. */
  readonly index: number
  /**
   * Entries it takes: 1, except for a weighted cell choice (`1/5~`), which holds one probability a choice.
   * A categorical slot of size 1 holds the index of its choice.
   */
  readonly size: number
}

/**
 * What a compiled pattern calls. One object serves all voices; the band sets its context before each bar. A note whose
 * articulation is left out is `normal`.
 */
export interface PatternSink {
  /** Where the swing of the moment puts the position `at` (quarters from bar start); straight time gives `at`. */
  swing(at: number): number
  /** Does the cell sound? Keyed by (seed, member, voice, bar, cell); `p` in 0..1. */
  chance(cell: number, p: number): boolean
  /** An even choice 0..n−1, keyed likewise. */
  choose(cell: number, n: number): number
  /** A choice 0..n−1 with the weights s[index..index+n). */
  weigh(cell: number, s: Slots, index: number, n: number): number
  /** A drum or click. A roll has an `end`; everything else rings by itself. */
  hit(cell: number, at: number, velocity: number, articulation?: Articulation, end?: number): void
  /**
   * Degree 1..7 of the sounding chord (2, 4, 6 from the key), `octave` octaves up, near the note before; 8 is the root
   * above that. `end` may lie beyond the bar.
   */
  degree(
    cell: number,
    at: number,
    end: number,
    velocity: number,
    degree: number,
    octave: number,
    articulation?: Articulation,
  ): void
  /** `semitones` above the sounding chord's root (degrees with an accidental): −2..13, or 22..26 for an 8 with one. */
  step(
    cell: number,
    at: number,
    end: number,
    velocity: number,
    semitones: number,
    octave: number,
    articulation?: Articulation,
  ): void
  /** A written pitch (MIDI number). */
  pitch(
    cell: number,
    at: number,
    end: number,
    velocity: number,
    midi: number,
    articulation?: Articulation,
  ): void
  /** A comping hit: the sounding chord in the member's voicing. */
  chord(cell: number, at: number, end: number, velocity: number, articulation?: Articulation): void
}

export type Articulation = 'normal' | 'open' | 'pedal' | 'flam' | 'drag' | 'roll' | 'choke' | 'dead'

/** Plays bar `bar` (0-based within the pattern) into the sink. */
export type PatternFn = (e: PatternSink, s: Slots, bar: number) => void

/** `ms + beats · T`: thresholds may be given in time or as a share of the beat. */
export interface Threshold {
  readonly ms: number
  readonly beats: number
}

export interface ZoneSettings {
  readonly snap: Threshold
  readonly follow: Threshold
  readonly limit: Threshold
  /** k in 0..1: how far the follow zone leans. */
  readonly strength: number
  /** Share of each correction that the period keeps. */
  readonly adapt: number
  readonly curve: 'classic' | 'smooth'
  readonly expect: 'player' | 'grid'
  readonly track: 'one' | 'many'
}

export type TempoProgram =
  | { readonly kind: 'steady'; readonly bpm: number }
  | {
      readonly kind: 'ramp'
      readonly from: number
      readonly to: number
      readonly over: Span
    }
  | {
      readonly kind: 'ladder'
      readonly from: number
      readonly to: number
      readonly by: number
      readonly everyBars: number
    }

export interface TempoSettings {
  readonly program: TempoProgram
  /** The band never leaves this range. */
  readonly lowBpm: number
  readonly highBpm: number
}

export interface MeterDef {
  /** As written: 7 and 8 in 7/8. */
  readonly upper: number
  readonly lower: number
  /** Length of a bar. */
  readonly quarters: number
  /** Start of each beat in quarters from bar start: [0,1,2,3], [0,1.5], [0,1,2] for 7/8 (2+2+3). */
  readonly beats: readonly number[]
}

export interface SwingSettings {
  /** Place of the second of two units in the pair, 0.5..0.78; 0.5 is straight. */
  readonly ratio: number
  /** The unit that swings: 0.5 quarter for 8ths, 0.25 for 16ths. */
  readonly unit: number
  /** When set, the short note keeps this length instead (`swing short 100 ms`). */
  readonly shortMs: number | null
}

/** A chord as the runtime needs it; all theory is done at compile time. */
export interface ChordDef {
  /** As written; `N.C.` for silence. */
  readonly symbol: string
  /** Pitch class of the root; −1 for `N.C.` */
  readonly root: number
  /** Pitch class of the bass note (slash chords), else the root. */
  readonly bass: number
  /** Chord tones, semitones above the root, ascending: [0, 3, 7, 10]. */
  readonly tones: readonly number[]
  /** Degrees 1..7, semitones above the root. */
  readonly degrees: readonly number[]
  /** Pitch classes of the key's scale in force. */
  readonly scale: readonly number[]
}

export interface ChordSpan {
  /** Bar (0-based) within the section, and quarters from its start. */
  readonly bar: number
  readonly at: number
  /** Index into `PolicyDefinition.chords`. */
  readonly chord: number
}

export interface VoiceSettings {
  /** Index into the resolved timbres. */
  readonly timbre: number
  /** Other timbres on single beats (1-based): `timbre accent on 1`. */
  readonly accents: readonly {
    readonly beat: number
    readonly timbre: number
  }[]
  readonly levelDb: number
  /** Behind the beat (positive) or ahead of it (negative), on top of the member's. */
  readonly feelMs: number
  readonly humanMs: number
  /** Whatever the member's is: 0 is none at all, and not the member's. */
  readonly ownHuman?: boolean
}

export interface VoiceDef {
  /** `kick`, `beat`, `line`, `comp` … */
  readonly name: string
  /** Length of the pattern in bars; it restarts at each section. */
  readonly bars: number
  /**
   * `loop 3 beats`: the pattern is one cycle of this many quarters that runs across barlines, else null.
   * `play` is then called with bar 0 for each cycle and positions count from the cycle's start.
   */
  readonly loopQuarters: number | null
  /** The most octaves that a note of a line goes up from its place: the first leaves room for them. None: 0. */
  readonly octavesUp?: number
  readonly play: PatternFn
}

export type Voicing = 'rootless' | 'shell' | 'spread' | 'drop2' | 'close'

export interface MemberSettings {
  readonly level:
    | { readonly fromDb: number; readonly toDb: number; readonly over: Span }
    | { readonly db: number }
  readonly pan: number
  readonly feelMs: number
  readonly humanMs: number
  readonly mute: boolean
  /** `rest every 4th bar`: n, else 0. */
  readonly restEvery: number
  readonly dynamics: {
    readonly share: number
    readonly withinDb: number
  } | null
  /** One entry a voice of the part, in order. */
  readonly voices: readonly VoiceSettings[]
  // drummer
  readonly fill: {
    readonly everyBars: number
    readonly density: number
  } | null
  /** Trade fours: play n bars, leave n bars to the player. 0: no. */
  readonly tradeBars: number
  // pitched
  /** MIDI numbers, inclusive. */
  readonly range: { readonly low: number; readonly high: number }
  /** Sounding share of a comp hit's or note's written length, 0..1. */
  readonly length: number
  readonly voicing: Voicing
  readonly strumMs: number
  /** `line walk`: quarter notes made by the runtime; `voices` holds a single `line` voice whose pattern is unused. */
  readonly walk: boolean
  readonly approach: {
    readonly kind: 'chromatic' | 'scale' | 'dominant'
    readonly chance: number
  } | null
}

/** What one member plays in one section, everything resolved (section overrides folded in). */
export interface PartDef {
  readonly settings: (s: Slots) => MemberSettings
  readonly voices: readonly VoiceDef[]
}

export type MemberKind = 'metronome' | 'drummer' | 'bassist' | 'pianist' | 'guitarist'

export interface MemberDef {
  readonly name: string
  readonly kind: MemberKind
  /** `player` and `grid` name a clock; anything else names another member. */
  readonly follows: 'player' | 'grid' | { readonly member: string }
}

/** Expected onsets, quarters from bar start, ascending, one array a bar of the pattern. */
export type PlaysDef = readonly (readonly number[])[]

export interface SectionDef {
  /** Empty for the implicit section of a file without `section`. */
  readonly name: string
  /** Bars, or null for a section that goes on until the performance ends. */
  readonly bars: number | null
  /** Beats that sound before bar 1, where the piece begins with this section. */
  readonly pickup?: number
  readonly meter: MeterDef
  /** What the player plays here, where it is not `player.plays`. */
  readonly plays?: PlaysDef
  /** Quarters in what bpm counts: 1, 1.5 in compound metres, 0.5 for `on 8ths`. */
  readonly tempoUnit: number
  /** A tempo of its own, started anew on entry; null keeps the piece's program running. */
  readonly tempo: ((s: Slots) => TempoSettings) | null
  readonly swing: (s: Slots) => SwingSettings
  /** Sorted; empty means the key's tonic chord, `tonic`. */
  readonly chords: readonly ChordSpan[]
  readonly tonic: number
  /** Index into `PolicyDefinition.zones`. */
  readonly zones: number
  readonly mute: readonly string[]
  /** One entry a member, by `PolicyDefinition.members` order. */
  readonly parts: readonly PartDef[]
}

export type FormStep =
  | { readonly kind: 'play'; readonly section: number; readonly times: number }
  | { readonly kind: 'vamp'; readonly section: number }

export interface PolicyDefinition {
  readonly abi: typeof POLICY_ABI
  /** The file's stem. */
  readonly name: string
  /** The band's title as written, else the name. */
  readonly title: string
  /** Version of the language, `1`. */
  readonly language: string
  readonly behaviour: string
  readonly slotSchema: string
  readonly slots: readonly SlotSpec[]
  readonly seed: number | null
  /** Resolved timbre vectors (unit length, but for the rounding of written numbers), indexed by `VoiceSettings.timbre`. `mix` calls are computed here. */
  readonly timbres: (s: Slots) => readonly Float64Array[]
  /** The space that they lie in; `sil-timbre/1`, the lexicon's, where not given. */
  readonly timbreSpace?: TimbreSpaceId
  /** In a trained space, what plays each timbre: parameters decoded when the piece was compiled. */
  readonly sounds?: (s: Slots) => readonly BakedSound[]
  /** The prompt or name behind each timbre, same order. */
  readonly timbreNames: readonly string[]
  readonly chords: readonly ChordDef[]
  readonly zones: readonly ((s: Slots) => ZoneSettings)[]
  readonly zoneNames: readonly string[]
  readonly tempo: (s: Slots) => TempoSettings
  readonly player: {
    readonly zones: number
    /** null: whatever comes near a beat. */
    readonly plays: PlaysDef | null
    readonly count: {
      readonly who: 'band' | 'player'
      readonly amount: number
      readonly unit: 'bars' | 'beats'
    }
  }
  /** Name of the member whose beats the session log lists. */
  readonly reference: string | null
  readonly members: readonly MemberDef[]
  readonly sections: readonly SectionDef[]
  readonly form: readonly FormStep[]
  readonly repeat: boolean
  readonly rules: readonly RuleDef[]
  readonly rewards: readonly RewardDef[]
  readonly train: readonly {
    readonly reward: string
    /** Share of each slot's range, 0..1. */
    readonly explore: number
    readonly unit: 'session' | 'user-week'
    readonly gate: number
  }[]
}

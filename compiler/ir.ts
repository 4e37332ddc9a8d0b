/**
 * The typed intermediate representation: what `lower` makes and every emitter reads.
 *
 * It is plain JSON data (no functions, no NaN, no −0), so that its canonical form is the policy's `behaviour` hash.
 * `span` fields point into the source for source maps and cell lights; they are left out of the hash, so formatting
 * and comments never change behaviour. Units are resolved: names say ms, dB, bpm, quarters. Positions are exact.
 */

import type { Span } from '../language/ast.ts'
import type { VoiceTarget } from '../runtime/timbre/baked.ts'
import type { TimbreSpaceId } from '../runtime/timbre/spaces.ts'
import type { Articulation, ChordDef, MemberKind, MeterDef, SlotSpec, Voicing } from './policy-types.ts'

/** A number known when a performance starts. */
export type Num =
  | { readonly k: 'const'; readonly v: number }
  /** Value of a slot (index into `PolicyIr.slots`), times `scale` (unit conversion, e.g. percent never needs it: ratios are 0..1). */
  | { readonly k: 'slot'; readonly slot: number }
  | { readonly k: 'op'; readonly op: '+' | '-' | '*' | '/' | 'min' | 'max'; readonly a: Num; readonly b: Num }

/** A categorical setting: fixed, or the choice of a slot. */
export type Choice<T extends string> =
  | { readonly k: 'fixed'; readonly value: T }
  | { readonly k: 'slot'; readonly slot: number; readonly choices: readonly T[] }

export interface SpanIr {
  readonly amount: Num
  readonly unit: 'beats' | 'bars' | 's'
}

/** Rules act in any section, so their steps wait for its metre. */
export interface RuleSpanIr {
  readonly amount: Num
  readonly unit: SpanIr['unit'] | 'steps'
}

export interface SlotIr extends SlotSpec {
  readonly span: Span
}

// ---- timbres ------------------------------------------------------------------------------------------------------

export type TimbreIr = {
  readonly name: string
  readonly span: Span
} & (
  | ({ readonly kind: 'prompt'; readonly text: string } & PointIr)
  /** A recording, as the host heard it when the piece was compiled; its path is kept for people. */
  | ({ readonly kind: 'sample'; readonly path: string } & PointIr)
  | { readonly kind: 'mix'; readonly a: number; readonly b: number; readonly t: Num }
  /** The prompt, moved along directions; `reach` is the furthest along each, either way. */
  | ({
      readonly kind: 'near'
      readonly text: string
      readonly reach: number
      readonly directions: readonly {
        readonly vector: readonly number[]
        readonly at: Num
        /** What plays it at full reach against the direction, and along it. */
        readonly behind?: PatchesIr
        readonly ahead?: PatchesIr
      }[]
    } & PointIr)
)

/** A place in the space, of length 1. What stands beside it is there in a trained space only, whose decoder stays with the compiler. */
interface PointIr {
  readonly vector: readonly number[]
  /** The same words in the lexicon's space. */
  readonly lexicon?: readonly number[]
  readonly patches?: PatchesIr
}

/** Parameters of the voices that play it, in the order of their tables. */
export type PatchesIr = Readonly<Partial<Record<VoiceTarget, readonly number[]>>>

// ---- patterns -----------------------------------------------------------------------------------------------------

/** `num/den` quarters from the bar's (or cycle's) start. */
export type Position =
  | { readonly num: number; readonly den: number; readonly swing: boolean }
  /** Inside a bracket: `num/den` of the way between two (warped) ends of the cell. */
  | { readonly from: Position; readonly to: Position; readonly num: number; readonly den: number }

export type ChanceIr =
  | { readonly k: 'always' }
  | { readonly k: 'fixed'; readonly p: number }
  | { readonly k: 'slot'; readonly slot: number }

export type SoundIr =
  | { readonly k: 'hit' }
  | { readonly k: 'chord' }
  | { readonly k: 'degree'; readonly degree: number; readonly octave: number }
  | { readonly k: 'step'; readonly semitones: number; readonly octave: number }
  | { readonly k: 'pitch'; readonly midi: number }

export interface EventIr {
  readonly span: Span
  /** 1-based cell in its bar: random key and light. Cells inside brackets get numbers beyond the bar's cells. */
  readonly cell: number
  /** `1:15` or `1:15.2`: the cell's part of slot names. */
  readonly label: string
  readonly at: Position
  /** Where it stops; null for drums, but for their rolls. May lie beyond the bar (ties). */
  readonly end: Position | null
  readonly chance: ChanceIr
  readonly velocity: number
  readonly articulation: Articulation
  /** One sound, or several to choose from (evenly, or by a weighted slot). */
  readonly sounds: readonly SoundIr[]
  readonly weights: number | null
}

export interface PatternIr {
  /** A legal identifier, unique in the policy: `kit_snare`, `stop_kit_hat`. */
  readonly id: string
  readonly span: Span
  /** One list a bar, sorted by position. */
  readonly bars: readonly (readonly EventIr[])[]
  readonly loopQuarters: number | null
  /** Length of one bar of the pattern. */
  readonly barQuarters: number
}

// ---- members ------------------------------------------------------------------------------------------------------

export interface VoiceIr {
  readonly name: string
  /** Index into `PolicyIr.patterns`. */
  readonly pattern: number
  readonly timbre: number
  readonly accents: readonly { readonly beat: number; readonly timbre: number }[]
  readonly levelDb: Num
  readonly feelMs: Num
  readonly humanMs: Num
  /** Written on the voice, and perhaps 0: then it is steady, however the member wanders. */
  readonly ownHuman?: true
}

export interface PartIr {
  readonly voices: readonly VoiceIr[]
  readonly level:
    | { readonly k: 'steady'; readonly db: Num }
    | { readonly k: 'ramp'; readonly from: Num; readonly to: Num; readonly over: SpanIr }
  readonly pan: Num
  readonly feelMs: Num
  readonly humanMs: Num
  readonly mute: boolean
  readonly restEvery: number
  readonly dynamics: { readonly share: Num; readonly withinDb: Num } | null
  readonly fill: { readonly everyBars: number; readonly density: Num } | null
  readonly tradeBars: number
  readonly range: { readonly low: number; readonly high: number }
  readonly length: Num
  readonly voicing: Choice<Voicing>
  readonly strumMs: Num
  readonly walk: boolean
  readonly approach: {
    readonly kind: Choice<'chromatic' | 'scale' | 'dominant'>
    readonly chance: Num
  } | null
}

export interface MemberIr {
  readonly name: string
  readonly kind: MemberKind
  readonly follows: 'player' | 'grid' | { readonly member: string }
  readonly span: Span
}

// ---- zones, tempo, form ---------------------------------------------------------------------------------------------

export interface ThresholdIr {
  readonly ms: Num
  readonly beats: Num
}

export interface ZonesIr {
  readonly name: string
  readonly span: Span
  readonly snap: ThresholdIr
  readonly follow: ThresholdIr
  readonly limit: ThresholdIr
  readonly strength: Num
  readonly adapt: Num
  readonly curve: Choice<'classic' | 'smooth'>
  readonly expect: Choice<'player' | 'grid'>
  readonly track: Choice<'one' | 'many'>
}

export interface TempoIr {
  readonly span: Span
  readonly program:
    | { readonly k: 'steady'; readonly bpm: Num }
    | { readonly k: 'ramp'; readonly from: Num; readonly to: Num; readonly over: SpanIr }
    | {
        readonly k: 'ladder'
        readonly from: Num
        readonly to: Num
        readonly by: Num
        readonly everyBars: number
      }
  readonly lowBpm: Num
  readonly highBpm: Num
}

export interface SwingIr {
  readonly ratio: Num
  /** 0.5 (8ths) or 0.25 (16ths). */
  readonly unit: number
  readonly shortMs: Num | null
}

/** Where notes are expected, bar by bar. */
export type PlaysIr = readonly (readonly Position[])[]

export interface SectionIr {
  readonly name: string
  readonly span: Span
  readonly bars: number | null
  /** Of the section that opens the form, in beats; missing where there is none. */
  readonly pickup?: number
  readonly meter: MeterDef
  /** Index into `PolicyIr.plays`; missing where the player plays as in the whole piece. */
  readonly plays?: number
  readonly tempoUnit: number
  readonly tempo: TempoIr | null
  readonly swing: SwingIr
  readonly chords: readonly {
    readonly bar: number
    readonly at: Position
    readonly chord: number
    readonly span: Span
  }[]
  readonly tonic: number
  readonly zones: number
  readonly mute: readonly string[]
  /** Index into `PolicyIr.parts`, by member. */
  readonly parts: readonly number[]
}

export type FormStepIr =
  | { readonly k: 'play'; readonly section: number; readonly times: number }
  | { readonly k: 'vamp'; readonly section: number }

// ---- rules, rewards -------------------------------------------------------------------------------------------------

export type PlayerField = 'silent' | 'spread' | 'bias' | 'tempo' | 'drift' | 'early' | 'late' | 'confidence'

/** A condition's number; `player` fields are in ms, bpm or ratio as the runtime's `PlayerView` gives them. */
export type RuleNum =
  | Num
  | { readonly k: 'player'; readonly field: Exclude<PlayerField, 'silent' | 'early' | 'late'> }
  | {
      readonly k: 'ruleOp'
      readonly op: '+' | '-' | '*' | '/' | 'min' | 'max'
      readonly a: RuleNum
      readonly b: RuleNum
    }

export type RuleCondition =
  | { readonly k: 'flag'; readonly field: 'silent' | 'early' | 'late' }
  | {
      readonly k: 'compare'
      readonly op: '<' | '<=' | '>' | '>=' | '==' | '!='
      readonly a: RuleNum
      readonly b: RuleNum
    }
  | { readonly k: 'not'; readonly a: RuleCondition }
  | { readonly k: 'and' | 'or'; readonly a: RuleCondition; readonly b: RuleCondition }

export type RuleActionIr =
  | { readonly k: 'mute' | 'unmute'; readonly members: readonly string[]; readonly keep: boolean }
  | {
      readonly k: 'level'
      readonly member: string
      readonly mode: 'to' | 'by'
      readonly db: Num
      readonly over: RuleSpanIr
      readonly keep: boolean
    }
  | {
      readonly k: 'tempo'
      readonly mode: 'to' | 'by'
      readonly bpm: Num
      readonly over: RuleSpanIr
      readonly keep: boolean
    }
  | { readonly k: 'section'; readonly section: number }
  | { readonly k: 'cue' }

/** Where in the source it stands; without one it is its rule's place. */
interface Placed {
  readonly span?: Span
}

export interface RuleIr {
  readonly name: string
  readonly span: Span
  readonly when: RuleCondition & Placed
  readonly hold: RuleSpanIr | null
  readonly actions: readonly (RuleActionIr & Placed)[]
}

/** Arithmetic over session metrics; every metric may be missing, `else` stops it. Times are ms, durations ms. */
export type RewardNum =
  | { readonly k: 'const'; readonly v: number }
  | {
      readonly k: 'metric'
      readonly metric:
        | 'improvementWithin'
        | 'improvementAcross'
        | 'asynchrony'
        | 'asynchronyImprovementWithin'
        | 'returnRate'
        | 'durationMs'
        | 'completed'
        | 'rating'
        | 'onsets'
        | 'spreadMs'
        | 'biasMs'
      /** Sessions of `improvementAcross`, days of `returnRate`, else null. */
      readonly n: number | null
    }
  | {
      readonly k: 'op'
      readonly op: '+' | '-' | '*' | '/' | 'min' | 'max'
      readonly a: RewardNum
      readonly b: RewardNum
    }
  | { readonly k: 'else'; readonly a: RewardNum; readonly b: RewardNum }

export interface RewardIr {
  readonly name: string
  readonly span: Span
  readonly min: number
  readonly max: number
  readonly maturesAfterDays: number
  /** Top-level summands. */
  readonly parts: readonly { readonly label: string; readonly value: RewardNum; readonly span: Span }[]
}

export interface TrainIr {
  readonly reward: string
  readonly span: Span
  readonly explore: number
  readonly unit: 'session' | 'user-week'
  readonly gate: number
  readonly guards: readonly {
    readonly metric: string
    readonly op: '<' | '<=' | '>' | '>='
    readonly value: number
  }[]
}

// ---- scenarios ------------------------------------------------------------------------------------------------------

export type PlayerScriptIr =
  | { readonly k: 'steady' }
  | { readonly k: 'rushes' | 'drags'; readonly ms: number }
  | {
      readonly k: 'tempo'
      readonly change: number
      readonly over: { readonly amount: number; readonly unit: 'beats' | 'bars' }
    }
  | { readonly k: 'silent'; readonly for: { readonly amount: number; readonly unit: 'beats' | 'bars' } }
  | { readonly k: 'simulated'; readonly who: 'novice' | 'musician' | 'drummer' }

export type ExpectationIr = { readonly span: Span } & (
  | { readonly k: 'mode'; readonly mode: 'snap' | 'follow' | 'limit'; readonly share: number }
  | { readonly k: 'tempo'; readonly within: number; readonly bpm: number }
  | {
      readonly k: 'level'
      readonly member: string
      readonly op: '<' | '<=' | '>' | '>='
      readonly db: number
    }
)

export interface ScenarioIr {
  readonly title: string
  readonly span: Span
  /** Bars to play; default 16. */
  readonly bars: number
  readonly player: readonly PlayerScriptIr[]
  readonly expectations: readonly ExpectationIr[]
}

// ---- the whole ------------------------------------------------------------------------------------------------------

export interface CostIr {
  /** Worst case over sections. */
  readonly eventsPerBar: number
  /** Most notes that may sound at once. */
  readonly voices: number
  readonly slots: number
}

export interface PolicyIr {
  readonly version: 1
  readonly language: '1'
  readonly name: string
  readonly title: string
  readonly seed: number | null
  readonly slots: readonly SlotIr[]
  /** Left out for the lexicon's. */
  readonly timbreSpace?: TimbreSpaceId
  readonly timbres: readonly TimbreIr[]
  readonly chords: readonly ChordDef[]
  readonly patterns: readonly PatternIr[]
  readonly parts: readonly PartIr[]
  readonly zones: readonly ZonesIr[]
  readonly tempo: TempoIr
  readonly player: {
    readonly zones: number
    readonly plays: PlaysIr | null
    readonly count: {
      readonly who: 'band' | 'player'
      readonly amount: number
      readonly unit: 'bars' | 'beats'
    }
  }
  /** What the player plays in sections that say so themselves or have a metre of their own; missing where none does. */
  readonly plays?: readonly PlaysIr[]
  readonly reference: string | null
  readonly members: readonly MemberIr[]
  readonly sections: readonly SectionIr[]
  readonly form: readonly FormStepIr[]
  readonly repeat: boolean
  readonly rules: readonly RuleIr[]
  readonly rewards: readonly RewardIr[]
  readonly train: readonly TrainIr[]
  readonly scenarios: readonly ScenarioIr[]
  readonly cost: CostIr
}

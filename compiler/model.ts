/**
 * The checked model: what `check` makes of a file and `lower` turns into the intermediate representation.
 *
 * Names are resolved to what they name, properties are read once, units are natural (ms, beats, bpm, dB, 0..1), and
 * everything still speaks of its own file: which slots a policy has, how they are called and where they are stored
 * is decided when a whole policy is lowered. `null` says "not written here", so that a section's override and a
 * member's own settings merge field by field.
 */

import type { Span } from '../language/ast.ts'
import type { Key } from '../runtime/theory/key.ts'
import type { PlayerField, ScenarioIr, SoundIr, TrainIr } from './ir.ts'
import type { Articulation, MemberKind, Voicing } from './policy-types.ts'
import type { Rational } from './rational.ts'

// ---- numbers ----------------------------------------------------------------------------------------------------

/** A learnable slot. Its name in a policy is the owner's name there and `path`. */
export interface SlotModel {
  /** The file that declares it. */
  readonly file: string
  /** The declaration that holds it (`pocket`), or the setting (`swing`). */
  readonly owner: string
  /** The rest of its path: `.snap`, `.kick[1:15]` or empty. */
  readonly path: string
  readonly kind: 'continuous' | 'chance' | 'categorical' | 'contextual'
  readonly unit: string | null
  readonly default: number | string
  readonly min: number | null
  readonly max: number | null
  readonly scale: 'linear' | 'log'
  /** The slot that this one must exceed; set while zones are checked. */
  above: SlotModel | null
  readonly choices: readonly string[] | null
  readonly features: readonly string[] | null
  readonly doc: string | null
  /** Numbers it takes in a slot vector. */
  readonly size: number
  readonly span: Span
}

export type ArithmeticOp = '+' | '-' | '*' | '/' | 'min' | 'max'

export type MetricName = (typeof METRICS)[number]
const METRICS = [
  'improvementWithin',
  'improvementAcross',
  'asynchrony',
  'asynchronyImprovementWithin',
  'returnRate',
  'durationMs',
  'completed',
  'rating',
  'onsets',
  'spreadMs',
  'biasMs',
] as const

/** Arithmetic over constants, slots and (in rules and rewards only) what is measured. */
export type Term =
  | { readonly k: 'const'; readonly v: number }
  | { readonly k: 'slot'; readonly slot: SlotModel }
  | { readonly k: 'op'; readonly op: ArithmeticOp; readonly a: Term; readonly b: Term }
  | { readonly k: 'player'; readonly field: Exclude<PlayerField, 'silent' | 'early' | 'late'> }
  | { readonly k: 'metric'; readonly metric: MetricName; readonly n: number | null }
  | { readonly k: 'else'; readonly a: Term; readonly b: Term }

export type ChoiceModel<T extends string> =
  | { readonly k: 'fixed'; readonly value: T }
  | { readonly k: 'slot'; readonly slot: SlotModel; readonly choices: readonly T[] }

export interface SpanModel {
  readonly amount: Term
  readonly unit: 'beats' | 'bars' | 'steps' | 's'
}

// ---- timbres ----------------------------------------------------------------------------------------------------

export type TimbreModel = { readonly name: string; readonly file: string; readonly span: Span } & (
  | { readonly kind: 'prompt'; readonly text: string; readonly vector: readonly number[] }
  | { readonly kind: 'sample'; readonly path: string; readonly vector: readonly number[] }
  | { readonly kind: 'mix'; readonly a: TimbreModel; readonly b: TimbreModel; readonly t: Term }
  | {
      readonly kind: 'near'
      readonly text: string
      /** Of the prompt itself. */
      readonly vector: readonly number[]
      /** How far along a direction it may go, either way. */
      readonly reach: number
      readonly directions: readonly { readonly vector: readonly number[]; readonly at: Term }[]
    }
)

export interface AccentModel {
  /** 1-based beat of the bar. */
  readonly beat: number
  readonly timbre: TimbreModel
  readonly span: Span
}

// ---- metre, tempo, key ------------------------------------------------------------------------------------------

export interface MeterModel {
  readonly span: Span
  readonly upper: number
  readonly lower: number
  /** Length of a bar in quarters. */
  readonly quarters: Rational
  /** Start of each beat in quarters. */
  readonly beats: readonly Rational[]
  /** All beats of one length. */
  readonly even: boolean
  /** Beats are dotted: bpm counts those. */
  readonly compound: boolean
  /** Equal for equal metres: `7/8 (2+2+3)`. */
  readonly text: string
  /** What was written is no metre, and was told of: nothing is counted by this one, which stands for it. */
  readonly unknown: boolean
}

export interface KeyModel {
  readonly span: Span
  readonly key: Key
}

export interface TempoModel {
  readonly span: Span
  readonly program:
    | { readonly k: 'steady'; readonly bpm: Term }
    | { readonly k: 'ramp'; readonly from: Term; readonly to: Term; readonly over: SpanModel }
    | {
        readonly k: 'ladder'
        readonly from: Term
        readonly to: Term
        readonly by: Term
        readonly everyBars: number
      }
  readonly low: Term
  readonly high: Term
  /** What the range can be at most, in bpm: for comparing musical time with time. */
  readonly lowest: number
  readonly highest: number
  /** Quarters that bpm counts, where `on` says so. */
  readonly on: number | null
}

export interface SwingModel {
  readonly ratio: Term
  /** 0.5 quarter for 8ths. */
  readonly unit: number
  readonly shortMs: Term | null
}

// ---- zones and player -------------------------------------------------------------------------------------------

export interface ThresholdModel {
  readonly ms: Term
  readonly beats: Term
}

export interface ZonesModel {
  readonly name: string
  readonly file: string
  readonly span: Span
  readonly snap: ThresholdModel
  readonly follow: ThresholdModel
  readonly limit: ThresholdModel
  readonly strength: Term
  readonly adapt: Term
  readonly curve: ChoiceModel<'classic' | 'smooth'>
  readonly expect: ChoiceModel<'player' | 'grid'>
  readonly track: ChoiceModel<'one' | 'many'>
}

export interface PlayerModel {
  readonly zones: ZonesModel | null
  readonly plays: PatternModel | null
  readonly count: {
    readonly who: 'band' | 'player'
    readonly amount: number
    readonly unit: 'bars' | 'beats'
  }
}

// ---- patterns ---------------------------------------------------------------------------------------------------

export type ChanceModel =
  | { readonly k: 'always' }
  | { readonly k: 'fixed'; readonly p: number }
  | { readonly k: 'slot'; readonly slot: SlotModel }

export type CellModel =
  | { readonly k: 'rest' }
  | { readonly k: 'tie' }
  | { readonly k: 'group'; readonly cells: readonly CellModel[] }
  | SoundCell

export interface SoundCell {
  readonly k: 'sound'
  readonly span: Span
  /** `1:15`, `1:15.2` */
  readonly label: string
  readonly chance: ChanceModel
  readonly velocity: number
  readonly articulation: Articulation
  readonly sounds: readonly SoundIr[]
  readonly weights: SlotModel | null
}

export interface BarModel {
  readonly span: Span
  /** The count as written, `|3: …|`: no count is wrong then. */
  readonly meant: boolean
  /** One of its cells is wrong, and was told of: how many there are says nothing. */
  readonly broken: boolean
  readonly cells: readonly CellModel[]
}

/** `loop 3 beats` */
export interface LoopModel {
  readonly amount: Rational
  readonly unit: 'beats' | 'bars' | 'steps'
  readonly span: Span
}

/** Bars with their cells read, not yet cut to a metre. */
export interface PatternModel {
  readonly span: Span
  /** The same for patterns that say the same; their places are those of the first of them. */
  readonly bars: readonly BarModel[]
  /** Sounds in the fullest of them. */
  readonly fullest: number
  /** How much further on these bars stand than the places in them say. */
  readonly by: number
  readonly loop: LoopModel | null
}

// ---- members ----------------------------------------------------------------------------------------------------

export interface VoiceModel {
  readonly name: string
  readonly span: Span
  /** Null where an override changes nothing but the voice's settings, or where a line walks. */
  readonly pattern: PatternModel | null
  /** Section that declares the pattern, or null for the member's own. */
  readonly section: string | null
  readonly timbre: TimbreModel | null
  readonly accents: readonly AccentModel[]
  readonly levelDb: Term | null
  readonly feelMs: Term | null
  readonly humanMs: Term | null
}

export type LevelModel =
  | { readonly k: 'steady'; readonly db: Term }
  | { readonly k: 'ramp'; readonly from: Term; readonly to: Term; readonly over: SpanModel }

/** What a member's block, or a section's overrides of it, say. Null: nothing said. */
export interface PartModel {
  /** In the order in which they play. */
  readonly voices: readonly VoiceModel[]
  readonly timbre: TimbreModel | null
  readonly accents: readonly AccentModel[]
  readonly level: LevelModel | null
  readonly pan: Term | null
  readonly feelMs: Term | null
  readonly humanMs: Term | null
  readonly mute: boolean | null
  readonly restEvery: number | null
  readonly dynamics: { readonly share: Term; readonly withinDb: Term } | null
  readonly fillEvery: number | null
  readonly fillDensity: Term | null
  readonly tradeBars: number | null
  readonly range: { readonly low: number; readonly high: number; readonly span: Span } | null
  readonly length: Term | null
  readonly voicing: ChoiceModel<Voicing> | null
  readonly voicingSpan: Span | null
  readonly strumMs: Term | null
  readonly walk: boolean | null
  readonly approach: ChoiceModel<'chromatic' | 'scale' | 'dominant'> | null
  readonly approachChance: Term | null
}

export interface MemberModel {
  readonly name: string
  readonly kind: MemberKind
  readonly span: Span
  readonly follows: string
  readonly own: PartModel
}

// ---- sections and form ------------------------------------------------------------------------------------------

export type ChordCell =
  | { readonly k: 'chord'; readonly symbol: string; readonly span: Span }
  /** The chord before goes on. */
  | { readonly k: 'tie'; readonly span: Span }

export interface ChordBar {
  readonly span: Span
  readonly meant: boolean
  readonly broken: boolean
  readonly cells: readonly ChordCell[]
  /** `%`: all of the bar before again. */
  readonly repeat: boolean
}

/** Bars of chords, shared like those of a pattern. */
export interface ChordLine {
  readonly bars: readonly ChordBar[]
  readonly by: number
}

/** A member's whole part, with what a section says laid over it. */
export interface OverrideModel {
  readonly member: MemberModel
  readonly part: PartModel
}

/** `pickup 2 beats` */
export interface PickupModel {
  readonly span: Span
  /** With its word, as something that can be left out. */
  readonly property: Span
  readonly amount: number
  readonly unit: 'beats' | 'steps'
}

export interface SectionModel {
  readonly name: string
  readonly span: Span
  readonly bars: number | null
  readonly pickup: PickupModel | null
  readonly chords: ChordLine
  readonly meter: MeterModel | null
  readonly key: KeyModel | null
  readonly tempo: TempoModel | null
  readonly swing: SwingModel | null
  readonly zones: ZonesModel | null
  readonly plays: PatternModel | null
  readonly mute: readonly string[]
  /** Of whom the section says something. */
  readonly overrides: readonly OverrideModel[]
}

export interface FormModel {
  readonly steps: readonly { readonly section: string; readonly vamp: boolean; readonly times: number }[]
  readonly repeat: boolean
}

// ---- rules, rewards, training -----------------------------------------------------------------------------------

export type ConditionModel =
  | { readonly k: 'flag'; readonly field: 'silent' | 'early' | 'late' }
  | {
      readonly k: 'compare'
      readonly op: '<' | '<=' | '>' | '>=' | '==' | '!='
      readonly a: Term
      readonly b: Term
    }
  | { readonly k: 'not'; readonly a: ConditionModel }
  | { readonly k: 'and' | 'or'; readonly a: ConditionModel; readonly b: ConditionModel }

export type ActionModel =
  | { readonly k: 'mute' | 'unmute'; readonly members: readonly string[]; readonly keep: boolean }
  | {
      readonly k: 'level'
      readonly member: string
      readonly mode: 'to' | 'by'
      readonly db: Term
      readonly over: SpanModel
      readonly keep: boolean
    }
  | {
      readonly k: 'tempo'
      readonly mode: 'to' | 'by'
      readonly bpm: Term
      readonly over: SpanModel
      readonly keep: boolean
    }
  | { readonly k: 'section'; readonly section: string }
  | { readonly k: 'cue' }

export interface RuleModel {
  readonly name: string
  readonly span: Span
  readonly when: ConditionModel & { readonly span: Span }
  readonly hold: SpanModel | null
  readonly actions: readonly (ActionModel & { readonly span: Span })[]
}

export interface RewardModel {
  readonly name: string
  readonly file: string
  readonly span: Span
  readonly min: number
  readonly max: number
  readonly maturesAfterDays: number
  readonly parts: readonly { readonly label: string; readonly value: Term; readonly span: Span }[]
}

// ---- a file -----------------------------------------------------------------------------------------------------

/** Nothing in these can be learned, so they are checked straight into the form they keep. */
export type TrainModel = TrainIr
export type ScenarioModel = ScenarioIr

export interface FileModel {
  readonly path: string
  readonly title: string | null
  readonly seed: number | null
  readonly meter: MeterModel
  readonly key: KeyModel
  readonly tempo: TempoModel
  readonly swing: SwingModel
  /** Whatever section opens the form, unless that has its own. */
  readonly pickup: PickupModel | null
  readonly player: PlayerModel
  readonly members: readonly MemberModel[]
  readonly sections: readonly SectionModel[]
  readonly form: FormModel
  readonly rules: readonly RuleModel[]
  /** Own and imported ones. */
  readonly rewards: readonly RewardModel[]
  readonly trains: readonly TrainModel[]
  readonly scenarios: readonly ScenarioModel[]
}

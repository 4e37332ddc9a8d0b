/** What a policy's rules and rewards read, and what they answer: the compiled conditions and sums are functions of these. */

import type { Slots, Span } from './policy-values.ts'

/** Rules act in any section, so their steps, 16ths, wait for its metre. */
export interface RuleSpan {
  readonly amount: number
  readonly unit: Span['unit'] | 'steps'
}

/** What a rule's condition reads. Unknown values are NaN, so that comparisons with them are false. */
export interface PlayerView {
  /** No onset for the last beat, and none during it. */
  readonly silent: boolean
  /** SD of the player's last 16 deviations, ms. */
  readonly spread: number
  /** Learned habitual asynchrony, ms (negative: early). */
  readonly bias: number
  /** Player's own tempo, bpm. */
  readonly tempo: number
  /** Player's tempo over the written tempo, minus 1. */
  readonly drift: number
  /** The mean of the last 4 deviations is beyond the snap zone, before or after the beat. */
  readonly early: boolean
  readonly late: boolean
  /** 0..1 */
  readonly confidence: number
}

export type RuleAction =
  | {
      readonly do: 'mute' | 'unmute'
      readonly members: readonly string[]
      readonly keep: boolean
    }
  | {
      readonly do: 'level'
      readonly member: string
      readonly mode: 'to' | 'by'
      readonly db: number
      readonly over: RuleSpan
      readonly keep: boolean
    }
  | {
      readonly do: 'tempo'
      readonly mode: 'to' | 'by'
      readonly bpm: number
      readonly over: RuleSpan
      readonly keep: boolean
    }
  | { readonly do: 'section'; readonly section: number }
  | { readonly do: 'cue' }

export interface RuleDef {
  readonly name: string
  readonly when: (player: PlayerView, s: Slots) => boolean
  /** The condition must have held this long; null: at once. */
  readonly hold: ((s: Slots) => RuleSpan) | null
  readonly actions: (s: Slots) => readonly RuleAction[]
}

/** What a reward reads; every getter gives NaN for "missing". Times in the unit of the name. */
export interface SessionMetrics {
  improvementWithin(): number
  improvementAcross(sessions: number): number
  /** Founding measure: mean |onset − band beat| in ms within the session. */
  asynchrony(): number
  asynchronyImprovementWithin(): number
  returnRate(days: number): number
  readonly durationMs: number
  /** 1 or 0. */
  readonly completed: number
  /** 1..5 */
  readonly rating: number
  readonly onsets: number
  readonly spreadMs: number
  readonly biasMs: number
}

export interface RewardDef {
  readonly name: string
  readonly min: number
  readonly max: number
  /** Longest `return_rate` window in days (0: none): until then the session is not mature. */
  readonly maturesAfterDays: number
  /** Top-level summands, in order; their sum is the reward. */
  readonly parts: readonly string[]
  readonly compute: (m: SessionMetrics) => readonly number[]
}

/** Four. Compiled from metronome.sil: change that file, not this one. */
import type {
  Beat as AnyBeat,
  Performer as AnyPerformer,
  Policy as AnyPolicy,
  PolicyDefinition,
  Reward as AnyReward,
  Score,
  ScoreLength,
  StartOptions as AnyStartOptions,
  HeardBeat as AnyTimelineBeat,
} from 'silencio/runtime'

/** Nothing in this policy can be learned. */
export type Slots = Readonly<Record<string, never>>

export type Member = 'click'
export type Section = ''
export type RewardName = never

export interface Beat extends AnyBeat {
  readonly member: Member
}

export interface TimelineBeat extends AnyTimelineBeat {
  readonly section: Section
}

export interface StartOptions extends Omit<AnyStartOptions, 'slots'> {
  /** Values by name over the policy's own; or the whole vector. */
  readonly slots?: Slots | Float64Array
}

export type ScoreOptions = ScoreLength & Pick<StartOptions, 'slots' | 'seed' | 'tempo'>

/** A policy, performing. Times are seconds on the host's clock, from the start of the session. */
export interface Performer extends Omit<AnyPerformer, 'advance' | 'level' | 'timeline'> {
  /** What sounds before `until`, in order, each event exactly once. */
  advance(until: number): readonly Beat[]
  /** The level of a member now, in dB. */
  level(member: Member): number
  timeline(from?: number): readonly TimelineBeat[]
}

export interface Policy extends Omit<AnyPolicy, 'slotValues' | 'start' | 'score' | 'rewards'> {
  /** The values that a start without `slots` plays. */
  readonly slotValues: Slots
  /** A performance with a player. Never throws. */
  start(options?: StartOptions): Performer
  /** What the band would play alone. Throws a RangeError where a slot value does not fit. */
  score(options: ScoreOptions): Score
  readonly rewards: { readonly [name in RewardName]: AnyReward }
}

declare const policy: Policy
export default policy
/** What the policy was made of. */
export declare const definition: PolicyDefinition

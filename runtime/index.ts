/**
 * `silencio/runtime`: what compiled policies import, and what hosts drive.
 */

export type { ScoreLength } from './alone.ts'
export { approaching } from './band/approach.ts'
export { comping } from './band/comping.ts'
export { drumming } from './band/drummer.ts'
export { closingHats } from './band/hats.ts'
export { wandering } from './band/human.ts'
export { dynamics } from './band/loudness.ts'
export { strumming } from './band/strum.ts'
export { walking } from './band/walk.ts'
export { contextual, type Means, type Network, type Networks } from './contextual.ts'
export { countingIn } from './count-in.ts'
export {
  createPolicy,
  createPolicyWith,
  type Policy,
  type ScoreOptions,
  type SlotsLoad,
} from './create-policy.ts'
export type { Features } from './features.ts'
export { expecting } from './follow/played.ts'
export { trackingMany } from './follow/tracking-many.ts'
export {
  type Curve,
  computeNextBeat,
  correction,
  DEFAULT_RESPONSIVENESS,
  type ResponsivenessConfig,
  zoneOf,
} from './follow/zones.ts'
export type { HeardBeat, OnsetDetails, Performer, StartOptions, TimelineBeat } from './performer.ts'
export { pickingUp } from './pickup.ts'
export { HUMANS, type Human } from './player/humans.ts'
export { type PlayerMove, type PlayerSpan, playScript, type ScriptOptions } from './player/scripted.ts'
export * from './policy.ts'
export * from './policy-rules.ts'
export type { OnProblem, PerformanceProblem } from './problems.ts'
export { ruling } from './rules.ts'
export { type Beat, type BeatFields, makeBeat, type ResponseMode } from './score/beat.ts'
export type { Problem, Reading } from './score/checks.ts'
export { Score, type ScoreFields, type TempoChange, type TimeSignature } from './score/score.ts'
export type { EndOptions } from './session/build.ts'
export { checkExploration } from './session/check-exploration.ts'
export {
  type Drawn,
  drawUnit,
  type ExploreOptions,
  type Spread,
  type Stochastic,
  stochasticSlots,
  type Unit,
} from './session/explore.ts'
export { exploring } from './session/exploring.ts'
export {
  HISTORY_VERSION,
  readHistory,
  type SessionHistory,
  type SessionSummary,
  summaryOfSession,
} from './session/history.ts'
export type {
  ChoiceProbs,
  EndReason,
  Exploration,
  SessionBeat,
  SessionLog,
  SessionSource,
} from './session/log.ts'
export { readSession } from './session/read.ts'
export { type Measured, type Reward, type RewardResult, rewarding } from './session/rewards.ts'
export type { SlotValue, SlotValues } from './slots.ts'
export { readSlotsFile, type SlotsReading } from './slots-file.ts'
export { logDensity, type Point, pointOf, sigmasAround, slotsAt, slotsInSpace } from './slots-space.ts'
export type { Swap, SwapMoment, SwapOptions, Swappable } from './swap.ts'
export { changingTempo } from './tempo-changes.ts'
export { leafSound, mixSound, nearSound } from './timbre/baked.ts'
export { TimbreEmbedding } from './timbre/embedding.ts'
export { mixTimbre, nearTimbre } from './timbre/mix.ts'
export { unpackVector } from './timbre/packed.ts'
export { RUNTIME_VERSION } from './version.ts'

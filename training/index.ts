/** `silencio/training`: what learns the slots of a policy from sessions, and what decides whether the learned ones may play. */

export { type CheckOptions, checkEnv, type Fault, type FaultCode } from './env/check.ts'
export {
  createEnv,
  type Env,
  type ResetOptions,
  type SilencioEnv,
  type Step,
  type StepInfo,
} from './env/env.ts'
export type { Player } from './env/episode.ts'
export type { EnvOptions } from './env/options.ts'
export {
  type Box,
  box,
  type Dict,
  type Discrete,
  dict,
  discrete,
  type SampleKey,
  type Space,
  type SpaceJson,
  spaceOf,
  tuple,
} from './env/spaces.ts'
export {
  type Actions,
  createVectorEnv,
  type Finals,
  type Infos,
  type VectorEnv,
  type VectorInfo,
  type VectorOptions,
  type VectorStep,
} from './env/vector.ts'
export {
  type ActionOf,
  CHOICES,
  MOST_CENTS,
  type Pitched,
  type Version,
  type Voiced,
} from './env/versions.ts'
export {
  type BootstrapOptions,
  bootstrap,
  percentiles,
  type Replicates,
} from './estimate/bootstrap.ts'
export { bernsteinLower, hoeffdingLower, studentLower } from './estimate/bounds.ts'
export { type Estimate, type Estimates, estimates, type Rows } from './estimate/estimators.ts'
export { type Draw, type Law, logDensityOf, ratio, secondMoment } from './estimate/gaussian.ts'
export {
  KERNELS,
  type Kernel,
  type KernelEstimates,
  type KernelRows,
  kernelEstimates,
} from './estimate/kernels.ts'
export { numbered } from './estimate/people.ts'
export { type Fit, fitsOf, kolmogorovSmirnov, worstFit } from './estimate/pit.ts'
export { type BettingOptions, bettingLower } from './gate/betting.ts'
export {
  type CanaryOptions,
  type CanaryUnit,
  type CanaryVerdict,
  canaryVerdict,
} from './gate/canary.ts'
export { type Control, controlOf } from './gate/control.ts'
export { type GateOptions, type GateRows, gate, type Verdict } from './gate/gate.ts'
export { ask, type CmaOptions, type CmaState, createCma, stopReason, tell } from './optimise/cma.ts'
export { type CmaConstants, cmaConstants, usualPopulation } from './optimise/cma-constants.ts'
export { createNoise, type NoiseState, peopleOf, rankChanges, scoredTwice, treat } from './optimise/noise.ts'
export {
  createRestarts,
  type RestartOptions,
  type RestartState,
  tellRestarts,
} from './optimise/restarts.ts'
export { type Candidate, fileOfCandidate, type SearchSpace } from './optimise/search-space.ts'
export { slotSpace } from './optimise/slot-space.ts'

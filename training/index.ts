/** `silencio/training`: what learns the slots of a policy from sessions, and what decides whether the learned ones may play. */

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
export { type BettingOptions, bettingLower } from './gate/betting.ts'
export { type GateOptions, type GateRows, gate, type Verdict } from './gate/gate.ts'
export { ask, type CmaOptions, type CmaState, createCma, stopReason, tell } from './optimise/cma.ts'
export { type CmaConstants, cmaConstants, usualPopulation } from './optimise/cma-constants.ts'

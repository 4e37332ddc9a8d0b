/**
 * What a standalone policy carries with it: enough to perform, to score, to log and to reward, and no host API.
 */

export { createPolicy } from './create-policy.ts'
export { mixTimbre } from './timbre/mix.ts'

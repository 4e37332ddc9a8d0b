/**
 * What a standalone policy carries with it: enough to perform, to score, to log and to reward, and no host API.
 *
 * The types exported here are what such a policy's users hold on to: the names in them, and in every type that they
 * mention, stay when the build shortens all others.
 */

export { createPolicy, type Policy } from './create-policy.ts'
export type { SlotsFile } from './slots-file.ts'
export { mixTimbre } from './timbre/mix.ts'

/**
 * What a standalone policy carries with it: enough to perform, to score, to log and to reward, and no host API.
 *
 * The types exported here are what such a policy's users hold on to: the names in them, and in every type that they
 * mention, stay when the build shortens all others.
 */

export { approaching } from './band/approach.ts'
export { comping } from './band/comping.ts'
export { drumming } from './band/drummer.ts'
export { closingHats } from './band/hats.ts'
export { wandering } from './band/human.ts'
export { dynamics } from './band/loudness.ts'
export { strumming } from './band/strum.ts'
export { walking } from './band/walk.ts'
export { contextual, type Network } from './contextual.ts'
export { countingIn } from './count-in.ts'
export { createPolicyWith, type Policy } from './create-policy.ts'
export type { Features } from './features.ts'
export { expecting } from './follow/played.ts'
export { trackingMany } from './follow/tracking-many.ts'
export { pickingUp } from './pickup.ts'
export { ruling } from './rules.ts'
export { exploring } from './session/exploring.ts'
export { rewarding } from './session/rewards.ts'
export type { SlotsFile } from './slots-file.ts'
export { changingTempo } from './tempo-changes.ts'
export { leafSound, mixSound, nearSound } from './timbre/baked.ts'
export { mixTimbre, nearTimbre } from './timbre/mix.ts'
export { unpackVector } from './timbre/packed.ts'

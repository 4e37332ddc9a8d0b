import { approaching } from './band/approach.ts'
import { comping } from './band/comping.ts'
import { drumming } from './band/drummer.ts'
import { closingHats } from './band/hats.ts'
import { wandering } from './band/human.ts'
import { dynamics } from './band/loudness.ts'
import { strumming } from './band/strum.ts'
import { walking } from './band/walk.ts'
import { contextual } from './contextual.ts'
import { countingIn } from './count-in.ts'
import type { Features } from './features.ts'
import { expecting } from './follow/played.ts'
import { trackingMany } from './follow/tracking-many.ts'
import { pickingUp } from './pickup.ts'
import { ruling } from './rules.ts'
import { exploring } from './session/exploring.ts'
import { rewarding } from './session/rewards.ts'
import { changingTempo } from './tempo-changes.ts'

/** For tools, which play any definition. */
export const ALL_FEATURES: Required<Features> = {
  walking,
  comping,
  approaching,
  strumming,
  closingHats,
  drumming,
  wandering,
  dynamics,
  countingIn,
  changingTempo,
  expecting,
  pickingUp,
  trackingMany,
  exploring,
  contextual,
  ruling,
  rewarding,
}

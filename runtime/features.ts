/**
 * What a policy may bring to the runtime: parts of it that not every piece needs. The compiler knows from the piece
 * which (compiler/emit/features.ts), imports those and no other, and so keeps the rest out of standalone policies and
 * out of what an app bundles.
 *
 * A piece that reaches a feature must bring it: there is no second way to get one.
 */

import type { approaching } from './band/approach.ts'
import type { comping } from './band/comping.ts'
import type { drumming } from './band/drummer.ts'
import type { closingHats } from './band/hats.ts'
import type { wandering } from './band/human.ts'
import type { dynamics } from './band/loudness.ts'
import type { strumming } from './band/strum.ts'
import type { walking } from './band/walk.ts'
import type { contextual } from './contextual.ts'
import type { countingIn } from './count-in.ts'
import type { expecting } from './follow/played.ts'
import type { trackingMany } from './follow/tracking-many.ts'
import type { pickingUp } from './pickup.ts'
import type { ruling } from './rules.ts'
import type { exploring } from './session/exploring.ts'
import type { rewarding } from './session/rewards.ts'
import type { changingTempo } from './tempo-changes.ts'

export interface Features {
  /** `line walk` */
  readonly walking?: typeof walking
  /** Chords in a pianist's or guitarist's hands. */
  readonly comping?: typeof comping
  /** `approach chromatic` on a written line. A walk has its own. */
  readonly approaching?: typeof approaching
  /** `strum 12 ms` */
  readonly strumming?: typeof strumming
  /** Open hats, which ring until somebody closes them. */
  readonly closingHats?: typeof closingHats
  /** Fills, and trading with the player. */
  readonly drumming?: typeof drumming
  /** `human 8 ms` */
  readonly wandering?: typeof wandering
  /** `dynamics follow player` */
  readonly dynamics?: typeof dynamics
  /** `count player 4 beats` */
  readonly countingIn?: typeof countingIn
  /** Tempos that are ramps or ladders. */
  readonly changingTempo?: typeof changingTempo
  /** `plays |x . x x|` */
  readonly expecting?: typeof expecting
  /** `pickup 2 beats` */
  readonly pickingUp?: typeof pickingUp
  /** `track many` */
  readonly trackingMany?: typeof trackingMany
  /** `train practice { explore 10% }` */
  readonly exploring?: typeof exploring
  /** `learn 0.5 in 0..1 by player.level` */
  readonly contextual?: typeof contextual
  readonly ruling?: typeof ruling
  readonly rewarding?: typeof rewarding
}

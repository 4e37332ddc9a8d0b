/**
 * What the trained space has heard: for each class a sound in the middle of it, and how far samples may go from there. Drums and cymbals
 * are the palette's own archetypes; the others stand on the same sources (Fletcher & Rossing, "The Physics of Musical Instruments",
 * chapters 18 to 21) and on analyses of the kind that drum machines publish.
 */

import { DRUMS } from './drum-sounds.ts'
import { OBJECTS } from './object-sounds.ts'
import { PITCHED } from './pitched-sounds.ts'
import type { SoundClass } from './sound-class.ts'

/** In the order in which the trained files count them. */
export const SOUND_CLASSES: readonly SoundClass[] = [...DRUMS, ...OBJECTS, ...PITCHED]

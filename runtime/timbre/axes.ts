/**
 * The named axes of the timbre space. Their order is the order of the numbers in every stored vector: a new
 * axis is a new space (`TIMBRE_SPACE`), never a quiet change of this list.
 */

/** Names the space that a stored vector belongs to; vectors of another space are refused, not guessed at. */
export const TIMBRE_SPACE = 'sil-timbre/1'

/**
 * Axis 0 is the same in every timbre (before normalising). It keeps all vectors in one half of the space, so that
 * a blend of two never passes through zero, and it lets the grade on an axis be read back from a unit vector.
 */
export const PRESENCE = 'presence'

/** Graded between two opposites, −1 to 1. */
export const BIPOLAR_AXES = [
  /** dark … bright: where the energy lies in the spectrum */
  'brightness',
  /** thin, cold … warm, full: strength of the low mids against the highs */
  'warmth',
  /** soft … hard: the stiffness of what strikes and what is struck */
  'hardness',
  /** small, high … deep, low */
  'depth',
  /** slow, swelling … instant, sharp onset */
  'attack',
  /** dead, short … ringing, long */
  'decay',
  /** smooth, clean … rough, harsh, distorted */
  'roughness',
  /** pure tone … noise */
  'noisiness',
  /** no clear pitch … clear pitch */
  'pitchedness',
  /** dry, close … wet, roomy */
  'wetness',
  /** solid … hollow, cavity */
  'hollowness',
  /** tight, controlled … boomy, loose */
  'boominess',
  /** gentle … aggressive */
  'energy',
  /** closed, muted, choked … open, free */
  'openness',
] as const

/** What sounds: material, 0 to 1. */
export const MATERIAL_AXES = ['wood', 'metal', 'membrane', 'string', 'glass', 'electronic', 'air'] as const

/** What it is: class of instrument, 0 to 1. */
export const CLASS_AXES = [
  'kick',
  'snare',
  'hat',
  'cymbal',
  'tom',
  'click',
  'shaker',
  'bass',
  'keys',
  'guitar',
] as const

export const AXES = [PRESENCE, ...BIPOLAR_AXES, ...MATERIAL_AXES, ...CLASS_AXES] as const

export type Axis = (typeof AXES)[number]
export type BipolarAxis = (typeof BIPOLAR_AXES)[number]
export type MaterialAxis = (typeof MATERIAL_AXES)[number]
export type ClassAxis = (typeof CLASS_AXES)[number]

/**
 * How much an axis counts in the cosine, 1 where not named. Brightness is what listeners tell timbres apart by
 * first (the spectral centroid is the strongest dimension in Grey 1977, McAdams et al. 1995 and Lakatos 2000).
 */
export const AXIS_WEIGHTS: Readonly<Partial<Record<Axis, number>>> = { brightness: 1.4 }

/** Axes that carry a grade: all but `presence`. */
export type GradedAxis = Exclude<Axis, typeof PRESENCE>

/** Numbers in a timbre vector. */
export const EMBEDDING_DIM = AXES.length

import type { Ratio } from '../units.ts'

/** An `x`: neither loud nor soft. Also what an onset without a velocity counts as. */
export const PLAIN_VELOCITY: Ratio = 0.7

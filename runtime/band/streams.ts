/**
 * What the band asks chance for: one number each, so that two uses of a cell never share a draw.
 * No number is ever given a second meaning, or old performances would change.
 */

export const CHANCE = 1
export const CHOICE = 2
export const WEIGHTS = 3
export const HUMAN_SLOW = 4
export const HUMAN_QUICK = 5
export const FILL = 6
export const FILL_ACCENT = 7
export const APPROACH = 8
export const APPROACH_SIDE = 9
export const WALK_STEP = 10
export const WALK_TURN = 11
export const HUMAN_DRIFT = 12
export const FILL_COUNT = 13

/** How much the engine holds. */

/** Different sounds at once. */
export const MOST_PATCHES = 512
/** Members. */
export const MOST_CHANNELS = 16

/** How much the engine holds. */

/** Different sounds at once. */
export const MOST_PATCHES = 512
/** Members: as many as a file may have. */
export const MOST_CHANNELS = 64

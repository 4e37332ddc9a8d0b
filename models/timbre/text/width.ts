/** Numbers of a sentence. */
export const WIDTH = 384

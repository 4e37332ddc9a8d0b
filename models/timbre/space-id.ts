/** What a stored timbre belongs to. */
export const SPACE_ID = 'sil-timbre/2'
/** Of the meaning of the 62 features: heads trained on others do not fit. */
export const FEATURES_FILE_VERSION = 1
/** Of the form of space.json. */
export const SPACE_FILE_VERSION = 2
/** Vectors of length 1 stand there as whole numbers of this: cosines of two of them are off by some 1e-4. */
export const VECTOR_STEP = 1e-4
